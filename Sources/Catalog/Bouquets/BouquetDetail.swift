package import Foundation

/// Everything that the page of a bouquet shows.
package struct BouquetDetail: Sendable {
    package let bouquet: Bouquet
    package let organization: Organization?
    /// Everybody who changed it, the first first.
    package let authors: [Author]
    package let content: BouquetContent
    /// The datasets that answer its needs.
    package let datasets: [UUID: DatasetDetail]
    /// The services that do.
    package let services: [UUID: DataService]
    package let score: GapScore
    /// The bouquet that it was cloned from, where it still is, and may be seen.
    package let origin: BouquetName?
    /// The published bouquets that were cloned from it.
    package let clones: [BouquetName]
}

/// What a list shows of a bouquet.
package struct BouquetSummary: Sendable, Identifiable {
    package let bouquet: Bouquet
    package let organization: Organization?
    package let elementCount: Int
    package let score: GapScore

    package var id: UUID { bouquet.id }
}

/// A bouquet named elsewhere.
package struct BouquetName: Sendable, Hashable {
    package let slug: String
    package let title: String
    package let territory: BouquetTerritory?
}

/// What a reader asks of the list of bouquets. Filters add up.
package struct BouquetSearch: Hashable, Sendable {
    /// Which drafts may be seen beside what is published.
    package enum Drafts: Hashable, Sendable {
        case none
        /// Those of these organisations; `nil` stands for the instance.
        case of(Set<UUID?>)
        case all
    }

    package static let maximumPageSize = 100

    /// Words looked for by their beginning, accents and case apart.
    package var text: String
    /// Slug.
    package var organization: String?
    /// Code of a territory.
    package var territory: String?
    /// Identifier of a dataset that answers one of its needs.
    package var dataset: UUID?
    /// Identifier of a service that answers one of its needs.
    package var service: UUID?
    /// Keywords that it must have, every one, case and accents apart.
    package var keywords: [String] = []
    /// Level of its territory, as ``TerritoryID`` writes it.
    package var level: String?
    package var order: BouquetOrder = .modified
    /// The first first, where the order's own way is the last first, and the other way round.
    package var isReversed = false
    package var drafts: Drafts
    /// From 1.
    package var page: Int
    package var pageSize: Int

    package init(
        text: String = "", organization: String? = nil, territory: String? = nil, dataset: UUID? = nil,
        drafts: Drafts = .none, page: Int = 1, pageSize: Int = 20
    ) {
        self.text = text
        self.organization = organization
        self.territory = territory
        self.dataset = dataset
        self.drafts = drafts
        self.page = max(1, page)
        self.pageSize = min(max(1, pageSize), Self.maximumPageSize)
    }
}

/// The orders of a list of bouquets.
package enum BouquetOrder: Hashable, Sendable {
    /// The last first.
    case modified, created
    /// As in a dictionary.
    case title
}

/// One page of a list of bouquets.
package struct BouquetPage: Sendable {
    package let items: [BouquetSummary]
    package let total: Int
    package let page: Int
    package let pageSize: Int

    /// Number of pages, at least one.
    package var pageCount: Int { max(1, (total + pageSize - 1) / pageSize) }
}

/// The published bouquets of one territory, together.
package struct TerritoryGap: Sendable, Identifiable {
    /// `nil` for those of no territory in particular.
    package let territory: BouquetTerritory?
    package let bouquets: [BouquetName]
    /// Needs of all of them.
    package let needs: Int
    package let unmet: Int
    package let totals: [GapScore.Total]

    package var id: String { territory?.code ?? "" }
    package var score: Int? { GapScore.score(totals) }
}
