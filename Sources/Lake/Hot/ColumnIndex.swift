internal import DuckDB
internal import Synchronization
internal import Tables

/// One column in memory: its different values in order, and the rank of each row's value among them.
///
/// Every comparison is then one of whole numbers: `nom = 'MARTIN'` is a rank, `population >= 1000` a range of them.
final class ColumnIndex: Sendable {
    let column: LakeColumn
    /// By row, from 0; a missing value has the rank that follows the last value's, and so sorts last.
    let ranks: [UInt32]
    let values: DistinctValues
    /// For a text column that is searched by parts; nil for the others, and for shapes.
    let folded: FoldedTexts?
    private let lazyRows = Mutex<RowsByRank?>(nil)

    /// The rows in the order of their ranks, then of the file, and where each rank begins among them.
    struct RowsByRank: Sendable {
        let rows: [UInt32]
        /// One more than there are ranks, the missing included.
        let starts: [UInt32]

        func places(_ ranks: Range<UInt32>) -> Range<Int> { Int(starts[Int(ranks.lowerBound)])..<Int(starts[Int(ranks.upperBound)]) }
    }

    init(_ column: LakeColumn, ranks: [UInt32], values: DistinctValues, folded: FoldedTexts? = nil) {
        self.column = column
        self.folded = folded
        self.ranks = ranks
        self.values = values
    }

    /// The rank of a missing value.
    var missing: UInt32 { UInt32(values.count) }

    /// Made at the first call, by counting: two passes over the ranks.
    var rowsByRank: RowsByRank {
        lazyRows.withLock { lazy in
            if let made = lazy { return made }
            var starts = [UInt32](repeating: 0, count: values.count + 2)
            for rank in ranks { starts[Int(rank) + 1] += 1 }
            for rank in 1..<starts.count { starts[rank] += starts[rank - 1] }
            var next = starts
            var rows = [UInt32](repeating: 0, count: ranks.count)
            for (row, rank) in ranks.enumerated() {
                rows[Int(next[Int(rank)])] = UInt32(row)
                next[Int(rank)] += 1
            }
            let made = RowsByRank(rows: rows, starts: starts)
            lazy = made
            return made
        }
    }

    func value(_ row: Int) -> Value {
        let rank = ranks[row]
        return rank == missing ? .null : values[Int(rank)]
    }

    /// With the order of the rows, which may still have to be made.
    var bytes: Int { ranks.count * 8 + values.bytes * 3 / 2 + (folded?.bytes ?? 0) }
}
