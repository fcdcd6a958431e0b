"""The quality of datasets as people see it: conformity with a schema and its report, links that no longer lead anywhere."""

import json

import pytest
import requests
from browsing import WIDTHS, violations, visits
from conftest import Server
from test_validation import FAULTY, SCHEMA

CATALOGUE = """
organizations:
  - {slug: ville, name: Ville d'essai}
datasets:
  - slug: lieux
    title: Lieux ouverts
    organization: ville
    licence: lov2
    resources:
      - {slug: lieux-faux, title: Lieux, file: faux.csv, schema: essai/lieux}
      - {slug: lieux-justes, title: Lieux corrigés, file: justes.csv}
"""
SOUND = "id,insee,longitude,acces,date_maj\na-1,75056,2.35,Accès libre,2024-01-31\na-2,69123,4.85,Accès réservé,2024-01-31\n"
LINKS = {"@id": "http://p.fr/1", "@type": "dcat:Dataset", "dct:identifier": "1", "dct:title": "Arbres", "dcat:distribution": [
    {"@type": "dcat:Distribution", "dct:title": "Arbres", "dct:format": "CSV", "dcat:downloadURL": {"@id": "http://127.0.0.1:1/a.csv"}}]}  # fmt: skip


@pytest.fixture(scope="module")
def served(portulan, tmp_path_factory):
    folder = tmp_path_factory.mktemp("quality")
    (folder / "schemas").mkdir()
    (folder / "schemas/essai--lieux.json").write_text(json.dumps(SCHEMA))
    (folder / "faux.csv").write_text(FAULTY)
    (folder / "justes.csv").write_text(SOUND)
    (folder / "portail").mkdir()
    (folder / "portail/arbres.jsonld").write_text(json.dumps(LINKS))
    (folder / "catalogue.yaml").write_text(
        CATALOGUE + "sources:\n  - {slug: portail, name: Portail, backend: folder, folder: portail}\n")  # fmt: skip
    environment = {"PORTULAN_SCHEMA_FOLDER": str(folder / "schemas"), "PORTULAN_PRIVATE_ADDRESSES": "true"}
    portulan("init", folder / "instance")
    portulan("ingest", "--instance", folder / "instance", "--catalogue", folder / "catalogue.yaml", environment=environment)
    portulan("harvest", "run", "--instance", folder / "instance", "portail", environment=environment)
    for _ in range(2):  # one silence proves nothing
        portulan("harvest", "check", "--instance", folder / "instance", "--all", environment=environment)
    with Server(portulan, folder / "instance", open(folder / "server.log", "w+"), environment) as running:
        yield running
    assert running.code == 0


@pytest.fixture
def visit(browser, served):
    with visits(browser, served.url) as open_page:
        yield open_page


def test_a_faulty_table_leads_to_its_report_and_to_the_corrected_file(served):
    page = requests.get(served.url + "/datasets/lieux").text
    assert "Non conforme" in page and "déclaré par le producteur" in page and "Lieux d&#39;essai" in page.replace("&#x27;", "&#39;").replace("'", "&#39;")
    report = requests.get(served.url + "/resources/lieux-faux/conformite")
    assert report.status_code == 200 and "/verifier/" in report.url
    assert requests.get(served.url + "/resources/lieux-faux/conformite").url == report.url, "one report for all who ask"
    assert "fichier-corrige.csv" in report.text
    assert requests.get(report.url + "/fichier-corrige.csv").text.count("\n") >= 4
    sound = requests.get(served.url + "/datasets/lieux?fichier=lieux-justes").text
    assert "reconnu d’après les colonnes" in sound.replace("'", "’") and "Conforme" in sound
    told = served.get("/api/1/datasets/lieux/").json()["resources"]
    assert [resource["schema"]["name"] for resource in told] == ["essai/lieux"] * 2
    assert served.get("/api/1/datasets/?schema=essai/lieux").json()["total"] == 1
    assert served.get("/resources/absent/conformite").status_code == 404


def test_dead_links_are_told_where_nothing_was_read(served):
    page = requests.get(served.url + "/datasets/arbres").text
    assert "1 adresse sur 1 ne mène plus au fichier" in page.replace("\u202f", " ").replace("\xa0", " ")
    assert "Mesuré sur les métadonnées et les liens" in page


@pytest.mark.parametrize("size", WIDTHS)
@pytest.mark.parametrize("path", ["/datasets/lieux", "/datasets/lieux?fichier=lieux-justes", "/datasets/arbres"])
def test_pages_are_accessible(visit, axe, path, size):
    page = visit(path, size)
    assert violations(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
