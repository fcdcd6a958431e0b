"""Every portal of ../shared/data/harvest, served as real ones serve, is harvested whole; twice changes nothing.

`PORTULAN_REGENERATE=1` writes the goldens again: read them against the files before they are kept.
"""

import json
import os
import re
from pathlib import Path

import pytest
from conftest import REPOSITORY, stored
from portal import Answer, Portal

FILES = REPOSITORY.parent / "shared/data/harvest"
GOLDEN = Path(__file__).parent / "golden/harvest"
RDF, JSONLD, XML = "application/rdf+xml", "application/ld+json", "application/xml"
# A portal of this machine, and no patience.
HASTE = {
    "PORTULAN_PRIVATE_ADDRESSES": "true", "PORTULAN_HARVEST_INTERVAL": "0", "PORTULAN_HARVEST_PATIENCE": "20 ms",
    "PORTULAN_LINK_CHECK_INTERVAL": "0",
}  # fmt: skip

pytestmark = pytest.mark.skipif(not FILES.exists(), reason="../shared/data/harvest is not there")


def bytes_of(name):
    return (FILES / name).read_bytes()


def csw(name, size):
    """A CSW of six records: the page of the file, then two more made from it under other numbers."""
    page = bytes_of(name).decode()

    def answer(request):
        query = request.query
        assert query["service"] == "CSW" and query["request"] == "GetRecords", query
        start = int(query["startPosition"])
        text = page
        if start > 1:
            text = re.sub(r"nextRecord=\"\d+\"", f'nextRecord="{start + size if start + size <= 6 else 0}"', text)
            # Each of the marks that make up a number or an address of a record, and its title.
            for mark in ("04bcec79", "06367a09", "partmenage5ans", "limite/bud", "limite%2Fbud", "56fce164", "9ad5b5b2", "c46794fd"):
                text = text.replace(mark, f"{mark}-{start}")
            text = re.sub(r"(<gmd:code>\s*<gco:CharacterString>http[^<]*)", rf"\1-{start}", text)
            text = re.sub(r"(<gmd:fileIdentifier>\s*<gco:CharacterString>[^<]*)", rf"\1-{start}", text)
        return Answer(text.encode(), type=f"{XML}; charset=utf-8")

    return answer


def whole(name, type, **manners):
    return Answer(bytes_of(name), type=type, **manners)


# Backend, address asked for, and what the portal answers where: each with a fault of its own on the way.
PORTALS = {
    # Moved, as most addresses have once.
    "catalog.xml": ("dcat", "/catalogue", {
        "/catalogue": Answer(status=301, headers={"Location": "/files/catalog.xml"}),
        "/files/catalog.xml": whole("catalog.xml", RDF),
    }),
    # Asks to come back.
    "udata.xml": ("dcat", "/api/1/organizations/54884a24c751df7226a3fc16/catalog.rdf", {
        "/api/1/organizations/54884a24c751df7226a3fc16/catalog.rdf": [
            Answer(b"slow down", status=429, headers={"Retry-After": "1"}), whole("udata.xml", RDF, tagged=True),
        ],
    }),
    # Is being mended.
    "flat.jsonld": ("dcat", "/flat.jsonld", {
        "/flat.jsonld": [Answer(status=503), Answer(b"<h1>503</h1>", status=503, type="text/html"), whole("flat.jsonld", JSONLD)],
    }),
    # Pages that name another server, as portals behind a proxy do.
    "paged-collection.jsonld": ("dcat", "/catalog.jsonld", {
        "/catalog.jsonld": whole("paged-collection-1.jsonld", JSONLD, tagged=True),
        "/catalog.jsonld?page=2": whole("paged-collection-2.jsonld", JSONLD, tagged=True),
    }),
    # Drips.
    "evian.json": ("dcat", "/api/feed/dcat-us/1.1.json", {
        "/api/feed/dcat-us/1.1.json": whole("evian.json", "application/json", delay=0.3, piece=256),
    }),
    # Breaks off once, then is whole.
    "geonetwork-dcat.xml": ("csw-dcat", "/geonetwork/srv/fre/csw", {
        "/geonetwork/srv/fre/csw": csw("geonetwork-dcat-page-1.xml", 2),
    }),
    "geonetwork-geodcatap.xml": ("csw-geodcat-ap", "/geonetwork/srv/fre/csw", {
        "/geonetwork/srv/fre/csw": csw("geonetwork-geodcatap-page-1.xml", 2),
    }),
    "geonetwork-iso19139.xml": ("csw", "/geonetwork/srv/fre/csw", {
        "/geonetwork/srv/fre/csw": csw("geonetwork-iso19139-page-1.xml", 2),
    }),
    "geoide-iso19139.xml": ("csw", "/csw/all-dataset", {
        "/csw/all-dataset": [
            whole("geoide-iso19139-single-dataset.xml", "text/xml", cut=20_000), whole("geoide-iso19139-single-dataset.xml", "text/xml"),
        ],
    }),
    # Says that it is Latin-1, and is not.
    "dkan-french-w-license.json": ("dkan", "", {
        "/api/3/action/current_package_list_with_resources": whole("dkan-french-w-license.json", "application/json; charset=iso-8859-1"),
    }),
}  # fmt: skip


