"""The pages in a real Chromium: accessible, usable by keyboard and without JavaScript, light."""

import pytest
from browsing import WIDTHS, violations, visits

PAGES = [
    "/", "/datasets", "/datasets?q=élus", "/datasets?q=introuvable-xyz", "/datasets/communes-de-france", "/datasets/repertoire-national-des-elus-municipaux",
    "/resources/elus_municipaux", "/resources/elus_municipaux?sexe__exact=F&nom__sort=asc&page=2", "/resources/communes",
    "/resources/elus_municipaux?nom__exact=zzzzzz", "/aide", "/aide/assistants", "/accessibilite", "/mentions-legales", "/donnees-personnelles",
    "/plan-du-site", "/observatoire", "/bouquets/besoins", "/bouquets/besoins?q=air&territoire=Rennes", "/datasets?territoire=Rennes",
    "/datasets?territoire=Nullepart", "/datasets?territoire=Saint-Denis", "/absente", "/resources/elus_municipaux?nomm__exact=x",
]  # fmt: skip
LIMIT = 300_000


@pytest.fixture
def visit(browser, server):
    with visits(browser, server.url, tolerated=("404", "400")) as open_page:
        yield open_page


@pytest.mark.parametrize("size", WIDTHS)
@pytest.mark.parametrize("path", PAGES)
def test_no_accessibility_violation(visit, axe, path, size):
    page = visit(path, size)
    assert violations(page, axe) == []
    assert page.errors == []


@pytest.mark.parametrize("path", ["/", "/datasets", "/datasets/communes-de-france", "/resources/elus_municipaux"])
def test_english_pages(visit, axe, server, path):
    page = visit(f"/langue/en?retour={path}")
    assert page.get_attribute("html", "lang") == "en"
    assert violations(page, axe) == []


@pytest.mark.parametrize("path", ["/", "/datasets", "/datasets/communes-de-france", "/resources/elus_municipaux"])
def test_dark_theme(visit, axe, path):
    page = visit(path, color_scheme="dark")
    assert violations(page, axe) == []


@pytest.mark.parametrize("path", PAGES)
def test_nothing_overflows_a_small_phone(visit, path):
    """WCAG 1.4.10: at 320 px, the page itself never scrolls sideways."""
    page = visit(path, "phone")
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("path", PAGES)
def test_first_load_is_light(visit, browser, server, path):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    weights = []
    session.on("Network.loadingFinished", lambda event: weights.append(event["encodedDataLength"]))
    page.goto(server.url + path, wait_until="networkidle")
    context.close()
    assert 0 < sum(weights) < LIMIT, f"{sum(weights)} bytes"


@pytest.mark.parametrize("path", PAGES)
def test_one_title_one_heading_and_landmarks(visit, path):
    page = visit(path)
    assert page.locator("h1").count() == 1
    assert page.locator("main#contenu, main").count() == 1 and page.locator("header[role=banner], header").count() >= 1
    assert " — " in page.title() or " - " in page.title() or path == "/"
    levels = page.eval_on_selector_all("h1,h2,h3,h4,h5,h6", "all => all.map(h => +h.tagName[1])")
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False)), levels


def test_search_by_keyboard_alone(visit):
    """From the top of the home page: skip link first, then the search, by Tab and Enter only."""
    page = visit("/")
    page.keyboard.press("Tab")
    assert "Contenu" in page.evaluate("document.activeElement.textContent") or "contenu" in page.evaluate("document.activeElement.textContent")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "q":
            break
    else:
        raise AssertionError("the search is out of the keyboard's reach")
    page.keyboard.type("élus")
    page.keyboard.press("Enter")
    page.wait_for_url("**/datasets?*")
    assert "municipaux" in page.content()


def test_every_control_shows_its_focus(visit):
    page = visit("/resources/elus_municipaux")
    for _ in range(30):
        page.keyboard.press("Tab")
        outline = page.evaluate("""() => { const s = getComputedStyle(document.activeElement);
            return document.activeElement === document.body || s.outlineStyle !== 'none' || s.boxShadow !== 'none' }""")
        assert outline, page.evaluate("document.activeElement.outerHTML.slice(0, 200)")


def test_the_explorer_works_without_javascript(visit):
    page = visit("/resources/elus_municipaux", java_script_enabled=False)
    before = page.locator("table tbody tr").count()
    assert before > 0
    page.goto(page.url.split("?")[0] + "?code_commune__exact=75056&nom__sort=asc")
    assert page.locator("table tbody tr").count() > 0
    assert "75056" in page.content()
    form = page.locator("form").filter(has=page.locator("[name=q]")).last
    form.locator("[name=q]").fill("hidalgo")
    form.locator("[type=submit], button:not([type])").first.click()
    assert "q=hidalgo" in page.url


def test_the_explorer_keeps_its_state_in_the_address(visit, server):
    page = visit("/resources/elus_municipaux?sexe__exact=F&columns=nom,prenom,sexe&nom__sort=desc")
    headers = page.locator("table thead th").all_inner_texts()
    link = page.locator("a[href*='/api/resources/']").filter(has_text="API").first.get_attribute("href")
    assert "sexe__exact=F" in link
    assert len(headers) <= 4
    assert server.get(link if link.startswith("/") else link[len(server.url):]).json()["data"][0]["sexe"] == "F"
