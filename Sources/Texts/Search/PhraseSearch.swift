/// Documents in which words follow one another.
enum PhraseSearch {
    /// - Parameter words: without accents, in order; words that carry no meaning are not counted on either side.
    static func documents(holding words: [[UInt8]], in segment: Segment) -> BitSet {
        var found = BitSet(capacity: segment.documentCount)
        let postings = words.map { word in
            segment.keys.find(word).map { segment.forms(ofKey: $0).map { segment.postings($0) } } ?? []
        }
        guard let rarest = postings.indices.min(by: { size(postings[$0]) < size(postings[$1]) }) else { return found }
        var candidates = BitSet(capacity: segment.documentCount)
        for range in postings[rarest] {
            for posting in range { candidates.insert(Int(segment.documents[posting])) }
        }
        for document in candidates.members {
            let places = postings.map { Self.places($0, document, segment) }
            let isPhrase = places[0].contains { start in
                places.indices.dropFirst().allSatisfy { places[$0].contains(start + $0) }
            }
            if isPhrase { found.insert(document) }
        }
        return found
    }

    private static func size(_ ranges: [Range<Int>]) -> Int { ranges.reduce(0) { $0 + $1.count } }

    /// Fields and places of a word in a document, in one number each.
    static func places(_ ranges: [Range<Int>], _ document: Int, _ segment: Segment) -> Set<Int> {
        var places: Set<Int> = []
        for range in ranges {
            let posting = segment.documents.firstIndex(in: range, notBelow: UInt32(document))
            guard posting < range.upperBound, segment.documents[posting] == document else { continue }
            Positions.read(segment, posting) { field, place in places.insert(Int(field) << 24 | place) }
        }
        return places
    }
}

extension BitSet {
    func intersection(_ other: BitSet) -> BitSet {
        var result = BitSet(capacity: capacity)
        for member in members where other.contains(member) { result.insert(member) }
        return result
    }

    func union(_ other: BitSet) -> BitSet {
        var result = self
        for member in other.members { result.insert(member) }
        return result
    }
}
