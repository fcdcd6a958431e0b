import Localization

/// Finds how a delimited text writes its rows, from a sample of its start that is UTF-8 or a single-byte encoding.
struct DialectDetection {
    let dialect: Dialect
    /// The name of each column, its lines joined; empty where the file gives none.
    let header: [[UInt8]]
    /// The rows of the header, cell by cell as written.
    let headerRows: [[[UInt8]]]
    /// Index in the sample of the first byte of the first row.
    let bodyStart: Int
    /// Lines of the sample before the first row.
    let bodyLine: Int
    /// Whether the sample held too little to be sure.
    let rowsSeen: Int

    static let delimiters: [UInt8] = [0x3B, 0x2C, 0x09, 0x7C, 0x3A]  // ; , tab | :

    /// - Parameters:
    ///   - sample: the start of the file, without byte order mark.
    ///   - isWhole: whether the sample is the whole file.
    ///   - known: how the rows are written, where only the layout of the table is to be found.
    /// - Throws: `tables.file.blank`, `tables.columns.tooMany`, `tables.row.tooLong`.
    init(_ sample: [UInt8], encoding: TextEncoding, isWhole: Bool, known: Dialect? = nil, options: ReadOptions) throws {
        var dialect = known ?? Dialect()
        dialect.encoding = encoding
        if known == nil { dialect.lineEnding = Self.lineEnding(sample) }
        let newline: UInt8 = dialect.lineEnding == .cr ? 0x0D : 0x0A
        if sample.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D || $0 == 0 }) {
            throw TablesError("file.blank")
        }

        var best: (score: Double, delimiter: UInt8, quote: UInt8?, backslash: Bool, rows: SampleRows)?
        let separator = known == nil ? Self.separatorLine(sample) : nil
        let forced = (known?.delimiter ?? options.delimiter)?.utf8.first ?? separator?.delimiter
        let holds = Self.census(sample)
        for delimiter in forced.map({ [$0] }) ?? Self.delimiters where forced != nil || holds[Int(delimiter)] > 0 {
            for (quote, backslash) in known == nil ? Self.quoting(holds) : [(0x22, false)] {
                let rows = SampleRows(
                    sample, delimiter: delimiter, quote: quote, hasBackslash: backslash, newline: newline, isWhole: isWhole)
                var score = Self.score(rows, delimiter: delimiter)
                // Quoting rules other than the common one must earn their place.
                switch (quote, backslash) {
                case (0x22, false): break
                case (0x22, true): score *= rows.backslashQuotes > 0 && rows.doubledQuotes == 0 ? 1.02 : 0
                case (0x27, _): score *= Self.quotedShare(rows) > 0.3 ? 1 : 0
                default:
                    // Cells that start with a quote and do not end with one, again and again: quotes mean nothing here.
                    let plain = best.map { $0.rows.malformedCells >= 3 && $0.rows.malformedCells > 2 * $0.rows.quotedCells } ?? false
                    score *= plain ? 1 : 0
                }
                if forced != nil { score += 1e-6 }
                if known != nil { score = 1 }
                if score > best?.score ?? 0 { best = (score, delimiter, quote, backslash, rows) }
            }
        }
        let chosen: (delimiter: UInt8, quote: UInt8?, backslash: Bool, rows: SampleRows)
        if let best, best.score > 0.05 || forced != nil {
            chosen = (best.delimiter, best.quote, best.backslash, best.rows)
        } else {
            // One column: a delimiter that the text does not hold.
            let absent = ([0x2C, 0x3B, 0x09, 0x7C, 0x1F] as [UInt8]).first { !sample.contains($0) } ?? 0x1F
            chosen = (absent, 0x22, false, SampleRows(sample, delimiter: absent, quote: 0x22, newline: newline, isWhole: isWhole))
        }
        dialect.delimiter = String(UnicodeScalar(chosen.delimiter))
        dialect.quote = chosen.quote.map { String(UnicodeScalar($0)) }
        dialect.escape = chosen.backslash ? "\\" : nil

        let rows = chosen.rows.rows
        guard let first = rows.firstIndex(where: { !$0.isBlank && $0.start >= separator?.length ?? 0 }) else {
            // No row ends within the sample.
            let widest = sample.count { $0 == chosen.delimiter }
            if widest >= Grammar.mostColumns { throw TablesError("columns.tooMany", ["count": .integer(widest + 1), "limit": .integer(Grammar.mostColumns)]) }
            throw TablesError("header.tooLong", ["limit": .bytes(Int64(sample.count))])
        }
        let layout = TableLayout(rows, from: first, options: options)
        if layout.columns > Grammar.mostColumns {
            throw TablesError("columns.tooMany", ["count": .integer(layout.columns), "limit": .integer(Grammar.mostColumns)])
        }
        let named = layout.header.rows
        dialect.headerLines = named.count { !rows[$0].isBlank }
        dialect.preambleLines = rows[named.lowerBound].line
        if layout.hasComments { dialect.comment = "#" }
        self.dialect = dialect
        var header = Array(layout.header.names.prefix(layout.columns))
        while header.count < layout.columns { header.append([]) }
        self.header = header
        headerRows = named.filter { !rows[$0].isBlank }.map { row in
            rows[row].cells.prefix(layout.columns).map { $0.asWritten(quote: chosen.quote) }
        }
        if let last = named.last {
            bodyStart = rows[last].end
            let nextLine = last + 1 < rows.count ? rows[last + 1].line : nil
            bodyLine = nextLine ?? sample[..<rows[last].end].count { $0 == newline }
        } else {
            bodyStart = rows[named.lowerBound].start
            bodyLine = rows[named.lowerBound].line
        }
        rowsSeen = rows.count
    }

    /// The line with which a file tells Excel its delimiter: `sep=;`.
    private static func separatorLine(_ sample: [UInt8]) -> (delimiter: UInt8, length: Int)? {
        let line = sample.prefix(9).prefix { $0 != 0x0A && $0 != 0x0D }.filter { $0 != UInt8(ascii: "\"") }
        guard line.count == 5, String(decoding: line.prefix(4), as: UTF8.self).lowercased() == "sep=", let delimiter = line.last, delimiter < 0x80
        else { return nil }
        let end = sample.firstIndex { $0 == 0x0A || $0 == 0x0D } ?? sample.count
        return (delimiter, min(end + 1, sample.count))
    }

    /// How often each byte stands in the sample.
    private static func census(_ sample: [UInt8]) -> [Int] {
        var counts = [Int](repeating: 0, count: 256)
        for byte in sample { counts[Int(byte)] += 1 }
        return counts
    }

    /// The quoting rules worth a try: those whose characters the sample holds.
    private static func quoting(_ holds: [Int]) -> [(quote: UInt8?, backslash: Bool)] {
        var rules: [(UInt8?, Bool)] = [(0x22, false)]
        if holds[0x22] > 0, holds[0x5C] > 0 { rules.append((0x22, true)) }
        if holds[0x27] > 1 { rules.append((0x27, false)) }
        if holds[0x22] > 0 { rules.append((nil, false)) }
        return rules
    }

    private static func lineEnding(_ sample: [UInt8]) -> Dialect.LineEnding {
        var feeds = 0
        var pairs = 0
        var returns = 0
        for (index, byte) in sample.enumerated() {
            if byte == 0x0A {
                feeds += 1
                if index > 0, sample[index - 1] == 0x0D { pairs += 1 }
            } else if byte == 0x0D {
                returns += 1
            }
        }
        if feeds == 0, returns > 0 { return .cr }
        // Lines within quoted cells may outnumber the rows: the end of the first line counts as well.
        let startsWithPair = sample.firstIndex(of: 0x0A).map { $0 > 0 && sample[$0 - 1] == 0x0D } ?? false
        return pairs * 2 > feeds || startsWithPair ? .crlf : .lf
    }

    /// How well a hypothesis explains the sample: rows of one width, with cells that look like values.
    private static func score(_ sample: SampleRows, delimiter: UInt8) -> Double {
        let all = sample.rows.filter { !$0.isBlank }
        // Lines of one cell above and below a regular table say little of how it is written.
        var rows = all[...].drop { $0.cells.count == 1 }
        while rows.last?.cells.count == 1 { rows.removeLast() }
        if rows.count < 3 || rows.count(where: { $0.cells.count == rows.first?.cells.count }) * 10 < rows.count * 9 { rows = all[...] }
        guard !rows.isEmpty else { return 0 }
        let share = Double(rows.count) / Double(all.count)
        var widths: [Int: Int] = [:]
        for row in rows { widths[row.cells.count, default: 0] += 1 }
        let (width, alike) = widths.max { ($0.value, $0.key) < ($1.value, $1.key) }!
        guard width > 1 else { return 0 }
        let consistency = Double(alike) / Double(rows.count)
        var clean = 0.0
        var total = 0.0
        for row in rows where row.cells.count == width {
            for cell in row.cells {
                clean += cleanliness(cell, delimiter: delimiter)
                total += 1
            }
            if total > 20_000 { break }
        }
        var score = consistency * consistency * (clean / total) * (1 - 1 / Double(width + 1)) * (0.4 + 0.6 * share)
        if sample.malformedCells > 0 {
            score *= max(0.1, 1 - Double(sample.malformedCells) / Double(max(1, sample.quotedCells + sample.malformedCells)))
        }
        return delimiter == 0x3A ? score * 0.4 : score
    }

    private static func cleanliness(_ cell: SampleRows.SampleCell, delimiter: UInt8) -> Double {
        if cell.isQuoted || cell.text.isEmpty { return 1 }
        var worst = 1.0
        for byte in cell.text where byte != delimiter {
            switch byte {
            case 0x3B, 0x09, 0x7C: worst = min(worst, 0.25)
            case 0x22: worst = min(worst, 0.6)
            case 0x2C: worst = min(worst, 0.95)
            default: break
            }
        }
        return worst
    }

    private static func quotedShare(_ sample: SampleRows) -> Double {
        let cells = sample.rows.reduce(0) { $0 + $1.cells.count }
        return cells == 0 ? 0 : Double(sample.quotedCells) / Double(cells)
    }
}
