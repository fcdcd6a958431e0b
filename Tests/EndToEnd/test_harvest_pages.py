"""Catalogues declared, read, followed, mended and left on pages by an administrator: by keyboard, without JavaScript, on a phone."""

import csv
import io
import json
import time

import pytest
import requests
from browsing import WIDTHS, violations
from conftest import Server
from portal import Answer, Portal
from test_accounts import add, choose
from test_bouquets import follow, reach, signed_in, write
from test_harvest import FILES, JSONLD, PORTALS, RDF, whole
from test_harvest_links import CHECKED

CHIEF = "chef@exemple.fr"

pytestmark = pytest.mark.skipif(not FILES.exists(), reason="../shared/data/harvest is not there")


@pytest.fixture(scope="module")
def portal():
    """Real catalogues, one that is slow, and one that shrinks."""
    with Portal() as portal:
        portal["/catalogue.xml"] = whole("catalog.xml", RDF)
        portal["/flat.jsonld"] = whole("flat.jsonld", JSONLD)
        for address, answer in PORTALS["dkan-french-w-license.json"][2].items():
            portal["/dkan" + address] = answer
        portal["/lent"] = catalogue(["Arbres", "Bancs"], portal.url + "/lent?page=2", 4)
        portal["/lent?page=2"] = Answer(catalogue(["Crèches"], total=4).body, type=JSONLD, delay=12)
        portal["/retrecit"] = [catalogue(["Parcs", "Fontaines"]), catalogue(["Parcs", "Fontaines"]), catalogue(["Parcs"])]
        yield portal


def catalogue(titles, following=None, total=None):
    """A page of DCAT with these datasets, without a licence."""
    graph = [{"@id": "http://p.fr/", "@type": "dcat:Catalog"}]
    graph += [{"@id": f"http://p.fr/{title}", "@type": "dcat:Dataset", "dct:identifier": title, "dct:title": title} for title in titles]
    if following or total:
        view = {"@id": "http://p.fr/vue", "@type": "hydra:PartialCollectionView"}
        graph.append(view | ({"hydra:next": {"@id": following}} if following else {}) | ({"hydra:totalItems": total} if total else {}))
    return Answer(json.dumps({"@graph": graph}).encode(), type=JSONLD)


@pytest.fixture(scope="module")
def served(portulan, portal, tmp_path_factory):
    folder = tmp_path_factory.mktemp("moissonnage") / "instance"
    portulan("init", folder)
    (folder.parent / "fiches").mkdir()
    (folder.parent / "fiches" / "ville.jsonld").write_bytes(catalogue(["Marchés"]).body)
    portulan("harvest", "add", "fiches", folder.parent / "fiches", "--backend", "folder", "--instance", folder)
    log = open(tmp_path_factory.mktemp("log") / "server.log", "w+")
    with Server(portulan, folder, log, environment=CHECKED) as running:
        choose(add(portulan, running, CHIEF, "Camille Chef", "--role", "administrator"))
        yield running
    assert running.code == 0
    log.seek(0)
    assert "s3cret" not in log.read(), "a secret is in the log"


def declare(page, served, name, address, kind="auto", schedule="manual", **others):
    page.goto(served.url + "/moissonnage/nouvelle")
    page.fill("#nom", name)
    page.fill("#adresse", address)
    page.select_option("#type", kind)
    page.select_option("#rythme", schedule)
    for field, value in others.items():
        page.locator(f"#{field}").evaluate("e => { for (let d = e.closest('details'); d; d = null) d.open = true }")
        page.fill(f"#{field}", value)
    page.click("main button[type=submit]")
    assert "fait=declaree" in page.url, page.inner_text("main")
    return page.url.split("?")[0]


def read(page, address):
    """Reads a source with its button, and follows as one does without a script."""
    page.goto(address)
    page.click("text=Lire maintenant")
    deadline = time.monotonic() + 40
    while page.locator("text=Lire maintenant").count() == 0 and time.monotonic() < deadline:
        time.sleep(0.2)
        page.goto(address)
    return [cell.strip() for cell in page.locator("main table tbody tr").first.locator("td").all_inner_texts()]


