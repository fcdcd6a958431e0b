"""Bouquets, from the first draft to the published page, by keyboard alone and without JavaScript."""

import csv
import io
import json
import subprocess
import xml.etree.ElementTree as xml
from pathlib import Path

import pytest
import requests
from browsing import WIDTHS, violations
from conftest import Server
from test_accounts import PASSWORD, add, choose, field, login


@pytest.fixture(scope="module")
def served(portulan, tmp_path_factory):
    folder = tmp_path_factory.mktemp("bouquets") / "instance"
    portulan("init", folder)
    (folder.parent / "ecoles.csv").write_text("nom,latitude,longitude\nJules Ferry,45.76,4.84\nJean Jaurès,45.75,4.85\n")
    (folder.parent / "prix.csv").write_text("annee,prix\n2024,12\n2025,13\n")
    entry = "  - slug: {0}\n    title: {1}\n    organization: {2}\n    licence: lov2\n    resources:\n      - slug: {0}\n        title: {1}\n        file: {3}\n"
    (folder.parent / "catalogue.yaml").write_text(
        "organizations:\n  - slug: lyon\n    name: Ville de Lyon\n  - slug: rennes\n    name: Ville de Rennes\ndatasets:\n"
        + entry.format("ecoles-lyon", "Écoles de Lyon", "lyon", "ecoles.csv")
        + entry.format("ecoles-rennes", "Écoles de Rennes", "rennes", "ecoles.csv")
        + entry.format("prix", "Prix de l'énergie", "lyon", "prix.csv")
    )
    portulan("ingest", "--instance", folder, "--catalogue", folder.parent / "catalogue.yaml")
    with Server(portulan, folder, open(tmp_path_factory.mktemp("log") / "server.log", "w+")) as running:
        for email, name, role, town in [
            ("plume@exemple.fr", "Paul Plume", "contributor", "lyon"), ("sceau@exemple.fr", "Sarah Sceau", "steward", "lyon"),
            ("rennes@exemple.fr", "Rose Rennes", "steward", "rennes"),
        ]:  # fmt: skip
            choose(add(portulan, running, email, name, "--role", role, "--organization", town))
        yield running
    assert running.code == 0


def new_page(browser, served, size="desktop", **options):
    width, height = WIDTHS[size]
    context = browser.new_context(viewport={"width": width, "height": height}, locale="fr-FR", **options)
    return context.new_page()


def signed_in(browser, served, email, size="desktop", **options):
    page = new_page(browser, served, size, **options)
    session = login(served.url, email)
    page.context.add_cookies([{"name": cookie.name, "value": cookie.value, "url": served.url} for cookie in session.cookies])
    return page


FOCUSED = """() => { const e = document.activeElement, l = e.labels && e.labels[0];
  return (l ? l.innerText : e.innerText || e.value || '').trim().replace(/\\s+/g, ' '); }"""


def reach(page, name, presses=140):
    """Goes on with the Tab key to what is called by the words `name`, as somebody without a mouse does."""
    for _ in range(presses):
        page.keyboard.press("Tab")
        if (page.evaluate(FOCUSED) + " ").startswith(name + " "):
            return
    raise AssertionError(f"Tab does not reach “{name}” on {page.url}")


