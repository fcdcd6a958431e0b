"""Accounts, from the command line to the pages: in a real Chromium, by keyboard, without JavaScript, on a phone."""

import json

import pytest
import requests
from browsing import WIDTHS, violations, visits
from conftest import Server, stored

PASSWORD = "huit pommes bien rouges"


@pytest.fixture(scope="module")
def instance_with_people(portulan, tmp_path_factory):
    folder = tmp_path_factory.mktemp("accounts") / "instance"
    portulan("init", folder)
    (folder.parent / "ecoles.csv").write_text("nom,eleves\nJules Ferry,212\nJean Jaurès,180\n")
    (folder.parent / "catalogue.yaml").write_text(
        "organizations:\n  - slug: mairie-de-lyon\n    name: Mairie de Lyon\n"
        "datasets:\n  - slug: ecoles\n    title: Les écoles\n    organization: mairie-de-lyon\n"
        "    resources:\n      - slug: ecoles\n        title: Les écoles\n        file: ecoles.csv\n"
    )
    portulan("ingest", "--instance", folder, "--catalogue", folder.parent / "catalogue.yaml")
    return folder


@pytest.fixture(scope="module")
def served(portulan, instance_with_people, tmp_path_factory):
    log = open(tmp_path_factory.mktemp("log") / "server.log", "w+")
    with Server(portulan, instance_with_people, log) as running:
        yield running
    assert running.code == 0
    log.seek(0)
    text = log.read()
    assert PASSWORD not in text and "jeton=" not in text, "a secret is in the log"


@pytest.fixture(scope="module")
def chief(portulan, served):
    """The first administrator, who has chosen a password by the link that the command line gave."""
    link = add(portulan, served, "chef@exemple.fr", "Camille Chef", "--role", "administrator")
    choose(link)
    return "chef@exemple.fr"


def add(portulan, served, email, name, *options):
    said = portulan("account", "add", "--instance", served.instance, "--name", name, *options, email).stdout
    return served.url + "/compte/reinitialisation?jeton=" + said.strip().splitlines()[-1].split("jeton=")[1]


def field(html, name):
    return html.split(f'name="{name}" value="')[1].split('"')[0]


def choose(link, password=PASSWORD):
    """Follows a one-time link as a plain program would."""
    session = requests.Session()
    page = session.get(link)
    assert page.status_code == 200, page.text[:300]
    answer = session.post(link.split("?")[0], data={
        "jeton": field(page.text, "jeton"), "lien": field(page.text, "lien"), "nouveau": password, "encore": password,
    }, allow_redirects=False)  # fmt: skip
    assert answer.status_code == 303, answer.text[:300]


def login(url, email, password=PASSWORD):
    session = requests.Session()
    page = session.get(url + "/connexion")
    session.answer = session.post(url + "/connexion", data={
        "jeton": field(page.text, "jeton"), "courriel": email, "motdepasse": password,
    }, allow_redirects=False)  # fmt: skip
    return session


@pytest.fixture
def visit(browser, served):
    with visits(browser, served.url) as open_page:
        yield open_page


def sign_in(page, email, password=PASSWORD):
    page.fill("#courriel", email)
    page.fill("#motdepasse", password)
    page.click("main button[type=submit]")


@pytest.mark.parametrize("size", WIDTHS)
def test_pages_are_accessible_and_fit(visit, portulan, served, chief, axe, tmp_path, size):
    link = add(portulan, served, f"{size}@exemple.fr", "Max Roy", "--role", "steward", "--organization", "mairie-de-lyon")
    page = visit("/connexion", size)

    def check(name):
        assert violations(page, axe) == [], name
        page.screenshot(path=str(tmp_path / f"{name}-{size}.png"), full_page=True)
        if size == "phone":
            page.set_viewport_size({"width": 320, "height": 700})
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, name
            page.set_viewport_size({"width": 375, "height": 740})
        levels = page.eval_on_selector_all("h1,h2,h3,h4,h5,h6", "all => all.map(h => +h.tagName[1])")
        assert levels.count(1) == 1 and all(b <= a + 1 for a, b in zip(levels, levels[1:], strict=False)), (name, levels)

    check("connexion")
    sign_in(page, chief, "pas le bon mot de passe")
    check("connexion-refusee")
    assert page.locator("[role=alert]").is_visible()
    sign_in(page, chief)
    page.wait_for_url("**/compte")
    check("compte")
    accounts = page.goto(served.url + "/administration/comptes")
    assert accounts.status == 200
    check("comptes")
    page.click("text=Max Roy")
    check("un-compte")
    page.goto(served.url + "/administration/journal")
    check("journal")
    assert "intacte" in page.content()
    page.goto(served.url + "/deconnexion")
    check("deconnexion")
    page.click("main button[type=submit]")
    page.wait_for_url("**/connexion?fait=deconnexion")
    page.goto(link)
    check("mot-de-passe")
    page.goto(served.url + "/compte/reinitialisation?jeton=perdu")
    check("lien-perdu")
    assert page.errors == []


def test_english(visit, chief, axe):
    page = visit("/langue/en?retour=/connexion")
    assert "Sign in" in page.title()
    assert violations(page, axe) == []


