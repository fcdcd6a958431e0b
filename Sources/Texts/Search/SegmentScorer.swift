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

    /// Calls `body` with each document whose words tell at least `needed`, and its score.
    ///
    /// - Parameter threshold: the score below which nobody asks any more; 0 to have them all.
    mutating func run(
        needed: Float, threshold: () -> Float, _ body: (_ document: Int, _ score: Float) -> Void
    ) {
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
            if mass >= needed, bound * 1.0001 >= threshold() {
                score(from: UInt32(start))
                collect(start..<limit, needed, body)
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
        for word in words where word.bound > 0 {
            if word.cursors.count == 1 {
                add(word.cursors[0], word.stops[0], start, information: word.information)
            } else {
                for (cursor, stop) in zip(word.cursors, word.stops) where cursor.place < stop {
                    keepBest(cursor, stop, start)
                }
                let information = word.information
                for slot in 0..<Self.windowLength {
                    let value = best[slot]
                    scores[slot] += value
                    masses[slot] += value > 0 ? information : 0
                    best[slot] = 0
                }
            }
        }
    }

    /// Adds the postings of a word's only variant.
    private mutating func add(_ cursor: PostingCursor, _ stop: Int, _ start: UInt32, information: Float) {
        let range = cursor.place..<stop
        for posting in range where segment.fields[posting] & fieldMask != 0 {
            let slot = Int(segment.documents[posting] - start)
            scores[slot] += cursor.unit * Float(segment.impacts[posting])
            masses[slot] += information
        }
    }

    private mutating func keepBest(_ cursor: PostingCursor, _ stop: Int, _ start: UInt32) {
        for posting in cursor.place..<stop where segment.fields[posting] & fieldMask != 0 {
            let slot = Int(segment.documents[posting] - start)
            best[slot] = max(best[slot], cursor.unit * Float(segment.impacts[posting]))
        }
    }

    private func collect(_ window: Range<Int>, _ needed: Float, _ body: (Int, Float) -> Void) {
        for slot in 0..<window.count where masses[slot] >= needed {
            // A document that lacks words counts for the part that it has of what they tell.
            let share = masses[slot] >= whole ? 1 : masses[slot] / whole
            let boost = segment.boosts[window.lowerBound + slot]
            let score = scores[slot] * share * (1 - Ranking.boostShare + Ranking.boostShare * boost)
            body(window.lowerBound + slot, score)
        }
    }
}
