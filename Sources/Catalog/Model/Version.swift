package import Foundation
package import Lake
package import Tables

/// One state of a resource's content. Never changed once published.
package struct Version: Codable, Sendable, Identifiable {
    package let id: UUID
    package let resourceID: UUID
    /// 1 for the resource's first content, then one more at each change.
    package let number: Int
    package let originalHash: ContentHash
    package let originalBytes: Int64
    /// Name of the file as it was given, safe to offer for download.
    package let originalName: String
    package let mediaType: String
    package let table: StoredTable?
    package let inspection: Inspection
    package let sourceURL: URL?
    package let publishedAt: Date
    /// The number of the former version whose content this one brings back.
    package let restoredFrom: Int?
    /// The job that published it.
    package let jobID: String?
    /// How it differs from the version before; `nil` for the first.
    package let drift: ContentDrift?

    /// Rows of the table; 0 where there is none.
    package var rows: Int64 { table?.rows ?? 0 }

    package init(
        id: UUID, resourceID: UUID, number: Int, originalHash: ContentHash, originalBytes: Int64,
        originalName: String, mediaType: String, table: StoredTable?, inspection: Inspection, sourceURL: URL?,
        publishedAt: Date, restoredFrom: Int? = nil, jobID: String? = nil, drift: ContentDrift? = nil
    ) {
        self.id = id
        self.resourceID = resourceID
        self.number = number
        self.originalHash = originalHash
        self.originalBytes = originalBytes
        self.originalName = originalName
        self.mediaType = mediaType
        self.table = table
        self.inspection = inspection
        self.sourceURL = sourceURL
        self.publishedAt = publishedAt
        self.restoredFrom = restoredFrom
        self.jobID = jobID
        self.drift = drift
    }
}

/// What a list of versions shows, without the profile of each column.
package struct VersionSummary: Codable, Hashable, Sendable, Identifiable {
    package let id: UUID
    package let number: Int
    package let originalHash: ContentHash
    package let originalBytes: Int64
    package let originalName: String
    package let format: FileFormat
    package let rows: Int64
    package let rejectedRows: Int64
    package let columns: Int
    package let publishedAt: Date
    package let restoredFrom: Int?
    /// Whether the site and the API serve this one.
    package let isCurrent: Bool
}
