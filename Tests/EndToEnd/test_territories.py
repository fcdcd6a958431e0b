"""Territories: found, shown, reached by old codes and by places, in a real Chromium and through the API."""

import subprocess

import pytest
import requests
from browsing import WIDTHS, violations, visits
from conftest import SUPPORT

BOURG, AIN, OUDON = "/territoires/commune/01053", "/territoires/departement/01", "/territoires/commune/14697"
PAGES = [
    "/territoires", "/territoires?q=saint-denis", "/territoires?q=zzzzqqq", "/territoires/commune?page=3", BOURG, AIN, OUDON,
    "/territoires/region/84", "/territoires/region/04", "/territoires/france/FRANCE", "/territoires/epci/200071751", "/territoires/canton/0104",
    "/territoires/arrondissement/012", "/territoires/commune/75056", "/territoires/arrondissement-municipal/75101",
    "/territoires/commune/97608", "/territoires/commune/98735", "/territoires/commune/15031", "/territoires/commune/99999", "/territoires/villes/x",
]  # fmt: skip
LIMIT = 300_000
# Set-up goes on without the events since 1943 where their address is out of reach.
needs_history = pytest.mark.skipif(
    not (SUPPORT / "territoires/mouvements-communes.csv").exists(), reason="set-up brought no events since 1943")


@pytest.fixture
def visit(browser, server):
    with visits(browser, server.url, tolerated=("404", "400")) as open_page:
        yield open_page


def words(page):
    return page.inner_text("main").replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("size", WIDTHS)
@pytest.mark.parametrize("path", PAGES)
def test_pages_are_accessible_and_fit(visit, axe, path, size, tmp_path):
    page = visit(path, size)
    assert violations(page, axe) == []
    assert page.errors == []
    assert page.locator("h1").count() == 1
    levels = page.eval_on_selector_all("h1,h2,h3,h4,h5,h6", "all => all.map(h => +h.tagName[1])")
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False)), levels
    if size == "phone":
        page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.screenshot(path=tmp_path / "page.png", full_page=True)


@pytest.mark.parametrize("path", ["/territoires", BOURG, OUDON])
def test_dark_english_and_print(visit, axe, server, path):
    assert violations(visit(path, color_scheme="dark"), axe) == []
    page = visit(f"/langue/en?retour={path}")
    assert page.get_attribute("html", "lang") == "en" and violations(page, axe) == []
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible() and not page.locator(".pt-map__button").first.is_visible()


@pytest.mark.parametrize("path", PAGES)
def test_first_load_is_light(browser, server, path):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    weights = []
    session.on("Network.loadingFinished", lambda event: weights.append(event["encodedDataLength"]))
    page.goto(server.url + path, wait_until="networkidle")
    context.close()
    assert 0 < sum(weights) < LIMIT, f"{sum(weights)} bytes"


def test_from_the_map_to_a_commune_without_javascript(visit):
    page = visit("/territoires", java_script_enabled=False)
    page.click("svg.carte a[aria-label='Ain']", force=True)
    assert page.url.endswith(AIN)
    page.click("section[aria-labelledby=commune] >> text=Ambérieu-en-Bugey")
    assert "Commune de l’Ain, Auvergne-Rhône-Alpes" in words(page)
    page.click("section[aria-labelledby=voisins] a >> nth=0")
    assert "/territoires/commune/01" in page.url
    assert page.locator("[data-territory-map-button] button").is_visible() is False


def test_found_by_keyboard_alone(visit):
    page = visit("/territoires")
    page.focus("#territoires-recherche")
    page.keyboard.type("01000")
    page.keyboard.press("Enter")
    page.wait_for_url("**/territoires?q=01000")
    assert "Bourg-en-Bresse" in words(page)
    page.focus("#territoires-recherche")
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Bourg-en-Bresse":
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**" + BOURG)


@needs_history
def test_a_commune_tells_all_that_is_known_of_it(visit, server):
    page = visit(BOURG)
    text = words(page)
    for part in [
        "41 527", "1 sur 391 communes de l’Ain", "Communauté d’agglomération du Bassin de Bourg-en-Bresse", "01000", "6 communes voisines", "Viriat",
        "Les 90 communes de 35 000 à 49 999 habitants", "31 mars 1955", "Conseillers municipaux", "médiane",
    ]:  # fmt: skip
        assert part in text, part
    page.click("section[aria-labelledby=donnees] >> text=Conseillers municipaux, maires et adjoints")
    assert "code_commune__exact=01053" in page.url and "43 lignes" in words(page)


