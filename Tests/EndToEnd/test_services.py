"""Services as those who write them use them: a first folder, its check, its loading; mistakes that stop nothing else."""

import json
import re
import time

import jsonschema
import pytest
import yaml

from conftest import REPOSITORY, Server

SHARED = REPOSITORY.parent / "shared/data"
SCHEMAS = REPOSITORY / "docs/editeurs"


@pytest.fixture
def services(instance):
    folder = instance / "services"
    folder.mkdir(exist_ok=True)
    return folder


class EditorLoader(yaml.SafeLoader):
    """YAML as editors read it: days are texts."""


EditorLoader.yaml_implicit_resolvers = {
    sign: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for sign, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def listed(portulan, instance, **options):
    answer = portulan("service", "list", "--json", "--instance", instance, **options)
    return {service["name"]: service for service in json.loads(answer.stdout)}


def test_a_first_service_is_written_checked_and_loaded(portulan, instance, services):
    portulan("service", "new", services / "equipements")
    assert "rien à corriger" in portulan("service", "check", services / "equipements").stdout
    loaded = portulan("service", "load", "--instance", instance).stdout
    assert "1 indicateur calculé" in loaded
    service = listed(portulan, instance)["equipements"]
    assert service["state"] == "published" and service["sources"] == {"equipements-equipements": "real"}
    assert "calculé" not in portulan("service", "load", "--instance", instance).stdout, "loading again computes nothing"
    again = portulan("service", "new", services / "equipements", check=False)
    assert again.returncode != 0 and "existe déjà" in again.stderr


MISTAKES = {
    "service.yaml": "titel: x\ntitle: Fautif\nmenu: [acceuil]\nlevels: [communes]\n",
    "sources/a.yaml": "datasets:\n  - slug: a\n    title: A\n    resources:\n      - {slug: a, title: A}\n",
    "sources/b.sql": "SELECT chemin FROM files\n",
    "indicators/un.yaml": "name: Un\nsource: {dataset: inconnu, territory: code, value: sum(x)}\n",
    "indicators/rond.yaml": "name: Rond\nformula: rond + 1\n",
    "indicators/cible.yaml": "name: Cible\nsource: values\ntargets: [{level: commune, value: 3}]\n",
    "pages/accueil.md": "---\ntitle: Accueil\n---\n```chrat\nun\n```\n```map\nindicator: un\nwithin: departement:99999\n```\n",
    "pages/sans.md": "# Sans en-tête\n",
    "page/perdue.md": "---\ntitle: x\n---\n",
}


def write(folder, files):
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def test_every_mistake_is_told_with_its_place_and_stops_nothing_else(portulan, instance, services, tmp_path):
    write(services / "fautif", MISTAKES)
    portulan("service", "new", services / "bon")
    checked = portulan("service", "check", services / "fautif", check=False)
    assert checked.returncode == 65
    told = re.findall(r"^portulan: \S*fautif/(\S+?):(\d+):(\d+)", checked.stderr, re.M)
    assert {(file, int(line)) for file, line, _ in told} >= {
        ("service.yaml", 1), ("service.yaml", 3), ("service.yaml", 4), ("sources/a.yaml", 5), ("sources/b.sql", 1),
        ("indicators/un.yaml", 2), ("indicators/rond.yaml", 2), ("indicators/cible.yaml", 3), ("pages/accueil.md", 4),
        ("pages/accueil.md", 9), ("pages/sans.md", 1), ("page", 1),
    }  # fmt: skip
    words = re.sub("[\u00a0\u202f]", " ", checked.stderr)
    assert "« chart »" in words and "« accueil »" in words

    states = {name: service["state"] for name, service in listed(portulan, instance).items()}
    assert states == {"fautif": "out-of-service", "bon": "published"}
    loaded = portulan("service", "load", "--instance", instance, check=False)
    assert loaded.returncode == 65 and "1 indicateur calculé" in loaded.stdout
    with open(tmp_path / "log", "w") as log, Server(portulan, instance, log) as server:
        assert server.get("/health/ready").ok
    assert server.code == 0


def test_schemas_of_editors_agree_with_the_checker(portulan, tmp_path):
    folder = tmp_path / "equipements"
    portulan("service", "new", folder)
    schema = json.loads((SCHEMAS / "service.schema.json").read_text())
    sound = yaml.safe_load((folder / "service.yaml").read_text())
    jsonschema.validate(sound, schema)
    page = (folder / "pages/accueil.md").read_text()
    jsonschema.validate(yaml.safe_load(page.split("---")[1]), json.loads((SCHEMAS / "page.schema.json").read_text()))
    for kind, body in re.findall(r"```([a-z-]+)[^\n]*\n(.*?)```", page, re.S):
        block = json.loads((SCHEMAS / f"block-{kind}.schema.json").read_text())
        jsonschema.validate(yaml.safe_load(body) or {}, block)
    for part, name in (("indicators", "indicator"), ("sources", "source")):
        own = json.loads((SCHEMAS / f"{name}.schema.json").read_text())
        shipped = [file for file in (REPOSITORY / "services").glob(f"*/{part}/*.yaml")]
        for file in [folder / part / "equipements.yaml", *shipped]:
            jsonschema.validate(yaml.load(file.read_text(), EditorLoader), own)
        for wrong in ({"nmo": "x"}, {"indicators": 3}, {"datasets": [{"slug": "a", "titel": "x"}]}):
            with pytest.raises(jsonschema.ValidationError):
                jsonschema.validate(wrong, own)
    for change in ({"titre": "x"}, {"levels": ["communes"]}, {"menu": 3}, {"policies": [{"slug": "a"}]}, {"parameters": {"a": {"typ": "x"}}}):
        (folder / "service.yaml").write_text(yaml.safe_dump(sound | change, allow_unicode=True), encoding="utf-8")
        assert portulan("service", "check", folder, check=False).returncode == 65, change
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(sound | change, schema)


QUERY = """
SELECT regexp_extract(path, '-([a-z]+)[.]json$', 1) AS maille, zone->>'$.dep' AS dep, point->>'$.date' AS date,
  (point->>'$.value')::DOUBLE AS valeur
FROM (SELECT path, unnest(from_json(content, '["JSON"]')) AS zone FROM files),
  unnest(from_json(zone->'$.nb-postes-tig', '["JSON"]')) AS points(point)
"""


@pytest.mark.skipif(not (SHARED / "barometre").exists(), reason="the series of the Baromètre are not here")
def test_nested_json_becomes_a_table_with_its_files(portulan, instance, services):
    files = {
        "service.yaml": "title: TIG\n",
        "sources/tig.yaml": "datasets:\n  - slug: tig\n    title: TIG\n    resources:\n"
        "      - {slug: tig, title: Postes, sql: tig.sql, files: '${BAROMETRE}/par_thematique/justice/developper-places-tig/*.json', demo: tig.yaml}\n",
        "sources/tig.sql": QUERY,
        "demo/tig.yaml": "seed: 1\neach: {territory: departement}\ncolumns: {dep: $territory.code, valeur: {law: uniform, min: 1, max: 9}}\n",
        "pages/accueil.md": "---\ntitle: TIG\n---\n```table\nsource: tig\n```\n",
    }
    write(services / "tig", files)
    without = portulan("service", "check", services / "tig")
    assert "données fictives" in without.stdout
    environment = {"BAROMETRE": str(SHARED / "barometre")}
    portulan("service", "load", "tig", "--instance", instance, environment=environment)
    assert listed(portulan, instance, environment=environment)["tig"]["sources"] == {"tig": "real"}
    rows = portulan("query", "tig", "maille__exact=national", "date__exact=2022-12-31", "--format", "json", "--instance", instance)
    assert [row["valeur"] for row in json.loads(rows.stdout)] == [26193]
    originals = json.loads(portulan("query", "tig-fichiers", "--format", "json", "--instance", instance).stdout)
    assert len(originals) == 3 and all(re.fullmatch(r"[0-9a-f]{64}", row["sha256"]) for row in originals)


def test_damaged_territories_keep_nothing_else_from_being_served(portulan, instance, services, tmp_path):
    portulan("service", "new", services / "equipements")
    portulan("service", "load", "--instance", instance)
    (instance / "territories.snapshot").write_bytes(b"PTL" * 1000)
    loaded = portulan("service", "load", "--instance", instance, check=False)
    assert loaded.returncode != 0 and "portulan territories update" in loaded.stderr
    with open(tmp_path / "log", "w+") as log, Server(portulan, instance, log) as server:
        assert server.get("/health/ready").ok and server.get("/").ok
        assert server.get("/services").ok
        page = server.get("/services/equipements", headers={"Accept": "text/html"})
        assert page.status_code == 503 and "portulan territories update" in page.text
        log.seek(0)
        told = log.read()
        assert "no service is served" in told and "portulan territories update" in told
    assert server.code == 0


def test_a_service_that_is_being_written_is_read_again(portulan, instance, services, tmp_path):
    portulan("service", "new", services / "equipements")
    page, data = services / "equipements/pages/accueil.md", services / "equipements/data/equipements.csv"
    with open(tmp_path / "log", "w") as log, Server(portulan, instance, log, options=["--dev"]) as server:

        def until(holds):
            deadline = time.monotonic() + 60
            while not holds():
                assert time.monotonic() < deadline
                time.sleep(0.2)

        def values():
            answer = server.get("/services/equipements/indicateurs/equipements.json")
            return [value["value"] for value in answer.json()["values"]] if answer.ok else []

        until(values)
        before = values()
        page.write_text(page.read_text().replace("title:", "title: Autre titre,", 1))
        until(lambda: "Autre titre," in server.get("/services/equipements", headers={"Accept": "text/html"}).text)
        # One line of data twice: the figures are computed again.
        lines = data.read_text().splitlines()
        data.write_text("\n".join(lines[:-1]) + "\n")
        until(lambda: values() != before)
        page.write_text("---\ntitel: x\n---\n")
        until(lambda: server.get("/services/equipements", headers={"Accept": "text/html"}).status_code == 503)


def test_links_downloads_and_files_of_a_first_service(portulan, instance, services, tmp_path):
    portulan("service", "new", services / "equipements")
    home = services / "equipements/pages/accueil.md"
    home.write_text(home.read_text() + "\nFin {{date}}. [La fiche](fiche), [ailleurs](/aide).\n\n```table lignes\nsource: equipements-equipements\nlimit: 2\n```\n")
    assert "rien à corriger" in portulan("service", "check", services / "equipements").stdout
    portulan("service", "load", "--instance", instance)
    rows = (services / "equipements/data/equipements.csv").read_text().strip().splitlines()
    with open(tmp_path / "log", "w") as log, Server(portulan, instance, log) as server:
        page = server.get("/services/equipements?territoire=departement:01", headers={"Accept": "text/html"}).text
        # From the first page, whose address ends with the service's name, too.
        assert 'href="/services/equipements/fiche?territoire=departement%3A01"' in page and 'href="/aide"' in page
        assert re.search(r"Fin (?!non disponible)[^.]*20\d\d", page)
        assert 'blocs/evolution.csv' in page.split("pt-downloadlist", 1)[1]
        table = server.get("/services/equipements/accueil/blocs/lignes.csv").text.strip().splitlines()
        assert len(table) == len(rows) > 3


def test_check_tells_the_columns_that_a_table_cannot_show(portulan, instance, services):
    portulan("service", "new", services / "equipements")
    page = services / "equipements/pages/fiche.md"
    page.write_text(page.read_text() + "\n```table\nsource: equipements-equipements\nsort: -annee\ncolumns: [code_departemnt]\n```\n")
    checked = portulan("service", "check", services / "equipements", check=False)
    words = re.sub("[\u00a0\u202f]", " ", checked.stderr)
    assert checked.returncode == 65 and "code_departemnt" in words and "pages/fiche.md" in words, words


def test_figures_of_every_territory_and_rows_of_parts_of_communes(portulan, instance, services, tmp_path):
    portulan("service", "new", services / "equipements")
    home, data = services / "equipements/pages/accueil.md", services / "equipements/data/equipements.csv"
    home.write_text(
        home.read_text() + '\n```table lignes\nsource: equipements-equipements\n'
        'codes: {commune: code_commune, departement: "left(code_commune, 2)"}\n```\n'
    )
    lines = [line.split(",") for line in data.read_text().splitlines()[1:]]
    known, ain = {line[0] for line in lines}, [line for line in lines if line[0].startswith("01")]
    paris = 1 + sum(int(line[2]) for line in lines if line[:2] == ["75056", "2024"])
    data.write_text(data.read_text().rstrip() + "\n75101,2024,1\n")
    assert "rien à corriger" in portulan("service", "check", services / "equipements").stdout
    portulan("service", "load", "--instance", instance)
    with open(tmp_path / "log", "w") as log, Server(portulan, instance, log) as server:
        address = "/services/equipements/indicateurs/equipements"

        def rows(query, form="csv"):
            answer = server.get(f"{address}.{form}?{query}")
            assert answer.ok, answer.text
            return [line.split(",") for line in answer.text.strip().splitlines()] if form == "csv" else answer.json()["values"]

        head, *lines = rows("niveau=commune")
        assert head == ["Niveau", "Code", "Territoire", "Date", "Valeur"]
        assert {line[1] for line in lines} == known >= {"01004", "75056"}
        assert ["commune", "75056", "Paris", "2024-12-31", str(paris)] in lines, "arrondissements count in their commune"
        assert {line[3] for line in lines} == {"2023-12-31", "2024-12-31"}
        assert {line[3] for line in rows("niveau=commune&date=2024-06-30")[1:]} == {"2023-12-31"}
        assert {line[1] for line in rows("niveau=commune&territoire=departement:75")[1:]} == {"75056"}
        assert {line[0] for line in rows("niveau=tous")[1:]} >= {"france", "region", "departement", "commune"}
        assert [value["value"] for value in rows("niveau=departement&territoire=departement:75", "json") if value["date"] == "2024-12-31"] == [paris]
        assert rows("niveau=commune", "json")[0]["territory"] == "commune:01004"
        wrong = server.get(f"{address}.csv?niveau=planete")
        assert wrong.status_code == 400 and "departement" in wrong.text
        page = server.get(address, headers={"Accept": "text/html"}).text
        assert "equipements.csv?niveau=departement" in page and "equipements.json?niveau=tous" in page
        tagged = server.get(f"{address}.csv?niveau=commune")
        again = server.get(f"{address}.csv?niveau=commune", headers={"If-None-Match": tagged.headers["ETag"]})
        assert again.status_code == 304

        def shown(territory):
            return server.get(f"/services/equipements/accueil/blocs/lignes.csv?territoire={territory}").text.strip().splitlines()[1:]

        assert len(shown("commune:75056")) == 3 and len(shown("departement:75")) == 3 and len(shown("departement:01")) == len(ain)
        assert len(shown("commune:01004")) == 2
