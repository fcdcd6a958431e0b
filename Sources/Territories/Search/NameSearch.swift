internal import Foundation

/// Finds territories by what a person types: names with or without accents and articles, beginnings of words, slips,
/// postal codes, official codes.
struct NameSearch: Sendable {
    private let snapshot: Snapshot
    private let words: Column<UInt32>
    private let signatures: Column<UInt64>
    private let starts: Column<UInt32>
    private let postings: Column<Int32>

    init(_ snapshot: Snapshot) throws {
        self.snapshot = snapshot
        words = try snapshot.column(.words)
        signatures = try snapshot.column(.wordSignatures)
        starts = try snapshot.column(.wordStarts)
        postings = try snapshot.column(.wordTerritories)
    }

    /// How well a word of the question is met, best first.
    enum Quality {
        static let exactAtStart: UInt8 = 40
        static let exact: UInt8 = 32
        static let wholeName: UInt8 = 38
        static let beginsAtStart: UInt8 = 24
        static let begins: UInt8 = 16
        /// Less two for each slip.
        static let slip: UInt8 = 12
    }

    /// For each place how well one word of the question is met there, 0 where it is not.
    func qualities(of word: String, count: Int, allowsSlips: Bool) -> [UInt8] {
        var qualities = [UInt8](repeating: 0, count: count)
        let bytes = Array(word.utf8)
        var index = firstWord(notBefore: bytes)
        while index < words.count {
            let other = snapshot.bytes(words[index])
            guard other.starts(with: bytes) else { break }
            let isExact = other.count == bytes.count
            for posting in Int(starts[index])..<Int(starts[index + 1]) {
                let place = Int(postings[posting] >> 8), position = UInt8(truncatingIfNeeded: postings[posting])
                let quality = switch (isExact, position) {
                case (true, 0): Quality.exactAtStart
                case (true, WordList.joined): Quality.wholeName
                case (true, _): Quality.exact
                case (false, 0): Quality.beginsAtStart
                // A name run together is met by its beginning only where no word of it is.
                case (false, WordList.joined): Quality.begins - 2
                case (false, _): Quality.begins
                }
                qualities[place] = max(qualities[place], quality)
            }
            index += 1
        }
        if allowsSlips { addSlips(of: bytes, to: &qualities) }
        return qualities
    }

    private func firstWord(notBefore bytes: [UInt8]) -> Int {
        (0..<words.count).partitioningIndex { !snapshot.bytes(words[$0]).lexicographicallyPrecedes(bytes) }
    }

    private func addSlips(of bytes: [UInt8], to qualities: inout [UInt8]) {
        guard bytes.count >= 4 else { return }
        let signature = WordList.signature(bytes)
        // Two slips are looked for only where one finds nothing: most people make one.
        if !addSlips(1, of: bytes, signature, to: &qualities), bytes.count >= 8 {
            _ = addSlips(2, of: bytes, signature, to: &qualities)
        }
    }

    /// - Returns: whether a word was found.
    private func addSlips(_ limit: Int, of bytes: [UInt8], _ signature: UInt64, to qualities: inout [UInt8]) -> Bool {
        var isFound = false
        for index in 0..<words.count {
            // A slip makes at most three pairs of letters that the word does not have.
            guard (signature & ~signatures[index]).nonzeroBitCount <= 3 * limit else { continue }
            let other = snapshot.bytes(words[index])
            guard abs(other.count - bytes.count) <= limit, let slips = Self.slips(bytes, Array(other), limit: limit), slips > 0
            else { continue }
            isFound = true
            for posting in Int(starts[index])..<Int(starts[index + 1]) {
                let place = Int(postings[posting] >> 8)
                qualities[place] = max(qualities[place], Quality.slip - 2 * UInt8(slips))
            }
        }
        return isFound
    }

    /// Letters added, dropped, changed or swapped with their neighbour between two words (optimal string alignment);
    /// nil beyond `limit`.
    static func slips(_ first: [UInt8], _ second: [UInt8], limit: Int) -> Int? {
        var beforeLast = [Int](repeating: 0, count: second.count + 1)
        var last = Array(0...second.count)
        var current = beforeLast
        for row in first.indices {
            current[0] = row + 1
            var least = row + 1
            for column in second.indices {
                var cost = min(last[column] + (first[row] == second[column] ? 0 : 1), last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, first[row] == second[column - 1], first[row - 1] == second[column] {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                current[column + 1] = cost
                least = min(least, cost)
            }
            if least > limit { return nil }
            swap(&beforeLast, &last)
            swap(&last, &current)
        }
        return last[second.count] <= limit ? last[second.count] : nil
    }
}
