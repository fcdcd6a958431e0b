/// A dialect in bytes, with the number of columns: all that the scanner needs to know of a file.
struct Grammar: Sendable {
    let delimiter: UInt8
    /// The quote, and all ones where the dialect has one: the mask of quotes is and-ed with `quoting`.
    let quote: UInt8
    let quoting: UInt64
    /// Whether a backslash before a quote makes it an ordinary character.
    let hasBackslash: Bool
    /// `\n`, or `\r` in files that end lines so.
    let newline: UInt8
    /// 0 where no line is a comment.
    let comment: UInt8
    let columns: Int
    /// What cells that are not UTF-8 are taken for.
    let fallback: SingleByteTable
    /// Rows of a block at most.
    let rowsPerBlock: Int
    /// The row that names the columns, to know it again further down, and those above it where there are several.
    let header: HeaderMark
    let headersAbove: [HeaderMark]
    /// Where rows start: after the byte order mark, the preamble and the header.
    let bodyOffset: Int64
    /// The line, from 1, of `bodyOffset`.
    let bodyLine: Int64

    /// Rows longer than this are rejected, and so bound the memory of a reader.
    static let longestRow = 32 << 20
    /// Columns beyond which a file is refused.
    static let mostColumns = 4_096

    /// - Parameter header: the rows of the header, cell by cell as written.
    init(_ dialect: Dialect, columns: Int, header: [[[UInt8]]] = [], bodyOffset: Int64, bodyLine: Int64) {
        delimiter = dialect.delimiter.utf8.first ?? UInt8(ascii: ",")
        quote = dialect.quote?.utf8.first ?? UInt8(ascii: "\"")
        quoting = dialect.quote == nil ? 0 : .max
        hasBackslash = dialect.escape == "\\"
        newline = dialect.lineEnding == .cr ? 0x0D : 0x0A
        comment = dialect.comment?.utf8.first ?? 0
        self.columns = columns
        let marks = columns > 1 ? header.compactMap { HeaderMark($0) } : []
        self.header = marks.last ?? .none
        headersAbove = Array(marks.dropLast())
        fallback = SingleByteTable(dialect.encoding)
        self.bodyOffset = bodyOffset
        self.bodyLine = bodyLine
        // A block's cells stay within the second-level cache: 32,768 of 16 bytes, except in very wide tables.
        rowsPerBlock = max(16, min(4_096, 32_768 / max(1, columns)))
    }
}
