/// Filters documents and counts the codes of facets, each facet with the filters of the others.
struct FacetTally {
    private struct Filter {
        let facet: Int
        let isAllowed: [Bool]
    }

    private let vocabulary: FacetVocabulary
    private var filters: [Filter] = []
    /// Codes that a document must hold; `nil` for one that no document does.
    private var required: [(facet: Int, number: UInt32?)] = []
    /// Facets to count, and for each code the documents that hold it.
    private var counted: [(facet: Int, filter: Int?, counts: [Int32])] = []
    private let limits: [String: Int]
    /// Whether a filter names only codes that no document holds.
    private let selections: [String: Set<String>]

    init(_ search: TextSearch, _ vocabulary: FacetVocabulary) {
        self.vocabulary = vocabulary
        limits = search.facets
        selections = search.filters
        for (name, values) in search.filters.sorted(by: { $0.key < $1.key }) {
            let facet = vocabulary.index(name)
            var isAllowed = [Bool](repeating: false, count: facet.map { vocabulary.facets[$0].values.count } ?? 0)
            if let facet {
                for value in values {
                    if let number = vocabulary.facets[facet].numbers[value] { isAllowed[Int(number)] = true }
                }
            }
            filters.append(Filter(facet: facet ?? -1, isAllowed: isAllowed))
        }
        for (name, values) in search.required.sorted(by: { $0.key < $1.key }) {
            let facet = vocabulary.index(name)
            for value in values.sorted() {
                required.append((facet ?? -1, facet.flatMap { vocabulary.facets[$0].numbers[value] }))
            }
        }
        for name in search.facets.keys.sorted() {
            guard let facet = vocabulary.index(name) else { continue }
            counted.append((
                facet, filters.firstIndex { $0.facet == facet },
                Array(repeating: 0, count: vocabulary.facets[facet].values.count)
            ))
        }
    }

    var isTrivial: Bool { filters.isEmpty && required.isEmpty && counted.isEmpty }

    /// Counts one document.
    ///
    /// - Returns: whether it passes all filters.
    mutating func take(_ document: Int, _ part: SnapshotPart) -> Bool {
        guard required.allSatisfy({ holds($0.number, $0.facet, document, part) }) else { return false }
        var failed: Int?
        for (index, filter) in filters.enumerated() where !passes(filter, document, part) {
            // Out by two filters, it counts for no facet.
            if failed != nil { return false }
            failed = index
        }
        for index in counted.indices where failed == nil || counted[index].filter == failed {
            guard let (facet, numbers) = Self.facet(counted[index].facet, part) else { continue }
            for place in facet.range(document) {
                counted[index].counts[Int(numbers[Int(facet.ordinals[place])])] += 1
            }
        }
        return failed == nil
    }

    private func passes(_ filter: Filter, _ document: Int, _ part: SnapshotPart) -> Bool {
        guard let (facet, numbers) = Self.facet(filter.facet, part) else { return false }
        return facet.range(document).contains { filter.isAllowed[Int(numbers[Int(facet.ordinals[$0])])] }
    }

    private func holds(_ number: UInt32?, _ facet: Int, _ document: Int, _ part: SnapshotPart) -> Bool {
        guard let number, let (facet, numbers) = Self.facet(facet, part) else { return false }
        return facet.range(document).contains { numbers[Int(facet.ordinals[$0])] == number }
    }

    private static func facet(_ facet: Int, _ part: SnapshotPart) -> (SegmentFacet, [UInt32])? {
        guard facet >= 0, facet < part.facets.count, let own = part.facets[facet].facet else { return nil }
        return (part.segment.facets[own], part.facets[facet].numbers)
    }

    /// The codes of each facet asked for, the most frequent first; those chosen are there even without documents.
    func counts() -> [String: [FacetCount]] {
        var result: [String: [FacetCount]] = [:]
        for name in limits.keys { result[name] = [] }
        for (facet, _, counts) in counted {
            let entry = vocabulary.facets[facet]
            let order = counts.indices.filter { counts[$0] > 0 }.sorted {
                counts[$0] == counts[$1] ? entry.values[$0] < entry.values[$1] : counts[$0] > counts[$1]
            }
            result[entry.name] = order.prefix(limits[entry.name] ?? 0).map {
                FacetCount(value: entry.values[$0], count: Int(counts[$0]))
            }
        }
        for (name, values) in selections where limits[name] != nil {
            for value in values.sorted() where result[name]?.contains(where: { $0.value == value }) != true {
                let number = vocabulary.index(name).flatMap { facet in
                    vocabulary.facets[facet].numbers[value].flatMap { number in
                        counted.first { $0.facet == facet }.map { Int($0.counts[Int(number)]) }
                    }
                }
                result[name, default: []].append(FacetCount(value: value, count: number ?? 0))
            }
        }
        return result
    }
}
