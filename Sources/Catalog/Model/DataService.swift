package import Foundation

/// A service that gives access to data (`dcat:DataService`): an API, a WMS, a WFS.
package struct DataService: Codable, Hashable, Sendable, Identifiable {
    package let id: UUID
    /// Unique word for addresses, kept for good once published.
    package let slug: String
    package var metadata: DataServiceMetadata
    /// Datasets that it serves.
    package var datasets: [UUID]
    package let createdAt: Date
    package var modifiedAt: Date
    /// When its source no longer had it.
    package var vanishedAt: Date?
}

/// What the producer says of a service.
package struct DataServiceMetadata: Codable, Hashable, Sendable {
    package var title: String
    /// CommonMark.
    package var description: String
    /// Slug of the organisation.
    package var organization: String?
    package var endpointURL: String?
    /// Address of the machine-readable description: OpenAPI, GetCapabilities…
    package var endpointDescription: String?
    package var landingPage: String?
    package var licence: Licence
    package var keywords: [String]
    package var conformsTo: [Reference]
    package var contacts: [ContactPoint]

    package init(
        title: String, description: String = "", organization: String? = nil, endpointURL: String? = nil,
        endpointDescription: String? = nil, landingPage: String? = nil, licence: Licence = .notSpecified,
        keywords: [String] = [], conformsTo: [Reference] = [], contacts: [ContactPoint] = []
    ) {
        self.title = title
        self.description = description
        self.organization = organization
        self.endpointURL = endpointURL
        self.endpointDescription = endpointDescription
        self.landingPage = landingPage
        self.licence = licence
        self.keywords = keywords
        self.conformsTo = conformsTo
        self.contacts = contacts
    }
}
