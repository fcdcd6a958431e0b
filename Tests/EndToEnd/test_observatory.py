"""Who publishes, and what covers a commune: an instance whose local authorities opened their data one after the other."""

import csv
import io

import pytest
from browsing import WIDTHS, violations, visits
from conftest import Server

PUBLISHERS = [
    ("Ville de Rennes", "2010-03-02"), ("Ville de Nantes", "2012-05-01"), ("Mairie de Montreuil", "2012-06-01"), ("Région Bretagne", "2013-01-09"),
    ("Département du Finistère", "2019-11-05"), ("Rennes Métropole", "2011-02-03"), ("Association des amis du rail", "2014-01-01"),
]  # fmt: skip


@pytest.fixture(scope="module")
def served(portulan, tmp_path_factory):
    folder = tmp_path_factory.mktemp("observatoire")
    catalogues = folder / "catalogues"
    catalogues.mkdir()
    with open(catalogues / "catalogue.csv", "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["COLL_NOM", "ID", "TITRE", "DESCRIPTION", "DATE", "LICENCE", "URL"])
        for number, (name, date) in enumerate(PUBLISHERS):
            writer.writerow([name, number, f"Arbres {number}", f"Les arbres de {name}.", date, "Licence Ouverte", "https://exemple.fr/"])
    instance = folder / "instance"
    portulan("init", instance)
    with open(folder / "log", "w") as log, Server(portulan, instance, log) as server:
        portulan("harvest", "add", "essai", catalogues, "--backend", "folder", "--instance", instance)
        portulan("harvest", "run", "essai", "--instance", instance)
        yield server


def rows(server, name):
    answer = server.get(f"/observatoire/{name}.csv")
    assert answer.ok and answer.headers["content-type"].startswith("text/csv")
    return list(csv.reader(io.StringIO(answer.content.decode())))


def test_the_history_of_local_authorities(served):
    header, *years = rows(served, "historique")
    assert header[1:] == ["Régions", "Départements", "EPCI", "Communes"]
    by_year = {year[0][:4]: year[1:] for year in years}
    assert by_year["2010"] == ["0", "0", "0", "1"] and by_year["2012"] == ["0", "0", "1", "3"]
    assert by_year["2019"] == years[-1][1:] == ["1", "1", "1", "3"]
    kinds = {row[0]: row for row in rows(served, "types")[1:]}
    assert kinds["Communes"][1] == "3" and int(kinds["Communes"][2]) > 34_000 and kinds["Communes"][5] == "2010-03-02"
    assert float(kinds["Communes"][3]) == pytest.approx(300 / int(kinds["Communes"][2]))
    assert kinds["Associations"][1] == "1" and kinds["Associations"][2] == ""
    regions = {row[0]: row[1:] for row in rows(served, "regions")[1:]}
    assert len(regions) == int(kinds["Régions"][2]) and regions["Bretagne"][:4] == ["1", "1", "1", "4"] and regions["Corse"][0] == "0"
    assert sum(int(region[7]) for region in regions.values()) <= int(kinds["Communes"][2])
    assert {row[0] for row in rows(served, "organisations")[1:]} == {name for name, _ in PUBLISHERS}


@pytest.mark.parametrize("size", WIDTHS)
def test_the_page_is_accessible_and_fits(browser, served, axe, size):
    with visits(browser, served.url) as visit:
        page = visit("/observatoire", size)
        assert violations(page, axe) == []
        shown = [chart for chart in page.locator("svg.chart").all() if chart.is_visible()]
        assert len(shown) == 1 and shown[0].get_attribute("role") == "img"
        page.locator("figure.pt-chart summary").click()
        assert page.locator("figure table tbody tr").first.is_visible()
        page.set_viewport_size({"width": 320, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_commune_finds_what_covers_it_by_keyboard_without_javascript(browser, served):
    with visits(browser, served.url) as visit:
        page = visit("/datasets", java_script_enabled=False)
        page.focus("#territoire")
        page.keyboard.type("Rennes")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        titles = page.locator(".pt-results .pt-card__title").all_inner_texts()
        assert titles == ["Arbres 0", "Arbres 5", "Arbres 3"], "the commune, its EPCI, its région"
        assert page.input_value("#territoire") == "Rennes (commune:35238)"
        page.locator("#panneau-facettes summary").click()
        page.get_by_role("link", name="Bretagne (région)").click()
        assert page.locator(".pt-results .pt-card__title").all_inner_texts() == ["Arbres 3"]
        # A name that several communes have is not guessed.
        page.fill("#territoire", "Saint-Denis")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert "territoire-erreur" in page.content() and page.locator(".pt-browse__side a[href*='territoire=commune']").count() > 1


def test_titles_are_proposed_as_one_types_and_chosen_by_keyboard(browser, served, axe):
    with visits(browser, served.url) as visit:
        page = visit("/")
        page.focus("#accueil-recherche")
        page.keyboard.type("arbr", delay=20)
        page.wait_for_selector("[role=listbox] [role=option]")
        assert page.get_attribute("#accueil-recherche", "aria-expanded") == "true" and violations(page, axe) == []
        page.keyboard.press("ArrowDown")
        chosen = page.locator("[role=option][aria-selected=true]")
        title = chosen.inner_text()
        assert title.startswith("Arbres") and page.get_attribute("#accueil-recherche", "aria-activedescendant") == chosen.get_attribute("id")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.locator("h1").inner_text() == title
        # Escape closes the proposals; then Enter searches for the words.
        page.focus("#recherche-champ")
        page.keyboard.type("arbr", delay=20)
        page.wait_for_selector("[role=listbox] [role=option]")
        page.keyboard.press("Escape")
        assert page.locator("[role=option]").count() == 0
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.url.endswith("/datasets?q=arbr")


def test_another_instance_harvests_the_table_of_the_catalogue(served, portulan, instance):
    private = {"PORTULAN_PRIVATE_ADDRESSES": "true"}
    portulan("harvest", "add", "copie", served.url + "/catalogue.csv", "--backend", "csv", "--instance", instance, environment=private)
    portulan("harvest", "run", "copie", "--instance", instance, environment=private)
    with open(instance / "log", "w") as log, Server(portulan, instance, log) as server:
        copied = server.get("/api/1/datasets/?page_size=50").json()["data"]
        own = served.get("/api/1/datasets/?page_size=50").json()["data"]
        said = lambda datasets: sorted((d["title"], d["description"], d["license"], d["organization"]["name"]) for d in datasets)  # noqa: E731
        assert len(own) == len(PUBLISHERS) and said(copied) == said(own)
