import Catalog
import Foundation
import Hummingbird
import Localization

extension SiteRoutes {
    /// Help, declaration, notices: CommonMark, with the instance's names in place.
    func prose(_ visit: Visit) throws -> Response {
        guard let address = visit.address, let name = address.prose, let titleKey = address.titleKey else {
            throw RequestError.notFound
        }
        let title = visit.text(titleKey)
        let unknown = visit.text("site.prose.unknown")
        let names = [
            "site": settings.title, "publisher": settings.publisher ?? unknown, "contact": settings.contact ?? unknown,
            "origin": visit.context.origin, "version": settings.version,
        ]
        var text = try text(ofPage: name, visit.localizer.language)
        for (name, value) in names { text = text.replacing("{{\(name)}}", with: value) }
        let trail = address == .helpAPI || address == .helpMCP ? [SiteAddress.help.link(visit.localizer)] : []
        return try page(
            "prose", ProseView(title: title, body: CommonMark.html(text, headingLevel: 1, tableLabel: visit.text("site.table.label"))),
            frame: frame(visit, title: title, trail: trail), visit)
    }

    /// Every page of the site.
    func sitemap(_ visit: Visit) async throws -> Response {
        let found = try await catalog.datasets(DatasetSearch(sort: .title, pageSize: DatasetSearch.maximumPageSize))
        var datasets = found.items.map { Link(label: $0.dataset.title, href: SiteAddress.dataset($0.dataset.slug)) }
        if found.total > found.items.count {
            datasets.append(Link(
                label: visit.text("site.sitemap.more", ["count": .integer(found.total)]), href: SiteAddress.datasets.path))
        }
        let pages: [SiteAddress] = [
            .home, .datasets, .observatory, .verify, .schemas, .help, .helpAPI, .helpMCP, .accessibility, .legal, .privacy,
        ]
        let view = SitemapView(sections: [
            .init(title: visit.text("site.sitemap.pages"), links: pages.map { $0.link(visit.localizer) } + [
                Link(label: visit.text("service.title"), href: ServiceAddress.list.path),
                Link(label: visit.text("site.bouquet.list.title"), href: BouquetAddress.list.path),
                Link(label: visit.text("site.bouquet.territories.title"), href: BouquetAddress.territories.path),
                Link(label: visit.text("site.territory.title"), href: TerritoryAddress.home.path),
                Link(label: visit.text("site.needs.title"), href: BouquetAddress.needs.path),
            ] + (HarvestRoutes.canRead(catalog, visit) ? [Link(label: visit.text("site.harvest.title"), href: HarvestAddress.list.path)] : [])),
            .init(title: visit.text("site.sitemap.datasets"), links: datasets),
            .init(title: visit.text("site.sitemap.programs"), links: [
                Link(label: visit.text("site.sitemap.openapi"), href: Endpoint.openAPI.path),
                Link(label: visit.text("publishing.catalogue"), href: PublicAddress.catalogueTurtle.path),
                Link(label: visit.text("publishing.table"), href: PublicAddress.catalogueCSV.path),
                Link(label: visit.text("publishing.feed"), href: PublicAddress.feed.path),
                Link(label: visit.text("publishing.sitemap"), href: PublicAddress.sitemapIndex.path),
            ]),
        ])
        return try page("sitemap", view, frame: frame(visit, title: visit.text("site.sitemap.title")), visit)
    }

    /// `/langue/{code}`: keeps the choice of a language for a year, and goes back.
    func chooseLanguage(_ visit: Visit) throws -> Response {
        guard let language = visit.context.parameters.get("code").flatMap({ Language(rawValue: $0) }) else {
            throw RequestError.notFound
        }
        let wanted = try visit.request.queryItems["retour"] ?? "/"
        // Only a path of this site: `//host` and `/\host` would lead elsewhere.
        let isLocal = wanted.hasPrefix("/") && !wanted.hasPrefix("//") && !wanted.contains("\\")
            && wanted.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7f }
        let secure = visit.context.origin.hasPrefix("https:") ? "; Secure" : ""
        return .redirecting(to: isLocal ? Self.location(wanted) : "/", [
            .setCookie: "langue=\(language.rawValue); Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly\(secure)",
        ])
    }

    /// A header field holds ASCII only; what is encoded already stays so.
    private static func location(_ target: String) -> String {
        target.utf8.map { $0 < 0x80 ? String(UnicodeScalar($0)) : "%" + String($0, radix: 16, uppercase: true) }.joined()
    }
}
