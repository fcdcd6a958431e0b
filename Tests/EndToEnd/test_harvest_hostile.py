"""What broken, malicious and tired portals send: reported with its place, nothing lost, nothing injected."""

import json
import os
import signal
import time
from html.parser import HTMLParser

import pytest
from conftest import Server
from portal import Answer, Portal
from test_harvest import HASTE, JSONLD, RDF, XML, records, report, run, tables

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dcat="http://www.w3.org/ns/dcat#"
  xmlns:dct="http://purl.org/dc/terms/" xmlns:foaf="http://xmlns.com/foaf/0.1/" xmlns:hydra="http://www.w3.org/ns/hydra/core#">
"""


def dataset(number, title=None, uri=None, description="Ce que sont les données.", publisher="Ville d'essai", extra=""):
    """One record, in RDF/XML."""
    uri = uri or f"http://producteur.fr/jeux/{number}"
    return f"""<dcat:Dataset rdf:about="{uri}"><dct:identifier>{number}</dct:identifier>
<dct:title>{title or f"Jeu de données {number}"}</dct:title><dct:description>{description}</dct:description>
<dct:publisher><foaf:Organization><foaf:name>{publisher}</foaf:name></foaf:Organization></dct:publisher>
<dct:license rdf:resource="https://www.etalab.gouv.fr/licence-ouverte-open-licence/"/>
<dcat:distribution><dcat:Distribution><dct:title>Table</dct:title><dct:format>CSV</dct:format>
<dcat:downloadURL rdf:resource="http://producteur.fr/fichiers/{number}.csv"/></dcat:Distribution></dcat:distribution>{extra}</dcat:Dataset>
"""


def catalog(datasets, next=None, total=None, head=HEAD):
    """A page of a catalogue."""
    view = ""
    if next or total is not None:
        following = f'<hydra:next rdf:resource="{next}"/>' if next else ""
        count = f"<hydra:totalItems>{total}</hydra:totalItems>" if total is not None else ""
        view = f'<hydra:PartialCollectionView rdf:about="http://producteur.fr/vue">{following}{count}</hydra:PartialCollectionView>'
    return (head + '<dcat:Catalog rdf:about="http://producteur.fr/"/>' + "".join(datasets) + view + "</rdf:RDF>").encode()


def page(*arguments, **options):
    return Answer(catalog(*arguments, **options), type=RDF)


@pytest.fixture
def portal():
    with Portal() as portal:
        yield portal


@pytest.fixture
def harvest(portulan, instance, portal):
    """Declares the portal's `/c` and reads it: what was found, by kind."""

    def read(backend="dcat", path="/c", slug="essai", environment=None):
        run(portulan, instance, "add", slug, portal.url + path, "--backend", backend)
        done = portulan("harvest", "run", slug, "--instance", instance, environment={**HASTE, **(environment or {})}, check=False, timeout=60)
        told = report(portulan, instance, slug)
        assert (done.returncode == 0) == (told["state"] == "complete"), (done.stderr, told["state"])
        return told

    read.titles = lambda slug="essai": [record["metadata"]["title"] for record in records(portulan, instance, slug)]
    read.vanished = lambda slug="essai": [record for record in records(portulan, instance, slug) if "vanishedAt" in record]
    return read


def kinds(told):
    return sorted(finding["kind"] for finding in told["findings"])


def finding(told, kind):
    return next(item for item in told["findings"] if item["kind"] == kind)


# Each breaks a page that was whole the day before: what it held must stay.
BROKEN = {
    "malformed": (catalog([dataset(1)]).replace(b"</dct:title>", b"</dct:titre>"), "page.malformed", "ligne 5"),
    "truncated": (catalog([dataset(1), dataset(2)])[:900], "page.truncated", "coupée"),
    "html": (b"<!doctype html><html><body>Maintenance</body></html>", "page.unexpected", ""),
    "empty": (b"", "page.truncated", "coupée"),
    "nothing": (catalog([]), None, ""),
    "laughs": (
        catalog([dataset(1, title="&lol9;")]).replace(b"?>\n", b"?>\n<!DOCTYPE rdf:RDF [<!ENTITY lol0 \"lol\">" + b"".join(
            f'<!ENTITY lol{n} "{f"&lol{n - 1};" * 10}">'.encode() for n in range(1, 10)) + b"]>\n", 1),
        "page.entities", "lol",
    ),
    "external": (
        catalog([dataset(1, title="&fichier;")]).replace(b"?>\n", b'?>\n<!DOCTYPE rdf:RDF [<!ENTITY fichier SYSTEM "file:///etc/passwd">]>\n', 1),
        "page.entities", "fichier",
    ),
    # Written so that whoever looks for entities byte by byte sees none.
    "utf-16": (
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'.encode("utf-16"), "page.entities", "",
    ),
    "ebcdic": ('<?xml version="1.0" encoding="ibm037"?><!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'.encode("cp037"), "page.malformed", ""),
    "utf-7": (b'<?xml version="1.0" encoding="utf-7"?>+ADwAIQBEAE8AQwBUAFkAUABF-', "page.charset", ""),
}  # fmt: skip


