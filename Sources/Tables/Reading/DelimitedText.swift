import DuckDB
import Foundation
import Localization

/// A delimited text file whose dialect is known.
struct DelimitedText {
    let source: ByteSource
    let dialect: Dialect
    let grammar: Grammar
    /// For each column the header as written and the name to use.
    let columns: [(header: String, name: String)]
    /// What stands below the last row; `source` ends before it.
    let footer: Footer?

    /// How much of the file's start the dialect is judged on, longer and longer.
    private static let sampleSizes = [64 << 10, 512 << 10, 4 << 20]

    /// - Throws: `tables.file.empty`, `tables.file.blank`, `tables.columns.tooMany`, `tables.header.tooLong`.
    /// - Parameter known: how the rows are written, where only the layout of the table is to be found.
    init(_ source: ByteSource, known: Dialect? = nil, options: ReadOptions) throws {
        guard source.size > 0 else { throw TablesError("file.empty") }
        // Control-Z ended files in MS-DOS, and old exports still write it.
        let hasEndMark = try source.bytes(at: source.size - 1, count: 1) == [0x1A] && known == nil
        let source = hasEndMark ? try ByteSource(source, size: source.size - 1) : source
        let head = try source.bytes(at: 0, count: 4)
        let mark = EncodingDetection.byteOrderMark(head)?.length ?? 0
        let encoding = try known?.encoding ?? options.encoding ?? Self.encoding(source)
        // Most files show their dialect at once; long rows and long headers need a longer look.
        var detection: DialectDetection?
        for size in Self.sampleSizes {
            let sample = try source.bytes(at: Int64(mark), count: size)
            let isWhole = Int64(mark + sample.count) >= source.size
            do {
                detection = try DialectDetection(sample, encoding: encoding, isWhole: isWhole, known: known, options: options)
                if isWhole || detection!.rowsSeen >= 20 { break }
            } catch let error as TablesError where error.code == "tables.header.tooLong" && !isWhole && size < Self.sampleSizes.last! {
                continue
            }
        }
        guard let detection else { throw TablesError("header.tooLong", ["limit": .bytes(Int64(Self.sampleSizes.last!))]) }
        var dialect = detection.dialect
        dialect.hasByteOrderMark = mark > 0
        self.dialect = dialect
        let fallback = SingleByteTable(dialect.encoding)
        columns = ColumnNames.make(
            detection.header.map { bytes in String(validating: bytes, as: UTF8.self) ?? fallback.decode(bytes) })
        grammar = Grammar(
            dialect, columns: columns.count, header: detection.headerRows, bodyOffset: Int64(mark + detection.bodyStart),
            bodyLine: Int64(detection.bodyLine))
        footer = try Footer(source, dialect, columns: columns.count, body: grammar.bodyOffset)
        self.source = try footer.map { try ByteSource(source, size: $0.offset) } ?? source
    }

    /// Judged on the start of the file and on some places further down.
    private static func encoding(_ source: ByteSource) throws -> TextEncoding {
        let start = 256 << 10
        var samples = [try source.bytes(at: 0, count: start)]
        let rest = source.size - Int64(start)
        if rest > 0 {
            let length = 32 << 10
            samples += try (0..<8).map { part in
                try source.bytes(at: Int64(start) + rest * Int64(part) / 8, count: length)
            }
        }
        return EncodingDetection.asciiCompatible(samples)
    }

    /// Text in our own plain dialect, with a header, made from another format.
    init(written source: ByteSource, columns names: [String]) throws {
        self.source = source
        footer = nil
        dialect = Dialect()
        columns = ColumnNames.make(names)
        let head = try source.bytes(at: 0, count: min(Int(clamping: source.size), 16 << 20))
        let rows = SampleRows(head, delimiter: 0x2C, quote: 0x22, newline: 0x0A, isWhole: Int64(head.count) == source.size, mostRows: 1)
        guard let header = rows.rows.first else { throw TablesError("file.blank") }
        grammar = Grammar(
            dialect, columns: names.count, bodyOffset: Int64(header.end),
            bodyLine: Int64(head[..<header.end].count { $0 == 0x0A }))
    }

    static func threads(_ options: ReadOptions) -> Int {
        max(1, options.threads ?? ProcessInfo.processInfo.activeProcessorCount)
    }

    /// - Parameters:
    ///   - types: what the file says of each column's type, where it does.
    ///   - reference: the official lists that codes are checked against.
    func inspect(
        options: ReadOptions, types: [ColumnType?]? = nil, reference: ReferenceCodes, progress: ProgressObserver?
    ) throws -> Inspection {
        try inspection(pass(options, progress: progress).run(), options: options, types: types, reference: reference)
    }

    func pass(_ options: ReadOptions, plan: ValidationPlan? = nil, progress: ProgressObserver?) -> SegmentedPass {
        SegmentedPass(
            source: source, grammar: grammar, missingValues: options.nullMarkers, threads: Self.threads(options),
            progress: progress, plan: plan, headers: columns.map(\.header))
    }

