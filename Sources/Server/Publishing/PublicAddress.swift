import Catalog
package import HTTPTypes

/// The addresses by which others find what is published: search engines, feed readers, catalogues that harvest this one.
/// The one table from which the router and the check of the documentation are made.
package enum PublicAddress: String, Sendable, CaseIterable {
    case robots
    case sitemapIndex, sitemapPart
    case feed
    case croissant
    case catalogueTurtle, catalogueXML, catalogueJSONLD, catalogueCSV
    case datasetTurtle, datasetXML, datasetJSONLD

    /// As the router writes it.
    package var path: String {
        switch self {
        case .robots: "/robots.txt"
        case .sitemapIndex: "/sitemap.xml"
        case .sitemapPart: "/sitemap-{part}"
        case .feed: "/datasets.atom"
        case .croissant: "/datasets/{id}/croissant.json"
        case .catalogueTurtle: "/catalogue.ttl"
        case .catalogueXML: "/catalogue.rdf"
        case .catalogueJSONLD: "/catalogue.jsonld"
        case .catalogueCSV: "/catalogue.csv"
        case .datasetTurtle: "/datasets/{id}/dcat.ttl"
        case .datasetXML: "/datasets/{id}/dcat.rdf"
        case .datasetJSONLD: "/datasets/{id}/dcat.jsonld"
        }
    }

    /// The media type of its answer.
    package var mediaType: String {
        switch self {
        case .robots: "text/plain; charset=utf-8"
        case .sitemapIndex, .sitemapPart: "application/xml; charset=utf-8"
        case .feed: "application/atom+xml; charset=utf-8"
        case .croissant: "application/ld+json"
        case .catalogueTurtle, .datasetTurtle: "text/turtle; charset=utf-8"
        case .catalogueXML, .datasetXML: "application/rdf+xml; charset=utf-8"
        case .catalogueJSONLD, .datasetJSONLD: "application/ld+json"
        case .catalogueCSV: "text/csv; charset=utf-8; header=present"
        }
    }

    /// The form of a DCAT export; nil for what is none.
    var form: RDFForm? {
        switch self {
        case .catalogueTurtle, .datasetTurtle: .turtle
        case .catalogueXML, .datasetXML: .xml
        case .catalogueJSONLD, .datasetJSONLD: .jsonLD
        default: nil
        }
    }

    /// Whether a path of a request, still encoded, is this address's.
    package func matches(_ path: String) -> Bool {
        let own = self.path.split(separator: "/")
        let asked = path.split(separator: "/")
        return own.count == asked.count && zip(own, asked).allSatisfy { own, asked in
            own.firstIndex(of: "{").map { asked.hasPrefix(own[..<$0]) } ?? (own == asked)
        }
    }

    /// Whether any address of the table is the path's.
    package static func known(_ path: String) -> Bool { allCases.contains { $0.matches(path) } }

    /// The methods that a path answers to; none where it is another's.
    package static func methods(of path: String) -> [HTTPRequest.Method] { known(path) ? [.get, .head, .options] : [] }

    static func dcat(_ slug: String, _ form: RDFForm) -> String { "/datasets/\(RequestTarget.encode(slug))/dcat.\(form.rawValue)" }
    static func croissant(_ slug: String) -> String { "/datasets/\(RequestTarget.encode(slug))/croissant.json" }
}
