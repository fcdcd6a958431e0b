/// A cell of a sheet that holds something.
struct SheetCell {
    /// What a cell is besides its characters.
    enum Kind: UInt8 {
        /// Characters that stand for themselves: texts, booleans, numbers padded with zeros, durations.
        case text
        /// A number without a unit, its digits in `bytes`.
        case number
        /// A number that the sheet shows as a percentage or in euros.
        case percent, euro
        /// A day, a day with a time, a time of day: microseconds in `value`.
        case day, dayTime, time
    }

    /// From 0.
    var column: Int
    var kind: Kind
    /// Where its characters are in the row's bytes.
    var start: Int
    var count: Int
    /// Microseconds since 1970, or since midnight.
    var microseconds: Int64 = 0
}

/// A row of a sheet that holds something.
struct SheetRow {
    /// As the sheet numbers it, from 1.
    var number = 0
    var cells: [SheetCell] = []
    var bytes: [UInt8] = []

    mutating func clear(number: Int) {
        self.number = number
        cells.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
    }

    /// Adds what was appended to `bytes` from `start` on as a cell, unless it is nothing.
    mutating func add(column: Int, _ kind: SheetCell.Kind, from start: Int) {
        guard bytes.count > start else { return }
        cells.append(SheetCell(column: column, kind: kind, start: start, count: bytes.count - start))
    }

    mutating func add(column: Int, _ kind: SheetCell.Kind, microseconds: Int64) {
        cells.append(SheetCell(column: column, kind: kind, start: bytes.count, count: 0, microseconds: microseconds))
    }

    mutating func add(column: Int, text: String) {
        let start = bytes.count
        bytes.append(contentsOf: text.utf8)
        add(column: column, .text, from: start)
    }
}

/// Cells joined into one, rows from 1 and columns from 0, both ends included.
struct MergedCells {
    var rows: ClosedRange<Int>
    var columns: ClosedRange<Int>
}

/// Whoever goes through a sheet: rows come in order, merged cells whenever the file tells them.
protocol SheetVisitor: ~Copyable {
    /// - Parameter times: how often the row stands in the sheet, one below the other.
    mutating func visit(_ row: borrowing SheetRow, times: Int) throws
    mutating func visit(_ merged: MergedCells)
}

/// A file of sheets.
protocol Workbook {
    /// Their names in order, and whether the workbook hides them.
    var sheets: [(name: String, isHidden: Bool)] { get }
    /// - Throws: `TablesError`, `XMLDamage`; what the visitor throws.
    func read(_ sheet: Int, into visitor: inout some SheetVisitor & ~Copyable) throws
}
