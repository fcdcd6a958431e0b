/// One variant's postings in one segment, read from the first document to the last.
struct PostingCursor {
    /// Postings not yet read.
    var place: Int
    let end: Int
    private let first: Int
    private let firstBlock: Int
    /// Score of an impact of 1.
    let unit: Float

    init(_ segment: Segment, form: Int, unit: Float) {
        let postings = segment.postings(form)
        place = postings.lowerBound
        end = postings.upperBound
        first = postings.lowerBound
        firstBlock = segment.blocks(form).lowerBound
        self.unit = unit
    }

    /// The greatest score of the postings before `stop`.
    func bound(_ segment: Segment, before stop: Int) -> Float {
        guard place < stop else { return 0 }
        var greatest: UInt8 = 0
        for block in (place - first) / Segment.blockLength...(stop - 1 - first) / Segment.blockLength {
            greatest = max(greatest, segment.blockImpacts[firstBlock + block])
        }
        return Float(greatest) * unit
    }
}

/// The variants of one word in one segment.
struct WordCursors {
    var cursors: [PostingCursor]
    let information: Float
    /// For each cursor, where its postings of the current window end.
    private(set) var stops: [Int]
    /// The greatest score in the current window; 0 where the word is absent from it.
    private(set) var bound: Float = 0

    init(_ group: QueryPlan.Group, _ segment: Segment) {
        information = group.information
        cursors = group.variants.compactMap { variant in
            segment.form(variant.form).map {
                PostingCursor(segment, form: $0, unit: variant.weight * group.information / 255)
            }
        }
        stops = Array(repeating: 0, count: cursors.count)
    }

    /// Finds what stands before document `limit`; everything before the window has been read or leapt over.
    mutating func enter(_ segment: Segment, limit: UInt32) {
        bound = 0
        for index in cursors.indices {
            let cursor = cursors[index]
            let stop = cursor.place == cursor.end
                ? cursor.end : segment.documents.firstIndex(in: cursor.place..<cursor.end, notBelow: limit)
            stops[index] = stop
            bound = max(bound, cursor.bound(segment, before: stop))
        }
    }

    /// Leaves the window, whether it was read or not.
    mutating func leave() {
        for index in cursors.indices { cursors[index].place = stops[index] }
    }
}
