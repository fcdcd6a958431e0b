import Foundation

extension Sequence<String> {
    /// The name that someone who typed `word` most likely meant; nil where none is close.
    ///
    /// Close is at most one slip in three letters (``EditDistance``), or a name that `word` begins.
    package func nearest(to word: String) -> String? {
        let typed = Array(word.lowercased())
        guard !typed.isEmpty else { return nil }
        let limit = Swift.max(1, typed.count / 3)
        let best = map { (name: $0, slips: EditDistance.between(typed, Array($0.lowercased()), atMost: limit)) }.min { $0.slips < $1.slips }
        if let best, best.slips <= limit { return best.name }
        return typed.count >= 2 ? first { $0.lowercased().hasPrefix(word.lowercased()) } : nil
    }

    /// The name that someone who wrote `word` most likely had in mind, for a proposal that they will read; nil where none
    /// is likely.
    ///
    /// Beside what ``nearest(to:)`` finds: the same letters otherwise parted (`page size`), a word for another, a name within
    /// a longer word or around it (`concatener`, `ratio_bio`), a long common beginning (`compar-aison`, `compar-e`).
    ///
    /// - Parameter words: which names a word may stand for, by the word folded to letters and digits.
    package func meant(by word: String, words: [String: [String]] = [:]) -> String? {
        let typed = FoldedName(word)
        guard !typed.letters.isEmpty else { return nil }
        let names = map { (name: $0, folded: FoldedName($0)) }
        if let same = names.first(where: { $0.folded.letters == typed.letters }) { return same.name }
        for stood in words[typed.letters] ?? [] { if let known = names.first(where: { $0.name == stood }) { return known.name } }
        if let nearest = nearest(to: word) { return nearest }
        if typed.letters.count >= 3 {
            let around = names.filter { typed.isPart(of: $0.folded) }
            if let shortest = around.min(by: { $0.folded.letters.count < $1.folded.letters.count }) { return shortest.name }
        }
        let within = names.filter { $0.folded.letters.count >= 4 && (typed.letters.hasPrefix($0.folded.letters) || $0.folded.isPart(of: typed)) }
        if let longest = within.max(by: { $0.folded.letters.count < $1.folded.letters.count }) { return longest.name }
        let begun = names.map { (name: $0.name, folded: $0.folded, common: $0.folded.letters.commonPrefix(with: typed.letters).count) }
            .filter { $0.common >= 5 && $0.common * 3 >= Swift.min($0.folded.letters.count, typed.letters.count) * 2 }
        return begun.max { $0.common < $1.common }?.name
    }
}

/// A name as people may spell it otherwise.
private struct FoldedName {
    let words: [String]
    let letters: String

    init(_ name: String) {
        words = Folding.words(name)
        letters = words.joined()
    }

    /// Whether its words are among those of another, which has more.
    func isPart(of other: FoldedName) -> Bool {
        words.count < other.words.count && words.allSatisfy(other.words.contains) && !words.isEmpty
    }
}
