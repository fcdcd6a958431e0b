"""The API of data.gouv.fr (udata): its own client library reads an instance, and what cannot be honoured is refused."""

import json
import subprocess
from pathlib import Path

import pytest
from conftest import problem


@pytest.fixture(scope="module")
def seen(server, support):
    """What the client library saw; apart, because it brings a urllib3 of its own."""
    python = support / "venv-test-clients/bin/python"
    assert python.exists(), "Scripts/setup --tests"
    done = subprocess.run(
        [python, Path(__file__).with_name("udata_client.py"), server.url], capture_output=True, text=True, timeout=120)  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


def test_the_client_sees_every_dataset_in_both_versions(server, seen):
    titles = sorted(dataset["title"] for dataset in server.get("/api/datasets/?page_size=100").json()["data"])
    assert seen["datasets"] == seen["later"] == titles
    assert seen["files"] == seen["later_files"] and all(seen["files"].values())


def test_the_client_reads_one_dataset_and_its_file(server, seen):
    own = server.get("/api/datasets/communes-de-france/").json()
    file = own["resources"][0]
    assert seen["one"][:3] == [own["title"], own["frequency"], own["licence"]] and 0 <= seen["one"][3] <= 1
    assert seen["one"][4] == own["keywords"] and seen["again"] == seen["dataset_of_the_resource"] == own["title"]
    assert seen["resource"] == [file["title"], own["id"], file["bytes"], {"type": "sha256", "value": file["sha256"]}, file["format"]]
    assert seen["bytes"] == file["bytes"]


def test_the_client_reads_organizations(server, seen):
    name, url, count = seen["organization"]
    assert url.startswith("https://") and count == len(seen["organization_datasets"]) > 0
    assert name in seen["organizations"] == sorted(set(seen["organizations"]))


def test_lists_are_bounded_and_linked(server):
    first = server.get("/api/1/datasets/?page_size=2&q=élus").json()
    assert len(first["data"]) == 2 and first["previous_page"] is None
    second = server.get(first["next_page"][len(server.url):]).json()
    assert second["page"] == 2 and second["previous_page"]
    assert not {dataset["id"] for dataset in first["data"]} & {dataset["id"] for dataset in second["data"]}
    files = server.get(server.get("/api/2/datasets/?page_size=1").json()["data"][0]["resources"]["href"][len(server.url):]).json()
    assert files["total"] == len(files["data"]) > 0


def test_what_cannot_be_honoured_is_refused(server):
    for query in ["page_size=101", "page=0", "page=x", "geozone=paris", "granularity=quartier", "temporal_coverage=2013", "temporal_coverage=2014-01-01-2013-01-01", "sort=views", "license=magie", "format=exe"]:
        problem(server.get("/api/1/datasets/?" + query), 400)
    for path in ["datasets/absent/", "datasets/communes-de-france/resources/absent/", "organizations/absent/", "datasets/r/absent", "nowhere/"]:
        problem(server.get("/api/1/" + path), 404)
    problem(server.get("/api/2/datasets/resources/absent/"), 404)


def test_filters_on_what_is_not_here_find_nothing(server):
    for query in ["badge=spd", "owner=534fff81a3a7292c64a77e5c", "featured=true"]:
        assert server.get("/api/1/datasets/?" + query).json()["total"] == 0


def test_a_permalink_leads_to_the_file(server):
    file = server.get("/api/1/datasets/communes-de-france/").json()["resources"][0]
    answer = server.get(file["latest"][len(server.url):], allow_redirects=False)
    assert answer.status_code == 302 and answer.headers["Location"] == file["url"]


def test_codes(server):
    assert {"id": "lov2"}.items() <= next(code for code in server.get("/api/1/datasets/licenses/").json() if code["id"] == "lov2").items()
    assert "annual" in {code["id"] for code in server.get("/api/1/datasets/frequencies/").json()}
