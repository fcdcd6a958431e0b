/// A query against one snapshot: for each word, all the forms that answer it.
struct QueryPlan: Sendable {
    /// A word of the query: a document that holds any of its variants holds it, as well as the best of them.
    struct Group: Sendable {
        /// As typed, in lower case.
        let word: String
        var variants: [Variant]
        /// How much the word tells.
        var information: Float = 0
        /// Whether a document may lack it.
        var isWeak = false
    }

    struct Variant: Sendable {
        let form: [UInt8]
        var weight: Float
        var relation: WordMatch.Relation
    }

    /// In the order of the query.
    var groups: [Group] = []
    /// Those that tell most first: the order in which all documents are scored, so that sums are the same everywhere.
    var evaluation: [Int] = []
    /// For each part of the snapshot, documents that hold all phrases; `nil` where there is none.
    var required: [BitSet]?
    /// For each part, documents that hold an exclusion.
    var excluded: [BitSet]?
    var corrections: [TextCorrection] = []
    var unknownWords: [String] = []

    /// What all words tell.
    var information: Float { evaluation.reduce(0) { $0 + groups[$1].information } }

    /// What the words tell that a document may not lack; weak ones where there are no others.
    var firmInformation: Float {
        let weak = groups.reduce(0) { $0 + ($1.isWeak ? $1.information : 0) }
        let whole = information
        // Without weak words exactly the whole: scores add up in the same order.
        return weak == 0 || weak == whole ? whole : (whole - weak) * 0.9999
    }
}
