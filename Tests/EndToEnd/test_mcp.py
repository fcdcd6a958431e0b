"""The official Python client of the Model Context Protocol against a served instance, in both eras of the protocol."""

import asyncio
import json

import pytest
import requests
from mcp.client import Client

HEADERS = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}


def talk(server, conversation, mode="auto"):
    """Runs `conversation(client)` with a client connected to the server."""

    async def run():
        async with asyncio.timeout(120):
            async with Client(server.url + "/mcp", mode=mode) as client:
                return await conversation(client)

    return asyncio.run(run())


def call(server, tool, arguments, mode="auto"):
    answer = talk(server, lambda client: client.call_tool(tool, arguments), mode)
    assert not answer.is_error, answer.content[0].text
    assert json.loads(answer.content[0].text) == answer.structured_content
    return answer.structured_content


@pytest.mark.parametrize("mode", ["legacy", "auto", "2026-07-28"])
def test_a_client_connects_and_lists_the_tools(server, mode):
    async def conversation(client):
        return client.protocol_version, await client.list_tools()

    version, listed = talk(server, conversation, mode)
    assert version == ("2025-11-25" if mode == "legacy" else "2026-07-28")
    names = {tool.name for tool in listed.tools}
    assert {"search_datasets", "describe_dataset", "describe_resource", "query_rows", "get_quality"} <= names
    assert all(tool.annotations.read_only_hint and tool.description and tool.output_schema for tool in listed.tools)


@pytest.mark.parametrize("mode", ["legacy", "auto"])
def test_an_assistant_finds_its_way_from_a_question_to_a_figure(server, mode):
    found = call(server, "search_datasets", {"query": "élus"}, mode)
    slug = "repertoire-national-des-elus-municipaux"
    assert slug in {dataset["slug"] for dataset in found["datasets"]}
    dataset = call(server, "describe_dataset", {"dataset": slug}, mode)
    assert "elus_municipaux" in {resource["slug"] for resource in dataset["resources"]}
    columns = call(server, "describe_resource", {"resource": "elus_municipaux"}, mode)["columns"]
    assert "sexe" in {column["name"] for column in columns}
    answer = call(
        server, "query_rows",
        {"resource": "elus_municipaux", "group_by": ["sexe"], "aggregates": [{"function": "count", "column": "nom"}], "sort": [{"column": "sexe"}]},
        mode,
    )  # fmt: skip
    expected = server.get("/api/resources/elus_municipaux/data/?sexe__groupby&nom__count&sexe__sort=asc").json()["data"]
    assert answer["rows"] == expected and answer["source"]["resource"] == "elus_municipaux"
    quality = call(server, "get_quality", {"dataset": slug}, mode)
    assert 0 <= quality["score"] <= 100 and quality["criteria"]


def test_rows_follow_one_another_by_their_cursor(server):
    question = {"resource": "communes", "columns": ["__id"], "page_size": 100, "filters": [{"column": "code_departement", "operator": "exact", "value": "01"}]}
    seen, cursor = [], None
    while True:
        page = call(server, "query_rows", question | ({"cursor": cursor} if cursor else {}))
        seen += [row["__id"] for row in page["rows"]]
        cursor = page.get("next_cursor")
        if not cursor:
            break
    assert len(seen) == len(set(seen)) == page["total"] > 100


def test_a_mistake_is_told_to_the_model(server):
    answer = talk(server, lambda client: client.call_tool("query_rows", {"resource": "communes", "columns": ["nomm"]}))
    assert answer.is_error and "nomm" in answer.content[0].text


def test_calls_are_limited(portulan, demo, tmp_path):
    """Loopback is never limited: the client comes from behind a proxy here."""
    from conftest import Server

    with open(tmp_path / "log", "w") as log:
        limits = {"PORTULAN_RATE_LIMIT": "5", "PORTULAN_RATE_BURST": "50", "PORTULAN_TRUST_PROXY": "true"}
        with Server(portulan, demo, log, limits) as server:
            message = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "get_quality", "arguments": {"dataset": "communes-de-france"}}}
            answers = [
                requests.post(server.url + "/mcp", json=message, headers=HEADERS | {"X-Forwarded-For": "192.0.2.7"}, timeout=30)
                for _ in range(14)
            ]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused and answers[0].status_code == 200 and len(refused) < 5
    assert int(refused[0].headers["Retry-After"]) >= 1 and refused[0].json()["error"]["data"]["retryAfter"] >= 1


def test_hostile_bodies_are_refused(server):
    for body in [b"\xff\xfe", b"[" * 100_000, b'{"a":' * 5000, b"{}" * 2, b'{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"query_rows","arguments":{"resource":"\\u0000"}}}']:
        answer = requests.post(server.url + "/mcp", data=body, headers=HEADERS, timeout=30)
        assert answer.status_code in (200, 400), (body[:20], answer.status_code)
        assert answer.status_code == 400 or answer.json()["result"]["isError"]
    assert server.get("/health/ready").ok
