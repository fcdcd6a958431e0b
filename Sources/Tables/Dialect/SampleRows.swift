/// The rows of a sample under one hypothesis of dialect, cut by the rules of `RowScanner`.
struct SampleRows {
    struct SampleCell {
        let text: [UInt8]
        let isQuoted: Bool

        /// The bytes between the delimiters or the quotes, where inner quotes are doubled.
        func asWritten(quote: UInt8?) -> [UInt8] {
            guard isQuoted, let quote, text.contains(quote) else { return text }
            return text.flatMap { $0 == quote ? [quote, quote] : [$0] }
        }
    }
    struct Row {
        let cells: [SampleCell]
        /// Index in the sample of the first byte of the row, and of the first byte after its line end.
        let start: Int
        let end: Int
        /// Lines of the sample before the row.
        let line: Int

        var isBlank: Bool { cells.count == 1 && !cells[0].isQuoted && cells[0].text.allSatisfy { $0 == 0x20 || $0 == 0x09 } }
        /// The texts of the cells, the first one without the byte order mark that glued files leave in the middle.
        var textsWithoutMark: [[UInt8]] {
            var texts = cells.map(\.text)
            if texts[0].starts(with: [0xEF, 0xBB, 0xBF]) { texts[0].removeFirst(3) }
            return texts
        }
        var filled: Int { cells.count { !$0.text.allSatisfy { $0 == 0x20 } } }
    }

    var rows: [Row] = []
    var quotedCells = 0
    /// Cells that start with a quote that closes nothing properly.
    var malformedCells = 0
    var doubledQuotes = 0
    var backslashQuotes = 0
    /// Whether the last row ends with the sample and not with a line end.
    var isCut = false

    /// - Parameter isWhole: whether the sample ends where the file does.
    init(
        _ bytes: [UInt8], delimiter: UInt8, quote: UInt8?, hasBackslash: Bool = false, newline: UInt8,
        isWhole: Bool, mostRows: Int = 2_000
    ) {
        let blank: (UInt8) -> Bool = { $0 == 0x20 }
        var index = 0
        var line = 0
        while index < bytes.count, rows.count < mostRows {
            let start = index
            let firstLine = line
            var cells: [SampleCell] = []
            var ended = false
            while !ended {
                var look = index
                while look < bytes.count, blank(bytes[look]) { look += 1 }
                if let quote, look < bytes.count, bytes[look] == quote {
                    let parsed = Self.quotedCell(bytes, from: look + 1, delimiter, quote, hasBackslash, newline)
                    if let parsed {
                        quotedCells += 1
                        doubledQuotes += parsed.doubled
                        backslashQuotes += parsed.backslashed
                        malformedCells += parsed.stray > 0 ? 1 : 0
                        line += parsed.lines
                        cells.append(SampleCell(text: parsed.text, isQuoted: true))
                        index = parsed.next
                    } else {
                        // Never closed here: a cut sample, or an ordinary character.
                        if isWhole { malformedCells += 1 }
                        if !isWhole {
                            isCut = true
                            return
                        }
                        index = Self.plainCell(bytes, from: index, delimiter, newline, into: &cells)
                    }
                } else {
                    index = Self.plainCell(bytes, from: index, delimiter, newline, into: &cells)
                }
                if index >= bytes.count {
                    ended = true
                    isCut = !isWhole
                } else {
                    ended = bytes[index] == newline
                    if ended { line += 1 }
                    index += 1
                }
                if cells.count > 20_000 { ended = true }
            }
            if isCut { return }
            rows.append(Row(cells: cells, start: start, end: index, line: firstLine))
        }
    }

    private static func plainCell(
        _ bytes: [UInt8], from start: Int, _ delimiter: UInt8, _ newline: UInt8, into cells: inout [SampleCell]
    ) -> Int {
        var end = start
        while end < bytes.count, bytes[end] != delimiter, bytes[end] != newline { end += 1 }
        var trimmed = end
        if end == bytes.count || bytes[end] == newline, newline == 0x0A, trimmed > start, bytes[trimmed - 1] == 0x0D {
            trimmed -= 1
        }
        cells.append(SampleCell(text: Array(bytes[start..<trimmed]), isQuoted: false))
        return end
    }

    private static func quotedCell(
        _ bytes: [UInt8], from start: Int, _ delimiter: UInt8, _ quote: UInt8, _ hasBackslash: Bool, _ newline: UInt8
    ) -> (text: [UInt8], next: Int, lines: Int, doubled: Int, backslashed: Int, stray: Int)? {
        var text: [UInt8] = []
        var index = start
        var lines = 0
        var doubled = 0
        var backslashed = 0
        var stray = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == newline { lines += 1 }
            if hasBackslash, byte == 0x5C, index + 1 < bytes.count, bytes[index + 1] == quote || bytes[index + 1] == 0x5C {
                if bytes[index + 1] == quote { backslashed += 1 }
                text.append(bytes[index + 1])
                index += 2
                continue
            }
            guard byte == quote else {
                text.append(byte)
                index += 1
                continue
            }
            if index + 1 < bytes.count, bytes[index + 1] == quote {
                doubled += 1
                text.append(quote)
                index += 2
                continue
            }
            var look = index + 1
            while look < bytes.count, bytes[look] == 0x20 || bytes[look] == 0x0D && newline != 0x0D { look += 1 }
            if look == bytes.count || bytes[look] == delimiter || bytes[look] == newline {
                return (text, look, lines, doubled, backslashed, stray)
            }
            if index > start, bytes[index - 1] == delimiter || bytes[index - 1] == newline, lines > 0 { return nil }
            if index > start, bytes[index - 1] == 0x5C { backslashed += 1 }
            stray += 1
            text.append(byte)
            index += 1
        }
        return nil
    }
}
