/// What surrounds every page: its names, its language, its ways around.
struct Frame: ViewModel {
    /// Of this page, without the site's name.
    var title: String
    var siteTitle: String
    var tagline: String?
    /// BCP 47, for `lang`.
    var language: String
    var isState: Bool
    /// Lines of the State mark's text, such as “Ministère”, “de l'Intérieur”; only when ``isState``.
    var stateLines: [String] = []
    var organization: String?
    var stylesheets: [String]
    var modules: [String]
    var favicon: String?
    var navigation: [Link]
    var languages: [Link]
    /// To sign in, or to one's own account and out of it.
    var account: [Link] = []
    var breadcrumb: [Link]
    /// The words being searched for, shown again in the header's field.
    var search: String?
    /// False where the page has a larger search of its own.
    var showsSearch = true
    /// What a search engine shows under the title.
    var summary: String?
    var isIndexed = true
    /// The address under which search engines should know the page; nil where any will do.
    var canonical: String?
    /// The same thing in other forms, for programs.
    var alternates: [Alternate] = []
    /// Elements that tell programs what the page is about.
    var structuredData: Markup?
    var footer: FrameFooter
    /// The home page says its own title alone.
    var documentTitle: String { breadcrumb.isEmpty ? siteTitle : "\(title) — \(siteTitle)" }

    func child(named name: String) -> Any? {
        name == "documentTitle" ? ViewValue(documentTitle) : property(named: name)
    }
}

/// Another form of what a page shows.
struct Alternate: ViewModel {
    /// Media type.
    var type: String
    var href: String
    var title: String?
}

/// The lower part of the page.
struct FrameFooter: ViewModel {
    var description: String
    /// The State's own sites, only under its theme.
    var stateLinks: [Link] = []
    var links: [Link]
    /// “Portulan 0.1.0”.
    var program: String
}

/// Something to follow.
struct Link: ViewModel {
    var label: String
    var href: String
    var isCurrent = false
    /// Of the page it leads to, where it is not this page's.
    var language: String?
    /// Said to assistive technology after the label, where the label alone is ambiguous.
    var hidden: String?
    /// Shown beside the label: a count, a size.
    var detail: String?
}

/// A name and a value side by side.
struct Fact: ViewModel {
    var label: String
    var value: String
    var href: String?
    /// Machine-readable form of a date, for `<time>`.
    var datetime: String?
    /// How the value was come by.
    var note: String?
}

/// A number that a page shows large.
struct Figure: ViewModel {
    var value: String
    var label: String
    var href: String?
}

/// One choice of a list.
struct Choice: ViewModel {
    var value: String
    var label: String
    var isSelected = false
}

/// Something the reader must know, in DSFR's alert.
struct Alert: ViewModel {
    enum Kind: String { case info, warning, error, success }
    var kind: String
    var title: String?
    var text: String

    init(_ kind: Kind, title: String? = nil, text: String) {
        self.kind = kind.rawValue
        self.title = title
        self.text = text
    }
}
