import Localization

/// Every address of the site that a person can open: the one table from which the router, the site map and the check
/// of the documentation are made.
package enum SiteAddress: String, AddressPattern, CaseIterable {
    case home
    case datasets, dataset
    case explorer, explorerMap, explorerColumns, conformity
    case verify, verification, verificationFile
    case schemas, schema, schemaFile
    case observatory, observatoryFile
    case help, helpAPI, helpMCP, accessibility, legal, privacy, sitemap
    case language

    /// As the router writes it.
    package var path: String {
        switch self {
        case .home: "/"
        case .datasets: "/datasets"
        case .dataset: "/datasets/{id}"
        case .explorer: "/resources/{id}"
        case .explorerMap: "/resources/{id}/carte"
        case .explorerColumns: "/resources/{id}/colonnes"
        case .conformity: "/resources/{id}/conformite"
        case .verify: "/verifier"
        case .verification: "/verifier/{id}"
        case .verificationFile: "/verifier/{id}/{file}"
        case .schemas: "/schemas"
        case .schema: "/schemas/{id}"
        case .schemaFile: "/schemas/{id}/{file}"
        case .observatory: "/observatoire"
        case .observatoryFile: "/observatoire/{file}"
        case .help: "/aide"
        case .helpAPI: "/aide/api"
        case .helpMCP: "/aide/assistants"
        case .accessibility: "/accessibilite"
        case .legal: "/mentions-legales"
        case .privacy: "/donnees-personnelles"
        case .sitemap: "/plan-du-site"
        case .language: "/langue/{code}"
        }
    }

    /// The page that says who answers for what, in words.
    var prose: String? {
        switch self {
        case .help: "aide"
        case .helpAPI: "api"
        case .helpMCP: "assistants"
        case .accessibility: "accessibilite"
        case .legal: "mentions-legales"
        case .privacy: "donnees-personnelles"
        default: nil
        }
    }

    /// The key of its name in menus.
    var titleKey: String? {
        switch self {
        case .home: "site.menu.home"
        case .datasets: "site.menu.datasets"
        case .verify: "site.menu.verify"
        case .schemas: "site.menu.schemas"
        case .observatory: "site.observatory.title"
        case .help: "site.menu.help"
        case .helpAPI: "site.menu.api"
        case .helpMCP: "mcp.menu"
        case .accessibility: "site.menu.accessibility"
        case .legal: "site.menu.legal"
        case .privacy: "site.menu.privacy"
        case .sitemap: "site.menu.sitemap"
        case .dataset, .explorer, .explorerMap, .explorerColumns, .conformity, .language, .verification, .verificationFile, .schema,
            .schemaFile, .observatoryFile: nil
        }
    }

    func link(_ localizer: Localizer, current: SiteAddress? = nil) -> Link {
        Link(label: titleKey.map { localizer.text($0) } ?? "", href: path, isCurrent: self == current)
    }

    /// Whether forms are sent to it.
    package var takesForms: Bool { self == .verify || self == .verification }

    static func verification(_ token: String) -> String { "/verifier/" + token }
    static func conformity(_ slug: String) -> String { "/resources/" + RequestTarget.encode(slug) + "/conformite" }
    static func schema(_ slug: String) -> String { "/schemas/" + RequestTarget.encode(slug) }
    static func dataset(_ slug: String) -> String { "/datasets/" + RequestTarget.encode(slug) }
    static func resource(_ slug: String) -> String { "/resources/" + RequestTarget.encode(slug) }
}
