"""Links that die, change or lie show on the dataset's page; sources of a catalogue are read on the server's clock."""

import json
import time

import pytest
from browsing import WIDTHS, violations
from conftest import Server
from portal import Answer, Portal
from test_harvest import HASTE, JSONLD, report, run
from test_pages import LIMIT

CHECKED = {**HASTE, "PORTULAN_LINK_CHECK_INTERVAL": "24 h"}


def catalogue(portal, names):
    """One dataset with a table at each address of the portal."""
    return json.dumps({
        "@id": "http://producteur.fr/1", "@type": "dcat:Dataset", "dct:identifier": "1", "dct:title": "Arbres remarquables",
        "dct:description": "Les arbres remarquables de la commune, relevés par le service des espaces verts.",
        "dct:publisher": {"@type": "foaf:Organization", "foaf:name": "Ville d'essai"}, "dct:license": "Licence Ouverte 2.0",
        "dcat:landingPage": {"@id": portal.url + "/arbres"},
        "dcat:distribution": [
            {"@type": "dcat:Distribution", "dct:title": title, "dct:format": "CSV", "dcat:byteSize": 1234, "dcat:downloadURL": {"@id": f"{portal.url}/{name}"}}
            for name, title in names.items()
        ],
    }, ensure_ascii=False).encode()  # fmt: skip


FILES = {"bon.csv": "Relevé de l'année", "perdu.csv": "Relevé de l'an passé", "page.csv": "Relevé ancien"}
TABLE = Answer("espèce;hauteur\nChêne;21\nHêtre;18\n".encode(), type="text/csv", tagged=True)


@pytest.fixture
def portal():
    with Portal() as portal:
        portal["/c"] = Answer(catalogue(portal, FILES), type=JSONLD)
        portal["/bon.csv"] = TABLE
        portal["/page.csv"] = Answer(b"<!doctype html><html><body>Erreur</body></html>", type="text/html")
        yield portal


def check(portulan, instance):
    return portulan("harvest", "check", "--all", "--instance", instance, environment=CHECKED).stdout


@pytest.mark.parametrize("size", WIDTHS)
def test_state_of_each_link_is_on_the_page(portulan, instance, portal, browser, axe, tmp_path, size):  # noqa: F811
    run(portulan, instance, "add", "essai", portal.url + "/c", "--backend", "dcat", "--name", "Portail d'essai")
    run(portulan, instance, "run", "essai")
    assert "3 adresses vérifiées" in check(portulan, instance)
    with open(tmp_path / "log", "w") as log, Server(portulan, instance, log, environment=HASTE) as server:
        context = browser.new_context(viewport=dict(zip(("width", "height"), WIDTHS[size])), locale="fr-FR")
        page = context.new_page()
        weight = []
        page.on("response", lambda answer: weight.append(int(answer.headers.get("content-length") or 0)))
        for address, words in (
            ("/datasets/arbres-remarquables", ["Disponible", "Introuvable", "Autre format", "Portail d'essai", "Moissonné depuis"]),
            ("/datasets/arbres-remarquables?fichier=arbres-remarquables-releve-de-l-an-passe", ["Ce lien ne mène plus au fichier depuis le", "404"]),
            ("/datasets/arbres-remarquables?fichier=arbres-remarquables-releve-ancien", ["annoncé en CSV", "HTML"]),
        ):  # fmt: skip
            page.goto(server.url + address, wait_until="load")
            text = page.inner_text("main").replace("’", "'")
            missing = [word for word in words if word.lower() not in text.lower()]
            assert not missing, (missing, text)
            assert not violations(page, axe), violations(page, axe)
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "nothing may stick out"
        assert sum(weight) < 3 * LIMIT
        page.screenshot(path=tmp_path / f"links-{size}.png", full_page=True)
        context.close()
    # What is mended is told as mended.
    portal["/perdu.csv"] = TABLE
    assert "1 revenue" in check(portulan, instance)


def test_tables_behind_links_are_read_where_the_source_asks(portulan, instance, portal):
    run(portulan, instance, "add", "essai", portal.url + "/c", "--backend", "dcat", "--read-tables")
    run(portulan, instance, "run", "essai")
    check(portulan, instance)
    # The reading is a job of its own, which another run of jobs ends if the first did not.
    check(portulan, instance)
    rows = portulan("query", "--instance", instance, "arbres-remarquables-releve-de-l-annee", "--format", "json").stdout
    assert "Chêne" in rows and "Hêtre" in rows


def test_sources_of_a_catalogue_are_read_by_the_server(portulan, instance, portal, tmp_path):
    declaration = tmp_path / "catalogue.yaml"
    declaration.write_text(f"""
sources:
  - slug: essai
    name: Portail d'essai
    backend: dcat
    url: {portal.url}/c
    schedule: daily
    filters:
      organizations: [Ville d'essai]
""", encoding="utf-8")  # fmt: skip
    portulan("ingest", "--instance", instance, "--catalogue", declaration, environment=HASTE)
    with open(tmp_path / "log", "w") as log, Server(portulan, instance, log, environment=HASTE) as server:
        deadline = time.monotonic() + 30
        while server.get("/datasets/arbres-remarquables").status_code != 200 and time.monotonic() < deadline:
            time.sleep(0.2)
        assert server.get("/datasets/arbres-remarquables").status_code == 200, "the server reads what is due when it starts"
    assert report(portulan, instance, "essai")["state"] == "complete"


def test_a_wrong_source_is_told_with_its_line(portulan, instance, tmp_path):
    declaration = tmp_path / "catalogue.yaml"
    declaration.write_text("sources:\n  - slug: a\n    backend: dcatt\n    url: https://a.fr\n    schedul: daily\n", encoding="utf-8")
    done = portulan("ingest", "--instance", instance, "--catalogue", declaration, check=False)
    assert done.returncode != 0
    assert "catalogue.yaml:3" in done.stderr and "dcat" in done.stderr and "catalogue.yaml:5" in done.stderr and "schedule" in done.stderr


def test_reference_bases_are_watched(portulan, instance):
    first = json.loads(portulan("harvest", "references", "--instance", instance, "--watch", "--json").stdout.rsplit("]", 1)[0] + "]")
    assert [entry["base"] for entry in first] == ["sirene", "rna", "cadastre", "rge", "ban", "administration", "rome", "cog", "rpg"]
    assert all("dataset" not in entry for entry in first)
    listed = json.loads(portulan("harvest", "list", "--instance", instance, "--json").stdout)
    assert [(source["source"], source["schedule"]) for source in listed] == [("donnees-de-reference", "daily")]
