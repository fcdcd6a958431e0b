/// A document among the best.
struct Candidate: Sendable {
    /// What decides the place: a score, or the number by which the list is sorted.
    var key: Double
    /// Index of the snapshot's part.
    let part: Int
    let document: Int
    var score: Float
}

/// The best documents seen so far: a heap whose root is the worst of them.
///
/// Ties go by title where titles are the order, then by id, so that an order never depends on how documents came.
struct TopList {
    private let capacity: Int
    private let parts: [SnapshotPart]
    private let isByTitle: Bool
    private(set) var heap: [Candidate] = []

    init(capacity: Int, parts: [SnapshotPart], isByTitle: Bool) {
        self.capacity = capacity
        self.parts = parts
        self.isByTitle = isByTitle
    }

    /// The key that a document must reach to enter.
    var threshold: Double { heap.count < capacity || capacity == 0 ? -.infinity : heap[0].key }

    mutating func offer(_ candidate: Candidate) {
        if heap.count < capacity {
            heap.append(candidate)
            rise()
        } else if capacity > 0, candidate.key >= heap[0].key, precedes(candidate, heap[0]) {
            heap[0] = candidate
            sink()
        }
    }

    /// The best first.
    consuming func sorted() -> [Candidate] {
        let copy = self
        return heap.sorted { copy.precedes($0, $1) }
    }

    /// Whether one document comes before another.
    func precedes(_ left: Candidate, _ right: Candidate) -> Bool {
        if left.key != right.key { return left.key > right.key }
        let (a, b) = (parts[left.part].segment, parts[right.part].segment)
        if isByTitle {
            let order = Self.compare(a.titleKeys, left.document, b.titleKeys, right.document)
            if order != 0 { return order < 0 }
        }
        return Self.compare(a.ids, left.document, b.ids, right.document) < 0
    }

    private static func compare(_ left: ByteTable, _ leftIndex: Int, _ right: ByteTable, _ rightIndex: Int) -> Int {
        unsafe left.withBytes(leftIndex) { own in
            unsafe right.withBytes(rightIndex) { other in unsafe ByteTable.compare(own, other) }
        }
    }

    private mutating func rise() {
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard precedes(heap[parent], heap[child]) else { return }
            heap.swapAt(parent, child)
            child = parent
        }
    }

    private mutating func sink() {
        var parent = 0
        while true {
            var worst = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count {
                if precedes(heap[worst], heap[child]) { worst = child }
            }
            if worst == parent { return }
            heap.swapAt(parent, worst)
            parent = worst
        }
    }
}
