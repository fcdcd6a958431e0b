/// Up to a few thousand rows, cell by cell, in columns. Its cells live until the scanner that made it scans again.
@safe struct CellBlock {
    /// Rows that stand on lines following one another.
    struct Run {
        /// Index in the block of the first of them.
        let row: Int
        /// Lines before it, counted from where its scanner started.
        let line: Int64
    }

    let rows: Int
    let columns: Int
    /// Rows before this block, counted from where its scanner started.
    let firstRow: Int64
    /// The runs in order, the first at row 0: most blocks have one. A cell of several lines, a blank line, a comment or
    /// a rejected row starts another.
    let runs: [Run]
    /// The rows with fewer cells than there are columns, in order.
    let shortRows: [Int32]
    private let cells: UnsafePointer<Cell>
    private let stride: Int

    init(rows: Int, columns: Int, stride: Int, firstRow: Int64, runs: [Run], shortRows: [Int32], cells: UnsafePointer<Cell>) {
        self.rows = rows
        self.columns = columns
        self.firstRow = firstRow
        self.runs = runs
        self.shortRows = shortRows
        unsafe self.cells = unsafe cells
        self.stride = stride
    }

    /// The cells of one column, row after row.
    @inline(__always)
    func column(_ index: Int) -> UnsafeBufferPointer<Cell> {
        unsafe UnsafeBufferPointer(start: cells + index * stride, count: rows)
    }

    /// Lines before the row, counted from where its scanner started.
    func line(ofRow row: Int) -> Int64 { runs.line(ofRow: row) }

    /// Whether the row, one of `shortRows`, has no cell in that column.
    func isAbsent(_ column: Int, _ row: Int) -> Bool {
        let cell = unsafe self.column(column)[row]
        return unsafe cell.count == 0 && cell.start == self.column(columns - 1)[row].start
    }

    /// The rows of each run with the line of the first.
    @inline(__always)
    func forEachRun(_ body: (_ rows: Range<Int>, _ firstLine: Int64) -> Void) {
        for index in runs.indices {
            let end = index + 1 < runs.count ? runs[index + 1].row : rows
            body(runs[index].row..<end, runs[index].line)
        }
    }
}

extension [CellBlock.Run] {
    /// The line of a row, by bisection.
    func line(ofRow row: Int) -> Int64 {
        var low = 0
        var high = count
        while high - low > 1 {
            let middle = (low + high) / 2
            if self[middle].row <= row { low = middle } else { high = middle }
        }
        return isEmpty ? 0 : self[low].line + Int64(row - self[low].row)
    }
}