def follow(page, name):
    reach(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write(page, name, text):
    reach(page, name)
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def needs(page):
    return [text.strip() for text in page.locator(".pt-part__element > div > a").all_inner_texts()]


def test_edited_by_keyboard_alone_without_javascript(browser, served):
    page = signed_in(browser, served, "plume@exemple.fr", java_script_enabled=False)
    page.goto(served.url + "/")
    follow(page, "Bouquets")
    follow(page, "Créer un bouquet")

    # What is wrong is said beside the field, and the field says so to assistive technology.
    follow(page, "Créer le brouillon")
    assert page.locator("#titre-erreur").inner_text().startswith("Ce champ est vide")
    assert page.locator("#titre").get_attribute("aria-describedby") == "titre-erreur"
    write(page, "Titre", "Apprendre à Lyon")
    write(page, "Présentation", "Ce que l'école demande de **données**.")
    write(page, "Territoire", "Lyon (commune:69123)")
    write(page, "Mots-clés", "école, éducation")
    follow(page, "Créer le brouillon")
    assert "Le brouillon est créé" in page.inner_text("main")

    follow(page, "Ajouter une section")
    write(page, "Titre", "Où sont les écoles")
    page.keyboard.press("Enter")
    page.wait_for_url("**fait=section**")

    # The search is in the form: Enter in its field searches, and what is written is kept.
    page.goto(page.url.split("?")[0])
    reach(page, "Ajouter un besoin — Avant")
    reach(page, "Ajouter un besoin — Où")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    write(page, "Le besoin", "Adresses des écoles")
    for _ in range(12):
        page.keyboard.press("Shift+Tab")
        if page.evaluate(FOCUSED).startswith("Chercher dans"):
            break
    page.keyboard.type("ecoles lyon")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.input_value("#titre") == "Adresses des écoles"
    reach(page, "Écoles de Lyon")
    page.keyboard.press("Space")
    write(page, "Pourquoi il est là", "Pour savoir qui va où.")
    follow(page, "Ajouter le besoin")
    assert needs(page) == ["Adresses des écoles"]

    for need, answer in [("Effectifs", "Rien : donnée manquante"), ("Cantines", "Rien : donnée non disponible")]:
        follow(page, "Ajouter un besoin — Où")
        reach(page, "Une adresse hors")
        while not page.evaluate(FOCUSED).startswith(answer):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Space")
        write(page, "Le besoin", need)
        follow(page, "Ajouter le besoin")
    assert needs(page) == ["Adresses des écoles", "Effectifs", "Cantines"]

    # After a move, the reader goes on from where the need now is.
    follow(page, "Monter Cantines")
    assert needs(page) == ["Adresses des écoles", "Cantines", "Effectifs"]
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "Cantines"
    follow(page, "Monter Cantines")
    follow(page, "Monter Cantines")
    assert needs(page) == ["Cantines", "Adresses des écoles", "Effectifs"]
    assert page.locator(".pt-part").first.locator(".pt-part__element").count() == 1, "out of the section, before it"
    follow(page, "Retirer Cantines")
    assert needs(page) == ["Adresses des écoles", "Effectifs"]

    follow(page, "Adresses des écoles")
    write(page, "Pourquoi il est là", "Pour tracer les *trajets*.")
    follow(page, "Enregistrer")
    follow(page, "Voir le bouquet")
    text = page.inner_text("main")
    for part in ["Apprendre à Lyon", "BROUILLON", "Où sont les écoles", "Pour tracer les trajets.", "Effectifs", "Paul Plume", "Lyon"]:
        assert part in text, part
    assert requests.get(page.url).status_code == 404, "a draft is for its authors"

    steward = signed_in(browser, served, "sceau@exemple.fr", java_script_enabled=False)
    steward.goto(page.url)
    follow(steward, "Modifier")
    follow(steward, "Publier")
    assert "Le bouquet est publié" in steward.inner_text("main")
    assert requests.get(page.url).status_code == 200
    page.context.close()
    steward.context.close()


@pytest.fixture(scope="module")
def published(served):
    """A published bouquet, made by plain requests; its address."""
    session = login(served.url, "sceau@exemple.fr")

    def send(page, **fields):
        html = session.get(served.url + page).text
        fields["jeton"] = field(html, "jeton")
        if 'name="revision"' in html:
            fields.setdefault("revision", field(html, "revision"))
        return session.post(served.url + page, data=fields, allow_redirects=False)

    html = session.get(served.url + "/bouquets/nouveau").text
    organization = html.split('name="organisation"')[1].split('value="')[1].split('"')[0]
    made = send("/bouquets/nouveau", titre="Se loger à Lyon", texte="Des **logements**.", organisation=organization, territoire="Lyon (commune:69123)")
    address = made.headers["Location"].removesuffix("/modifier?fait=cree")
    found = session.post(served.url + address + "/besoins", data={
        "jeton": field(session.get(served.url + address + "/besoins").text, "jeton"), "action": "chercher", "q": "ecoles lyon",
    }).text  # fmt: skip
    school = found.split('value="dataset:')[1].split('"')[0]
    send(address + "/besoins", titre="Les écoles", raison="Le <b>quartier</b>.", reponse="dataset:" + school)
    send(address + "/besoins", titre="=Loyers", reponse="missing")
    send(address + "/besoins", titre="Plan", reponse="lien", adresse="https://carte.exemple.fr/wms?service=WMS&layers=plan")
    assert send(address + "/modifier", action="publier").status_code == 303
    return address


@pytest.mark.parametrize("size", WIDTHS)
def test_pages_are_accessible_and_fit(browser, served, published, axe, tmp_path, size):  # noqa: F811
    page = signed_in(browser, served, "sceau@exemple.fr", size)
    requested = []
    page.on("response", lambda answer: requested.append(answer))
    opened = None

    def check(name, path):
        requested.clear()
        page.goto(served.url + path, wait_until="load")
        assert violations(page, axe) == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{name} overflows"
        page.screenshot(path=tmp_path / f"{name}-{size}.png", full_page=True)

    check("liste", "/bouquets")
    check("bouquet", published)
    page.evaluate("document.querySelectorAll('details').forEach((d) => d.open = true)")
    assert violations(page, axe) == []
    page.screenshot(path=tmp_path / f"bouquet-ouvert-{size}.png", full_page=True)
    check("modifier", published + "/modifier")
    check("description", published + "/description")
    check("besoin", published + "/besoins?q=ecoles")
    page.click("button[value=enregistrer]")
    assert violations(page, axe) == [], "a form with errors"
    page.screenshot(path=tmp_path / f"besoin-errone-{size}.png", full_page=True)
    check("section", published + "/sections/nouvelle")
    check("cloner", published + "/cloner?territoire=" + requests.utils.quote("Rennes (commune:35238)"))
    check("territoires", "/bouquets/territoires")
    check("discussions", published + "/discussions")
    page.fill("#titre", "Quels loyers ?")
    page.fill("#message", "Ceux de **quand** ?")
    page.click("main form button[type=submit]")
    opened = page.url.split("?")[0].removeprefix(served.url)
    check("discussion", opened)
    check("jeu", "/datasets/ecoles-lyon")
    assert "Se loger à Lyon" in page.inner_text("aside.pt-dataset__facts")
    page.goto(served.url + published + "?lang=en")
    assert "Gap score" in page.inner_text("main") and violations(page, axe) == []
    page.context.close()


def test_cloned_to_another_territory(browser, served, published):
    page = signed_in(browser, served, "rennes@exemple.fr", java_script_enabled=False)
    page.goto(served.url + published)
    follow(page, "Cloner vers un autre territoire")
    write(page, "Territoire", "Rennes (commune:35238)")
    follow(page, "Chercher les équivalents locaux")
    assert "des équivalents locaux sont proposés pour 1 besoin sur 3" in page.inner_text("main").replace("\u00a0", " ")
    assert page.input_value("#titre") == "Se loger à Rennes"
    assert page.locator("input[type=radio]:checked + label").first.inner_text().startswith("Écoles de Rennes")
    follow(page, "Créer le brouillon")
    assert page.url.startswith(served.url + "/bouquets/se-loger-a-rennes/modifier")
    assert needs(page) == ["Les écoles", "=Loyers", "Plan"]
    page.context.close()


def test_taken_away_for_a_spreadsheet_and_for_qgis(served, published):
    slug = published.rsplit("/", 1)[1]
    table = requests.get(f"{served.url}{published}/fichiers/{slug}.csv")
    rows = list(csv.DictReader(io.StringIO(table.content.decode("utf-8"))))
    assert [row["besoin"] for row in rows] == ["Les écoles", "'=Loyers", "Plan"]
    assert rows[0]["adresse"] == served.url + "/datasets/ecoles-lyon" and rows[1]["reponse"] == "donnée manquante"
    for kind, root in [("qgs", "qgis"), ("qlr", "qlr")]:
        document = xml.fromstring(requests.get(f"{served.url}{published}/fichiers/{slug}.{kind}").text)
        assert document.tag == root
        sources = [layer.findtext("datasource") for layer in document.iter("maplayer")]
        assert [layer.findtext("provider") for layer in document.iter("maplayer")] == ["ogr", "wms"]
        # What QGIS would open is there, and is what it says it is.
        places = requests.get(sources[0].removeprefix("/vsicurl_streaming/")).json()
        assert places["type"] == "FeatureCollection" and len(places["features"]) == 2
        assert {node.get("id") for node in document.iter("layer-tree-layer")} == {layer.findtext("id") for layer in document.iter("maplayer")}


def test_hostile_forms(served, published):
    session = login(served.url, "plume@exemple.fr")
    token = field(session.get(served.url + "/compte").text, "jeton")
    # A contributor may not touch what is published; nobody may without the page's token, or from another site.
    for path in ["/modifier", "/description", "/besoins"]:
        data = {"jeton": token, "titre": "Pirate", "action": "supprimer", "confirmation": "oui", "revision": "1"}
        assert session.post(served.url + published + path, data=data, allow_redirects=False).status_code == 403
        assert session.post(served.url + published + path, data={**data, "jeton": ""}, allow_redirects=False).status_code == 403
        assert session.post(
            served.url + published + path, data=data, headers={"Sec-Fetch-Site": "cross-site"}, allow_redirects=False
        ).status_code == 403  # fmt: skip
    assert requests.get(served.url + published).status_code == 200
    # Ten messages at once are enough.
    codes = [session.post(
        served.url + published + "/discussions", data={"jeton": token, "titre": f"t{n}", "message": "m"}, allow_redirects=False
    ).status_code for n in range(12)]  # fmt: skip
    assert codes[:10] == [303] * 10 and codes[-1] == 429


def test_read_as_topics_by_the_client_of_data_gouv(served, published, support):
    slug = published.split("/")[2]
    done = subprocess.run(
        [support / "venv-test-clients/bin/python", Path(__file__).with_name("udata_topics.py"), served.url, slug],
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    seen = json.loads(done.stdout)
    page = requests.get(served.url + published).text
    assert len(seen["topics"]) == requests.get(served.url + "/api/1/topics/").json()["total"] and seen["one"][0] in seen["topics"]
    assert seen["one"][1:4] == [slug, False, False] and all(title in page for title, _, _ in seen["elements"])
    kinds = {(kind, state) for _, kind, state in seen["elements"]}
    assert ("Dataset", "available") in kinds and (None, "missing") in kinds
    first = requests.get(served.url + "/api/1/topics/" + slug).json()
    assert seen["datasets"] == [address["page"].split("/")[-1] for address in first["datasets"]] == ["ecoles-lyon"]
