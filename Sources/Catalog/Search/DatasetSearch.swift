package import Foundation
package import Tables
package import Territories
package import Texts

/// What a reader asks of the list of datasets. Filters add up (and), words too.
package struct DatasetSearch: Hashable, Sendable {
    /// Most datasets on a page.
    package static let maximumPageSize = 100

    /// What is looked for in titles, descriptions, organisations, keywords, resources and columns: words in all their
    /// forms, acronyms and their meanings, "phrases", -exclusions.
    package var text: String
    /// Slug of an organisation.
    package var organization: String?
    package var theme: Theme?
    package var format: FileFormat?
    package var licence: Licence?
    package var territoryLevel: Granularity?
    /// Keywords that a dataset must have, every one, case and accents apart.
    package var tags: Set<String> = []
    /// A territory that a dataset says it speaks of, this one and no other.
    package var zone: TerritoryID?
    /// A territory that a dataset must cover, by what is said of it or by the codes in its columns: the nearest first, where
    /// nothing else is asked of the order.
    package var territory: TerritoryID?
    /// Name of a table schema that one of its tables was checked against.
    package var schema: String?
    /// Groups that a dataset must belong to, every one.
    package var groups: Set<DatasetGroup> = []
    /// `nil`: the best first where there is a text, the last modified first otherwise.
    package var sort: DatasetSort?
    /// From 1.
    package var page: Int
    package var pageSize: Int

    package init(
        text: String = "", organization: String? = nil, theme: Theme? = nil, format: FileFormat? = nil,
        licence: Licence? = nil, territoryLevel: Granularity? = nil, sort: DatasetSort? = nil, page: Int = 1,
        pageSize: Int = 20
    ) {
        self.text = text
        self.organization = organization
        self.theme = theme
        self.format = format
        self.licence = licence
        self.territoryLevel = territoryLevel
        self.sort = sort
        self.page = max(1, page)
        self.pageSize = min(max(1, pageSize), Self.maximumPageSize)
    }
}

/// Datasets that something holds together.
package enum DatasetGroup: Hashable, Sendable {
    /// Those that answer a need of a published bouquet.
    case bouquet(UUID)
    /// Those that a service serves.
    case service(UUID)
    /// Those that something was made with.
    case reuse(UUID)
    /// Those that say that they cover at least one of these days, counted since 1970-01-01.
    case period(ClosedRange<Int>)
    /// No dataset at all: what was asked for cannot be.
    case none
}

/// The orders of a list of datasets.
package enum DatasetSort: String, LabelledCode {
    /// Those that say the words best first; without words, the last modified.
    case relevance
    case modified, created, title
    /// Those that hold the most rows first.
    case rows

    package static let labelTopic = "sort"
}

/// One page of a list of datasets.
package struct DatasetPage: Sendable {
    package let items: [DatasetSummary]
    /// Datasets that answer the search, on all pages.
    package let total: Int
    package let page: Int
    package let pageSize: Int
    package let facets: [Facet]
    /// Words that no dataset holds, with the nearest looked for instead.
    package let corrections: [TextCorrection]
    /// Words set aside, since nothing like them is known.
    package let unknownWords: [String]
    /// Whether no dataset holds every word, so that those that hold the most telling ones are given.
    package let isWidened: Bool
    /// Where a territory was asked for: it and those that hold it, each with the datasets that cover it by no nearer one.
    package var coverage: [CoverageStep] = []

    /// Number of pages, at least one.
    package var pageCount: Int { max(1, (total + pageSize - 1) / pageSize) }
}

/// What a list shows of one dataset.
package struct DatasetSummary: Sendable, Identifiable {
    package let dataset: Dataset
    package let organization: Organization?
    package let resourceCount: Int
    /// Rows of all current versions.
    package let rows: Int64
    /// Bytes of the originals of all current versions.
    package let bytes: Int64
    package let formats: [FileFormat]
    /// When a resource's content last changed; `nil` while nothing is published.
    package let lastPublishedAt: Date?

    package var id: UUID { dataset.id }
}
