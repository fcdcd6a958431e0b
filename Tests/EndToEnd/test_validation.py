"""Checking a file: from the command line, through the API, on the page; with hostile files as well."""

import csv
import io
import json
import re
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import requests
from browsing import WIDTHS, violations, visits
from conftest import REPOSITORY, Server, problem

SHARED = REPOSITORY.parent / "shared/data"

SCHEMA = {
    "name": "lieux", "title": "Lieux d'essai", "version": "1.0.0", "description": "Des lieux, pour **essayer**.",
    "fields": [
        {"name": "id", "type": "string", "title": "Identifiant", "example": "a-1", "constraints": {"required": True, "unique": True}},
        {"name": "insee", "type": "string", "description": "Le code de la commune.", "example": "01004",
         "constraints": {"required": True, "pattern": "^([013-9]\\d|2[AB1-9])\\d{3}$"}},
        {"name": "longitude", "type": "number", "example": "2.35", "constraints": {"minimum": -180, "maximum": 180}},
        {"name": "acces", "type": "string", "example": "Accès libre", "constraints": {"enum": ["Accès libre", "Accès réservé"]}},
        {"name": "date_maj", "type": "date", "format": "%Y-%m-%d", "example": "2024-01-31", "constraints": {"required": True}},
    ],
}  # fmt: skip

FAULTY = """ID;insee;longitude;acces;date_maj;note
1;1004;2,35;accès libre;2024-01-31;a
2;75056;4.85;Accès libre;31/12/2023;"b;c"
3;69123;x;Accès libr;2024-02-01;<script>alert(1)</script>
3;69123;4.8;Accès réservé;;
"""


@pytest.fixture(scope="module")
def schemas(tmp_path_factory):
    folder = tmp_path_factory.mktemp("schemas")
    (folder / "essai--lieux.json").write_text(json.dumps(SCHEMA))
    other = {"name": "autre", "title": "Autre schéma", "fields": [{"name": "x", "type": "integer"}, {"name": "y"}]}
    (folder / "essai--autre.json").write_text(json.dumps(other))
    (folder / "json-schema.json").write_text('{"type": "object", "properties": {}}')
    return folder


@pytest.fixture(scope="module")
def checking(portulan, schemas, tmp_path_factory):
    """A server of its own, small limits, with two schemas."""
    folder = tmp_path_factory.mktemp("checking") / "instance"
    portulan("init", folder)
    log = open(tmp_path_factory.mktemp("log") / "server.log", "w+")
    with Server(portulan, folder, log, {"PORTULAN_SCHEMA_FOLDER": str(schemas), "PORTULAN_CHECK_MAX": "2 MB"}) as running:
        yield running
    assert not list((folder / "tmp").glob("*/check-*")), "a checked file was left behind"


@pytest.fixture
def faulty(tmp_path):
    path = tmp_path / "lieux été.csv"
    path.write_text(FAULTY)
    return path


# The command line


def test_a_faulty_file_is_told_cause_by_cause(portulan, schemas, faulty):
    done = portulan("validate", faulty, "--schema", schemas / "essai--lieux.json", check=False)
    assert done.returncode == 1
    text = done.stdout.replace("\u00a0", " ").replace("\u202f", " ")
    assert "Ligne 2" in text and "« 1004 » → « 01004 »" in text and "zéro de tête perdu" in text
    assert "9 erreurs" in text, text


def test_a_schema_is_guessed_by_fit(portulan, schemas, faulty, tmp_path):
    environment = {"PORTULAN_SCHEMA_FOLDER": str(schemas), "XDG_CACHE_HOME": str(tmp_path)}
    done = portulan("validate", faulty, "--json", check=False, environment=environment)
    assert done.returncode == 1
    report = json.loads(done.stdout)
    assert report["schema"]["name"] == "essai/lieux" and 0.5 < report["schema"]["fit"] <= 1
    assert "essai/lieux" in done.stderr
    assert report["errors"] == 9 and report["rows"] == 4
    pattern = next(cause for cause in report["causes"] if cause["rule"] == "constraint.pattern")
    assert pattern["source"] == "/fields/1/constraints/pattern" and pattern["certainCorrections"] == 1
    assert pattern["examples"][0]["line"] == 2


