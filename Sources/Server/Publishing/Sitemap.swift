import Catalog
import Foundation
import Hummingbird
import Services
import Territories

/// The list of all pages for search engines, in parts (<https://www.sitemaps.org/protocol.html>).
extension PublishingRoutes {
    /// Datasets in one part; the protocol allows 50,000 addresses.
    static let sitemapPart = 10_000
    private static let territoriesPart = "territoires.xml"
    private static let pages: [SiteAddress] = [
        .home, .datasets, .observatory, .verify, .schemas, .help, .helpAPI, .helpMCP, .accessibility, .legal, .privacy, .sitemap,
    ]
    private static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    private static let namespace = "http://www.sitemaps.org/schemas/sitemap/0.9"

    func sitemapIndex(_ context: PortulanContext) async throws -> [UInt8] {
        let parts = max(1, (try await catalog.datasetCount() + Self.sitemapPart - 1) / Self.sitemapPart)
        var text = Self.head + "<sitemapindex xmlns=\"\(Self.namespace)\">\n"
        for part in 1...parts {
            text += "<sitemap>\n" + XMLText.element("loc", "\(context.origin)/sitemap-\(part).xml") + "</sitemap>\n"
        }
        if territories != nil {
            text += "<sitemap>\n" + XMLText.element("loc", "\(context.origin)/sitemap-\(Self.territoriesPart)") + "</sitemap>\n"
        }
        return Array((text + "</sitemapindex>\n").utf8)
    }

    /// The pages of territories, which fit in one part: the protocol allows 50,000 addresses.
    private func territoriesSitemap(_ gazetteer: Gazetteer, _ context: PortulanContext) -> [UInt8] {
        var text = Self.head + "<urlset xmlns=\"\(Self.namespace)\">\n"
        text += "<url>\n" + XMLText.element("loc", context.origin + TerritoryAddress.home.path) + "</url>\n"
        for level in [TerritoryLevel.france, .region, .departement, .overseasCollectivity, .epci, .commune] {
            for territory in gazetteer.territories(level) {
                text += "<url>\n" + XMLText.element("loc", context.origin + TerritoryAddress.of(territory.id)) + "</url>\n"
            }
        }
        return Array((text + "</urlset>\n").utf8)
    }

    /// - Throws: ``RequestError`` `request.notFound` for a part that does not exist.
    func sitemapPart(_ context: PortulanContext) async throws -> [UInt8] {
        if let territories, context.parameters.get("part") == Self.territoriesPart { return territoriesSitemap(territories, context) }
        guard let name = context.parameters.get("part"), name.hasSuffix(".xml"), let part = Int(name.dropLast(4)),
            String(part) + ".xml" == name, (1...1_000_000).contains(part)
        else { throw RequestError.notFound }
        let datasets = try await catalog.datasetStamps(offset: (part - 1) * Self.sitemapPart, limit: Self.sitemapPart)
        if part > 1, datasets.isEmpty { throw RequestError.notFound }
        var text = Self.head + "<urlset xmlns=\"\(Self.namespace)\">\n"
        if part == 1 {
            let paths = Self.pages.map(\.path) + [ServiceAddress.list.path] + (await services().compactMap(\.definition).flatMap { service in
                service.pages.map { ServiceAddress.page(service.slug, $0.slug) } + service.indicators.map(ServiceAddress.indicator)
            })
            for path in paths { text += "<url>\n" + XMLText.element("loc", context.origin + path) + "</url>\n" }
        }
        for dataset in datasets {
            text += "<url>\n" + XMLText.element("loc", context.origin + SiteAddress.dataset(dataset.slug))
            text += XMLText.element("lastmod", dataset.modifiedAt.ISO8601Format()) + "</url>\n"
        }
        return Array((text + "</urlset>\n").utf8)
    }
}
