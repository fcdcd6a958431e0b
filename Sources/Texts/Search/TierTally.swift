/// Tells the tier of documents, and counts them by it.
struct TierTally {
    /// More than any key by which documents are sorted: scores, or dates in seconds and sizes in rows. A key has fifteen
    /// digits for both.
    private let step: Double
    private let facet: Int
    /// For each code of the vocabulary, its tier; `Int.max` for none.
    private let tiers: [Int]
    private(set) var counts: [Int]

    init?(_ search: TextSearch, _ vocabulary: FacetVocabulary) {
        guard let asked = search.tiers else { return nil }
        step = search.order == .relevance ? 1e6 : 1e13
        counts = Array(repeating: 0, count: (asked.values.values.max() ?? -1) + 1)
        guard let facet = vocabulary.index(asked.facet) else {
            self.facet = -1
            tiers = []
            return
        }
        var tiers = [Int](repeating: .max, count: vocabulary.facets[facet].values.count)
        for (value, tier) in asked.values {
            if let number = vocabulary.facets[facet].numbers[value] { tiers[Int(number)] = tier }
        }
        self.facet = facet
        self.tiers = tiers
    }

    /// The first tier of a document; `nil` where it holds no code of any.
    func tier(_ document: Int, _ part: SnapshotPart) -> Int? {
        guard facet >= 0, facet < part.facets.count, let own = part.facets[facet].facet else { return nil }
        let codes = part.segment.facets[own], numbers = part.facets[facet].numbers
        let best = codes.range(document).lazy.map { tiers[Int(numbers[Int(codes.ordinals[$0])])] }.min() ?? .max
        return best == .max ? nil : best
    }

    mutating func count(_ tier: Int) { counts[tier] += 1 }

    /// What a tier adds to the key of a document.
    func advance(_ tier: Int) -> Double { Double(counts.count - tier) * step }
}
