/// The meaning that the values of a column prove, with the header's help, and how close the others came.
struct MeaningDecision {
    /// What the rules look at besides the values' traits.
    struct Column {
        var type: ColumnType
        var numberFormat: NumberFormat?
        var present: Int64
        var distinct: Int64
        var distinctIsExact: Bool
        var position: Int
        var minLength: Int
        var maxLength: Int
        var meanLength: Double
        /// Share of values that are numbers, whatever the type of the column.
        var numberShare: Double
        /// Whether some value is made of digits behind a zero.
        var hasLeadingZeros: Bool
    }

    private(set) var meaning: SemanticType?
    private(set) var share = 0.0
    /// For a place: its coordinate system, by its EPSG code.
    private(set) var system: String?
    private(set) var candidates: [Explanation.Candidate] = []

    /// When values alone, or values with a word of the header, are enough for one meaning.
    struct Rule {
        var meaning: SemanticType
        /// Values must hold all of these.
        var traits: MeaningTraits
        /// Least share of values that fit; `nil` when the header must speak for it.
        var alone: Double?
        /// Least share when the header speaks for it.
        var withHeader: Double
        /// How telling the values are: a checked key more than a range of numbers.
        var weight: Double
        /// The coordinate system that the values of a place are then in.
        var system: String?
        var condition: @Sendable (Column, HeaderWords) -> Bool = { _, _ in true }
    }

    init(_ tally: TraitTally, _ column: Column, header: String) {
        if column.present == 0 { return }
        let words = HeaderWords(header)
        var best: (rule: Rule, share: Double, score: Double)?
        var found: [(rule: Rule, share: Double, words: [String], score: Double, isAccepted: Bool)] = []
        for rule in Self.rules {
            let fitting = tally.count { $0.meanings.isSuperset(of: rule.traits) }
            let share = Double(fitting) / Double(column.present)
            if share < 0.1 { continue }
            let spoken = words.matches(rule.meaning)
            let needed = spoken.isEmpty ? rule.alone : rule.withHeader
            let isAccepted = needed.map { share >= $0 } ?? false && rule.condition(column, words)
            let score = share * rule.weight + (spoken.isEmpty ? 0 : 1 + 0.05 * Double(spoken.map(\.count).max() ?? 0))
            if isAccepted || !spoken.isEmpty || (rule.weight >= 1.5 && share >= 0.5) {
                found.append((rule, share, spoken, score, isAccepted))
            }
            if isAccepted, score > best?.score ?? 0 { best = (rule, share, score) }
        }
        if let best {
            meaning = best.rule.meaning
            system = best.rule.system ?? Self.system(best.rule.meaning)
            share = best.share
        } else if let (general, generalShare) = Self.general(tally, column, words) {
            meaning = general
            share = generalShare
            candidates = [.init(key: "meaning." + general.rawValue, share: generalShare, headerWords: words.matches(general), isChosen: true)]
        }
        found.sort { ($0.isAccepted ? 1 : 0, $0.score) > ($1.isAccepted ? 1 : 0, $1.score) }
        candidates += found.prefix(6).map { candidate in
            Explanation.Candidate(
                key: "meaning." + candidate.rule.meaning.rawValue, share: candidate.share, headerWords: candidate.words,
                refutations: tally.samples { !$0.meanings.isSuperset(of: candidate.rule.traits) },
                isChosen: candidate.rule.meaning == meaning)
        }
        candidates = candidates.filter(\.isChosen) + candidates.filter { !$0.isChosen }
    }

    private static func system(_ meaning: SemanticType) -> String? {
        switch meaning {
        case .latitude, .longitude, .latLonPair, .lonLatPair: "EPSG:4326"
        case .lambert93X, .lambert93Y: "EPSG:2154"
        default: nil
        }
    }

    /// Forms of columns rather than of values: JSON, lists, prose, identifiers, categories.
    private static func general(_ tally: TraitTally, _ column: Column, _ words: HeaderWords) -> (SemanticType, Double)? {
        func share(_ traits: MeaningTraits) -> Double {
            Double(tally.count { $0.meanings.isSuperset(of: traits) }) / Double(column.present)
        }
        if column.type == .json { return (.json, 1) }
        let prose = share(.sentence)
        if column.type == .text {
            let lists = share(.list)
            let barred = share(.barredList)
            let isVaried = column.distinct >= 5 && prose < 0.5 && !isCategory(column)
            let isList = isVaried && (lists >= 0.8 || barred >= 0.05) || lists >= 0.02 && !words.matches(.list).isEmpty
            if isList { return (.list, Swift.max(lists, barred)) }
        }
        let isUnique = column.present >= 5 && (column.distinctIsExact ? column.distinct == column.present : column.distinct * 100 >= column.present * 98)
        let identifies = words.looksLikeIdentifier || column.position == 0
        if isUnique && identifies && column.maxLength <= 100 {
            if column.type == .integer { return (.identifier, 1) }
            if column.type == .text, column.meanLength <= 48, share(.oneWord) >= 0.95 || words.looksLikeIdentifier { return (.identifier, 1) }
        }
        guard column.type == .text else { return nil }
        if column.meanLength >= 60 && prose >= 0.6 && column.distinct > 20 { return (.freeText, prose) }
        return isCategory(column) ? (.category, 1) : nil
    }

    /// Few values that repeat often.
    private static func isCategory(_ column: Column) -> Bool {
        guard column.type == .text, column.meanLength < 80 else { return false }
        return column.distinct <= 60 && column.present >= 4 * column.distinct
            || column.distinct <= 300 && column.present >= 10 * column.distinct
            || column.distinct <= 1_000 && column.present >= 50 * column.distinct
    }
}
