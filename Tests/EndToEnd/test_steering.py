"""The steering of a service: rights, weather, decisions, proposals, values by form and by file, in a real Chromium, without
JavaScript, by keyboard and on a phone."""

import csv
import io
import re

import pytest
import requests
from browsing import WIDTHS, violations, visits
from conftest import Server
from test_accounts import add, choose, field, login

HOME = "/services/pilote/pilotage"
PLACE = f"{HOME}/politiques/acces-aux-soins/departement:35"

SERVICE = """
title: PILOTE
levels: [france, region, departement]
steering:
  title: Politiques prioritaires
  policies:
    - slug: acces-aux-soins
      name: Accès aux soins
      owner: Ministère de la Santé
      description: Des médecins *partout*.
      indicators:
        - medecins
        - indicator: maisons
          weight: 2
    - slug: routes
      name: Des routes plus sûres
      indicators: [accidents]
"""

INDICATORS = """
defaults: {source: values, nature: published, level: departement, frequency: annual}
indicators:
  - {slug: medecins, name: Médecins pour 1 000 habitants, unit: médecins, digits: 1, direction: up}
  - {slug: maisons, name: Maisons de santé, direction: up}
  - {slug: accidents, name: Accidents graves, direction: down}
"""

ACCUEIL = """---
title: PILOTE
---

```figure meteo
indicator: medecins
show: weather
territory: departement:35
```

```text when medecins.weather@departement:35 = objectifs-compromis
Les objectifs sont compromis.
```

```alerts
indicators: medecins
territory: departement:29
kinds: weather_missing
```
"""

VALUES = """identifiant_indic;zone_id;date_valeur;type_valeur;valeur
medecins;FRANCE;2023-12-31;vi;100
medecins;FRANCE;2025-12-31;va;180
medecins;FRANCE;2027-12-31;vc;200
maisons;FRANCE;2023-12-31;vi;0
maisons;FRANCE;2025-12-31;va;90
maisons;FRANCE;2027-12-31;vc;100
medecins;D35;2023-12-31;vi;10
medecins;D35;2024-12-31;va;11
medecins;D35;2025-12-31;va;12,5
medecins;D35;2027-12-31;vc;20
maisons;D35;2023-12-31;vi;2
maisons;D35;2025-12-31;va;4
maisons;D35;2027-12-31;vc;10
medecins;D29;2025-12-31;va;9
accidents;D35;2025-12-31;va;30
"""


@pytest.fixture(scope="module")
def served(portulan, tmp_path_factory):
    folder = tmp_path_factory.mktemp("steering") / "instance"
    portulan("init", folder)
    service = folder / "services" / "pilote"
    (service / "indicators").mkdir(parents=True)
    (service / "pages").mkdir()
    (service / "service.yaml").write_text(SERVICE)
    (service / "indicators" / "indicateurs.yaml").write_text(INDICATORS)
    (service / "pages" / "accueil.md").write_text(ACCUEIL)
    log = open(tmp_path_factory.mktemp("log") / "server.log", "w+")
    with Server(portulan, folder, log) as running:
        yield running
    assert running.code == 0


@pytest.fixture(scope="module")
def people(portulan, served):
    """An administrator, and people to whom the administrator gives rights, each signed in."""
    chief = add(portulan, served, "chef@exemple.fr", "Camille Chef", "--role", "administrator")
    choose(chief)
    sessions = {"chef": login(served.url, "chef@exemple.fr")}
    rights = {
        "prefet": [("assess", "", "Bretagne"), ("comment", "", "Bretagne"), ("propose", "", "Bretagne"), ("enter", "", "region:53")],
        "ministere": [("decide", "acces-aux-soins", "France"), ("enter", "", "France")],
        "lecteur": [("read", "routes", "departement:50")],
    }  # fmt: skip
    for name, given in rights.items():
        choose(add(portulan, served, f"{name}@exemple.fr", name.capitalize()))
        for action, policy, territory in given:
            answer = submit(sessions["chef"], served.url + HOME + "/droits", action="donner", compte=f"{name}@exemple.fr", droit=action,
                            politique=policy, territoire=territory)  # fmt: skip
            assert answer.status_code == 303, answer.text[:2000]
        sessions[name] = login(served.url, f"{name}@exemple.fr")
    ministry = sessions["ministere"]
    taken = take_file(ministry, served.url, VALUES)
    assert taken.status_code == 303, taken.text[:2000]
    return sessions