def test_findings_come_as_csv(portulan, schemas, faulty):
    done = portulan("validate", faulty, "--schema", schemas / "essai--lieux.json", "--csv", "--lang", "en", check=False)
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert any(row["cell"] == "1004" and row["correction"] == "01004" and row["line"] == "2" for row in rows)
    assert {row["severity"] for row in rows} <= {"error", "remark"}


def test_reports_stand_alone(portulan, schemas, faulty, tmp_path):
    html, badge = tmp_path / "rapport.html", tmp_path / "badge.svg"
    portulan("validate", faulty, "--schema", schemas / "essai--lieux.json", "--html", html, "--badge", badge, check=False)
    page = html.read_text()
    assert "<script" not in page and "src=" not in page and "http" not in page.split("</style>")[1].replace("http://www.w3.org", "")
    assert badge.read_text().startswith("<svg")


def test_a_repaired_file_is_valid_but_for_what_it_says(portulan, schemas, faulty, tmp_path):
    target = tmp_path / "corrige.csv"
    done = portulan("repair", faulty, "--schema", schemas / "essai--lieux.json", "--output", target, check=False)
    assert done.returncode == 1, "two rows are left to mend"
    rows = list(csv.DictReader(target.open(encoding="utf-8")))
    assert list(rows[0]) == ["id", "insee", "longitude", "acces", "date_maj", "note", "problemes_a_reparer"]
    assert [rows[0][name] for name in ("insee", "longitude", "acces")] == ["01004", "2.35", "Accès libre"]
    assert rows[1]["date_maj"] == "2023-12-31" and rows[1]["note"] == "b;c" and rows[1]["problemes_a_reparer"] == ""
    assert rows[2]["acces"] == "Accès libr" and "Accès libre" in rows[2]["problemes_a_reparer"]
    assert "date_maj" in rows[3]["problemes_a_reparer"]
    again = portulan("repair", target, "--schema", schemas / "essai--lieux.json", check=False)
    assert len(again.stdout.splitlines()) == 5


@pytest.mark.parametrize("words, code, said", [
    (["validate", "absent.csv"], 66, "n'existe pas"),
    (["validate", "{file}", "--schema", "lieu"], 66, "essai/lieux"),
    (["validate", "{file}", "--schema", "http://127.0.0.1:9/schema.json"], 69, "réseau privé"),
    (["validate", "{file}", "--schema", "{file}.json"], 66, "n'existe pas"),
    (["validate", "{file}", "--json", "--csv"], 64, "ensemble"),
    (["schema", "show", "{file}"], 65, ""),
])  # fmt: skip
def test_mistakes_are_told_with_the_way_out(portulan, schemas, faulty, tmp_path, words, code, said):
    environment = {"PORTULAN_SCHEMA_FOLDER": str(schemas), "XDG_CACHE_HOME": str(tmp_path)}
    done = portulan(*[word.format(file=faulty) for word in words], check=False, environment=environment)
    assert done.returncode == code, done.stderr
    assert said in done.stderr.replace("’", "'"), done.stderr
    assert len(done.stderr.splitlines()) >= 2, "the way out is missing"


def test_schemas_are_listed_shown_and_inferred(portulan, schemas, faulty, tmp_path):
    environment = {"PORTULAN_SCHEMA_FOLDER": str(schemas), "XDG_CACHE_HOME": str(tmp_path)}
    assert "essai/lieux" in portulan("schema", "list", environment=environment).stdout
    assert "essai/autre" not in portulan("schema", "list", "essayer", environment=environment).stdout
    shown = portulan("schema", "show", "lieux", environment=environment).stdout
    assert "obligatoire" in shown and "code commune" in shown
    example = portulan("schema", "show", "lieux", "--example", environment=environment).stdout
    assert example.splitlines()[0] == "id,insee,longitude,acces,date_maj" and "01004" in example
    (tmp_path / "exemple.csv").write_text(example)
    assert portulan("validate", tmp_path / "exemple.csv", environment=environment).returncode == 0
    portulan("schema", "infer", tmp_path / "exemple.csv", "--output", tmp_path / "deduit.json")
    assert portulan("validate", tmp_path / "exemple.csv", "--schema", tmp_path / "deduit.json").returncode == 0


