/// The addresses of the vocabularies that catalogues are written in.
package enum Vocabulary {
    /// Prefixes and what they stand for, as catalogues use them.
    package static let prefixes: [String: String] = [
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "dcat": "http://www.w3.org/ns/dcat#",
        "dcatap": "http://data.europa.eu/r5r/",
        "geodcatap": "http://data.europa.eu/930/",
        "dct": "http://purl.org/dc/terms/",
        "dcterms": "http://purl.org/dc/terms/",
        "dc": "http://purl.org/dc/elements/1.1/",
        "dctype": "http://purl.org/dc/dcmitype/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "vcard": "http://www.w3.org/2006/vcard/ns#",
        "adms": "http://www.w3.org/ns/adms#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "schema": "http://schema.org/",
        "locn": "http://www.w3.org/ns/locn#",
        "geosparql": "http://www.opengis.net/ont/geosparql#",
        "gsp": "http://www.opengis.net/ont/geosparql#",
        "hydra": "http://www.w3.org/ns/hydra/core#",
        "prov": "http://www.w3.org/ns/prov#",
        "odrl": "http://www.w3.org/ns/odrl/2/",
        "spdx": "http://spdx.org/rdf/terms#",
        "pod": "https://project-open-data.cio.gov/v1.1/schema#",
        "cc": "http://creativecommons.org/ns#",
        "org": "http://www.w3.org/ns/org#",
        "geo": "http://www.opengis.net/ont/geosparql#",
    ]

    package static func rdf(_ name: String) -> String { "http://www.w3.org/1999/02/22-rdf-syntax-ns#" + name }
    package static func rdfs(_ name: String) -> String { "http://www.w3.org/2000/01/rdf-schema#" + name }
    package static func xsd(_ name: String) -> String { "http://www.w3.org/2001/XMLSchema#" + name }
    package static func owl(_ name: String) -> String { "http://www.w3.org/2002/07/owl#" + name }
    package static func dcat(_ name: String) -> String { "http://www.w3.org/ns/dcat#" + name }
    package static func dcatap(_ name: String) -> String { "http://data.europa.eu/r5r/" + name }
    package static func dct(_ name: String) -> String { "http://purl.org/dc/terms/" + name }
    package static func foaf(_ name: String) -> String { "http://xmlns.com/foaf/0.1/" + name }
    package static func vcard(_ name: String) -> String { "http://www.w3.org/2006/vcard/ns#" + name }
    package static func adms(_ name: String) -> String { "http://www.w3.org/ns/adms#" + name }
    package static func skos(_ name: String) -> String { "http://www.w3.org/2004/02/skos/core#" + name }
    package static func schema(_ name: String) -> String { "http://schema.org/" + name }
    package static func locn(_ name: String) -> String { "http://www.w3.org/ns/locn#" + name }
    package static func geosparql(_ name: String) -> String { "http://www.opengis.net/ont/geosparql#" + name }
    package static func hydra(_ name: String) -> String { "http://www.w3.org/ns/hydra/core#" + name }
    package static func geodcatap(_ name: String) -> String { "http://data.europa.eu/930/" + name }
    package static func spdx(_ name: String) -> String { "http://spdx.org/rdf/terms#" + name }
    package static func pod(_ name: String) -> String { "https://project-open-data.cio.gov/v1.1/schema#" + name }
}