def submit(session, page, _to=None, **fields):
    """Sends a form with the token of its page."""
    token = field(session.get(page).text, "jeton")
    return session.post(_to or page, data={"jeton": token, **fields}, allow_redirects=False)


def examine(session, url, text, name="valeurs.csv"):
    page = url + HOME + "/fichier"
    token = field(session.get(page).text, "jeton")
    return session.post(page, files={"jeton": (None, token), "fichier": (name, text.encode())}, allow_redirects=False)


def take_file(session, url, text):
    report = examine(session, url, text)
    assert report.status_code == 200, report.text[:2000]
    return session.post(url + HOME + "/fichier", allow_redirects=False, data={
        "jeton": field(report.text, "jeton"), "fichier": field(report.text, "fichier"), "action": "appliquer"})  # fmt: skip


@pytest.fixture
def visit(browser, served, people):
    with visits(browser, served.url) as open_page:

        def open_as(path, name="prefet", size="desktop", **options):
            state = {"cookies": [
                {"name": cookie.name, "value": cookie.value, "domain": "127.0.0.1", "path": "/", "expires": -1, "httpOnly": True,
                 "secure": False, "sameSite": "Lax"} for cookie in people[name].cookies], "origins": []}  # fmt: skip
            return open_page(path, size, storage_state=state, **options)

        yield open_as


def test_strangers_are_led_to_the_door(served, people):
    answer = requests.get(served.url + HOME, allow_redirects=False)
    assert answer.status_code == 303 and answer.headers["Location"].startswith("/connexion?retour=")
    reader = people["lecteur"]
    assert reader.get(served.url + PLACE).status_code == 403
    assert reader.get(served.url + HOME + "/droits").status_code == 403
    assert reader.get(served.url + HOME + "/valeurs").status_code == 403
    assert requests.get(served.url + "/services/pilote/pilotages").status_code == 404
    assert people["chef"].get(served.url + "/services/autre/pilotage").status_code == 404


def test_overview_shows_what_the_figures_and_the_prefect_say(served, people, visit):
    prefect = people["prefet"]
    said = submit(prefect, served.url + PLACE, action="meteo", meteo="appuis-necessaires", synthese="Il manque **des médecins**.")
    assert said.status_code == 303, said.text[:2000]
    page = visit(HOME + "?territoire=departement:35&politique=acces-aux-soins", java_script_enabled=False)
    row = page.locator("tbody tr").first
    # Médecins 25 %, maisons 25 % with twice the weight; the country is at 80 and 90 %.
    text = row.inner_text()
    assert "Accès aux soins" in text and "Appuis nécessaires".lower() in text.lower() and "25" in text and "retard" in text
    rows = list(csv.DictReader(io.StringIO(prefect.get(served.url + HOME + ".csv").content.decode())))
    assert {row["territory"] for row in rows} == {"region:53", "departement:22", "departement:29", "departement:35", "departement:56"}
    found = prefect.get(served.url + HOME + ".json?politique=acces-aux-soins&territoire=departement:35").json()["standings"]
    assert [one["rate"] for one in found] == [25] and found[0]["weather"] == "NUAGE"
    assert "gap" in {alert["kind"] for alert in found[0]["alerts"]}
    page = visit(HOME + "?meteo=appuis-necessaires")
    assert page.locator("tbody tr").count() == 1


