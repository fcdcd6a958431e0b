/// The word that a person most likely meant.
enum NearestWord {
    /// The word of the list at the least distance; `nil` where all are so far that a proposal would mislead.
    static func find(_ word: String, among words: [String]) -> String? {
        let folded = Array(word.lowercased().utf8)
        let nearest = words.map { (word: $0, distance: distance(folded, Array($0.lowercased().utf8))) }
            .min { $0.distance < $1.distance }
        guard let nearest, nearest.distance <= max(2, folded.count / 2) else { return nil }
        return nearest.word
    }

    /// Levenshtein's distance, swaps of neighbours counted as one (optimal string alignment).
    private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...b.count)
        for i in a.indices {
            var row = [i + 1]
            for j in b.indices {
                var best = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, beforeLast[j - 1] + 1) }
                row.append(best)
            }
            (beforeLast, last) = (last, row)
        }
        return last[b.count]
    }
}