def test_a_source_is_declared_and_read_by_keyboard_without_javascript(browser, served, portal):
    page = signed_in(browser, served, CHIEF, java_script_enabled=False)
    page.goto(served.url + "/compte")
    follow(page, "Catalogues moissonnés")
    follow(page, "Déclarer une source")
    follow(page, "Enregistrer")
    assert page.locator("#nom-erreur").inner_text().startswith("Ce champ est vide")
    assert page.locator("#adresse").get_attribute("aria-describedby") == "adresse-erreur"
    write(page, "Nom", "Ville d'essai")
    # A page of no known kind is told, and what was written stays.
    write(page, "Adresse", portal.url + "/absent")
    follow(page, "Enregistrer")
    assert "Aucun type de portail" in page.locator("#type-erreur").inner_text()
    assert page.input_value("#nom") == "Ville d'essai" and page.input_value("#adresse") == portal.url + "/absent"
    write(page, "Adresse", portal.url + "/catalogue.xml")
    page.select_option("#rythme", "manual")
    follow(page, "Enregistrer")
    assert page.url.endswith("/moissonnage/ville-d-essai?fait=declaree")
    assert "DCAT" in page.inner_text("[role=alert]")
    follow(page, "Lire maintenant")
    deadline = time.monotonic() + 30
    while page.locator("text=Lire maintenant").count() == 0 and time.monotonic() < deadline:
        time.sleep(0.2)
        follow(page, "Actualiser")
    cells = [text.strip() for text in page.locator("main table tbody tr").first.locator("td").all_inner_texts()]
    assert cells[0].lower() == "complète" and int(cells[1]) == int(cells[2]) > 0, cells
    reach(page, "Lecture" if page.locator("th a").first.inner_text().startswith("Lecture") else page.locator("th a").first.inner_text())
    page.keyboard.press("Enter")
    page.wait_for_url("**/lectures/*")
    # What the page says, the file says too, one line a fault.
    rows = list(csv.DictReader(io.StringIO(page.request.get(served.url + page.locator("main a.fr-link--download").get_attribute("href")).text())))
    assert rows and all(row["message"] and row["mend"] for row in rows)
    assert rows[0]["mend"].replace("'", "’") in page.inner_text("main").replace("'", "’")


def test_kinds_are_told_from_addresses_and_two_readings_change_nothing(browser, served, portal):
    page = signed_in(browser, served, CHIEF)
    for name, address, kind in [("Plat", portal.url + "/flat.jsonld", "DCAT"), ("Dkan", portal.url + "/dkan", "DKAN")]:
        here = declare(page, served, name, address)
        assert kind in page.inner_text("[role=alert]")
        first, again = read(page, here), read(page, here)
        assert int(first[1]) == int(first[2]) > 0 and again[2:4] == ["0", "0"] and again[4] == first[1], (first, again)


def test_a_slow_reading_is_followed_and_stopped(browser, served, portal, axe, tmp_path):
    page = signed_in(browser, served, CHIEF, "phone")
    here = declare(page, served, "Lente", portal.url + "/lent", kind="dcat")
    page.goto(here)
    page.click("text=Lire maintenant")
    deadline = time.monotonic() + 10
    while "2 fiches lues sur 4" not in page.inner_text("main") and time.monotonic() < deadline:
        time.sleep(0.2)
        page.goto(here)
    assert "50" in page.inner_text("#lecture") and page.locator("progress").count() == 1
    assert violations(page, axe) == []
    page.screenshot(path=tmp_path / "lecture.png", full_page=True)
    page.click("text=Arrêter la lecture")
    while page.locator("text=Lire maintenant").count() == 0 and time.monotonic() < deadline + 15:
        time.sleep(0.2)
        page.goto(here)
    assert "interrompue" in page.inner_text("main table").lower()
    assert requests.get(served.url + "/datasets/arbres").ok