def test_whole_life_of_an_account_without_javascript(visit, served, chief, browser):
    page = visit("/administration/comptes", java_script_enabled=False)
    page.wait_for_url("**/connexion?retour=*")
    sign_in(page, chief)
    page.wait_for_url("**/administration/comptes")
    page.fill("#nom", "Zoé Petit")
    page.fill("#courriel", "zoe@exemple.fr")
    page.select_option("#role", "contributor")
    page.select_option("#portee", label="Mairie de Lyon")
    page.click("text=Créer le compte")
    link = page.input_value("#lien")
    assert "/compte/reinitialisation?jeton=" in link

    theirs = visit("/", java_script_enabled=False)
    theirs.goto(link)
    theirs.fill("#nouveau", "Motdepasse2026!")
    theirs.fill("#encore", "Motdepasse2026!")
    theirs.click("main button[type=submit]")
    assert "essaie en premier" in theirs.inner_text("[role=alert]")
    theirs.fill("#nouveau", PASSWORD)
    theirs.fill("#encore", PASSWORD)
    theirs.click("main button[type=submit]")
    theirs.wait_for_url("**/connexion?fait=motdepasse")
    sign_in(theirs, "zoe@exemple.fr")
    theirs.wait_for_url("**/compte")
    assert "contributeur — Mairie de Lyon" in theirs.inner_text("main")
    assert theirs.goto(served.url + "/administration/comptes").status == 403

    page.goto(served.url + "/administration/comptes")
    page.click("text=Zoé Petit")
    page.click("text=Désactiver le compte")
    assert "désactivé" in page.inner_text("[role=alert]")
    theirs.goto(served.url + "/compte")
    theirs.wait_for_url("**/connexion?retour=*")


def test_signing_in_by_keyboard_alone(visit, chief):
    page = visit("/")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == "Se connecter":
            break
    else:
        raise AssertionError("signing in is out of the keyboard's reach")
    page.keyboard.press("Enter")
    page.wait_for_url("**/connexion")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "courriel":
            break
    page.keyboard.type(chief)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/compte")


def test_password_and_other_browsers(portulan, served, chief):
    choose(add(portulan, served, "ida@exemple.fr", "Ida"))
    here, there = login(served.url, "ida@exemple.fr"), login(served.url, "ida@exemple.fr")
    page = here.get(served.url + "/compte").text
    assert page.count("<tr>") == 3
    answer = here.post(served.url + "/compte/mot-de-passe", data={
        "jeton": field(page, "jeton"), "actuel": PASSWORD, "nouveau": "neuf poires bien mûres", "encore": "neuf poires bien mûres",
    })  # fmt: skip
    assert "Le mot de passe est changé" in answer.text
    assert there.get(served.url + "/compte", allow_redirects=False).status_code == 303
    assert login(served.url, "ida@exemple.fr").answer.status_code == 403


def test_throttle_outlives_a_restart(portulan, served, chief, instance_with_people, tmp_path):
    choose(add(portulan, served, "tom@exemple.fr", "Tom"))
    statuses = [login(served.url, "tom@exemple.fr", "pas le bon du tout").answer.status_code for _ in range(6)]
    assert statuses == [403] * 5 + [429]
    with Server(portulan, instance_with_people, open(tmp_path / "log", "w")) as again:
        answer = login(again.url, "tom@exemple.fr").answer
        assert answer.status_code == 429
        assert 0 < int(answer.headers["retry-after"]) <= 60
    unknown = [login(served.url, "personne@exemple.fr", "pas le bon du tout").answer for _ in range(6)]
    assert [answer.status_code for answer in unknown] == statuses


def test_command_line(portulan, served, chief):
    folder = served.instance
    portulan("account", "role", "--instance", folder, chief, "contributor", "--organization", "mairie-de-lyon")
    accounts = json.loads(portulan("account", "list", "--json", "--instance", folder).stdout)
    mine = next(account for account in accounts if account["email"] == chief)
    assert {"role": "contributor", "organization": "mairie-de-lyon"} in mine["roles"]
    assert "chef@exemple.fr" in portulan("account", "list", "--instance", folder).stdout
    last = portulan("account", "disable", "--instance", folder, chief, check=False)
    assert last.returncode == 64 and "administrateur" in last.stderr
    unknown = portulan("account", "reset", "--instance", folder, "absent@exemple.fr", check=False)
    assert unknown.returncode == 66
    twice = portulan("account", "add", "--instance", folder, "--name", "X", chief, check=False)
    assert twice.returncode != 0 and "déjà" in twice.stderr


def test_journal_tells_who_touched_it(portulan, tmp_path):
    folder = tmp_path / "instance"
    portulan("init", folder)
    for n in range(3):
        portulan("account", "add", "--instance", folder, "--name", "N", f"a{n}@exemple.fr")
    whole = portulan("journal", "--verify", "--instance", folder)
    head = whole.stdout.strip()
    assert head.startswith("6:")
    lines = portulan("journal", "--csv", "--instance", folder).stdout.splitlines()
    assert lines[0].startswith("number,date,actor") and len(lines) == 8
    assert portulan("journal", "--verify", "--head", head, "--instance", folder).returncode == 0
    stored(folder, "UPDATE journal SET subject_name = 'autre@exemple.fr' WHERE number = 3")
    broken = portulan("journal", "--verify", "--instance", folder, check=False)
    assert broken.returncode == 1 and "n° 3" in broken.stderr.replace("\u00a0", " ")
