/// What is gathered about one column while its cells go by; merges, so that several threads can share a file.
///
/// While different values are few they are counted exactly and looked at once each; past `distinctLimit` they are
/// analysed as they come and their figures sketched. Both give the same profile in whatever order and on however many
/// threads the cells came, but for the counts of `topValues` where `topValuesAreExact` is `false`.
package struct ColumnAccumulator: Sendable {
    let position: Int
    private let missingValues: [[UInt8]]
    private let distinctLimit: Int
    private let usesLanes: Bool
    /// Cells added, missing ones included.
    private(set) var count: Int64 = 0
    /// Cells without a byte.
    private(set) var empty: Int64 = 0
    /// The values, as long as they are few.
    private(set) var dictionary: ValueDictionary?
    /// The analysis of the stream, once they are many.
    private(set) var stream: ColumnAnalysis?

    /// - Parameters:
    ///   - position: of the column, counted from 0.
    ///   - missingValues: texts that stand for a missing value besides the empty cell, blanks and `\N`.
    ///   - distinctLimit: how many different values are counted exactly; see `distinctLimit(columns:)`.
    ///   - usesLanes: whether values are read by the shortest way that the column allows; for tests, which compare.
    package init(position: Int, missingValues: [String] = [], distinctLimit: Int = 40_960, usesLanes: Bool = true) {
        self.usesLanes = usesLanes
        self.position = position
        self.missingValues = missingValues.map { Array($0.utf8) }
        self.distinctLimit = distinctLimit
        dictionary = ValueDictionary(limit: distinctLimit)
    }

    /// An empty accumulator for another stretch of the same column.
    ///
    /// Where this one already met more values than it remembers, the whole column does too, and the new one does not
    /// begin by remembering; else it begins with the values known here, uncounted. It is faster, and merging gives the
    /// same profile.
    package func successor() -> ColumnAccumulator {
        var successor = self
        successor.count = 0
        successor.empty = 0
        if stream == nil {
            successor.dictionary = dictionary?.successor()
        } else {
            successor.stream = emptyStream()
        }
        return successor
    }

    /// A limit that keeps a table of `columns` columns within about 200 MB per thread at worst.
    package static func distinctLimit(columns: Int) -> Int {
        Swift.max(1_024, Swift.min(40_960, 2_000_000 / Swift.max(1, columns)))
    }

    /// Takes in the cells of one block of this column.
    ///
    /// Blocks may come in any order. `firstLine` only has to grow along the file: a reader that does not know its line
    /// yet may pass any such number and translate it in `profile(…line:)`.
    package mutating func add(_ cells: UnsafeBufferPointer<Cell>, firstRow: Int64, firstLine: Int64) {
        var digest = BlockDigest(capacity: cells.count)
        digest.place(rows: cells.count, firstLine: firstLine)
        unsafe add(cells, &digest)
    }

    /// Takes in the cells of one block whose lines the digest knows, and leaves there what was worked out on the way.
    mutating func add(_ cells: UnsafeBufferPointer<Cell>, _ digest: inout BlockDigest) {
        count &+= Int64(cells.count)
        unsafe digest.hash(cells)
        var next = 0
        if dictionary != nil {
            next = unsafe dictionary!.add(cells, from: 0, empty: &empty, &digest)
            if next == cells.count { return }
            startStream()
        }
        unsafe stream!.add(cells, from: next, empty: &empty, digest)
    }

    /// How many indices the digests of this stretch have named so far.
    var entryCount: Int { dictionary?.entries.count ?? 0 }
    /// Of these, how many were taken over: they stand for the same values in every stretch that succeeds the first.
    var sharedEntryCount: Int { dictionary?.inherited ?? 0 }

    /// Hands the values remembered so far over to the stream.
    private mutating func startStream() {
        guard let known = dictionary else { return }
        dictionary = nil
        if stream == nil { stream = emptyStream() }
        Self.replay(known, into: &stream!)
    }

    /// More different values come than any list of names holds, so names are no longer looked up.
    private func emptyStream() -> ColumnAnalysis {
        var analysis = ColumnAnalysis(missingValues: missingValues, sketches: Sketches(distinctLimit: distinctLimit), usesLanes: usesLanes)
        analysis.stopLookingUpNames()
        return analysis
    }

    private static func replay(_ dictionary: ValueDictionary, from start: Int = 0, into analysis: inout ColumnAnalysis) {
        let classes = ByteClass.table
        dictionary.forEach(from: start) { value, hash, count, line in
            analysis.add(value, hash: hash, count: count, line: line, classes)
        }
        analysis.tally.settle()
    }

    /// Takes in what another accumulator of the same column gathered elsewhere in the file.
    package mutating func merge(_ later: ColumnAccumulator) {
        count += later.count
        empty += later.empty
        if let theirs = later.dictionary {
            var next = 0
            if dictionary != nil {
                next = dictionary!.merge(theirs)
                if next == theirs.entries.count { return }
                startStream()
            }
            Self.replay(theirs, from: next, into: &stream!)
        } else if let theirs = later.stream {
            startStream()
            stream!.merge(theirs)
        }
    }

    /// The analysis of all values, and the values themselves where they are still known.
    func analysis() -> (ColumnAnalysis, ValueDictionary?) {
        if let stream { return (stream, nil) }
        var analysis = ColumnAnalysis(missingValues: missingValues)
        if let dictionary { Self.replay(dictionary, into: &analysis) }
        return (analysis, dictionary)
    }
}
