import Localization

/// What stands below the last row: a total, sources, notes, the lines left blank between them.
///
/// Only the end of a file is looked at, and only lines that no row could be: sentences in a single cell that a blank
/// line, a missing delimiter or a word such as `Source` parts from the table; and one total of numbers.
struct Footer {
    /// Lines of the file from its beginning to its end.
    let lines: Int
    /// The first of them that is not blank, for the notice.
    let text: String
    /// Lines before it within the footer.
    let blankLinesBefore: Int
    /// Where it starts in the file.
    let offset: Int64

    private static let mostLines = 40
    private static let lookedAt = 32 << 10

    /// A line of the end of the file, cut as a row of its own.
    private struct Line {
        let start: Int
        let cells: [SampleRows.SampleCell]
        let hasDelimiter: Bool

        var filled: [[UInt8]] { cells.map(\.text).filter { CellKind($0) != .empty } }
    }

    /// - Parameter body: where the rows start.
    init?(_ source: ByteSource, _ dialect: Dialect, columns: Int, body: Int64) throws {
        guard columns >= 2, let delimiter = dialect.delimiter.utf8.first else { return nil }
        let newline: UInt8 = dialect.lineEnding == .cr ? 0x0D : 0x0A
        let quote = dialect.quote?.utf8.first
        let start = max(body, source.size - Int64(Self.lookedAt))
        let tail = try source.bytes(at: start, count: Self.lookedAt)

        // From the end upwards: lines of one cell at most.
        var lines: [Line] = []
        var above: [Line] = []
        var end = tail.count
        while end > 0, above.count < 60 {
            let stop = tail[end - 1] == newline ? end - 1 : end
            let begin = (tail[..<stop].lastIndex(of: newline) ?? -1) + 1
            // The start of what was looked at may be the middle of a row.
            if begin == 0, start > body { break }
            let bytes = Array(tail[begin..<stop])
            // A cell that began on another line: no line of its own.
            if let quote, !bytes.count(where: { $0 == quote }).isMultiple(of: 2) {
                above.append(Line(start: begin, cells: [], hasDelimiter: true))
                break
            }
            let rows = SampleRows(bytes, delimiter: delimiter, quote: quote, newline: newline, isWhole: true, mostRows: 1)
            let line = Line(start: begin, cells: rows.rows.first?.cells ?? [], hasDelimiter: bytes.contains(delimiter))
            if above.isEmpty, lines.count < Self.mostLines, line.filled.count <= 1 || Self.isNote(line, columns) {
                lines.append(line)
            } else {
                above.append(line)
            }
            end = begin
        }
        lines.reverse()
        // Nothing but such lines: this is how the table is.
        guard let last = above.first, lines.count < Self.mostLines else { return nil }

        var first = lines.indices.first { index in
            guard let cell = lines[index].filled.first, Self.isSentence(cell) || Self.isNote(lines[index], columns) else { return false }
            let followsBlank = index > 0 && lines[index - 1].filled.isEmpty
            let lacksDelimiters = !lines[index].hasDelimiter && columns > 2
            return followsBlank || lacksDelimiters || Self.isNote(lines[index], columns)
        }
        // The blank lines above belong to the footer, but rows of delimiters alone are rows where nothing follows.
        if let found = first { first = lines[..<found].lastIndex { !$0.filled.isEmpty }.map { $0 + 1 } ?? 0 }
        let endsAbove = first.map { $0 == 0 } ?? lines.allSatisfy(\.filled.isEmpty)
        let isTotal = endsAbove && Self.isTotal(last, among: Array(above.dropFirst()))
        guard first != nil || isTotal else { return nil }
        let footer = isTotal ? [last] + lines : Array(lines[(first ?? 0)...])
        let shown = footer.firstIndex { !$0.filled.isEmpty } ?? 0
        self.lines = footer.count
        blankLinesBefore = shown
        offset = start + Int64(footer[0].start)
        let table = SingleByteTable(dialect.encoding)
        text = footer[shown].filled.map { String(validating: $0, as: UTF8.self) ?? table.decode($0) }.joined(separator: " ")
            .prefixOfWords(80)
    }

    /// Words with a space between them.
    private static func isSentence(_ cell: [UInt8]) -> Bool {
        let letters = cell.count { $0 >= 0x80 || $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A }
        return letters >= 4 && cell.contains(0x20)
    }

    /// Whether a line begins as the notes under a table do: `Source : …`, `(1) …`, `* …`. A note with delimiters in it
    /// has fewer cells than a row.
    private static func isNote(_ line: Line, _ columns: Int) -> Bool {
        guard let first = line.cells.first, line.cells.count < columns || line.filled.count == 1 else { return false }
        let text = (String(validating: first.text, as: UTF8.self) ?? SingleByteTable(.windows1252).decode(first.text)).lowercased()
            .drop { $0 == " " || $0 == "\u{A0}" }
        for word in noteWords where text.hasPrefix(word) {
            let rest = text.dropFirst(word.count).drop { $0 == "s" || $0 == " " || $0 == "\u{A0}" }
            if rest.first == ":" { return true }
        }
        if text.hasPrefix("©") { return true }
        let mark = text.hasPrefix("(") ? text.dropFirst().prefix { $0.isNumber || $0 == "*" } : text.prefix { $0 == "*" }
        let rest = text.dropFirst(mark.count + (text.hasPrefix("(") ? 1 : 0))
        return !mark.isEmpty && (text.hasPrefix("(") ? rest.hasPrefix(")") : true) && rest.contains { $0.isLetter } && rest.contains(" ")
    }

    private static let noteWords = [
        "source", "note", "nota", "nb", "n.b.", "champ", "lecture", "remarque", "avertissement", "légende", "unité", "mise à jour", "mis à jour le",
        "dernière mise à jour", "date de mise à jour", "données", "précision", "définition", "attention", "contact", "licence", "auteur", "producteur",
        "extraction", "date d'extraction", "date d’extraction", "méthode", "méthodologie", "abréviation", "signe conventionnel",
    ]

    /// Whether the last row adds up the others: `Total`, then numbers and nothing else; the only such row.
    private static func isTotal(_ line: Line, among above: [Line]) -> Bool {
        guard above.count >= 2, line.filled.count >= 2, isTotalWord(line.filled[0]), !above.contains(where: { line in
            line.filled.first.map(isTotalWord) ?? false
        }) else { return false }
        return line.filled.dropFirst().allSatisfy { CellKind($0) == .value }
    }

    private static func isTotalWord(_ cell: [UInt8]) -> Bool {
        let text = (String(validating: cell, as: UTF8.self) ?? SingleByteTable(.windows1252).decode(cell)).lowercased()
        let word = text.filter { !$0.isWhitespace && $0 != ":" }
        return ["total", "totaux", "totalgénéral", "totalgeneral", "grandtotal", "sommetotale", "totalfrance", "totaldestable", "totalensemble"].contains(word)
    }
}

extension String {
    /// The first words that fit, with an ellipsis where some are left.
    fileprivate func prefixOfWords(_ limit: Int) -> String {
        let words = split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return words.count <= limit ? words : words.prefix(limit - 1) + "…"
    }
}