class Catalogue(BaseHTTPRequestHandler):
    """A small schema.data.gouv.fr: one schema, one JSON Schema, one that is missing; conditional requests."""

    asked = []

    def do_GET(self):
        Catalogue.asked.append((self.path, self.headers.get("If-None-Match")))
        texts = {
            "/schemas.json": {"schemas": [
                {"name": "essai/lieux", "title": "Lieux", "description": "d", "schema_type": "tableschema", "schema_url": f"http://127.0.0.1:{self.server.server_port}/lieux.json",
                 "examples": [{"title": "Exemple", "path": "https://exemple.fr/e.csv"}], "labels": ["Essai"], "versions": [{"version_name": "1.0.0", "schema_url": "x"}]},
                {"name": "essai/absent", "title": "Absent", "schema_type": "tableschema", "schema_url": f"http://127.0.0.1:{self.server.server_port}/absent.json", "versions": []},
                {"name": "essai/json", "title": "JSON", "schema_type": "jsonschema", "schema_url": "https://exemple.fr/x.json"},
                {"name": "../../etc/passwd", "schema_type": "tableschema", "schema_url": "https://exemple.fr/x.json"},
            ]},
            "/lieux.json": SCHEMA,
        }  # fmt: skip
        body = json.dumps(texts[self.path]).encode() if self.path in texts else None
        if body is None:
            self.send_response(404)
            self.send_header("Content-Length", "0")
        elif self.headers.get("If-None-Match") == f'"{len(body)}"':
            self.send_response(304)
            body = None
        else:
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("ETag", f'"{len(body)}"')
        self.end_headers()
        if body:
            self.wfile.write(body)

    def log_message(self, *_):
        pass


def test_the_catalogue_is_harvested_and_what_has_not_changed_is_spared(portulan, instance):
    with HTTPServer(("127.0.0.1", 0), Catalogue) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        environment = {"PORTULAN_SCHEMA_CATALOGUE": f"http://127.0.0.1:{server.server_port}/schemas.json", "PORTULAN_PRIVATE_ADDRESSES": "true"}
        first = portulan("schema", "update", "--instance", instance, check=False, environment=environment)
        assert first.returncode == 1 and "essai/absent" in first.stdout and "+ essai/lieux" in first.stdout, first.stdout + first.stderr
        Catalogue.asked.clear()
        second = portulan("schema", "update", "--instance", instance, check=False, environment=environment)
        assert "1 inchangé" in second.stdout.replace("\u00a0", " "), second.stdout
        assert all(tag for path, tag in Catalogue.asked if path != "/absent.json")
        listed = json.loads(portulan("schema", "list", "--json", "--instance", instance, environment=environment).stdout)
        assert [entry["name"] for entry in listed] == ["essai/lieux"]
        refused = portulan("schema", "update", "--instance", instance, check=False, environment={**environment, "PORTULAN_PRIVATE_ADDRESSES": "false"})
        assert refused.returncode == 69
        server.shutdown()


@pytest.mark.skipif(not (SHARED / "schemas").exists(), reason="the national schemas are not on this machine")
def test_real_files_are_checked_against_national_schemas(portulan, tmp_path):
    environment = {"PORTULAN_SCHEMA_FOLDER": str(SHARED / "schemas"), "XDG_CACHE_HOME": str(tmp_path)}
    assert len(json.loads(portulan("schema", "list", "--json", environment=environment).stdout)) >= 55
    done = portulan("validate", SHARED / "tables/lieux-covoiturage.csv", "--json", check=False, environment=environment)
    report = json.loads(done.stdout)
    assert report["schema"]["name"] == "etalab/schema-lieux-covoiturage"


# The API


