/// The pairs of words that say yes and no. A column is boolean when one pair covers all its values.
///
/// 0 and 1 are left to integers: nothing tells a flag from a count of none or one.
enum BooleanWords {
    private static let pairs: [(yes: String, no: String)] = [
        ("vrai", "faux"), ("oui", "non"), ("true", "false"), ("yes", "no"),
        ("o", "n"), ("y", "n"), ("v", "f"), ("t", "f"),
    ]

    /// Pairs of single letters, for which both sides must be seen: a column of `N` alone says nothing.
    static var letterPairs: TypeTraits { TypeTraits(rawValue: 0xF0) }

    /// The pairs to which the word belongs, as bits of `TypeTraits.booleans`, and its side; `nil` for any other word.
    static func read(_ bytes: ByteView) -> (pairs: TypeTraits, value: Bool)? {
        if bytes.count == 0 || bytes.count > 5 { return nil }
        var word: UInt64 = 0
        for index in 0..<bytes.count {
            let byte = bytes[index] | 0x20
            if byte < 0x61 || byte > 0x7A { return nil }
            word |= UInt64(byte) << UInt64(index * 8)
        }
        return words[word]
    }

    private static let words: [UInt64: (pairs: TypeTraits, value: Bool)] = {
        var words: [UInt64: (pairs: TypeTraits, value: Bool)] = [:]
        for (index, pair) in pairs.enumerated() {
            for (text, value) in [(pair.yes, true), (pair.no, false)] {
                let key = text.withView { $0.prefix8 }
                let bit = TypeTraits(rawValue: 1 << UInt64(index))
                words[key] = (bit.union(words[key]?.pairs ?? []), value)
            }
        }
        return words
    }()
}
