/// Puts segments together without reading texts again: words, impacts and positions are copied as they are.
enum SegmentMerger {
    /// - Returns: the segment of what is left of all, and for each part the new number of its documents, -1 where
    ///   removed.
    static func merge(_ parts: [SnapshotPart], fingerprint: UInt64) throws -> (segment: Segment, numbers: [[Int32]]) {
        var content = SegmentContent()
        let numbers = parts.map { part in
            (0..<part.segment.documentCount).map { document -> Int32 in
                guard part.isLive(document) else { return -1 }
                copyDocument(document, part.segment, &content)
                return Int32(content.documentCount - 1)
            }
        }
        copyFacets(parts, numbers, &content)
        copyWords(parts, numbers, &content)
        content.fillIDOrder()
        return (try content.segment(fingerprint: fingerprint), numbers)
    }

    private static func copyDocument(_ document: Int, _ segment: Segment, _ content: inout SegmentContent) {
        content.documentCount += 1
        content.ids.append(segment.ids[document])
        content.titles.append(segment.titles[document])
        content.titleKeys.append(segment.titleKeys[document])
        content.titleLengths.append(segment.titleLengths[document])
        content.boosts.append(segment.boosts[document])
        content.modified.append(segment.modified[document])
        content.created.append(segment.created[document])
        content.size.append(segment.size[document])
    }

    private static func copyFacets(_ parts: [SnapshotPart], _ numbers: [[Int32]], _ content: inout SegmentContent) {
        var names: [String] = []
        for part in parts {
            for facet in part.segment.facets where !names.contains(facet.name) { names.append(facet.name) }
        }
        for name in names {
            var merged = SegmentContent.FacetContent(name: name)
            var ordinals: [String: UInt32] = [:]
            for (part, numbers) in zip(parts, numbers) {
                let facet = part.segment.facets.first { $0.name == name }
                for document in 0..<part.segment.documentCount where numbers[document] >= 0 {
                    for place in facet?.range(document) ?? 0..<0 {
                        guard let facet else { continue }
                        let value = facet.values.string(Int(facet.ordinals[place]))
                        let ordinal = ordinals[value] ?? UInt32(ordinals.count)
                        if ordinals.updateValue(ordinal, forKey: value) == nil {
                            merged.values.append(Array(value.utf8))
                        }
                        merged.ordinals.append(ordinal)
                    }
                    merged.ends.append(UInt32(merged.ordinals.count))
                }
            }
            content.facets.append(merged)
        }
    }

    /// The forms of one segment, in order.
    private struct Walker {
        let segment: Segment
        private(set) var form = 0
        private var key = -1
        private var keyEnd = 0
        private(set) var keyBytes: [UInt8] = []
        private(set) var formBytes: [UInt8] = []

        init(_ segment: Segment) {
            self.segment = segment
            load()
        }

        var isDone: Bool { form >= segment.forms.count }

        mutating func advance() {
            form += 1
            load()
        }

        private mutating func load() {
            guard !isDone else { return }
            while form >= keyEnd {
                key += 1
                keyEnd = segment.forms(ofKey: key).upperBound
                keyBytes = segment.keys[key]
            }
            formBytes = segment.forms[form]
        }

        func precedes(_ other: Walker) -> Bool {
            keyBytes == other.keyBytes
                ? formBytes.lexicographicallyPrecedes(other.formBytes) : keyBytes.lexicographicallyPrecedes(other.keyBytes)
        }
    }

    private static func copyWords(_ parts: [SnapshotPart], _ numbers: [[Int32]], _ content: inout SegmentContent) {
        var walkers = parts.map { Walker($0.segment) }
        var stems: [[UInt8]] = []
        while true {
            var first: Int?
            for index in walkers.indices where !walkers[index].isDone {
                if first.map({ walkers[index].precedes(walkers[$0]) }) ?? true { first = index }
            }
            guard let first else { break }
            let leader = walkers[first]
            let before = content.documents.count
            for index in walkers.indices where !walkers[index].isDone && walkers[index].formBytes == leader.formBytes {
                copyPostings(walkers[index].form, walkers[index].segment, numbers[index], &content)
            }
            if content.documents.count > before {
                content.appendForm(leader.formBytes, key: leader.keyBytes)
                stems.append(leader.segment.stems[Int(leader.segment.formStems[leader.form])])
                content.closeForm()
            }
            for index in walkers.indices where !walkers[index].isDone && walkers[index].formBytes == leader.formBytes {
                walkers[index].advance()
            }
        }
        content.fillStems(stems)
    }

    private static func copyPostings(
        _ form: Int, _ segment: Segment, _ numbers: [Int32], _ content: inout SegmentContent
    ) {
        for posting in segment.postings(form) {
            let document = numbers[Int(segment.documents[posting])]
            guard document >= 0 else { continue }
            content.documents.append(UInt32(document))
            content.impacts.append(segment.impacts[posting])
            content.fields.append(segment.fields[posting])
            unsafe segment.positions.withPart(segment.positionBytes(posting)) { bytes in
                unsafe content.positions.append(contentsOf: bytes)
            }
            content.positionEnds.append(UInt32(truncatingIfNeeded: content.positions.count))
        }
    }
}