def check(server, text, schema="essai/lieux", **options):
    options.setdefault("headers", {"Content-Type": "text/csv"})
    params = {"name": "lieux.csv", **({"schema": schema} if schema else {})}
    return requests.post(server.url + "/api/validate/", params=params, data=text.encode() if isinstance(text, str) else text, timeout=120, **options)


def test_the_api_answers_in_three_forms(checking):
    report = check(checking, FAULTY).json()
    assert not report["valid"] and report["errors"] == 9 and report["file"] == "lieux.csv"
    form = requests.post(checking.url + "/api/validate", files={"fichier": ("lieux été.csv", FAULTY)}, data={"schema": "lieux"}, timeout=60)
    assert form.json()["errors"] == 9 and form.json()["file"] == "lieux été.csv"
    lines = check(checking, FAULTY, headers={"Content-Type": "text/csv", "Accept": "application/x-ndjson"})
    assert lines.headers["content-type"].startswith("application/x-ndjson")
    objects = [json.loads(line) for line in lines.text.splitlines()]
    assert objects[0]["errors"] == 9 and len(objects) > 9 and objects[2]["rule"]
    assert check(checking, FAULTY, headers={"Content-Type": "text/csv", "Accept": "text/csv"}).text.startswith("ligne,")
    guessed = check(checking, FAULTY, schema=None).json()
    assert guessed["schema"]["name"] == "essai/lieux" and guessed["schema"]["fit"]
    english = requests.post(checking.url + "/api/validate/?lang=en&schema=lieux", data=FAULTY.encode(), timeout=60).json()
    assert any("commune" in cause["title"] for cause in english["causes"])


def test_the_api_refuses_with_a_way_out(checking):
    problem(check(checking, ""), 400)
    problem(check(checking, "x,y\n1,2\n", schema="lieu"), 404)
    problem(check(checking, "a,b\n1,2\n", schema=None), 422)
    problem(check(checking, bytes(range(256)) * 40), 422)
    problem(check(checking, "%PDF-1.7 rien"), 422)
    problem(check(checking, FAULTY, schema="http://127.0.0.1:1/x.json"), 403)
    problem(check(checking, FAULTY, schema="http://169.254.169.254/latest/meta-data"), 403)
    problem(check(checking, FAULTY, schema="file:///etc/passwd"), 400)
    problem(check(checking, "a" * 3_000_000), 413)
    problem(requests.get(checking.url + "/api/validate/", timeout=10), 405)
    broken = {"Content-Type": "multipart/form-data; boundary=x"}
    problem(check(checking, "--x\r\nno", headers=broken), 400)
    problem(check(checking, "--x\r\n" + "A: " + "a" * 20_000, headers=broken), 400)


def test_a_body_of_a_gigabyte_is_refused_without_being_kept(checking):
    before = checking.peak_memory()
    pieces = (b"a,b\n" * (1 << 16) for _ in range(1 << 12))
    try:
        answer = requests.post(checking.url + "/api/validate/?schema=lieux", data=pieces, timeout=120)
        problem(answer, 413)
    except requests.ConnectionError:
        pass  # the door was closed while it was still being sent
    assert checking.peak_memory() - before < 100 << 20
    assert checking.get("/health/ready").ok


# The page


@pytest.fixture
def visit(browser, checking):
    with visits(browser, checking.url) as open_page:
        yield open_page


def send(page, path, schema="essai/lieux"):
    page.set_input_files("#verifier-fichier", str(path))
    page.select_option("#verifier-schema", schema)
    page.click("form[data-check] button[type=submit]")
    page.wait_for_url(re.compile(r"/verifier/[0-9a-f]{32}$"))


@pytest.mark.parametrize("script", [True, False])
def test_a_person_checks_a_file_and_takes_it_back_repaired(visit, faulty, script):
    page = visit("/verifier", java_script_enabled=script)
    send(page, faulty)
    body = page.inner_text("main")
    assert "9 erreurs" in body.replace("\u00a0", " ") and "lieux été.csv" in body and "<script>" in body
    with page.expect_download() as download:
        page.click("text=Télécharger le fichier corrigé")
    rows = list(csv.DictReader(open(download.value.path(), encoding="utf-8")))
    assert download.value.suggested_filename == "lieux été-corrige.csv"
    assert rows[0]["insee"] == "01004" and "problemes_a_reparer" in rows[0]
    address = page.url
    page.click("text=Effacer maintenant")
    page.wait_for_url(re.compile("efface"))
    assert "sont effacés" in page.inner_text("main")
    assert page.goto(address).status == 404
    assert not page.errors


