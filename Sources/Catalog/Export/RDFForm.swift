/// The forms in which RDF is exchanged.
package enum RDFForm: String, Sendable, CaseIterable {
    case turtle = "ttl"
    case xml = "rdf"
    case jsonLD = "jsonld"

    /// Without parameters.
    package var mediaType: String {
        switch self {
        case .turtle: "text/turtle"
        case .xml: "application/rdf+xml"
        case .jsonLD: "application/ld+json"
        }
    }

    /// The document's bytes, UTF-8.
    package func write(_ document: RDFDocument) -> [UInt8] {
        switch self {
        case .turtle: TurtleWriter.write(document)
        case .xml: RDFXMLWriter.write(document)
        case .jsonLD: JSONLDWriter.write(document)
        }
    }
}

/// The names that exports shorten, one prefix for each vocabulary.
enum ExportPrefixes {
    static let all: [(prefix: String, namespace: String)] = [
        "adms", "dcat", "dcatap", "dct", "eli", "foaf", "hydra", "locn", "geosparql", "owl", "rdf", "rdfs", "skos", "spdx", "vcard", "xsd",
    ].map { ($0, $0 == "eli" ? "http://data.europa.eu/eli/ontology#" : Vocabulary.prefixes[$0] ?? "") }

    /// The prefix and the local name of an address out of a vocabulary; `nil` for any other.
    static func short(_ address: String) -> (prefix: String, name: String)? {
        for (prefix, namespace) in all where address.hasPrefix(namespace) {
            let name = address.dropFirst(namespace.count)
            let isName = name.utf8.first.map { (65...90).contains($0) || (97...122).contains($0) } == true
                && name.utf8.allSatisfy { (65...90).contains($0) || (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
            if isName { return (prefix, String(name)) }
        }
        return nil
    }
}
