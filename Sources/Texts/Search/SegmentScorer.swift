/// Scores the documents of one segment, a window at a time, word by word within it.
///
/// The sums of a window fit in the processor's nearest cache. A window is leapt over where it cannot hold an answer: a
/// word that must be there is absent from it, or the greatest impacts of its blocks, added up, do not reach the score
/// that the worst of the best has (block-max MaxScore; S. Ding, T. Suel, “Faster Top-k Document Retrieval Using
/// Block-Max Indexes”, 2011). What is given for a document does not depend on what was leapt over.
struct SegmentScorer {
    static let windowLength = 2048

    private let segment: Segment
    private var words: [WordCursors]
    private let fieldMask: UInt8
    private let whole: Float
    private var best = [Float](repeating: 0, count: Self.windowLength)
    private var scores = [Float](repeating: 0, count: Self.windowLength)
    private var masses = [Float](repeating: 0, count: Self.windowLength)

    init(_ segment: Segment, plan: QueryPlan, fieldMask: UInt8) {
        self.segment = segment
        self.fieldMask = fieldMask
        whole = plan.information
        words = plan.evaluation.map { WordCursors(plan.groups[$0], segment) }
    }

    /// Gives the collector each document whose words tell at least `needed`, and its score.
    mutating func run(needed: Float, into collector: inout some HitCollector) {
        var start = 0
        while start < segment.documentCount {
            let limit = min(start + Self.windowLength, segment.documentCount)
            var mass: Float = 0
            var bound: Float = 0
            for index in words.indices {
                words[index].enter(segment, limit: UInt32(limit))
                if words[index].bound > 0 {
                    mass += words[index].information
                    bound += words[index].bound
                }
            }
            // Sums are rounded otherwise than scores are: a hair is left.
            if mass >= needed, bound * 1.0001 >= collector.threshold {
                score(from: UInt32(start))
                collect(start..<limit, needed, &collector)
            }
            for index in words.indices { words[index].leave() }
            start = limit
        }
    }

    private mutating func score(from start: UInt32) {
        for slot in 0..<Self.windowLength {
            scores[slot] = 0
            masses[slot] = 0
        }
        for index in words.indices where words[index].bound > 0 {
            let information = words[index].information
            for place in words[index].cursors.indices where words[index].cursors[place].place < words[index].stops[place] {
                keepBest(words[index].cursors[place], words[index].stops[place], start)
            }
            for slot in 0..<Self.windowLength {
                let value = best[slot]
                scores[slot] += value
                masses[slot] += value > 0 ? information : 0
                best[slot] = 0
            }
        }
    }

    /// Keeps, for each document of the window, the best of a word's variants.
    private mutating func keepBest(_ cursor: PostingCursor, _ stop: Int, _ start: UInt32) {
        let range = cursor.place..<stop
        let (unit, mask) = (cursor.unit, fieldMask)
        let segment = segment
        unsafe best.withUnsafeMutableBufferPointer { best in
            unsafe segment.documents.withPart(range) { documents in
                unsafe segment.impacts.withPart(range) { impacts in
                    unsafe segment.fields.withPart(range) { fields in
                        for index in 0..<range.count where unsafe fields[index] & mask != 0 {
                            let slot = unsafe Int(documents[index] &- start)
                            precondition(slot < Self.windowLength, "postings out of order")
                            let value = unsafe unit * Float(impacts[index])
                            if unsafe value > best[slot] { unsafe best[slot] = value }
                        }
                    }
                }
            }
        }
    }

    private func collect(_ window: Range<Int>, _ needed: Float, _ collector: inout some HitCollector) {
        for slot in 0..<window.count where masses[slot] >= needed {
            // A document that lacks words counts for the part that it has of what they tell.
            let share = masses[slot] >= whole ? 1 : masses[slot] / whole
            let boost = segment.boosts[window.lowerBound + slot]
            let score = scores[slot] * share * (1 - Ranking.boostShare + Ranking.boostShare * boost)
            collector.take(window.lowerBound + slot, score)
        }
    }
}

/// Receives the documents of a segment as they are scored.
protocol HitCollector {
    /// The score below which no document is of use any more; 0 while all are.
    var threshold: Float { get }
    mutating func take(_ document: Int, _ score: Float)
}
