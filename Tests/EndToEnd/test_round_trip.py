"""What was harvested from real portals is published again: by the official shapes, in one graph, and for another instance
to harvest, through libraptor (Turtle, RDF/XML), our JSON-LD reader, and udata's API."""

import json

import pytest
from conftest import Server
from portal import Portal
from rdflib import RDF
from test_harvest import FILES, HASTE, PORTALS, report
from test_publication import DCAT, DCT, FORMS, HYDRA, assert_conforms, read, same, shapes  # noqa: F401

pytestmark = pytest.mark.skipif(not FILES.exists(), reason="../shared/data/harvest is not there")


@pytest.fixture(scope="module")
def harvested(portulan, tmp_path_factory):
    folder = tmp_path_factory.mktemp("harvested")
    portulan("init", folder / "instance")
    for number, (backend, address, answers) in enumerate(PORTALS.values()):
        with Portal() as portal:
            portal.answers = {key: list(value) if isinstance(value, list) else value for key, value in answers.items()}
            source = f"source-{number}"
            portulan("harvest", "add", source, portal.url + address, "--backend", backend, "--instance", folder / "instance", environment=HASTE)
            portulan("harvest", "run", source, "--instance", folder / "instance", environment=HASTE, check=False)
    with open(folder / "log", "w") as log, Server(portulan, folder / "instance", log, HASTE) as server:
        yield server


def test_real_metadata_pass_the_official_shapes(harvested, shapes):  # noqa: F811
    graph = read(harvested.get("/catalogue.ttl").content, "ttl")
    assert len(set(graph.subjects(RDF.type, DCAT.Dataset))) == harvested.get("/api/datasets/").json()["total"] > 15
    assert set(graph.subjects(DCAT.contactPoint)) and set(graph.subjects(DCT.spatial)) and set(graph.subjects(DCT.temporal))
    assert_conforms(graph, shapes)


def test_real_metadata_are_one_graph_in_three_forms(harvested):
    graphs = {form: read(harvested.get(f"/catalogue.{form}").content, form) for form in FORMS}
    for graph in graphs.values():
        for page in set(graph.objects(None, HYDRA.view)):
            graph.remove((page, None, None))
            graph.remove((None, None, page))
    same(graphs["ttl"], graphs["rdf"])
    same(graphs["ttl"], graphs["jsonld"])


@pytest.mark.parametrize("address,backend", [(f"/catalogue.{form}?page_size=7", "dcat") for form in FORMS] + [("", "udata")])
def test_another_instance_harvests_it_whole(harvested, portulan, instance, address, backend):
    portulan("harvest", "add", "autre", harvested.url + address, "--backend", backend, "--instance", instance, environment=HASTE)
    portulan("harvest", "run", "autre", "--instance", instance, environment=HASTE, check=False)
    told = report(portulan, instance, "autre")
    assert told["state"] == "complete", told
    text = portulan("harvest", "records", "autre", "--instance", instance, environment=HASTE).stdout
    own = sorted(json.loads(line)["metadata"]["title"] for line in text.splitlines())
    published = [dataset for page in (1, 2) for dataset in harvested.get(f"/api/datasets/?page_size=50&page={page}").json()["data"]]
    assert own == sorted(dataset["title"] for dataset in published)
