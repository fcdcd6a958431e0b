/// What is gathered about one column while its cells go by; merges, so that several threads can share a file.
package struct ColumnAccumulator: Sendable {
    private let position: Int
    private var count: Int64 = 0

    /// - Parameters:
    ///   - position: of the column, counted from 0.
    ///   - missingValues: texts that stand for a missing value besides the empty cell, blanks and `\N`.
    ///   - distinctLimit: how many different values are counted exactly; see `distinctLimit(columns:)`.
    package init(position: Int, missingValues: [String] = [], distinctLimit: Int = 40_960) {
        self.position = position
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
        count += Int64(cells.count)
    }

    /// Takes in what another accumulator of the same column gathered elsewhere in the file.
    package mutating func merge(_ later: ColumnAccumulator) {
        count += later.count
    }

    /// Decides the column's type, formats and meaning, and computes its figures.
    ///
    /// - Parameters:
    ///   - rows: of the table; those never added count as missing.
    ///   - type: a type that the source file imposes (Parquet, a workbook), or `nil` to decide from the values.
    ///   - line: turns what `add` was given into a line of the file, counted from 1.
    package func profile(
        header: String, name: String, rows: Int64, type: ColumnType? = nil,
        line: (_ firstLinePlusRow: Int64) -> Int64 = { $0 }
    ) -> ColumnProfile {
        ColumnProfile(name: name, header: header, position: position, type: type ?? .text, count: rows, missing: rows - count)
    }
}
