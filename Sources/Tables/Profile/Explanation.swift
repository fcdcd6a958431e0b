/// Why a column has its type and its meaning: the candidates, what spoke for each and what refuted it.
package struct Explanation: Codable, Hashable, Sendable {
    /// A value as the file writes it, and where it first stands.
    package struct Sample: Codable, Hashable, Sendable {
        /// Cut to 80 characters.
        package var value: String
        /// Counted from 1 as a text editor does.
        package var line: Int64
        /// How many cells hold a value refused for the same reason.
        package var count: Int64

        package init(value: String, line: Int64, count: Int64) {
            self.value = value
            self.line = line
            self.count = count
        }
    }

    /// One type or meaning that the values or the header spoke for.
    package struct Candidate: Codable, Hashable, Sendable {
        /// The key of its label: `type.<raw>` or `meaning.<raw>`.
        package var key: String
        /// Values that fit, out of those that are not missing: 0…1.
        package var share: Double
        /// The words of the header that speak for it, folded (lower case, no accent).
        package var headerWords: [String]
        /// Up to three values that do not fit, in file order.
        package var refutations: [Sample]
        /// Whether the column got it.
        package var isChosen: Bool

        package init(
            key: String, share: Double, headerWords: [String] = [], refutations: [Sample] = [], isChosen: Bool = false
        ) {
            self.key = key
            self.share = share
            self.headerWords = headerWords
            self.refutations = refutations
            self.isChosen = isChosen
        }
    }

    /// Best first; the first is chosen.
    package var types: [Candidate]
    /// Best first; empty when nothing but the type can be said.
    package var meanings: [Candidate]

    package init(types: [Candidate] = [], meanings: [Candidate] = []) {
        self.types = types
        self.meanings = meanings
    }
}
