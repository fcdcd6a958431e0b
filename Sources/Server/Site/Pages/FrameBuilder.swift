import HummingbirdCore
import Identity
import Localization

extension SiteRoutes {
    private static let menu: [SiteAddress] = [.home, .datasets, .verify, .schemas, .help, .helpAPI]

    /// What surrounds a page.
    ///
    /// - Parameters:
    ///   - trail: the pages above this one, home left out; empty for the home page alone.
    ///   - showsSearch: false where the page has a larger search of its own.
    ///   - stylesheets: names of those that the page needs besides the site's own.
    func frame(
        _ visit: Visit, title: String, trail: [Link] = [], summary: String? = nil, showsSearch: Bool = true,
        isIndexed: Bool = true, stylesheets: [String] = []
    ) -> Frame {
        let localizer = visit.localizer
        var styles = ["dsfr/dsfr.main.min.css", "site/site.css"]
        if settings.theme == .neutre { styles.append("site/neutre.css") }
        let isHome = visit.address == .home
        let here = Link(label: title, href: "", isCurrent: true)
        return Frame(
            title: title, siteTitle: settings.title, tagline: settings.tagline ?? localizer.text("site.header.tagline"),
            language: localizer.language.rawValue, isState: settings.theme == .dsfr, stateLines: settings.stateLines,
            stylesheets: (styles + stylesheets).map(assets.url), modules: ["dsfr/dsfr.module.min.js", "site/site.js"].map(assets.url),
            favicon: settings.theme == .dsfr ? assets.url("dsfr/favicon/favicon.svg") : assets.url("site/portulan.svg"),
            navigation: navigation(visit),
            languages: Language.allCases.map { languageLink($0, visit) }, account: accountLinks(visit),
            breadcrumb: isHome ? [] : [SiteAddress.home.link(localizer)] + trail + [here],
            showsSearch: showsSearch, summary: summary ?? localizer.text("site.home.lead"), isIndexed: isIndexed,
            footer: footer(visit))
    }

    private func navigation(_ visit: Visit) -> [Link] {
        var links = Self.menu.map { $0.link(visit.localizer, current: section(of: visit.address)) }
        let bouquets = Link(
            label: visit.text("site.bouquet.list.title"), href: BouquetAddress.list.path,
            isCurrent: visit.request.uri.path.hasPrefix(BouquetAddress.list.path))
        let territories = Link(
            label: visit.text("site.territory.menu"), href: TerritoryAddress.home.path,
            isCurrent: visit.request.uri.path.hasPrefix(TerritoryAddress.home.path))
        links.insert(contentsOf: [bouquets, territories], at: 2)
        let services = Link(
            label: visit.text("service.title"), href: ServiceAddress.list.path,
            isCurrent: visit.request.uri.path.hasPrefix(ServiceAddress.list.path))
        links.insert(services, at: 1)
        return links
    }

    /// The entry of the menu under which an address stands.
    private func section(of address: SiteAddress?) -> SiteAddress? {
        switch address {
        case .dataset, .explorer, .explorerMap, .explorerColumns: .datasets
        case .verification, .verificationFile: .verify
        case .schema, .schemaFile: .schemas
        case .helpMCP: .help
        default: address
        }
    }

    private func languageLink(_ language: Language, _ visit: Visit) -> Link {
        Link(
            label: visit.text("site.language.\(language.rawValue)"),
            href: "/langue/\(language.rawValue)?retour=" + RequestTarget.encode(visit.target),
            isCurrent: language == visit.localizer.language, language: language.rawValue)
    }

    private func accountLinks(_ visit: Visit) -> [Link] {
        let known: [(AccountAddress, String)] = visit.context.principal.isSignedIn
            ? [(.own, "site.account.own.title"), (.logout, "site.account.logout.title")]
            : [(.login, "site.account.login.title")]
        return known.map { Link(label: visit.text($0.1), href: $0.0.path) }
    }

    private func footer(_ visit: Visit) -> FrameFooter {
        let state = ["info.gouv.fr", "service-public.gouv.fr", "legifrance.gouv.fr", "data.gouv.fr"]
        var links: [SiteAddress] = [.sitemap, .accessibility, .legal, .privacy]
        links.insert(.help, at: 1)
        return FrameFooter(
            description: visit.text("site.footer.description"),
            stateLinks: state.map { Link(label: $0, href: "https://\($0)") },
            links: links.map { address in
                var link = address.link(visit.localizer, current: visit.address)
                if address == .accessibility { link.label = visit.text("site.footer.accessibility") }
                return link
            },
            program: visit.text("site.footer.program", ["version": .text(settings.version)]))
    }
}
