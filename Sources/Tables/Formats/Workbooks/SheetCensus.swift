/// What is in the columns of a sheet, gone through once before it is written: units and dates are decided for a whole
/// column, and merged cells are only told at the end of some files.
struct SheetCensus: SheetVisitor {
    struct ColumnUse {
        var filled = 0
        /// Plain numbers, but for the years above the first number with a unit, which head the column.
        var numbers = 0
        var percents = 0
        var euros = 0
        var days = 0
        var dayTimes = 0

        /// Whether every number below the header is shown as a percentage.
        var isPercent: Bool { percents > 0 && euros == 0 && numbers == 0 }
        var isEuro: Bool { euros > 0 && percents == 0 && numbers == 0 }
    }

    private(set) var columns: [ColumnUse] = []
    private(set) var rows = 0
    private(set) var merged: [MergedCells] = []

    /// Columns of which any cell is filled.
    var filledColumns: [Int] { columns.indices.filter { columns[$0].filled > 0 } }

    static let mostMerged = 100_000
    /// As many as the widest sheet of any program has.
    static let mostColumns = 16_384

    mutating func visit(_ row: borrowing SheetRow, times: Int) {
        rows += times
        for cell in row.cells where cell.column < Self.mostColumns {
            while columns.count <= cell.column { columns.append(ColumnUse()) }
            columns[cell.column].filled += 1
            switch cell.kind {
            case .text, .time: break
            case .number:
                let isAbove = columns[cell.column].percents + columns[cell.column].euros == 0
                if !isAbove || !CellKind.isYear(Array(row.bytes[cell.start..<(cell.start + cell.count)])) { columns[cell.column].numbers += 1 }
            case .percent: columns[cell.column].percents += 1
            case .euro: columns[cell.column].euros += 1
            case .day: columns[cell.column].days += 1
            case .dayTime: columns[cell.column].dayTimes += 1
            }
        }
    }

    mutating func visit(_ cells: MergedCells) {
        if merged.count < Self.mostMerged { merged.append(cells) }
    }
}
