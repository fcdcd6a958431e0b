/// A page of prose: help, declaration, notices.
struct ProseView: ViewModel {
    var title: String
    var body: Markup
}

/// Every page of the site.
struct SitemapView: ViewModel {
    struct Section: ViewModel {
        var title: String
        var links: [Link]
    }
    var sections: [Section]
}

/// What went wrong, and the way out.
struct ErrorView: ViewModel {
    /// The HTTP status, as people know it.
    var status: String
    var title: String
    var text: String
    var hint: String?
    var links: [Link]
    /// Names this very failure in the logs.
    var reference: String?
}
