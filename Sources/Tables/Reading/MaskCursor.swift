import CScan

/// The masks of the 64 bytes under the scanner, and how many line ends lie before them.
@safe struct MaskCursor {
    let buffer: UnsafeMutablePointer<UInt8>
    let delimiter: UInt8
    let quote: UInt8
    let newline: UInt8
    let quoting: UInt64
    var base: Int
    var quotes: UInt64 = 0
    var delimiters: UInt64 = 0
    var newlines: UInt64 = 0
    /// Line ends between where the cursor began and `base`.
    var linesBefore = 0

    @inline(__always)
    init(_ buffer: UnsafeMutablePointer<UInt8>, _ grammar: borrowing Grammar, at base: Int) {
        unsafe self.buffer = unsafe buffer
        delimiter = grammar.delimiter
        quote = grammar.quote
        newline = grammar.newline
        quoting = grammar.quoting
        self.base = base
        load()
    }

    @inline(__always)
    mutating func load() {
        let masks = unsafe scan_64(buffer + base, quote, delimiter, newline)
        quotes = masks.quotes & quoting
        delimiters = masks.delimiters
        newlines = masks.newlines
    }

    /// Steps to the next 64 bytes; `false` at `end`, where nothing is loaded.
    @inline(__always)
    mutating func step(end: Int) -> Bool {
        linesBefore &+= newlines.nonzeroBitCount
        base &+= 64
        if base >= end {
            quotes = 0
            delimiters = 0
            newlines = 0
            return false
        }
        load()
        return true
    }

    @inline(__always) var all: UInt64 { quotes | delimiters | newlines }

    /// Line ends before `index`, which lies in the masks or right behind them.
    func lines(before index: Int) -> Int {
        let width = index - base
        let below: UInt64 = width >= 64 ? .max : (1 << UInt64(max(0, width))) &- 1
        return linesBefore + (newlines & below).nonzeroBitCount
    }
}
