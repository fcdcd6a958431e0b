import Territories

/// A part of a territory's page that another room fills: the indicators that cover it, a service's sheet.
struct TerritorySection: ViewModel {
    /// The id of its heading: letters, digits and dashes, unlike that of any other section.
    let anchor: String
    let title: String
    let content: Markup
    /// Where more of it is; nil for nowhere.
    let href: String?
    let linkLabel: String?

    init(anchor: String, title: String, content: Markup, href: String? = nil, linkLabel: String? = nil) {
        self.anchor = anchor
        self.title = title
        self.content = content
        self.href = href
        self.linkLabel = linkLabel
    }
}

/// Whoever has something to show on the pages of territories.
protocol TerritorySectionSource: Sendable {
    /// What it shows of one territory, in its order; nothing where it knows nothing of it. A source that fails is left
    /// out of the page, and the failure logged.
    func sections(of territory: Territory, _ visit: Visit) async throws -> [TerritorySection]
}
