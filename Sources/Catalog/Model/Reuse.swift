package import Foundation

/// Something that people made with datasets: an application, a study, a visualisation.
package struct Reuse: Codable, Hashable, Sendable, Identifiable {
    /// The kinds of data.gouv.fr.
    package enum Kind: String, LabelledCode {
        case api, application, idea, newsArticle = "news_article", paper, post, visualization, hardware

        package static let labelTopic = "reuse"
    }

    package let id: UUID
    package let slug: String
    package var title: String
    /// CommonMark.
    package var description: String
    package var url: URL?
    package var kind: Kind
    /// Slug of the organisation that made it.
    package var organization: String?
    package var datasets: [UUID]
    package let createdAt: Date
    package var modifiedAt: Date
}

/// What is declared of a reuse.
package struct ReuseMetadata: Hashable, Sendable {
    package var slug: String
    package var title: String
    /// CommonMark.
    package var description: String
    package var url: URL?
    package var kind: Reuse.Kind
    /// Slug of the organisation that made it.
    package var organization: String?
    /// Slugs of the datasets that it is made with.
    package var datasets: [String]

    package init(
        slug: String, title: String, description: String = "", url: URL? = nil, kind: Reuse.Kind = .application,
        organization: String? = nil, datasets: [String] = []
    ) {
        self.slug = slug
        self.title = title
        self.description = description
        self.url = url
        self.kind = kind
        self.organization = organization
        self.datasets = datasets
    }
}
