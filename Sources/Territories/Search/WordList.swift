/// The words of all names, sorted, and where each occurs: what search reads.
struct WordList {
    /// A place where a word occurs: a territory, and which word of its name it is.
    private struct Posting: Comparable {
        let place: Int32
        let position: UInt8

        static func < (left: Posting, right: Posting) -> Bool { (left.place, left.position) < (right.place, right.position) }
    }

    /// The position of a whole name written without spaces.
    static let joined: UInt8 = 254

    private var postings: [String: [Posting]] = [:]

    init(_ territories: [Territory]) {
        for (place, territory) in territories.enumerated() {
            let words = Self.words(territory.name.full), articles = words.count - Self.telling(words).count
            for (position, word) in words.enumerated() {
                postings[word, default: []].append(Posting(place: Int32(place), position: position < articles ? 250 : UInt8(min(position - articles, 250))))
            }
            if words.count > 1 {
                postings[words.joined(), default: []].append(Posting(place: Int32(place), position: Self.joined))
            }
        }
    }

    /// The words of a name or of a question, as they are compared: `st` is `saint`, `lez` and `lès` are `les`.
    static func words(_ text: String) -> [String] {
        FoldedName.bytes(text).split(separator: 0x20).map { word in
            let word = String(decoding: word, as: UTF8.self)
            return synonyms[word] ?? word
        }
    }

    /// The words without the article that begins them, unless it is all there is.
    static func telling(_ words: [String]) -> ArraySlice<String> {
        let rest = words.drop { ["l", "d", "le", "la", "les", "aux", "las", "los", "de", "du", "des"].contains($0) }
        return rest.isEmpty ? words[...] : rest
    }

    private static let synonyms = [
        "st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes", "lez": "les", "mt": "mont", "bg": "bourg",
        "chat": "chateau", "vlle": "ville", "arr": "arrondissement", "1er": "1",
    ]

    /// Which pairs of letters a word has, hashed to sixty-four: two words that differ by a slip differ by few.
    static func signature(_ word: some Sequence<UInt8>) -> UInt64 {
        var signature: UInt64 = 0
        var before: UInt8 = 0
        for byte in word {
            signature |= 1 << UInt64((UInt32(before) &* 31 &+ UInt32(byte) &* 7) & 63)
            before = byte
        }
        return signature
    }

    func add(to writer: inout SnapshotWriter) {
        let sorted = postings.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        writer.add(.words, sorted.map { writer.text($0.key) })
        writer.add(.wordSignatures, sorted.map { Self.signature($0.key.utf8) })
        writer.add(.wordStarts, sorted.reduce(into: [UInt32(0)]) { $0.append($0[$0.count - 1] + UInt32($1.value.count)) })
        writer.add(.wordTerritories, sorted.flatMap { $0.value.sorted().map { $0.place << 8 | Int32($0.position) } })
    }
}
