import Tables

/// Builds columns from literal values, as a reader would hand them over.
enum Columns {
    /// Lends the cells of `values`, one block, for the length of `body`.
    static func withCells<R>(_ values: [String], _ body: (UnsafeBufferPointer<Cell>) throws -> R) rethrows -> R {
        var bytes: [UInt8] = []
        var spans: [(Int, Int)] = []
        for value in values {
            spans.append((bytes.count, value.utf8.count))
            bytes.append(contentsOf: value.utf8)
        }
        bytes.append(0)
        return try unsafe bytes.withUnsafeBufferPointer { buffer in
            let cells = spans.map { unsafe Cell(start: buffer.baseAddress! + $0.0, count: UInt32($0.1)) }
            return try unsafe cells.withUnsafeBufferPointer { try unsafe body($0) }
        }
    }

    static func accumulator(
        _ values: [String], position: Int = 1, firstRow: Int64 = 0, missingValues: [String] = [], distinctLimit: Int = 40_960
    ) -> ColumnAccumulator {
        var accumulator = ColumnAccumulator(position: position, missingValues: missingValues, distinctLimit: distinctLimit)
        unsafe withCells(values) { unsafe accumulator.add($0, firstRow: firstRow, firstLine: firstRow + 2) }
        return accumulator
    }

    /// The profile of a column whose values stand from line 2 on.
    static func profile(
        _ values: [String], header: String = "colonne", position: Int = 1, missingValues: [String] = [], distinctLimit: Int = 40_960
    ) -> ColumnProfile {
        accumulator(values, position: position, missingValues: missingValues, distinctLimit: distinctLimit)
            .profile(header: header, name: header, rows: Int64(values.count))
    }

    static func withCell<R>(_ value: String, _ body: (Cell) throws -> R) rethrows -> R {
        try unsafe withCells([value]) { try unsafe body($0[0]) }
    }
}

/// Reproducible pseudo-random numbers (xorshift), so that a failing test fails again.
struct Dice {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }

    mutating func below(_ limit: UInt64) -> UInt64 { next() % limit }
}
