import CScan

/// Cuts a stretch of a delimited file into blocks of cells, holding one window of the file at a time.
///
/// A stretch is given by where rows may start: a scanner reads the row that starts before the end of its stretch to
/// its own end, wherever that is. Two scanners of neighbouring stretches therefore share no row and lose none, as long
/// as the second starts where the first stopped (`position`).
///
/// The grammar is RFC 4180's, read generously: a quote opens a cell only at its start (spaces before it allowed) and
/// closes it only before a delimiter, a line end or the end of the file (spaces between allowed); every other quote is
/// an ordinary character.
@safe struct RowScanner: ~Copyable {
    let grammar: Grammar
    let source: ByteSource
    /// What was met since `start(at:limit:)`.
    var tally = ScanTally()
    /// Offset in the file of the first byte not yet cut into rows: always the start of a row.
    var position: Int64 { windowOffset + Int64(next) }

    // The window: bytes [0, filled) are the file's from `windowOffset`; 64 zero bytes follow, so that masks may be
    // taken across the end.
    var window: UnsafeMutablePointer<UInt8>
    var capacity: Int
    var filled = 0
    var windowOffset: Int64 = 0
    /// Index in the window of the first byte not yet cut.
    var next = 0
    /// Rows start before this offset.
    var limit: Int64 = 0

    let cells: UnsafeMutablePointer<Cell>
    /// The lines of the rows of the block being cut.
    var runs: [CellBlock.Run] = []
    /// The rows of the block being cut that lack cells.
    var shortRows: [Int32] = []
    /// Indices into `cells` whose text holds doubled or escaped quotes.
    var escaped: [Int32] = []
    /// Text of the cells that are not UTF-8 in the file.
    var arena: UnsafeMutablePointer<UInt8>
    var arenaCapacity = 0

    static let firstCapacity = 1 << 20

    init(_ source: ByteSource, _ grammar: Grammar, capacity: Int = Self.firstCapacity) {
        self.source = source
        self.grammar = grammar
        self.capacity = capacity
        unsafe window = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + 64)
        unsafe cells = UnsafeMutablePointer<Cell>.allocate(capacity: grammar.rowsPerBlock * grammar.columns)
        unsafe arena = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)
    }

    deinit {
        unsafe window.deallocate()
        unsafe cells.deallocate()
        unsafe arena.deallocate()
    }

    /// Scans from `offset`, where a row starts, the rows that start before `limit`.
    mutating func start(at offset: Int64, limit: Int64) {
        let end = windowOffset + Int64(filled)
        // A window that already holds the offset is kept: finding the first row of a stretch has just read it.
        if offset >= windowOffset, offset <= end, untouched {
            next = Int(offset - windowOffset)
        } else {
            windowOffset = offset
            filled = 0
            next = 0
        }
        self.limit = limit
        isSkippingLine = false
        tally = ScanTally()
    }

    /// Whether no cell was rewritten in the window, so that it may be scanned again.
    var untouched = true
    /// Whether the bytes up to the next line end belong to a row that was rejected for its length.
    var isSkippingLine = false

    /// The next rows, or `nil` at the end of the stretch. The block before is void from here on.
    mutating func nextBlock(rows limitOfRows: Int = .max) throws -> CellBlock? {
        let mostRows = min(limitOfRows, grammar.rowsPerBlock)
        while position < limit || isSkippingLine, position < source.size {
            if next == filled { try refill() }
            if isSkippingLine {
                skipToLineEnd()
                continue
            }
            let firstRow = tally.rows
            let from = next
            let (rows, starved) = cut(mostRows: mostRows)
            if tally.unclosedQuotes > TooManyUnclosedQuotes.limit { throw TooManyUnclosedQuotes() }
            if rows > 0 {
                finishText(from: from, to: next, rows: rows)
                return unsafe CellBlock(
                    rows: rows, columns: grammar.columns, stride: grammar.rowsPerBlock, firstRow: firstRow,
                    runs: runs, shortRows: shortRows, cells: UnsafePointer(cells))
            }
            if starved { try refill() }
        }
        return nil
    }

    /// Moves what is left of the window to its front and reads on behind it, growing when one row fills it all.
    mutating func refill() throws {
        let left = filled - next
        if left == capacity {
            let larger = min(capacity * 2, Grammar.longestRow + Self.firstCapacity)
            let grown = UnsafeMutablePointer<UInt8>.allocate(capacity: larger + 64)
            unsafe grown.update(from: window + next, count: left)
            unsafe window.deallocate()
            unsafe window = grown
            capacity = larger
        } else if next > 0 {
            unsafe window.update(from: window + next, count: left)
        }
        windowOffset += Int64(next)
        next = 0
        untouched = true
        let read = try unsafe source.read(
            into: UnsafeMutableRawBufferPointer(start: window + left, count: capacity - left),
            at: windowOffset + Int64(left))
        if read == 0, windowOffset + Int64(left) < source.size {
            throw TablesError("file.changed")
        }
        filled = left + read
        unsafe (window + filled).update(repeating: 0, count: 64)
    }

    /// Whether the window reaches the end of the file.
    var reachesEnd: Bool { windowOffset + Int64(filled) >= source.size }
}