    /// What one reading of the file showed.
    func inspection(
        _ result: SegmentedPass.Result, options: ReadOptions, types: [ColumnType?]?, reference: ReferenceCodes = ReferenceCodes()
    ) throws -> Inspection {
        let tally = result.tally
        let columns = self.columns
        var profiles = concurrentMap(columns.count, threads: Self.threads(options)) { index in
            let accumulator = result.accumulators.isEmpty ? ColumnAccumulator(position: index) : result.accumulators[index]
            return accumulator.profile(
                header: columns[index].header, name: columns[index].name, rows: tally.rows,
                type: types?[index] ?? nil, reference: reference, line: { result.line($0) })
        }
        ColumnProfile.reconcile(&profiles)
        let rows = result.rows?.profile(names: columns.map(\.name), threads: Self.threads(options), line: { result.line($0) })
        var dialect = self.dialect
        if dialect.encoding == .utf8, tally.fallbackCells.count > 0, tally.utf8Cells == 0 { dialect.encoding = .windows1252 }
        return Inspection(
            format: .delimited, dialect: dialect, bytes: source.size, rows: tally.rows, rejectedRows: tally.rejectedRows,
            rejects: tally.rejects.map { $0.moved(byLines: 1) }, lines: try lines(tally), columns: profiles,
            notices: notices(tally, dialect) + (rows?.notices ?? []), duration: 0, options: options, rowProfile: rows)
    }

    private func lines(_ tally: ScanTally) throws -> LineCount {
        let newline = grammar.newline
        let isCut = try source.size > grammar.bodyOffset && source.bytes(at: source.size - 1, count: 1) != [newline]
        return LineCount(
            total: tally.lines + (isCut ? 1 : 0) + Int64(footer?.lines ?? 0), preamble: Int64(dialect.preambleLines),
            header: grammar.bodyLine - Int64(dialect.preambleLines), furtherLinesOfRows: tally.furtherLines,
            blank: tally.blankLines.count, comments: tally.commentLines.count, repeatedHeaders: tally.repeatedHeaders.count,
            footer: Int64(footer?.lines ?? 0))
    }

    func withRelation<R>(
        _ inspection: Inspection, on connection: borrowing Connection, progress: ProgressObserver?,
        _ body: (_ sql: String) throws -> R
    ) throws -> R {
        let rows = RowSource(source, grammar, columns: inspection.columns, progress: progress)
        let columns = inspection.columns.map { Column(name: $0.name, type: $0.type.sqlType) }
        return try connection.withTable(of: rows, columns: columns, rows: inspection.rows) { relation in
            try body("SELECT * FROM \(relation)")
        }
    }

    /// What the reading of the whole file showed.
    private func notices(_ tally: ScanTally, _ dialect: Dialect) -> [Notice] {
        var notices: [Notice] = []
        func note(_ code: String, _ oddity: ScanTally.Oddity) {
            guard oddity.count > 0 else { return }
            notices.append(Notice(code, ["count": .integer(Int(oddity.count))], line: oddity.firstLine + 1))
        }
        if tally.rows == 0 { notices.append(Notice("file.noRows")) }
        if dialect.headerLines == 0 { notices.append(Notice("header.missing")) }
        if dialect.headerLines > 1 { notices.append(Notice("header.joined", ["count": .integer(dialect.headerLines)])) }
        if dialect.preambleLines > 0 { notices.append(Notice("header.preamble", ["count": .integer(dialect.preambleLines)])) }
        for column in columns where dialect.headerLines > 0 && ColumnNames.differs(column) {
            notices.append(Notice(column.header.isEmpty ? "header.empty" : "header.duplicate", ["name": .text(column.name)], column: column.name))
        }
        note("rows.short", tally.shortRows)
        note("rows.long", tally.longRows)
        note("lines.blank", tally.blankLines)
        note("lines.comment", tally.commentLines)
        note("header.repeated", tally.repeatedHeaders)
        if let footer {
            let line = tally.lines + Int64(footer.blankLinesBefore) + 1
            notices.append(Notice("lines.footer", ["count": .integer(footer.lines), "text": .text(footer.text)], line: line))
        }
        note("quotes.stray", tally.strayQuotes)
        note("bytes.nul", tally.nulCells)
        if tally.utf8Cells > 0, tally.fallbackCells.count > 0 {
            let other = dialect.encoding == .utf8 ? TextEncoding.windows1252 : dialect.encoding
            notices.append(
                Notice("encoding.mixed", [
                    "count": .integer(Int(tally.fallbackCells.count)), "encoding": .text(other.rawValue),
                ], line: tally.fallbackCells.firstLine + 1))
        }
        return notices
    }
}

extension ColumnType {
    /// How DuckDB stores the type.
    var sqlType: SQLType {
        switch self {
        case .boolean: .boolean
        case .integer: .bigint
        case .number: .double
        case .date: .date
        case .datetime: .timestamp
        case .time: .time
        case .text, .json: .varchar
        }
    }
}
