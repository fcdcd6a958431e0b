/// Up to a few thousand rows, cell by cell, in columns. Its cells live until the scanner that made it scans again.
@safe struct CellBlock {
    let rows: Int
    let columns: Int
    /// Rows before this block, counted from where its scanner started.
    let firstRow: Int64
    /// Lines before this block, counted likewise.
    let firstLine: Int64
    private let cells: UnsafePointer<Cell>
    private let stride: Int

    init(rows: Int, columns: Int, stride: Int, firstRow: Int64, firstLine: Int64, cells: UnsafePointer<Cell>) {
        self.rows = rows
        self.columns = columns
        self.firstRow = firstRow
        self.firstLine = firstLine
        unsafe self.cells = unsafe cells
        self.stride = stride
    }

    /// The cells of one column, row after row.
    @inline(__always)
    func column(_ index: Int) -> UnsafeBufferPointer<Cell> {
        unsafe UnsafeBufferPointer(start: cells + index * stride, count: rows)
    }
}
