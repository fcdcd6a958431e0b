"""A portal's catalogue in DCAT-AP, as bytes of pages: from the generated datasets of ../search/generate.py.

The same datasets give the same bytes. Each record has what French portals write: a contact, a place, a period, a rhythm,
a licence, up to six files, HTML in some descriptions.
"""

import html
import json
import random

BASE = "http://portail.test"
THEMES = "AGRI ECON EDUC ENER ENVI GOVE HEAL JUST REGI SOCI TECH TRAN".split()
RHYTHMS = "ANNUAL MONTHLY WEEKLY DAILY IRREG QUARTERLY UNKNOWN".split()
PREFIXES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/", "vcard": "http://www.w3.org/2006/vcard/ns#", "hydra": "http://www.w3.org/ns/hydra/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}  # fmt: skip
AUTHORITY = "http://publications.europa.eu/resource/authority"


def enriched(dataset, draw):
    """The dataset with what only a catalogue says."""
    day = f"20{draw.randint(14, 25)}-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}"
    description = dataset["description"] or "Sans description."
    if draw.random() < 0.25:
        description = "<p>" + description.replace(". ", ".</p><p>") + "</p>"
    west, south = draw.uniform(-4, 7), draw.uniform(42, 50)
    return {
        **dataset, "description": description, "day": day, "theme": draw.choice(THEMES), "rhythm": draw.choice(RHYTHMS),
        "box": [round(west, 4), round(south, 4), round(west + draw.uniform(0.05, 2), 4), round(south + draw.uniform(0.05, 1), 4)],
        "files": [draw.choice(["CSV", "GeoJSON", "XLSX", "ZIP", "JSON", "WMS"]) for _ in range(draw.randint(1, 6))],
    }  # fmt: skip


def slug(text):
    return "".join(c if c.isalnum() else "-" for c in text.lower())


def rdf_xml(records, view):
    def text(value):
        return html.escape(value, quote=False)

    out = ['<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF ' + " ".join(f'xmlns:{p}="{a}"' for p, a in PREFIXES.items()) + ">\n"]
    out.append(f'<dcat:Catalog rdf:about="{BASE}/"><dct:title>Portail</dct:title></dcat:Catalog>\n')
    for record in records:
        uri, west, south, east, north = f"{BASE}/jeux/{record['id']}", *record["box"]
        out.append(f'<dcat:Dataset rdf:about="{uri}"><dct:identifier>{record["id"]}</dct:identifier>\n<dct:title xml:lang="fr">{text(record["title"])}</dct:title>\n')
        out.append(f'<dct:description xml:lang="fr">{text(record["description"])}</dct:description>\n')
        out.extend(f"<dcat:keyword>{text(word)}</dcat:keyword>\n" for word in record["keywords"])
        out.append(f'<dct:issued rdf:datatype="{PREFIXES["xsd"]}date">{record["day"]}</dct:issued><dct:modified rdf:datatype="{PREFIXES["xsd"]}dateTime">{record["day"]}T08:00:00</dct:modified>\n')
        out.append(f'<dcat:theme rdf:resource="{AUTHORITY}/data-theme/{record["theme"]}"/><dct:accrualPeriodicity rdf:resource="{AUTHORITY}/frequency/{record["rhythm"]}"/>\n')
        out.append(f'<dct:license rdf:resource="https://www.etalab.gouv.fr/licence-ouverte-open-licence/"/><dcat:landingPage rdf:resource="{uri}/page"/>\n')
        out.append(f'<dct:publisher><foaf:Organization rdf:about="{BASE}/organisations/{slug(record["organization"])}"><foaf:name>{text(record["organization"])}</foaf:name></foaf:Organization></dct:publisher>\n')
        out.append(f'<dcat:contactPoint><vcard:Organization><vcard:fn>{text(record["organization"])}</vcard:fn><vcard:hasEmail rdf:resource="mailto:opendata@exemple.fr"/></vcard:Organization></dcat:contactPoint>\n')
        out.append(f"<dct:spatial><dct:Location><dcat:bbox>POLYGON(({west} {south}, {west} {north}, {east} {north}, {east} {south}, {west} {south}))</dcat:bbox></dct:Location></dct:spatial>\n")
        out.append(f"<dct:temporal><dct:PeriodOfTime><dcat:startDate>{record['day']}</dcat:startDate></dct:PeriodOfTime></dct:temporal>\n")
        for number, form in enumerate(record["files"]):
            out.append(f'<dcat:distribution><dcat:Distribution rdf:about="{uri}/fichiers/{number}"><dct:title>{text(record["title"][:80])} ({form})</dct:title><dct:format>{form}</dct:format>')
            out.append(f'<dcat:downloadURL rdf:resource="{uri}/fichiers/{number}.{form.lower()}"/><dcat:byteSize>{1000 + number}</dcat:byteSize></dcat:Distribution></dcat:distribution>\n')
        out.append("</dcat:Dataset>\n")
    following = f'<hydra:next rdf:resource="{html.escape(view["next"])}"/>' if view["next"] else ""
    out.append(f'<hydra:PartialCollectionView rdf:about="{BASE}/vue">{following}<hydra:totalItems>{view["total"]}</hydra:totalItems></hydra:PartialCollectionView>\n</rdf:RDF>\n')
    return "".join(out).encode()