@pytest.mark.parametrize("fault", BROKEN)
def test_broken_page_is_told_with_its_place_and_empties_nothing(harvest, portal, fault):
    body, kind, words = BROKEN[fault]
    portal["/c"] = page([dataset(1), dataset(2)])
    assert harvest()["state"] == "complete"
    portal["/c"] = Answer(body, type="text/html" if fault == "html" else RDF)
    started = time.monotonic()
    told = harvest()
    assert time.monotonic() - started < 20, "a bomb must not go off"
    assert told["state"] in ("failed", "partial"), told
    if kind:
        assert words in finding(told, kind)["message"], told["findings"]
    assert harvest.titles() == ["Jeu de données 1", "Jeu de données 2"]
    assert not harvest.vanished()
    # The portal is mended: all is as before, and nothing came twice.
    portal["/c"] = page([dataset(1), dataset(2)])
    told = harvest()
    assert (told["state"], told["counts"]["unchanged"], told["counts"]["created"]) == ("complete", 2, 0)


@pytest.mark.parametrize("backend", ["csw", "csw-dcat", "csw-geodcat-ap"])
def test_entities_of_a_geographic_server_are_refused(harvest, portal, backend):
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    portal["/c"] = Answer(bomb, type=XML)
    told = harvest(backend)
    assert kinds(told) == ["page.entities"] and told["state"] == "failed"


@pytest.mark.parametrize("loop", ["itself", "circle", "same pages", "empty pages"])
def test_paging_without_end_stops(harvest, portal, loop):
    def answer(request):
        number = int(request.query.get("page", 1))
        if loop == "itself":
            return page([dataset(1)], next="/c")
        if loop == "circle":
            return page([dataset(number)], next="/c" if number == 3 else f"/c?page={number + 1}")
        if loop == "same pages":
            # A portal that ignores the number of the page, but for its links.
            return page([dataset(min(number, 2))], next=f"/c?page={number + 1}")
        return page([dataset(1)] if number == 1 else [], next=f"/c?page={number + 1}")

    portal["/c"] = answer
    told = harvest()
    assert told["state"] == "partial"
    assert "paging.loop" in kinds(told), told["findings"]
    assert len(portal.requests) < 30
    assert "Jeu de données 1" in harvest.titles()


def test_page_missing_in_the_middle_leaves_the_others(harvest, portal):
    """CSW tells how many there are: the page that fails is stepped over, and nothing is taken for vanished."""

    def csw(request):
        start = int(request.query["startPosition"])
        if start == 3:
            return Answer(status=500)
        records = "".join(
            f"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:dcat='http://www.w3.org/ns/dcat#' xmlns:dct='http://purl.org/dc/terms/'>"
            f"<dcat:Dataset rdf:about='http://a.fr/{n}'><dct:identifier>{n}</dct:identifier><dct:title>Fiche {n}</dct:title></dcat:Dataset></rdf:RDF>"
            for n in range(start, min(start + 2, 7)))  # fmt: skip
        return Answer(
            f"<csw:GetRecordsResponse xmlns:csw='http://www.opengis.net/cat/csw/2.0.2'><csw:SearchResults numberOfRecordsMatched='6' nextRecord='{start + 2 if start < 5 else 0}'>{records}</csw:SearchResults></csw:GetRecordsResponse>".encode(),
            type=XML)  # fmt: skip

    portal["/c"] = csw
    told = harvest("csw-dcat", environment={"PORTULAN_HARVEST_PAGE_SIZE": "2"})
    assert told["state"] == "partial" and "page.failed" in kinds(told)
    assert harvest.titles() == ["Fiche 1", "Fiche 2", "Fiche 5", "Fiche 6"]


def test_portal_that_breaks_off_or_is_down_is_told(harvest, portal):
    portal["/c"] = page([dataset(1)])
    harvest()
    for answer, words in ((Answer(catalog([dataset(1)]), type=RDF, cut=300), ""), (Answer(status=503), "503"), (Answer(status=404), "404")):
        portal["/c"] = answer
        told = harvest()
        assert told["state"] == "failed" and words in finding(told, "page.failed")["message"], told["findings"]
    assert harvest.titles() == ["Jeu de données 1"] and not harvest.vanished()