def test_weather_and_texts_are_written_by_keyboard_and_never_lost(visit):
    page = visit(PLACE, java_script_enabled=False)
    page.locator("#champ-meteo").focus()
    page.keyboard.press("End")
    page.locator("#champ-meteo").select_option("objectifs-securises")
    page.locator("#synthese").fill("Deux maisons ont ouvert.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**fait=meteo**")
    assert "Deux maisons ont ouvert." in page.content()
    page.locator("summary", has_text="Écrits précédents").first.click()
    assert "Il manque" in page.content()
    page.locator("#commentaire").fill("Un commentaire <b>sans</b> balise")
    page.locator("button[value=commentaire]").click()
    assert page.locator("#commentaires ~ ol").first.inner_text().count("Un commentaire") == 1
    # The prefect decides nothing.
    assert page.locator("button[value=decision]").count() == 0


def test_decisions_are_followed(served, people):
    ministry, prefect = people["ministere"], people["prefet"]
    url = served.url + PLACE
    wrong = submit(ministry, url, action="decision", decision="Ouvrir un centre", echeance="demain")
    assert wrong.status_code == 422 and "Ouvrir un centre" in wrong.text and "demain" in wrong.text
    assert submit(ministry, url, action="decision", decision="Ouvrir un centre", responsable="ARS", echeance="2020-01-31").status_code == 303
    page = ministry.get(url).text
    assert "en retard" in page and "ARS" in page
    decision = re.search(r'name="id" value="([0-9a-f-]{36})"', page).group(1)
    assert submit(prefect, url, action="suivi", id=decision, etat="done").status_code == 403
    assert submit(ministry, url, action="suivi", id=decision, etat="done", note="Ouvert.").status_code == 303
    page = ministry.get(url).text
    assert "réalisée" in page and "en retard" not in page and "Ouvert." in page


def test_proposal_from_doubt_to_value(served, people, visit):
    page = visit(PLACE, java_script_enabled=False)
    page.get_by_role("link", name="Proposer une autre valeur — Médecins").click()
    page.locator("#valeur").fill("beaucoup")
    page.locator("#methode").fill("Registre de l'ordre")
    page.locator("#raison").fill("Deux cabinets manquent.")
    page.locator("#date").fill("2025-12-31")
    page.get_by_role("button", name="Proposer").click()
    assert page.locator("#valeur-erreur").is_visible() and page.locator("#methode").input_value() == "Registre de l'ordre"
    page.locator("#valeur").fill("14,5")
    page.get_by_role("button", name="Proposer").click()
    page.wait_for_url("**/propositions/**")
    proposal = page.url.split("?")[0]
    assert "12,5" in page.content() and "14,5" in page.content()
    # Its author does not judge it.
    assert page.get_by_role("button", name="Accepter la valeur").count() == 0
    ministry = people["ministere"]
    assert submit(ministry, proposal, action="repondre", message="D'où vient ce chiffre ?").status_code == 303
    assert submit(ministry, proposal, action="refuser").status_code == 422
    assert submit(ministry, proposal, action="accepter", motif="Vérifié.").status_code == 303
    assert "acceptée" in ministry.get(proposal).text
    # It is over: its page has no form any more, and takes none.
    token = field(ministry.get(served.url + PLACE).text, "jeton")
    assert ministry.post(proposal, data={"jeton": token, "action": "refuser", "motif": "x"}).status_code == 409
    found = people["prefet"].get(served.url + PLACE).text
    assert "14,5" in found
    assert people["lecteur"].get(proposal).status_code == 403


