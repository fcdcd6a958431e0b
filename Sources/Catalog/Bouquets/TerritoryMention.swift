import Foundation
import Localization

/// How a territory is recognised in what is said of a dataset: its name in the words, or its code in the coverage.
struct TerritoryMention: Sendable {
    private let name: [String]
    private let code: String

    init(_ territory: BouquetTerritory) {
        name = Folding.words(territory.name)
        code = territory.code.split(separator: ":").last.map(String.init) ?? territory.code
    }

    /// Whether a dataset is about the territory, or published by its authorities.
    func isIn(_ dataset: Dataset, _ organization: Organization?) -> Bool {
        if dataset.metadata.details?.spatial.contains(where: { $0.code == code }) == true { return true }
        let texts = [dataset.title, organization?.name ?? ""] + dataset.keywords
            + (dataset.metadata.details?.spatial.compactMap(\.name) ?? [])
        return texts.contains { isIn(Folding.words($0)) }
    }

    func isIn(_ words: [String]) -> Bool { place(in: words) != nil }

    /// The words without the territory's name.
    func removed(from words: [String]) -> [String] {
        var words = words
        while let place = place(in: words) { words.removeSubrange(place..<place + name.count) }
        return words
    }

    private func place(in words: [String]) -> Int? {
        guard !name.isEmpty, words.count >= name.count else { return nil }
        return (0...words.count - name.count).first { words[$0..<$0 + name.count].elementsEqual(name) }
    }
}

/// How alike two titles are, apart from the little words and from plurals.
enum TitleLikeness {
    private static let little: Set<String> = [
        "a", "au", "aux", "d", "dans", "de", "des", "du", "en", "et", "l", "la", "le", "les", "ou", "par", "pour", "sur", "un", "une",
    ]

    /// The words that tell one title from another.
    static func telling(_ words: [String]) -> Set<String> {
        Set(words.filter { !little.contains($0) }.map { word in
            word.count > 3 && (word.hasSuffix("s") || word.hasSuffix("x")) ? String(word.dropLast()) : word
        })
    }

    /// Sørensen's coefficient: 1 for the same words, 0 for none in common.
    static func measure(_ left: Set<String>, _ right: Set<String>) -> Double {
        left.isEmpty && right.isEmpty ? 0 : 2 * Double(left.intersection(right).count) / Double(left.count + right.count)
    }
}
