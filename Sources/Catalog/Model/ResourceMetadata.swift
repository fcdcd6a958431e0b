package import Foundation

/// What the producer says of a resource; what is `nil` stays as it is.
package struct ResourceMetadata: Codable, Hashable, Sendable {
    /// `nil` makes a new resource whose slug comes from its title.
    package var slug: String?
    package var title: String?
    package var description: String?
    package var position: Int?
    package var columnDescriptions: [String: String]?
    package var sourceURL: URL?
    package var distribution: DistributionDetails?
    /// Name or address of a table schema.
    package var schema: String?

    package init(
        slug: String? = nil, title: String? = nil, description: String? = nil, position: Int? = nil,
        columnDescriptions: [String: String]? = nil, sourceURL: URL? = nil, distribution: DistributionDetails? = nil,
        schema: String? = nil
    ) {
        self.slug = slug
        self.title = title
        self.description = description
        self.position = position
        self.columnDescriptions = columnDescriptions
        self.sourceURL = sourceURL
        self.distribution = distribution
        self.schema = schema
    }

    func apply(to resource: inout Resource) {
        if let title { resource.title = title }
        if let description { resource.description = description }
        if let position { resource.position = position }
        if let columnDescriptions { resource.columnDescriptions = columnDescriptions }
        if let sourceURL { resource.sourceURL = sourceURL }
        if let distribution { resource.distribution = distribution }
        if let schema { resource.schema = schema }
    }
}