def test_values_by_form_and_back(served, people, visit):
    query = "?indicateur=pilote/maisons&sorte=va&date=2025-12-31&niveau=departement"
    page = visit(HOME + "/valeurs" + query, java_script_enabled=False)
    assert page.locator(".pt-values input").count() == 4, "the départements of Bretagne"
    page.locator("#v-departement\\:35").fill("cinq")
    page.get_by_role("button", name="Enregistrer").click()
    assert page.locator("#v-departement\\:35-erreur").is_visible()
    page.locator("#v-departement\\:35").fill("6")
    page.get_by_role("button", name="Enregistrer").click()
    page.wait_for_url("**fait=saisie")
    prefect = people["prefet"]

    def rate():
        found = prefect.get(served.url + HOME + ".json?politique=acces-aux-soins&territoire=departement:35&niveau=departement")
        return found.json()["standings"][0]["rate"]

    entered = rate()
    page.get_by_role("button", name="Annuler cette saisie").first.click()
    page.wait_for_url("**fait=annulee")
    assert rate() < entered
    # Elsewhere than at home, nothing can be entered.
    token = field(prefect.get(served.url + PLACE).text, "jeton")
    prefect.post(served.url + HOME + "/valeurs", data={
        "jeton": token, "action": "saisir", "indicateur": "pilote/maisons", "sorte": "va", "date": "2025-12-31", "niveau": "departement",
        "v-departement:50": "7"})  # fmt: skip
    chief = people["chef"].get(served.url + HOME + ".json?territoire=departement:50&politique=acces-aux-soins").json()
    assert chief["standings"][0]["value_date"] is None


def test_a_file_is_looked_at_before_it_is_taken(served, people):
    prefect = people["prefet"]
    text = VALUES.splitlines()[0] + "\nmedecins;D29;2025-12-31;va;10\nmedecins;D50;2025-12-31;va;3\nmedecns;D29;2025-12-31;va;3\n"
    report = examine(prefect, served.url, text)
    assert report.status_code == 200
    assert "Ligne 3" in report.text and "Ligne 4" in report.text and "medecins" in report.text
    kept = field(report.text, "fichier")
    # Nobody else takes it.
    ministry = people["ministere"]
    token = field(ministry.get(served.url + HOME + "/fichier").text, "jeton")
    assert ministry.post(served.url + HOME + "/fichier", data={"jeton": token, "fichier": kept, "action": "appliquer"}).status_code == 404
    page = served.url + PLACE.replace("35", "29")
    assert "9,0" in prefect.get(page).text or ">9" in prefect.get(page).text
    assert prefect.post(served.url + HOME + "/fichier", data={
        "jeton": field(report.text, "jeton"), "fichier": kept, "action": "appliquer"}).status_code == 200  # fmt: skip
    assert "10 médecins" in prefect.get(page).text.replace("\u00a0", " ")
    unreadable = examine(prefect, served.url, "n'importe quoi\n1\n")
    assert unreadable.status_code == 422 and "Rien de ce fichier" in unreadable.text
    assert people["lecteur"].get(served.url + HOME + "/fichier").status_code == 403


def test_a_right_that_is_withdrawn_is_gone_at_once(portulan, served, people):
    chief = people["chef"]
    choose(add(portulan, served, "passage@exemple.fr", "Passage"))
    guest = login(served.url, "passage@exemple.fr")
    assert guest.get(served.url + HOME).status_code == 403
    rights = served.url + HOME + "/droits"
    unknown = submit(chief, rights, action="donner", compte="passage@exemple.fr", droit="read", politique="", territoire="Atlantide")
    assert unknown.status_code == 422 and "passage@exemple.fr" in unknown.text and "Atlantide" in unknown.text
    assert submit(chief, rights, action="donner", compte="passage@exemple.fr", droit="read", politique="", territoire="departement:35").status_code == 303
    assert guest.get(served.url + PLACE).status_code == 200
    again = submit(chief, rights, action="donner", compte="passage@exemple.fr", droit="read", politique="routes", territoire="departement:35")
    assert again.status_code == 409
    page = chief.get(rights).text
    row = page[page.index("passage@exemple.fr"):]
    assert submit(chief, rights, action="retirer", id=field(row, "id")).status_code == 303
    assert guest.get(served.url + PLACE).status_code == 403
    assert "retiré par Camille Chef" in chief.get(rights).text


