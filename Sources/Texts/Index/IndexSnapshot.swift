/// The index at one instant: what a search reads, untouched by the updates that follow.
struct IndexSnapshot: Sendable {
    var parts: [SnapshotPart] = []
    var vocabulary = FacetVocabulary()
    /// Grows with each change.
    var generation = 0

    /// Documents that can be found.
    var documentCount: Int { parts.reduce(0) { $0 + $1.liveCount } }
}

/// A segment, less the documents removed since it was made.
struct SnapshotPart: Sendable {
    let segment: Segment
    /// `nil` while none is.
    var removed: BitSet?
    /// For each facet of the vocabulary: where it is among the segment's, and the vocabulary's number of its values.
    let facets: [FacetMap]

    struct FacetMap: Sendable {
        /// Index among the segment's facets; `nil` where it has none of that name.
        let facet: Int?
        let numbers: [UInt32]
    }

    init(_ segment: Segment, vocabulary: inout FacetVocabulary) {
        self.segment = segment
        for facet in segment.facets { vocabulary.add(facet) }
        facets = vocabulary.facets.map { entry in
            guard let index = segment.facets.firstIndex(where: { $0.name == entry.name }) else {
                return FacetMap(facet: nil, numbers: [])
            }
            let values = segment.facets[index].values
            return FacetMap(facet: index, numbers: (0..<values.count).map { entry.numbers[values.string($0)] ?? 0 })
        }
    }

    var liveCount: Int { segment.documentCount - (removed?.count ?? 0) }

    func isLive(_ document: Int) -> Bool { removed?.contains(document) != true }

    /// Live documents that hold a form.
    func liveCount(ofForm form: Int) -> Int {
        let postings = segment.postings(form)
        guard let removed else { return postings.count }
        return postings.reduce(0) { $0 + (removed.contains(Int(segment.documents[$1])) ? 0 : 1) }
    }
}

/// The codes met in facets, numbered across segments.
struct FacetVocabulary: Sendable {
    struct Entry: Sendable {
        let name: String
        var values: [String] = []
        var numbers: [String: UInt32] = [:]
    }

    private(set) var facets: [Entry] = []

    func index(_ name: String) -> Int? { facets.firstIndex { $0.name == name } }

    mutating func add(_ facet: SegmentFacet) {
        let index = index(facet.name) ?? {
            facets.append(Entry(name: facet.name))
            return facets.count - 1
        }()
        for value in 0..<facet.values.count {
            let text = facet.values.string(value)
            if facets[index].numbers[text] == nil {
                facets[index].numbers[text] = UInt32(facets[index].values.count)
                facets[index].values.append(text)
            }
        }
    }
}
