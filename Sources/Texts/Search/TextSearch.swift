/// A search of the index, and what is wanted of its answer.
package struct TextSearch: Sendable, Hashable {
    package var query: TextQuery
    /// For each facet named, the codes of which a document must hold one.
    package var filters: [String: Set<String>]
    /// For each facet named, codes that a document must hold, every one.
    package var required: [String: Set<String>] = [:]
    /// The ids of the documents among which is searched; `nil` for all.
    package var only: Set<String>?
    /// Codes by which documents come before others, whatever the order but that of titles; `nil` for none.
    package var tiers: TextTiers?
    package var order: TextOrder
    /// Documents left out before the first given.
    package var offset: Int
    package var limit: Int
    /// Fields in which every word must be found; `nil` for all.
    package var fields: Set<TextField>?
    /// Facets to count, with the most codes to give of each.
    package var facets: [String: Int]
    /// Whether the number of documents found must be told. Without it and without facets, parts of the index that
    /// cannot hold the best are skipped.
    package var counts: Bool
    /// Fewest documents wanted that hold every word; below, those that hold most of what the words tell also answer.
    package var enough: Int

    package init(
        _ query: TextQuery, filters: [String: Set<String>] = [:], order: TextOrder = .relevance, offset: Int = 0,
        limit: Int = 20, fields: Set<TextField>? = nil, facets: [String: Int] = [:], counts: Bool = true,
        enough: Int = 10
    ) {
        self.query = query
        self.filters = filters
        self.order = order
        self.offset = max(0, offset)
        self.limit = max(0, limit)
        self.fields = fields
        self.facets = facets
        self.counts = counts
        self.enough = enough
    }
}

/// Codes of a facet of which a document must hold one, those of the first tiers before those of the next.
package struct TextTiers: Sendable, Hashable {
    package let facet: String
    /// For each code, its tier, from 0.
    package let values: [String: Int]

    package init(facet: String, values: [String: Int]) {
        self.facet = facet
        self.values = values
    }
}

/// The orders of an answer. All but ``title`` give the greatest first.
package enum TextOrder: Sendable, Hashable {
    case relevance, modified, created, size
    /// By title, case and accents apart.
    case title
}

/// The answer to a search.
package struct TextAnswer: Sendable {
    package let hits: [SearchHit]
    /// Documents that answer; `nil` where it was not asked for.
    package let total: Int?
    /// Whether too few documents held every word, so that others answer as well.
    package let isWidened: Bool
    /// Words that the index does not hold, each with the one looked for instead.
    package let corrections: [TextCorrection]
    /// Words set aside because nothing like them is in the index.
    package let unknownWords: [String]
    package let facets: [String: [FacetCount]]
    /// For each tier, the documents of which it is the first; empty where none was asked for.
    package let tierCounts: [Int]
}

/// A word that nothing holds, and the nearest that something does.
package struct TextCorrection: Sendable, Hashable {
    package let typed: String
    package let used: String

    package init(typed: String, used: String) {
        self.typed = typed
        self.used = used
    }
}

/// A document found.
package struct SearchHit: Sendable, Hashable, Identifiable {
    package let id: String
    package let title: String
    /// Comparable within one answer only.
    package let score: Double
    /// Fields in which words were found.
    package let fields: Set<TextField>
    /// Why it is there, word by word.
    package let explanation: [WordMatch]
}

/// How one word of the query was found in a document.
package struct WordMatch: Sendable, Hashable {
    /// How a word found is related to the word typed.
    package enum Relation: String, Sendable, Hashable {
        /// The same, case apart.
        case same
        /// The same but for accents.
        case accents
        /// Another number or gender.
        case inflection
        /// Another word of the family.
        case derivation
        /// Another name of the same thing.
        case synonym
        /// A thing that interests who looks for this one.
        case related
        /// A longer word.
        case completion
        /// A word that is written nearly so.
        case correction
    }

    /// As typed, in lower case.
    package let word: String
    /// As found; for a synonym, the name of the group.
    package let found: String
    package let relation: Relation
    package let fields: Set<TextField>
    /// Its part of the score.
    package let score: Double
}

/// One code of a facet, with the documents that would be left.
package struct FacetCount: Sendable, Hashable {
    package let value: String
    package let count: Int

    package init(value: String, count: Int) {
        self.value = value
        self.count = count
    }
}

extension Set<TextField> {
    /// The fields of a mask.
    init(mask: UInt8) {
        self = Set(TextField.allCases.filter { mask & $0.bit != 0 })
    }

    var mask: UInt8 { reduce(0) { $0 | $1.bit } }
}
