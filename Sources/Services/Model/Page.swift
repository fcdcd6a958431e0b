/// A page of a service: its front matter, and what it shows, in order.
package struct Page: Sendable, Identifiable {
    /// Name of its file: the page's address is `/services/<service>/<slug>`.
    package let slug: String
    package var title: Template
    /// What the menu calls it; the title's words where nil.
    package var label: String?
    /// One sentence for the head of the page and for search engines.
    package var description: Template?
    package var content: [Content]
    /// Name of the file, within the service's folder, for messages.
    package var file: String

    package var id: String { slug }

    /// A piece of a page.
    package enum Content: Sendable, Hashable {
        /// Text of the author (CommonMark).
        case prose(Template)
        case block(Block)
    }

    package init(slug: String, title: Template, label: String? = nil, description: Template? = nil, content: [Content], file: String) {
        self.slug = slug
        self.title = title
        self.label = label
        self.description = description
        self.content = content
        self.file = file
    }

    package var blocks: [Block] {
        content.compactMap { if case .block(let block) = $0 { block } else { nil } }
    }

    package func block(_ id: String) -> Block? { blocks.first { $0.id == id } }
}