@needs_history
def test_old_codes_lead_to_today(visit, server):
    page = visit(OUDON)
    text = words(page)
    assert "L’Oudon n’est plus une commune depuis le" in text and "Saint-Pierre-en-Auge" in text
    page.click(".pt-results a >> nth=0")
    assert page.url.endswith("/territoires/commune/14654")
    answer = server.get("/api/territories/commune/14697/").json()
    assert answer["successors"] == ["commune:14654"] and answer["until"] == "2014-01-07"


def test_places(visit, server, browser):
    assert server.get("/api/territories/at/", params={"longitude": 5.2256, "latitude": 46.2057}).json()["id"] == "commune:01053"
    context = browser.new_context(geolocation={"longitude": 5.2256, "latitude": 46.2057}, permissions=["geolocation"])
    page = context.new_page()
    page.goto(server.url + "/territoires")
    page.click("[data-position] button")
    page.wait_for_url("**" + BOURG)
    context.close()


def test_the_map_that_moves(visit, server):
    page = visit(AIN)
    failed = []
    page.on("response", lambda answer: failed.append(answer.url) if answer.status >= 400 else None)
    page.click("[data-territory-map-button] button")
    page.wait_for_selector(".pt-map__live[data-ready]", timeout=20_000)
    page.wait_for_load_state("networkidle")
    assert failed == [] and page.errors == []


@pytest.mark.parametrize("level", ["region", "departement", "epci", "commune"])
def test_tiles(server, level):
    path = f"/territoires/tuiles/{level}/9/263/181.mvt"
    answer = server.get(path)
    assert answer.status_code == 200 and answer.headers["Content-Type"] == "application/vnd.mapbox-vector-tile"
    assert level.encode() in answer.content and len(answer.content) > 100
    assert server.get(path, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/territoires/commune/" + "9" * 3000, 404), ("/territoires/commune/%00", 400), ("/territoires/commune/%ff", 400),
        ("/territoires/commune/<svg onload=alert(1)>", 404), ("/territoires/x/../../etc/passwd", 404), ("/territoires?q=" + "é" * 500, 200), ("/territoires?q=" + "é" * 5000, 413),
        ("/territoires?q=%27;drop table", 200), ("/territoires?page=-1", 200), ("/territoires/departement/01?page=99999999999999999999", 200),
        ("/territoires/tuiles/commune/99/1/1.mvt", 404), ("/territoires/tuiles/commune/-1/1/1.mvt", 404), ("/territoires/ici?longitude=1e400&latitude=1", 400),
        ("/api/territories/commune/%F0%9F%98%80/", 404), ("/api/territories/?in=commune:%00", 400), ("/api/territories/?page_size=100000", 400),
    ],
)  # fmt: skip
def test_hostile_input(server, path, status):
    answer = server.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == status, answer.text[:300]
    assert "<svg onload" not in answer.text


def test_wrong_codes_propose(visit):
    page = visit("/territoires/departement/01053")
    assert "Bourg-en-Bresse" in words(page)
    page = visit("/territoires/villes/Lyon")
    assert "villes" in words(page) and "departement" in words(page)


def test_the_first_serve_prepares_the_vintage(portulan, tmp_path, support):
    """An instance just made shows territories without any other step."""
    instance = tmp_path / "instance"
    portulan("init", instance)
    server = portulan.start("serve", "--instance", instance, "--port", 0, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        line = server.stdout.readline()
        url = next(word for word in line.split() if word.startswith("http"))
        assert "Bourg-en-Bresse" in requests.get(url + BOURG, timeout=30).text
    finally:
        server.terminate()
        said = server.communicate(timeout=60)[1]
    assert "Préparation du code officiel géographique" in said
    listing = portulan("doctor", "--instance", instance, check=False).stdout
    assert "Territoires" in listing and "34 875 communes" in listing.replace("\u202f", " ").replace("\u00a0", " ")
    portulan("backup", "--instance", instance, tmp_path / "b.tar")
    portulan("restore", tmp_path / "b.tar", tmp_path / "copy")
    assert (tmp_path / "copy/territories.snapshot").read_bytes() == (instance / "territories.snapshot").read_bytes()
