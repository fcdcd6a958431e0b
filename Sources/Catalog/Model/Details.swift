package import Foundation
package import Territories

/// Everything that the page of a dataset shows.
package struct DatasetDetail: Sendable {
    package let dataset: Dataset
    package let organization: Organization?
    /// By position.
    package let resources: [ResourceDetail]
    package let quality: Quality
    /// What the score was when it changed, the last first; at most ``mostScores``.
    package let qualityHistory: [QualityScore]

    package static let mostScores = 24
}

/// A resource with its current content and what it belongs to.
package struct ResourceDetail: Sendable, Identifiable {
    package let dataset: Dataset
    package let organization: Organization?
    package let resource: Resource
    /// The version that is served; `nil` while none has succeeded.
    package let version: Version?
    /// Number of versions kept.
    package let versionCount: Int
    /// How its address answered last; `nil` where it was never asked.
    package var check: ResourceCheck?
    /// How far ``version`` follows a schema; `nil` where none is meant.
    package var conformity: Conformity?
    /// The territories that the codes in its columns tell of.
    package var territories: [TerritoryID] = []

    package var id: UUID { resource.id }

    /// What the producer says of a column.
    package func description(ofColumn name: String) -> String? { resource.columnDescriptions[name] }
}

/// The figures of the whole catalogue.
package struct Statistics: Codable, Hashable, Sendable {
    package let datasets: Int
    package let resources: Int
    /// Rows of all current versions.
    package let rows: Int64
    package let organizations: Int
    /// Bytes of the originals of all current versions.
    package let bytes: Int64
    /// Last publication of a content; `nil` while nothing is published.
    package let lastUpdate: Date?
}