def turtle(records, view):
    def text(value):
        return json.dumps(value, ensure_ascii=False)

    out = [f"@prefix {p}: <{a}> .\n" for p, a in PREFIXES.items()] + [f"<{BASE}/> a dcat:Catalog .\n"]
    for record in records:
        uri, west, south, east, north = f"{BASE}/jeux/{record['id']}", *record["box"]
        body = f"{BASE}/organisations/{slug(record['organization'])}"
        words = "".join(f" dcat:keyword {text(word)} ;\n" for word in record["keywords"])
        files = ", ".join(
            f"[ a dcat:Distribution ; dct:identifier \"{record['id']}-{n}\" ; dct:title {text(record['title'][:80] + f' ({form})')} ; dct:format \"{form}\" ;"
            f" dcat:downloadURL <{uri}/fichiers/{n}.{form.lower()}> ; dcat:byteSize {1000 + n} ]" for n, form in enumerate(record["files"]))  # fmt: skip
        out.append(
            f"<{uri}> a dcat:Dataset ;\n dct:identifier \"{record['id']}\" ; dct:title {text(record['title'])}@fr ;\n dct:description {text(record['description'])}@fr ;\n{words}"
            f" dct:issued \"{record['day']}\"^^xsd:date ; dct:modified \"{record['day']}T08:00:00\"^^xsd:dateTime ;\n dcat:theme <{AUTHORITY}/data-theme/{record['theme']}> ;"
            f" dct:accrualPeriodicity <{AUTHORITY}/frequency/{record['rhythm']}> ;\n dct:license <https://www.etalab.gouv.fr/licence-ouverte-open-licence/> ; dcat:landingPage <{uri}/page> ;\n"
            f" dct:publisher <{body}> ;\n dcat:contactPoint [ a vcard:Organization ; vcard:fn {text(record['organization'])} ; vcard:hasEmail <mailto:opendata@exemple.fr> ] ;\n"
            f" dct:spatial [ a dct:Location ; dcat:bbox \"POLYGON(({west} {south}, {west} {north}, {east} {north}, {east} {south}, {west} {south}))\" ] ;\n"
            f" dct:temporal [ a dct:PeriodOfTime ; dcat:startDate \"{record['day']}\" ] ;\n dcat:distribution {files} .\n<{body}> a foaf:Organization ; foaf:name {text(record['organization'])} .\n")  # fmt: skip
    following = f"hydra:next <{view['next']}> ; " if view["next"] else ""
    out.append(f"<{BASE}/vue> a hydra:PartialCollectionView ; {following}hydra:totalItems {view['total']} .\n")
    return "".join(out).encode()


def json_ld(records, view):
    graph = [{"@id": f"{BASE}/", "@type": "dcat:Catalog"}]
    for record in records:
        uri, west, south, east, north = f"{BASE}/jeux/{record['id']}", *record["box"]
        graph.append({
            "@id": uri, "@type": "dcat:Dataset", "dct:identifier": record["id"], "dct:title": {"@value": record["title"], "@language": "fr"},
            "dct:description": {"@value": record["description"], "@language": "fr"}, "dcat:keyword": record["keywords"],
            "dct:issued": {"@value": record["day"], "@type": "xsd:date"}, "dct:modified": {"@value": record["day"] + "T08:00:00", "@type": "xsd:dateTime"},
            "dcat:theme": {"@id": f"{AUTHORITY}/data-theme/{record['theme']}"}, "dct:accrualPeriodicity": {"@id": f"{AUTHORITY}/frequency/{record['rhythm']}"},
            "dct:license": {"@id": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"}, "dcat:landingPage": {"@id": uri + "/page"},
            "dct:publisher": {"@id": f"{BASE}/organisations/{slug(record['organization'])}", "@type": "foaf:Organization", "foaf:name": record["organization"]},
            "dcat:contactPoint": {"@type": "vcard:Organization", "vcard:fn": record["organization"], "vcard:hasEmail": {"@id": "mailto:opendata@exemple.fr"}},
            "dct:spatial": {"@type": "dct:Location", "dcat:bbox": f"POLYGON(({west} {south}, {west} {north}, {east} {north}, {east} {south}, {west} {south}))"},
            "dct:temporal": {"@type": "dct:PeriodOfTime", "dcat:startDate": record["day"]},
            "dcat:distribution": [
                {"@id": f"{uri}/fichiers/{n}", "@type": "dcat:Distribution", "dct:title": f"{record['title'][:80]} ({form})", "dct:format": form,
                 "dcat:downloadURL": {"@id": f"{uri}/fichiers/{n}.{form.lower()}"}, "dcat:byteSize": 1000 + n} for n, form in enumerate(record["files"])
            ],
        })  # fmt: skip
    graph.append({"@id": f"{BASE}/vue", "@type": "hydra:PartialCollectionView", "hydra:totalItems": view["total"], **({"hydra:next": {"@id": view["next"]}} if view["next"] else {})})
    return json.dumps({"@context": PREFIXES, "@graph": graph}, ensure_ascii=False).encode()


SYNTAXES = {"rdf-xml": (rdf_xml, "application/rdf+xml"), "turtle": (turtle, "text/turtle"), "json-ld": (json_ld, "application/ld+json")}


def pages(datasets, syntax, size=100, seed=7):
    """The pages of the catalogue, each the bytes that the portal sends; links are relative to it."""
    draw = random.Random(seed)
    records = [enriched(dataset, draw) for dataset in datasets]
    write, _ = SYNTAXES[syntax]
    count = (len(records) + size - 1) // size
    return [
        write(records[number * size : (number + 1) * size], {"next": f"{BASE}/catalogue?page={number + 2}" if number + 1 < count else None, "total": len(records)})
        for number in range(count)
    ]  # fmt: skip
