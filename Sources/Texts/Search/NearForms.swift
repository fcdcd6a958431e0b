/// The words of the index that are written nearly like one that it does not hold.
enum NearForms {
    /// At most four, the likeliest first.
    ///
    /// - Parameters:
    ///   - word: without accents.
    ///   - isPrefix: whether longer words count by their beginning.
    static func search(_ word: [UInt8], in snapshot: IndexSnapshot, isPrefix: Bool) -> [QueryPlan.Variant] {
        guard word.count >= 4, word.count <= 32, word.allSatisfy({ $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") })
        else { return [] }
        for distance in 1...(word.count >= 6 ? 2 : 1) {
            var found: [[UInt8]: (documents: Int, distance: Int)] = [:]
            for part in snapshot.parts {
                KeyAutomaton(word, within: distance, isPrefix: isPrefix).search(part.segment.keys) { key, distance in
                    for form in part.segment.forms(ofKey: key) {
                        let documents = part.liveCount(ofForm: form)
                        if documents > 0 {
                            found[part.segment.forms[form], default: (0, distance)].documents += documents
                        }
                    }
                }
            }
            if !found.isEmpty { return best(found, for: word) }
        }
        return []
    }

    /// People seldom miss the first letter, and mean common words more often than rare ones.
    private static func best(
        _ found: [[UInt8]: (documents: Int, distance: Int)], for word: [UInt8]
    ) -> [QueryPlan.Variant] {
        func merit(_ form: [UInt8], _ documents: Int) -> Int { form.first == word.first ? documents * 8 : documents }
        return found.sorted { left, right in
            let (a, b) = (merit(left.key, left.value.documents), merit(right.key, right.value.documents))
            if left.value.distance != right.value.distance { return left.value.distance < right.value.distance }
            // Of two spellings, the one with its accents.
            return a == b ? right.key.lexicographicallyPrecedes(left.key) : a > b
        }.prefix(4).map { .init(form: $0.key, weight: $0.value.distance == 1 ? 0.6 : 0.45, relation: .correction) }
    }
}

/// All keys within some edits of a word: letters put in, left out, replaced, or two exchanged.
///
/// The keys are in order, so those that begin alike follow one another: one row of the distance table serves all that
/// share a letter, and where no continuation can be near enough, all that share the beginning are leapt over. This is
/// a Levenshtein automaton walked over the trie that an ordered list is (K. Schulz, S. Mihov, “Fast string correction
/// with Levenshtein automata”, 2002), computed as it goes.
struct KeyAutomaton {
    private let word: [UInt8]
    private let bound: Int
    private let isPrefix: Bool

    init(_ word: [UInt8], within bound: Int, isPrefix: Bool) {
        self.word = word
        self.bound = bound
        self.isPrefix = isPrefix
    }

    func search(_ keys: ByteTable, _ body: (_ key: Int, _ distance: Int) -> Void) {
        let width = word.count + 1
        let deepest = word.count + bound + 1
        // Row d: distances between the first d letters of the key and each beginning of the word.
        var rows = [UInt8](repeating: 0, count: (deepest + 1) * width)
        for place in 0..<width { rows[place] = UInt8(min(place, 200)) }
        var last: [UInt8] = []
        // Numbers and concepts come before the letters.
        var index = keys.lowerBound([UInt8(ascii: "a")])
        while index < keys.count {
            let key = keys[index]
            let shared = zip(last, key).prefix { $0 == $1 }.count
            var depth = min(shared, last.count)
            var isDead = false
            var reached: Int?
            while depth < key.count {
                if depth >= deepest {
                    isDead = true
                    break
                }
                let least = fill(&rows, key, depth + 1, width)
                depth += 1
                if isPrefix, rows[depth * width + width - 1] <= bound {
                    reached = Int(rows[depth * width + width - 1])
                    break
                }
                if least > bound {
                    isDead = true
                    break
                }
            }
            if let reached, depth > 0 {
                let end = end(of: Array(key.prefix(depth)), from: index, keys)
                for key in index..<end { body(key, reached) }
                index = end
                last = Array(key.prefix(depth - 1))
            } else if isDead {
                index = end(of: Array(key.prefix(min(depth, key.count))), from: index, keys)
                last = Array(key.prefix(depth - 1))
            } else {
                let distance = Int(rows[key.count * width + width - 1])
                if distance <= bound { body(index, distance) }
                index += 1
                last = key
            }
        }
    }

    /// Fills row `depth`, and gives the least of it.
    private func fill(_ rows: inout [UInt8], _ key: [UInt8], _ depth: Int, _ width: Int) -> Int {
        let row = depth * width
        let above = row - width
        let letter = key[depth - 1]
        rows[row] = UInt8(min(depth, 200))
        var least = rows[row]
        for place in 1..<width {
            var value = min(rows[above + place] + 1, rows[row + place - 1] + 1)
            value = min(value, rows[above + place - 1] + (word[place - 1] == letter ? 0 : 1))
            if depth > 1, place > 1, word[place - 2] == letter, word[place - 1] == key[depth - 2] {
                value = min(value, rows[above - width + place - 2] + 1)
            }
            rows[row + place] = value
            least = min(least, value)
        }
        return Int(least)
    }

    /// The first key from `index` on that does not begin with `prefix`.
    private func end(of prefix: [UInt8], from index: Int, _ keys: ByteTable) -> Int {
        var low = index
        var step = 1
        while low + step < keys.count, keys.hasPrefix(low + step, prefix) {
            low += step
            step *= 2
        }
        var high = min(low + step, keys.count)
        while low + 1 < high {
            let middle = (low + high) / 2
            if keys.hasPrefix(middle, prefix) { low = middle } else { high = middle }
        }
        return high
    }
}
