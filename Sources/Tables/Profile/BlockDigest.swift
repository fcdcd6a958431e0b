/// What profiling the cells of one column of one block has worked out about them, for whoever looks at the same cells next.
///
/// One serves a whole reading: each column of each block overwrites it.
@safe
struct BlockDigest: ~Copyable {
    /// For a cell without a byte, in `entries`.
    static var empty: UInt32 { .max }

    /// Of each row of the block: a number that grows along the file and tells its line.
    let lines: UnsafeMutablePointer<Int64>
    /// `ByteHash` of each cell's bytes, untrimmed.
    let hashes: UnsafeMutablePointer<UInt64>
    /// Of each row of the block: the hashes of its cells so far, joined.
    let rows: UnsafeMutablePointer<UInt64>
    /// For the cells before `indexed`: the index of the cell's value among the different values of the stretch, or
    /// `empty`. An index stands for the same value as long as the same accumulator reads on.
    let entries: UnsafeMutablePointer<UInt32>
    /// From this cell to the end of the block there is no index, because the column has more different values than are
    /// remembered.
    var indexed = 0
    /// Cells that fit.
    let capacity: Int

    /// - Parameter capacity: most cells of a block.
    init(capacity: Int) {
        self.capacity = capacity
        unsafe lines = .allocate(capacity: Swift.max(1, capacity))
        unsafe hashes = .allocate(capacity: Swift.max(1, capacity))
        unsafe rows = .allocate(capacity: Swift.max(1, capacity))
        unsafe entries = .allocate(capacity: Swift.max(1, capacity))
        unsafe lines.initialize(repeating: 0, count: Swift.max(1, capacity))
        unsafe hashes.initialize(repeating: 0, count: Swift.max(1, capacity))
        unsafe rows.initialize(repeating: 0, count: Swift.max(1, capacity))
        unsafe entries.initialize(repeating: 0, count: Swift.max(1, capacity))
    }

    deinit {
        unsafe lines.deallocate()
        unsafe hashes.deallocate()
        unsafe rows.deallocate()
        unsafe entries.deallocate()
    }

    /// Begins a block and takes over the lines of its rows, each told as `base` and the lines before it.
    mutating func place(_ block: borrowing CellBlock, base: Int64) {
        precondition(block.rows <= capacity)
        unsafe rows.update(repeating: Self.seed, count: block.rows)
        block.forEachRun { rows, firstLine in
            for row in rows { unsafe lines[row] = base + firstLine + Int64(row - rows.lowerBound) }
        }
    }

    /// The same for rows on lines that follow one another.
    mutating func place(rows: Int, firstLine: Int64) {
        precondition(rows <= capacity)
        unsafe self.rows.update(repeating: Self.seed, count: rows)
        for row in 0..<rows { unsafe lines[row] = firstLine + Int64(row) }
    }

    private static var seed: UInt64 { 0x9E37_79B9_7F4A_7C15 }

    /// Hashes the cells of the next column, and joins them to their rows.
    mutating func hash(_ cells: UnsafeBufferPointer<Cell>) {
        precondition(cells.count <= capacity)
        indexed = 0
        for index in cells.indices {
            let hash = unsafe ByteHash.of(ByteView(cells[index]))
            unsafe hashes[index] = hash
            unsafe rows[index] = ByteHash.join(rows[index], hash)
        }
    }
}