def test_another_schema_can_be_tried_without_sending_again(visit, faulty):
    page = visit("/verifier")
    send(page, faulty, "")
    assert "deviné" in page.inner_text("main")
    page.select_option("#verification-schema", "essai/autre")
    page.click("text=Vérifier de nouveau")
    page.wait_for_load_state()
    assert "Autre schéma" in page.inner_text("main")


def test_what_cannot_be_checked_is_told_on_the_page(visit, tmp_path):
    path = tmp_path / "rien.pdf"
    path.write_bytes(b"%PDF-1.7 rien")
    for script in (True, False):
        page = visit("/verifier", java_script_enabled=script)
        page.set_input_files("#verifier-fichier", str(path))
        page.click("form[data-check] button[type=submit]")
        page.wait_for_selector(".fr-alert--error")
        assert "PDF" in page.inner_text(".fr-alert--error")
        assert page.locator("form[data-check]").count() == 1, "the form is there to try again"


@pytest.mark.parametrize("size", WIDTHS)
@pytest.mark.parametrize("language", ["fr-FR", "en-GB"])
def test_pages_are_accessible(visit, axe, faulty, size, language):  # noqa: F811
    page = visit("/verifier", size, locale=language)
    assert violations(page, axe) == []
    send(page, faulty)
    assert violations(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for path in ["/schemas", "/schemas?q=zzz", "/schemas/essai--lieux"]:
        page.goto(page.url.split("/verifier")[0] + path if "/verifier" in page.url else re.match(r"https?://[^/]+", page.url)[0] + path)
        assert violations(page, axe) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    assert page.evaluate("document.documentElement.lang") == language[:2]
    assert not page.errors


def test_the_form_works_by_keyboard_alone(visit, faulty):
    page = visit("/verifier")
    page.set_input_files("#verifier-fichier", str(faulty))
    page.focus("#verifier-schema")
    page.keyboard.type("Lieux")
    page.focus("#verifier-fichier")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.type") == "submit"
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/verifier/[0-9a-f]{32}$"))


def test_a_form_from_elsewhere_is_refused(checking):
    answer = requests.post(checking.url + "/verifier", files={"fichier": ("a.csv", "a,b\n1,2\n")}, headers={"Accept": "text/html"}, timeout=30)
    assert answer.status_code == 403
    session = requests.Session()
    token = re.search(r'name="jeton" value="([\w-]{43})"', session.get(checking.url + "/verifier", timeout=30).text)[1]
    data = {"jeton": token, "schema": "essai/lieux"}
    files = {"fichier": ("a.csv", FAULTY)}
    other = session.post(checking.url + "/verifier", data=data, files=files, headers={"Sec-Fetch-Site": "cross-site", "Accept": "text/html"}, timeout=30)
    assert other.status_code == 403
    own = session.post(checking.url + "/verifier", data=data, files=files, timeout=30, allow_redirects=False)
    assert own.status_code == 303 and re.fullmatch(r"/verifier/[0-9a-f]{32}", own.headers["location"])


def test_schema_pages_document_and_give_examples(checking):
    page = checking.get("/schemas/essai--lieux").text
    assert "code commune" in page and "<strong>essayer</strong>" in page
    assert checking.get("/schemas/essai--lieux/exemple.csv").text.startswith("id,insee,")
    book = checking.get("/schemas/essai--lieux/exemple.xlsx")
    assert book.content[:2] == b"PK" and "essai--lieux" in book.headers["content-disposition"]
    assert checking.get("/schemas/essai--lieux/schema.json").json()["title"] == "Lieux d'essai"
    assert checking.get("/schemas/absent", headers={"Accept": "text/html"}).status_code == 404