def test_portal_that_asks_to_come_back_in_two_hours_is_left(harvest, portal):
    portal["/c"] = Answer(status=429, headers={"Retry-After": "7200"})
    started = time.monotonic()
    told = harvest()
    assert time.monotonic() - started < 15
    assert told["state"] == "failed" and "429" in finding(told, "page.failed")["message"]
    assert len(portal.asked("/c")) == 1


def test_wrong_charset_is_mended_and_told(harvest, portal):
    portal["/c"] = Answer(catalog([dataset(1, title="Équipements à proximité")]).decode().encode("latin-1"), type=f"{RDF}; charset=utf-8")
    told = harvest()
    assert told["state"] == "complete" and kinds(told) == ["page.charset"]
    assert harvest.titles() == ["Équipements à proximité"]


def test_ids_of_another_portal_do_not_take_its_datasets(portulan, instance, harvest, portal):
    portal["/a"] = page([dataset(1, title="Budget primitif de la ville")])
    # A copy of it, and another dataset that goes by the number of the first.
    portal["/b"] = page([
        dataset("b1", title="Budget primitif de la ville", uri="http://producteur.fr/jeux/1"), dataset(1, title="Zones inondables", uri="http://autre.fr/1"),
    ])  # fmt: skip
    # Another dataset that goes by the address of the first.
    portal["/d"] = page([dataset("d1", title="Arbres remarquables", uri="http://producteur.fr/jeux/1")])
    harvest(path="/a", slug="premier")
    before = tables(instance)["datasets"]
    told = harvest(path="/b", slug="second")
    assert told["counts"]["grouped"] == 1 and told["counts"]["created"] == 1 and "record.grouped" in kinds(told), told["counts"]
    told = harvest(path="/d", slug="troisieme")
    assert told["counts"]["created"] == 1 and "record.id_foreign" in kinds(told), told["findings"]
    assert set(before) <= set(tables(instance)["datasets"]), "the first portal's dataset must stay as it was"
    assert harvest.titles("premier") == ["Budget primitif de la ville"]


def test_clock_that_is_wrong_is_told_and_harms_nothing(harvest, portal):
    late = '<dct:modified rdf:datatype="http://www.w3.org/2001/XMLSchema#date">2099-01-01</dct:modified>'
    portal["/c"] = Answer(catalog([dataset(1, extra=late), dataset(2)]), type=RDF, skew=2 * 86_400)
    told = harvest()
    assert told["state"] == "complete" and told["counts"]["created"] == 2
    assert kinds(told) == ["clock.skew", "record.date_future"]
    portal["/c"] = Answer(catalog([dataset(1, extra=late), dataset(2)]), type=RDF, skew=-2 * 86_400)
    assert harvest()["counts"]["unchanged"] == 2


def test_private_addresses_are_refused_unless_allowed(harvest, portal):
    portal["/c"] = page([dataset(1)])
    told = harvest(environment={"PORTULAN_PRIVATE_ADDRESSES": "false"})
    assert told["state"] == "failed" and "page.failed" in kinds(told)
    assert not portal.requests, "nothing may be asked of it"


def test_next_page_on_another_server_is_asked_of_the_portal(harvest, portal):
    """A portal must not send the harvester to others' doors."""
    with Portal() as victim:
        victim["/prive"] = page([dataset(666)])
        portal["/c"] = page([dataset(1)], next=victim.url + "/prive")
        told = harvest()
        assert "paging.host" in kinds(told)
        assert not victim.requests
        assert harvest.titles() == ["Jeu de données 1"]


HOSTILE = [
    "&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;img src=x onerror=alert(1)&gt;", "&lt;a href=\"javascript:alert(1)\"&gt;lien&lt;/a&gt;",
    "[lien](javascript:alert(1))", "&lt;svg/onload=alert(1)&gt;", "&lt;iframe src=\"http://ailleurs.fr\"&gt;&lt;/iframe&gt;",
    "&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;", "&lt;x-y onclick=alert(1)&gt;z&lt;/x-y&gt;", "{{t.home.title}} {{{description}}}",
    "\" onmouseover=\"alert(1)", "&lt;p&gt;Texte &lt;b&gt;gras&lt;/b&gt;&lt;style&gt;body{display:none}&lt;/style&gt;&lt;/p&gt;",
    "&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;",
]  # fmt: skip


