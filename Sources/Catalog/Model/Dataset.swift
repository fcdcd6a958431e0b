package import Foundation
package import Territories

/// A set of resources that one producer publishes under one title, one licence and one rhythm (`dcat:Dataset`).
package struct Dataset: Codable, Hashable, Sendable, Identifiable {
    package let id: UUID
    /// Unique word for addresses, kept for good once published.
    package let slug: String
    package var metadata: DatasetMetadata
    package let createdAt: Date
    /// Last change of the metadata or of a resource's content.
    package var modifiedAt: Date
    /// When the last source that published it no longer had it; `nil` while one does, and for what was not harvested.
    package var vanishedAt: Date?

    package var title: String { metadata.title }
    package var description: String { metadata.description }
    package var licence: Licence { metadata.licence }
    package var frequency: Frequency { metadata.frequency }
    package var themes: [Theme] { metadata.themes }
    package var keywords: [String] { metadata.keywords }
    package var territoryLevel: Granularity? { metadata.territoryLevel }
    package var temporalCoverage: TemporalCoverage? { metadata.temporalCoverage }
    package var source: URL? { metadata.source }

    package init(
        id: UUID, slug: String, metadata: DatasetMetadata, createdAt: Date, modifiedAt: Date, vanishedAt: Date? = nil
    ) {
        self.id = id
        self.slug = slug
        self.metadata = metadata
        self.createdAt = createdAt
        self.modifiedAt = modifiedAt
        self.vanishedAt = vanishedAt
    }
}

/// What the producer says of a dataset.
package struct DatasetMetadata: Codable, Hashable, Sendable {
    package var title: String
    /// CommonMark.
    package var description: String
    /// Slug of the organisation that produces the data.
    package var organization: String?
    package var licence: Licence
    package var frequency: Frequency
    package var themes: [Theme]
    package var keywords: [String]
    package var territoryLevel: Granularity?
    package var temporalCoverage: TemporalCoverage?
    /// The page where the producer publishes the data.
    package var source: URL?
    /// The text of law or the reason that allows personal data to be published, where there are any.
    package var personalDataBasis: String?
    /// What a source says beyond all this; `nil` where nothing is said.
    package var details: DatasetDetails?

    package init(
        title: String, description: String = "", organization: String? = nil, licence: Licence = .notSpecified,
        frequency: Frequency = .unknown, themes: [Theme] = [], keywords: [String] = [],
        territoryLevel: Granularity? = nil, temporalCoverage: TemporalCoverage? = nil, source: URL? = nil,
        personalDataBasis: String? = nil, details: DatasetDetails? = nil
    ) {
        self.title = title
        self.description = description
        self.organization = organization
        self.licence = licence
        self.frequency = frequency
        self.themes = themes
        self.keywords = keywords
        self.territoryLevel = territoryLevel
        self.temporalCoverage = temporalCoverage
        self.source = source
        self.personalDataBasis = personalDataBasis
        self.details = details
    }
}

extension DatasetMetadata {
    /// When the data were first published, or made, as their producer tells.
    var firstPublication: Date? { (details?.issued ?? details?.created).flatMap(DateText.date) }

    /// The territories that it says it speaks of, each once.
    package var zones: [TerritoryID] {
        var known: Set<TerritoryID> = []
        return (details?.spatial ?? []).compactMap(\.territory).filter { known.insert($0).inserted }
    }
}

/// The days that the data speak of, ISO 8601 (`2026-03-15`), either end open.
package struct TemporalCoverage: Codable, Hashable, Sendable {
    package var start: String?
    package var end: String?

    package init(start: String?, end: String?) {
        self.start = start
        self.end = end
    }

    /// The days that it spans, counted since 1970-01-01, without an end on the sides that it leaves open; `nil` where neither of
    /// its dates is one.
    var days: (first: Int?, last: Int?)? {
        let (first, last) = (start.flatMap(DateText.days)?.lowerBound, end.flatMap(DateText.days)?.upperBound)
        return first == nil && last == nil ? nil : (first, last)
    }
}