def test_what_vanished_is_listed_and_a_source_is_left(browser, served, portal):
    page = signed_in(browser, served, CHIEF)
    # The first answer went to the trial of the address.
    here = declare(page, served, "Rétrécit", portal.url + "/retrecit?api_key=s3cret", kind="dcat", schedule="daily", motscles="")
    assert read(page, here)[1] == "2"
    assert read(page, here)[5] == "1"
    assert "s3cret" not in page.content() and "api_key=***" in page.content()
    page.goto(here + "/modifier")
    assert "s3cret" not in page.content()
    page.fill("#nom", "Rétrécit toujours")
    page.click("main button[type=submit]")
    assert "fait=modifiee" in page.url
    page.goto(here + "/fiches?etat=disparues")
    assert page.locator("tbody tr").count() == 1 and "Fontaines" in page.inner_text("tbody")
    page.goto(here)
    page.click("text=Mettre en pause")
    assert "en pause" in page.inner_text("main").lower()
    page.click("text=Reprendre")
    page.click("text=Retirer la source")
    assert "1 jeu" in page.inner_text("main") and "reste au catalogue" in page.inner_text("main")
    page.click("main button[type=submit]")
    assert "fait=retiree" in page.url and "Rétrécit" not in page.inner_text("main table")
    assert requests.get(served.url + "/datasets/parcs").ok
    # Each act is in the journal, and no key is.
    journal = page.request.get(served.url + "/administration/journal.csv").text()
    for action in ["declared", "changed", "paused", "resumed", "removed", "read", "stopped"]:
        assert f"source.{action}" in journal
    assert "s3cret" not in journal


def test_all_links_are_checked_again_on_demand(browser, served):
    page = signed_in(browser, served, CHIEF)
    page.goto(served.url + "/moissonnage")
    page.click("text=Vérifier tous les liens")
    assert "fait=liens" in page.url and "demandée" in page.inner_text("[role=alert]")


def test_an_instance_of_private_addresses_shows_sources_to_its_own_people_only(served):
    for path in ("/moissonnage", "/moissonnage/fiches", "/moissonnage/references"):
        answer = requests.get(served.url + path, allow_redirects=False)
        assert answer.status_code == 303 and answer.headers["location"].startswith("/connexion")
    assert "/moissonnage" not in requests.get(served.url + "/datasets/arbres").text


@pytest.mark.parametrize("size", WIDTHS)
def test_pages_are_accessible_and_fit(browser, served, portal, axe, tmp_path, size):
    page = signed_in(browser, served, CHIEF, size)

    def check(name):
        assert violations(page, axe) == [], name
        page.screenshot(path=tmp_path / f"{name}-{size}.png", full_page=True)
        page.set_viewport_size({"width": 320, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, name
        width, height = WIDTHS[size]
        page.set_viewport_size({"width": width, "height": height})
        levels = page.eval_on_selector_all("h1,h2,h3,h4,h5,h6", "all => all.map(h => +h.tagName[1])")
        assert levels.count(1) == 1 and all(b <= a + 1 for a, b in zip(levels, levels[1:], strict=False)), (name, levels)

    here = "/moissonnage/ville-d-essai"
    for path in (
        "/moissonnage", "/moissonnage/nouvelle", "/moissonnage/references", here, here + "/modifier", here + "/retirer", here + "/fiches",
        here + "/fiches?etat=disparues", "/moissonnage/fiches", "/moissonnage/fiches/fiches",
    ):  # fmt: skip
        page.goto(served.url + path)
        check(path.strip("/").replace("/", "-").split("?")[0])
    page.goto(served.url + here)
    page.locator("main table tbody a").first.click()
    check("rapport")
    kinds = page.locator("main a[href*='nature=']")
    if kinds.count():
        kinds.first.click()
        check("nature")
    page.goto(served.url + "/moissonnage/nouvelle")
    page.fill("#adresse", "file:///etc/passwd")
    page.click("main button[type=submit]")
    check("erreurs")
    page.fill("#nom", "Muet")
    page.fill("#adresse", portal.url + "/absent")
    page.select_option("#type", "ckan")
    page.click("main button[type=submit]")
    assert page.locator("#quandmeme").is_visible() or page.locator("label[for=quandmeme]").is_visible()
    check("insister")
