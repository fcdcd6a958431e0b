package import Foundation
package import Localization
package import Tables

/// One file, or one address, of a dataset (`dcat:Distribution`). What it holds is in its versions.
package struct Resource: Codable, Hashable, Sendable, Identifiable {
    package let id: UUID
    package let datasetID: UUID
    /// Unique in the whole catalogue, kept for good once published.
    package let slug: String
    package var title: String
    /// CommonMark; may be empty.
    package var description: String
    /// Format of the current version; `nil` until there is one.
    package var format: FileFormat?
    /// Place among the dataset's resources, from 1.
    package var position: Int
    /// What each column means, in the producer's words, by column name.
    package var columnDescriptions: [String: String]
    /// The address that the content comes from, where it was not given as a file.
    package var sourceURL: URL?
    /// Why the last attempt to renew the content failed; `nil` after a success.
    package var failure: IngestionFailure?
    /// When the source was last read with success, changed or not.
    package var checkedAt: Date?
    package let createdAt: Date
    /// What a source says of it; `nil` for what was not harvested.
    package var distribution: DistributionDetails?
    /// When its source no longer had it.
    package var vanishedAt: Date?
    /// The table schema that its content is meant to follow, by its name or its address; `nil` where nobody says.
    package var schema: String?

    package init(
        id: UUID, datasetID: UUID, slug: String, title: String, description: String = "", format: FileFormat? = nil,
        position: Int, columnDescriptions: [String: String] = [:], sourceURL: URL? = nil,
        failure: IngestionFailure? = nil, checkedAt: Date? = nil, createdAt: Date,
        distribution: DistributionDetails? = nil, vanishedAt: Date? = nil, schema: String? = nil
    ) {
        self.id = id
        self.datasetID = datasetID
        self.slug = slug
        self.title = title
        self.description = description
        self.format = format
        self.position = position
        self.columnDescriptions = columnDescriptions
        self.sourceURL = sourceURL
        self.failure = failure
        self.checkedAt = checkedAt
        self.createdAt = createdAt
        self.distribution = distribution
        self.vanishedAt = vanishedAt
        self.schema = schema
    }
}

/// Why a resource could not be renewed, in a form that any language can say (`errors.<code>`).
package struct IngestionFailure: LocalizedFailure, Codable, Hashable, Sendable {
    package let code: String
    package let arguments: [String: MessageArgument]
    /// Whether trying again is useless until the source is mended.
    package let isPermanent: Bool
    package let date: Date

    package init(code: String, arguments: [String: MessageArgument], isPermanent: Bool, date: Date) {
        self.code = code
        self.arguments = arguments
        self.isPermanent = isPermanent
        self.date = date
    }
}