def test_the_journal_tells_all_of_it_to_those_who_may_know(served, people):
    prefect = people["prefet"]
    text = prefect.get(served.url + HOME + "/journal").text
    assert "Météo" in text and "Un commentaire" in text and ">Droit donné</td>" not in text
    assert ">Droit donné</td>" in people["chef"].get(served.url + HOME + "/journal").text
    rows = list(csv.DictReader(io.StringIO(prefect.get(served.url + HOME + "/journal.csv?sorte=weather").content.decode())))
    assert rows and {row["kind"] for row in rows} == {"weather"}
    assert people["lecteur"].get(served.url + HOME + "/journal").text.count("<tr ") <= 1
    audit = people["chef"].get(served.url + "/administration/journal").text
    assert "météo donnée" in audit or "droit de pilotage donné" in audit


def test_pages_of_the_service_show_the_weather_to_those_who_may_see_it(served, people):
    home = served.url + "/services/pilote"
    assert submit(people["prefet"], served.url + PLACE, action="meteo", meteo="objectifs-compromis").status_code == 303
    seen = people["prefet"].get(home)
    assert "objectifs compromis" in seen.text and "Les objectifs sont compromis." in seen.text and "météo non renseignée" in seen.text
    document = people["prefet"].get(home + "/accueil.json")
    assert "private" in document.headers["Cache-Control"] and "objectifs compromis" in document.text
    for stranger in [requests, people["lecteur"]]:
        text = stranger.get(home).text + stranger.get(home + "/accueil.json").text
        assert "compromis" not in text and "réservée" in text and "météo non renseignée" not in text


def test_the_way_from_the_home_page_and_from_the_account(served, people, visit):
    page = visit("/", java_script_enabled=False)
    page.get_by_role("link", name="Services").first.click()
    page.get_by_role("link", name="PILOTE").first.click()
    page.get_by_role("link", name="Suivi des politiques").click()
    assert page.url.endswith(HOME)
    page.goto(served.url + "/compte")
    own = page.locator("#pilotage ~ ul").first
    assert own.locator("li").count() == 1, "one place, all that may be done there"
    assert "donner la météo" in own.inner_text() and "commenter" in own.inner_text()
    own.get_by_role("link", name="toutes les politiques, Bretagne").click()
    assert page.url.endswith("/territoires/region:53")
    assert 'id="pilotage"' not in people["chef"].get(served.url + "/compte").text


def test_what_to_look_at_is_counted_and_one_click_away(visit):
    page = visit(HOME, java_script_enabled=False)
    link = page.get_by_role("link", name=re.compile("écart au taux national"))
    count = int(link.locator("strong").inner_text())
    link.click()
    assert "alerte=gap" in page.url and page.locator("tbody tr").count() == count > 0
    page.get_by_role("link", name=re.compile("écart au taux national")).click()
    assert "alerte" not in page.url


def test_another_site_sends_no_form(served, people):
    answer = people["prefet"].post(served.url + PLACE, data={"action": "commentaire", "commentaire": "x"})
    assert answer.status_code == 403


PAGES = [
    ("", "prefet"), ("/politiques/acces-aux-soins", "ministere"), ("/politiques/acces-aux-soins/departement:35", "prefet"),
    ("/politiques/acces-aux-soins/departement:35", "ministere"), ("/politiques/acces-aux-soins/departement:35/proposer", "prefet"),
    ("/territoires/departement:35", "prefet"), ("/territoires/departement:35/rapport", "prefet"), ("/propositions?etat=toutes", "prefet"),
    ("/valeurs?indicateur=pilote/maisons&date=2025-12-31", "prefet"), ("/fichier", "prefet"), ("/droits", "chef"), ("/journal", "chef"),
]  # fmt: skip


@pytest.mark.parametrize("size", WIDTHS)
@pytest.mark.parametrize("path, name", PAGES)
def test_pages_are_accessible_and_fit(visit, axe, path, name, size):
    page = visit(HOME + path, name, size)
    assert page.title() and not page.errors
    assert violations(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_the_report_prints_without_what_is_for_the_screen(visit):
    page = visit(HOME + "/territoires/departement:35/rapport")
    page.emulate_media(media="print")
    assert not page.locator(".fr-header__menu").is_visible() and not page.locator(".pt-noprint").first.is_visible()
    assert page.locator(".pt-report__part").count() == 2
