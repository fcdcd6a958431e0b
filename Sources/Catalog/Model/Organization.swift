package import Foundation

/// A body that produces or publishes datasets.
package struct Organization: Codable, Hashable, Sendable, Identifiable {
    package let id: UUID
    /// Unique word for addresses, kept for good once published.
    package let slug: String
    package var name: String
    /// What the body does, in CommonMark; may be empty.
    package var description: String
    /// The body's own site.
    package var url: URL?

    package init(id: UUID, slug: String, name: String, description: String = "", url: URL? = nil) {
        self.id = id
        self.slug = slug
        self.name = name
        self.description = description
        self.url = url
    }
}

/// What a person says of an organisation; the catalogue adds the rest.
package struct OrganizationMetadata: Hashable, Sendable {
    /// `nil` makes a slug from the name.
    package var slug: String?
    package var name: String
    package var description: String
    package var url: URL?

    package init(slug: String? = nil, name: String, description: String = "", url: URL? = nil) {
        self.slug = slug
        self.name = name
        self.description = description
        self.url = url
    }
}