class Injection(HTMLParser):
    """What a page must not hold, wherever it comes from."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        names = dict(attributes)
        # A block of data is never run; what would end it too soon shows as the elements that follow.
        if tag == "script" and names.get("type") != "application/ld+json" and not (names.get("src") or "").startswith("/"):
            self.found.append((tag, attributes))
        if tag in ("iframe", "object", "embed", "base", "x-y", "img") or tag == "svg" and "onload" in names:
            self.found.append((tag, attributes))
        for name, value in attributes:
            if name.startswith("on") or (name in ("href", "src", "action") and (value or "").strip().lower().startswith(("javascript:", "data:text", "vbscript:"))):
                self.found.append((tag, name, value))


def test_hostile_html_reaches_no_page(portulan, instance, harvest, portal, tmp_path):
    datasets = [
        dataset(
            number, title=f"Jeu {number} {text}", description=f"Avant. {text} Après.", publisher=f"Ville {text}",
            extra=f"<dcat:keyword>{text}</dcat:keyword><dcat:landingPage>javascript:alert({number})</dcat:landingPage>"
            f"<dcat:distribution><dcat:Distribution><dct:title>{text}</dct:title><dct:description>{text}</dct:description>"
            f"<dcat:accessURL>javascript:alert(1)</dcat:accessURL></dcat:Distribution></dcat:distribution>"
            f"<dcat:distribution><dcat:Distribution><dct:title>{text}</dct:title><dct:description>{text}</dct:description>"
            f"<dct:format>{text}</dct:format><dcat:accessURL>http://producteur.fr/{number}?a=%22%3E</dcat:accessURL></dcat:Distribution></dcat:distribution>",
        )
        for number, text in enumerate(HOSTILE)
    ]  # fmt: skip
    portal["/c"] = page(datasets)
    told = harvest()
    assert told["state"] == "complete" and told["counts"]["created"] == len(HOSTILE), told["findings"]
    assert "record.text_hostile" in kinds(told) and "record.address_invalid" in kinds(told)
    with open(tmp_path / "log", "w") as log, Server(portulan, instance, log, environment=HASTE) as server:
        listing = server.get("/datasets?page_size=50").text
        slugs = [record["dataset"] for record in records(portulan, instance, "essai")]
        pages = {"/datasets": listing, "/": server.get("/").text}
        for slug in slugs:
            answer = server.get(f"/datasets/{slug}")
            assert answer.status_code == 200
            assert "Avant." in answer.text and "Après." in answer.text or "&lt;x-y" in answer.text or slug, "the text around must stay"
            pages[slug] = answer.text
            for resource in server.get(f"/api/datasets/{slug}/").json()["resources"]:
                assert server.get(f"/resources/{resource['slug']}").status_code in (200, 404)
        for path, text in pages.items():
            parser = Injection()
            parser.feed(text)
            assert not parser.found, (path, parser.found)


def test_killed_reading_goes_on_where_it_was(portulan, instance, portal):
    """kill -9 between two pages: what was read is kept, what follows is read, nothing is asked for twice."""
    pages = 6
    portal.answers["/c"] = lambda request: Answer(
        catalog(
            [dataset(f"{n}-{request.query.get('page', '1')}") for n in range(20)],
            next=f"/c?page={int(request.query.get('page', 1)) + 1}" if int(request.query.get("page", 1)) < pages else None, total=20 * pages),
        type=RDF, delay=0.15)  # fmt: skip
    run(portulan, instance, "add", "essai", portal.url + "/c", "--backend", "dcat")
    process = portulan.start("harvest", "run", "essai", "--instance", instance, env={**os.environ, **HASTE})
    deadline = time.monotonic() + 30
    while len(portal.asked("/c")) < 4 and time.monotonic() < deadline:
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    asked = len(portal.asked("/c"))
    assert asked < pages, "the reading must not be over"
    run(portulan, instance, "run", "essai")
    told = report(portulan, instance, "essai")
    assert told["state"] == "complete" and told["counts"]["received"] == 20 * pages, told["counts"]
    assert len(records(portulan, instance, "essai")) == 20 * pages
    # At most the page being written at the kill and the one on its way are asked for again.
    assert len(portal.asked("/c")) <= pages + 2, [request.target for request in portal.requests]


def test_linked_data_context_of_a_stranger_is_not_fetched(harvest, portal):
    with Portal() as stranger:
        portal["/c"] = Answer(json.dumps({
            "@context": [stranger.url + "/contexte.jsonld", {"titre": "http://purl.org/dc/terms/title"}],
            "@id": "http://a.fr/1", "@type": "dcat:Dataset", "dct:identifier": "1", "titre": "Un",
        }).encode(), type=JSONLD)  # fmt: skip
        assert harvest()["counts"]["created"] == 1
        assert harvest.titles() == ["Un"] and not stranger.requests
