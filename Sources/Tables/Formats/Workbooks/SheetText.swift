import Localization

/// Writes a sheet as text for the one reader of tables: a line for each row of the sheet, blank lines included, so that
/// line numbers are the sheet's row numbers.
///
/// Cells are apart by U+001F and lines end in a carriage return, which text in cells does not hold: hardly anything
/// needs quotes. Numbers keep all their digits; a day is `2024-03-01`, a percentage `25.5%`, an amount `12.5 €`.
struct SheetText: ~Copyable, SheetVisitor {
    private var file: ScratchFile
    private let census: SheetCensus
    /// For each column of the sheet its place in the text, -1 for columns that hold nothing.
    private let places: [Int]
    private let width: Int
    private let limits: ArchiveLimits
    private let packedBytes: Int64
    private var out: [UInt8] = []
    private var lastRow = 0
    private var pendingMerges: ArraySlice<MergedCells>
    private var openMerges: [(cells: MergedCells, text: [UInt8])] = []
    /// The texts of the row being written, by place.
    private var texts: [[UInt8]]

    static let delimiter: UInt8 = 0x1F
    static var dialect: Dialect {
        var dialect = Dialect()
        dialect.delimiter = "\u{1F}"
        dialect.lineEnding = .cr
        return dialect
    }

    /// - Parameters:
    ///   - limits: of text, beyond which a file that repeats its rows endlessly is refused.
    ///   - packedBytes: size of the workbook, with which its text is compared.
    init(_ file: consuming ScratchFile, _ census: SheetCensus, limits: ArchiveLimits, packedBytes: Int64) {
        self.file = file
        self.census = census
        self.limits = limits
        self.packedBytes = packedBytes
        var places = [Int](repeating: -1, count: census.columns.count)
        for (place, column) in census.filledColumns.enumerated() { places[column] = place }
        self.places = places
        width = census.filledColumns.count
        texts = [[UInt8]](repeating: [], count: width)
        pendingMerges = census.merged.sorted { $0.rows.lowerBound < $1.rows.lowerBound }[...]
    }

    mutating func visit(_: MergedCells) {}

    mutating func visit(_ row: borrowing SheetRow, times: Int) throws {
        if row.number > lastRow + 1 { try blankLines(row.number - lastRow - 1) }
        for place in texts.indices { texts[place].removeAll(keepingCapacity: true) }
        for cell in row.cells where cell.column < places.count && places[cell.column] >= 0 { write(cell, row.bytes) }
        fillMerged(row.number)
        let start = out.count
        for place in 0..<width {
            if place > 0 { out.append(Self.delimiter) }
            append(quoting: texts[place])
        }
        out.append(0x0D)
        if times > 1 {
            let line = Array(out[start...])
            for _ in 1..<times {
                out.append(contentsOf: line)
                if out.count > 1 << 20 { try flush() }
            }
        }
        lastRow = row.number + times - 1
        if out.count > 256 << 10 { try flush() }
    }

    /// Writes what is left.
    ///
    /// - Throws: `tables.disk.full`, `tables.archive.bomb`, `tables.archive.tooLarge`.
    mutating func finish() throws { try flush() }

    private mutating func blankLines(_ count: Int) throws {
        for _ in 0..<count {
            out.append(0x0D)
            if out.count > 1 << 20 { try flush() }
        }
    }

    private mutating func flush() throws {
        try unsafe out.withUnsafeBytes { try unsafe file.write($0) }
        out.removeAll(keepingCapacity: true)
        if file.size > limits.totalBytes { throw TablesError("archive.tooLarge", ["limit": .bytes(limits.totalBytes)]) }
        if file.size > 50 << 20, file.size / max(1, packedBytes) > limits.ratio {
            throw TablesError("archive.bomb", ["ratio": .integer(Int(limits.ratio))])
        }
    }

    private mutating func write(_ cell: SheetCell, _ bytes: [UInt8]) {
        let place = places[cell.column]
        let use = census.columns[cell.column]
        switch cell.kind {
        case .text:
            texts[place].append(contentsOf: bytes[cell.start..<(cell.start + cell.count)])
        case .number:
            SheetNumber.append(bytes[cell.start..<(cell.start + cell.count)], to: &texts[place])
        case .percent:
            SheetNumber.append(bytes[cell.start..<(cell.start + cell.count)], hundredfold: use.isPercent, to: &texts[place])
            if use.isPercent { texts[place].append(UInt8(ascii: "%")) }
        case .euro:
            SheetNumber.append(bytes[cell.start..<(cell.start + cell.count)], to: &texts[place])
            if use.isEuro { texts[place].append(contentsOf: " €".utf8) }
        case .day where use.dayTimes == 0:
            texts[place].append(contentsOf: ISO8601.text(day: Int(SheetNumber.day(cell.microseconds))).utf8)
        case .day, .dayTime:
            texts[place].append(contentsOf: ISO8601.text(timestamp: cell.microseconds, isZoned: false).utf8)
        case .time:
            texts[place].append(contentsOf: ISO8601.text(timeOfDay: cell.microseconds).utf8)
        }
    }

    /// One value shown over several cells is the value of each of them. A title over all of the table stays one cell.
    private mutating func fillMerged(_ row: Int) {
        while let next = pendingMerges.first, next.rows.lowerBound <= row {
            pendingMerges.removeFirst()
            guard next.rows.upperBound >= row, let place = place(next.columns.lowerBound), !texts[place].isEmpty || next.rows.lowerBound < row,
                openMerges.count < width, !openMerges.contains(where: { $0.cells.columns.overlaps(next.columns) && $0.cells.rows.upperBound >= row })
            else { continue }
            openMerges.append((next, texts[place]))
        }
        guard !openMerges.isEmpty else { return }
        openMerges.removeAll { $0.cells.rows.upperBound < row }
        let filled = texts.count { !$0.isEmpty }
        for merge in openMerges {
            let own = merge.cells.rows.lowerBound == row ? 1 : 0
            guard filled > own else { continue }
            for column in merge.cells.columns {
                if let place = place(column), texts[place].isEmpty { texts[place] = merge.text }
            }
        }
    }

    private func place(_ column: Int) -> Int? {
        places.indices.contains(column) && places[column] >= 0 ? places[column] : nil
    }

    private mutating func append(quoting text: [UInt8]) {
        var needsQuotes = text.first == UInt8(ascii: "\"") || text.first == 0x20
        for byte in text where byte == Self.delimiter || byte == 0x0D { needsQuotes = true }
        guard needsQuotes else {
            out.append(contentsOf: text)
            return
        }
        out.append(UInt8(ascii: "\""))
        for byte in text {
            if byte == UInt8(ascii: "\"") { out.append(byte) }
            // Lines within a cell end in line feeds: a row is one line of the text.
            out.append(byte == 0x0D ? 0x0A : byte)
        }
        out.append(UInt8(ascii: "\""))
    }
}
