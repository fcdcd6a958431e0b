package import HTTPTypes

/// The addresses by which others find what is published: search engines, feed readers, catalogues that harvest this one.
/// The one table from which the router and the check of the documentation are made.
package enum PublicAddress: String, Sendable, CaseIterable {
    case robots
    case sitemapIndex, sitemapPart
    case feed
    case croissant

    /// As the router writes it.
    package var path: String {
        switch self {
        case .robots: "/robots.txt"
        case .sitemapIndex: "/sitemap.xml"
        case .sitemapPart: "/sitemap-{part}"
        case .feed: "/datasets.atom"
        case .croissant: "/datasets/{id}/croissant.json"
        }
    }

    /// The media type of its answer.
    package var mediaType: String {
        switch self {
        case .robots: "text/plain; charset=utf-8"
        case .sitemapIndex, .sitemapPart: "application/xml; charset=utf-8"
        case .feed: "application/atom+xml; charset=utf-8"
        case .croissant: "application/ld+json"
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

    static func croissant(_ slug: String) -> String { "/datasets/\(RequestTarget.encode(slug))/croissant.json" }
}