def run(portulan, instance, *arguments, check=True):
    return portulan("harvest", *arguments, "--instance", instance, environment=HASTE, check=check)


def records(portulan, instance, source, portal=None):
    """What the catalogue holds of a source, one record a line; the portal's port, which changes, has a name."""
    text = run(portulan, instance, "records", source).stdout
    if portal:
        text = text.replace(portal.url, "http://portail.test")
    return [json.loads(line) for line in text.splitlines()]


def report(portulan, instance, source):
    return json.loads(run(portulan, instance, "report", source, "--json").stdout)


def tables(instance):
    """Everything that the catalogue knows, but for when it looked."""
    columns = {
        "organizations": "*", "resources": "*",
        "datasets": "id, slug, title, organization_id, licence, frequency, metadata, created_at, modified_at, origin_id, vanished_at", "dataset_services": "*", "origin_keys": "*",
        "origins": "id, dataset_id, remote_id, checksum, record, changed_at, vanished_at",
        "data_services": "id, slug, title, metadata, created_at, modified_at, vanished_at",
    }  # fmt: skip
    held = {name: stored(instance, f"SELECT {list} FROM {name} ORDER BY 1, 2") for name, list in columns.items()}
    # What the index of the search would read again.
    return held | {"search": stored(instance, "SELECT id, search_change FROM datasets ORDER BY 1")}


def compare(name, found):
    text = json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    golden = GOLDEN / f"{name}.golden.json"
    if os.environ.get("PORTULAN_REGENERATE") == "1":
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def shown(record):
    """Without the dates on which this run looked."""
    return {key: value for key, value in record.items() if key not in ("firstSeenAt", "changedAt")}


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="tells its threads elsewhere")
def test_harvest_gives_way_to_those_who_search(portulan, instance):
    seen = []

    def answer(_):
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                words = (folder / "cmdline").read_bytes().split(b"\0")
                if b"harvest" in words and b"run" in words and str(instance).encode() in words:
                    # Of the first thread: root's may be given their own back. What follows the name, which may hold spaces; the
                    # niceness is the nineteenth field of all.
                    seen.append(int((folder / "stat").read_text().rpartition(")")[2].split()[16]))
            except OSError:
                continue
        return whole("evian.json", "application/json")

    with Portal() as portal:
        portal["/evian.json"] = answer
        run(portulan, instance, "add", "essai", portal.url + "/evian.json", "--backend", "dcat")
        run(portulan, instance, "run", "essai")
    assert seen and min(seen) >= 10, seen


def test_source_is_paused_taken_up_again_and_left(portulan, instance):
    with Portal() as portal:
        portal["/evian.json"] = whole("evian.json", "application/json")
        add = ("add", "essai", portal.url + "/evian.json", "--backend", "dcat")
        run(portulan, instance, *add)
        run(portulan, instance, "run")
        held = tables(instance)
        assert held["datasets"]
        run(portulan, instance, "pause", "essai")
        asked = len(portal.requests)
        run(portulan, instance, "run")
        assert len(portal.requests) == asked, "a paused source is read only when it is named"
        run(portulan, instance, "resume", "essai")
        run(portulan, instance, "run")
        assert len(portal.requests) > asked
        run(portulan, instance, "remove", "essai")
        assert "essai" not in run(portulan, instance, "list").stdout
        assert tables(instance)["datasets"] == held["datasets"]
        for word in ("pause", "resume", "remove", "run"):
            unknown = run(portulan, instance, word, "essai", check=False)
            assert unknown.returncode == 66 and "essai" in unknown.stderr, (word, unknown)
        run(portulan, instance, *add)
        run(portulan, instance, "run", "essai")
        assert tables(instance)["datasets"] == held["datasets"], "declared again, it makes nothing twice"


@pytest.mark.parametrize("name", PORTALS)
def test_portal_is_harvested_whole_and_twice_changes_nothing(portulan, instance, name):
    backend, address, answers = PORTALS[name]
    with Portal() as portal:
        portal.answers = {key: list(value) if isinstance(value, list) else value for key, value in answers.items()}
        run(portulan, instance, "add", "essai", portal.url + address, "--backend", backend)
        done = run(portulan, instance, "run", "essai", check=False)
        first = report(portulan, instance, "essai")
        assert (done.returncode, first["state"]) == (0, "complete"), (done.stdout, done.stderr, first)
        held = records(portulan, instance, "essai", portal)
        findings = [{key: item.get(key) for key in ("kind", "record", "message")} for item in first["findings"]]
        findings = json.loads(json.dumps(findings).replace(portal.url, "http://portail.test"))
        compare(name, {"records": [shown(record) for record in held], "findings": findings})

        before = tables(instance)
        run(portulan, instance, "run", "essai")
        again = report(portulan, instance, "essai")
        counts = again["counts"]
        assert again["state"] == "complete"
        assert counts["unchanged"] == counts["received"] == len(held), counts
        assert counts["created"] + counts["changed"] + counts["vanished"] + counts["returned"] + counts["grouped"] == 0, counts
        assert tables(instance) == before
        if any(answer.tagged for value in answers.values() for answer in (value if isinstance(value, list) else [value]) if isinstance(answer, Answer)):
            # What has not changed is neither sent nor read again.
            assert counts["unchangedPages"] == counts["pages"], counts
            assert portal.requests[-1].headers.get("if-none-match")
