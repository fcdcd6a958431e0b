/// The parts of a document, in the order of their weight.
package enum TextField: UInt8, CaseIterable, Sendable, Hashable {
    case title, acronym, keywords, territory, organization, description, columns, resources

    /// How much a word here counts against one in the description.
    var weight: Float {
        switch self {
        case .title: 6
        case .acronym: 6
        case .keywords: 3
        case .territory: 3
        case .organization: 2
        case .description: 1
        case .columns: 1
        case .resources: 0.8
        }
    }

    /// The number of words at which a field is neither short nor long. Constants, so that adding documents changes the
    /// score of none: BM25F takes averages, which these stand for.
    var usualLength: Float {
        switch self {
        case .title: 8
        case .acronym: 1
        case .keywords: 8
        case .territory: 4
        case .organization: 5
        case .description: 60
        case .columns: 40
        case .resources: 30
        }
    }

    /// How far length counts, from 0 to 1 (`b` of BM25).
    var lengthEffect: Float {
        switch self {
        case .title: 0.5
        case .acronym, .organization: 0.2
        case .keywords, .territory: 0.4
        case .description, .columns, .resources: 0.75
        }
    }

    var bit: UInt8 { 1 << rawValue }
}

/// What a caller puts in the index for one thing to be found.
package struct IndexedDocument: Sendable, Hashable {
    /// The caller's own, at most 65,535 bytes.
    package var id: String
    /// Each field is a list of texts: phrases do not run from one to the next.
    package var texts: [TextField: [String]]
    /// Codes by which it is filtered and counted, by facet.
    package var facets: [String: [String]]
    package var boosts: TextBoosts
    /// What lists are sorted by besides relevance.
    package var order: TextOrderKeys

    package init(
        id: String, texts: [TextField: [String]], facets: [String: [String]] = [:], boosts: TextBoosts = TextBoosts(),
        order: TextOrderKeys = TextOrderKeys()
    ) {
        self.id = id
        self.texts = texts
        self.facets = facets
        self.boosts = boosts
        self.order = order
    }

    /// The title shown by suggestions.
    var title: String { texts[.title]?.first ?? "" }
}

/// What makes one document preferable to another that holds the same words. Each from 0 to 1.
package struct TextBoosts: Sendable, Hashable {
    package var quality: Float
    package var use: Float
    package var freshness: Float

    package init(quality: Float = 0, use: Float = 0, freshness: Float = 0) {
        self.quality = quality
        self.use = use
        self.freshness = freshness
    }

    /// One number from 0 to 1.
    var combined: Float {
        func bounded(_ value: Float) -> Float { value.isFinite ? min(max(value, 0), 1) : 0 }
        return 0.4 * bounded(quality) + 0.4 * bounded(use) + 0.2 * bounded(freshness)
    }
}

/// Numbers by which a list may be sorted, the greatest first.
package struct TextOrderKeys: Sendable, Hashable {
    /// Seconds since 1970.
    package var modified: Double
    /// Seconds since 1970.
    package var created: Double
    /// Rows held.
    package var size: Double

    package init(modified: Double = 0, created: Double = 0, size: Double = 0) {
        self.modified = modified
        self.created = created
        self.size = size
    }
}
