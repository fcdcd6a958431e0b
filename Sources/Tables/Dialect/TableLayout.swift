/// Where the table starts in the rows of a sample: preamble, header, width.
struct TableLayout {
    /// Index of the header, or of the first row where there is no header.
    let headerRow: Int
    let hasHeader: Bool
    let columns: Int
    /// Whether lines that start with `#` stand between rows.
    let hasComments: Bool

    init(_ rows: [SampleRows.Row], from first: Int, options: ReadOptions) {
        let isComment: (SampleRows.Row) -> Bool = { $0.cells[0].text.first == UInt8(ascii: "#") && !$0.cells[0].isQuoted }
        var widths: [Int: Int] = [:]
        for row in rows[first...] where !row.isBlank && !(isComment(row) && row.cells.count < 2) {
            widths[row.cells.count, default: 0] += 1
        }
        // The most frequent width; among equals the one met first, which is the header's.
        var width = rows[first].cells.count
        for row in rows[first...] where (widths[row.cells.count] ?? 0) > (widths[width] ?? 0) { width = row.cells.count }

        var start = first
        let horizon = min(rows.count, first + 40)
        if width > 1 {
            let isTitle: (SampleRows.Row) -> Bool = { row in
                row.isBlank || row.cells.count * 2 <= width || (width > 2 && row.filled <= 1)
            }
            if isTitle(rows[start]) {
                var candidate = start
                while candidate < horizon, isTitle(rows[candidate]) { candidate += 1 }
                if candidate < horizon { start = candidate }
            }
        }
        while start + 1 < horizon, rows[start].isBlank || (isComment(rows[start]) && rows[start].cells.count != width) { start += 1 }
        headerRow = start
        let body = rows[(start + 1)...].filter { !$0.isBlank }
        hasComments = body.contains { isComment($0) && $0.cells.count != width } && !body.contains { isComment($0) && $0.cells.count == width }
        var columns = max(width, rows[start].cells.count)
        hasHeader = options.hasHeader ?? Self.looksLikeHeader(rows[start], body: Array(body.prefix(500)))
        // Delimiters that end every line make no column: nothing names it, nothing is in it.
        if hasHeader {
            while columns > 1, ([rows[start]] + body).allSatisfy({ row in row.cells.count < columns || row.cells[columns - 1].text.isEmpty }) {
                columns -= 1
            }
        }
        self.columns = columns
    }

    /// A header names: its cells are words, not values, and do not come back below.
    private static func looksLikeHeader(_ row: SampleRows.Row, body: [SampleRows.Row]) -> Bool {
        var forHeader = 0
        var against = 0
        var seen = Set<[UInt8]>()
        for (index, cell) in row.cells.enumerated() {
            let kind = Kind(cell.text)
            if !cell.text.isEmpty, !seen.insert(cell.text).inserted { against += kind == .word ? 0 : 1 }
            let below = body.compactMap { $0.cells.count > index ? $0.cells[index].text : nil }.filter { !$0.isEmpty }
            let valuesBelow = below.count { Kind($0) != .word }
            let mostlyValues = !below.isEmpty && valuesBelow * 10 >= below.count * 8
            switch kind {
            case .word:
                if mostlyValues { forHeader += 2 }
                if below.contains(cell.text), below.count >= 3 { against += 1 } else { forHeader += below.isEmpty ? 0 : 1 }
            case .value:
                // Years may head columns; anything else that is a value among values is one.
                let isYear = cell.text.count == 4 && (cell.text.starts(with: [0x31, 0x39]) || cell.text.starts(with: [0x32, 0x30]))
                against += mostlyValues ? (isYear ? 0 : 3) : 1
            case .empty:
                break
            }
        }
        if against == 0 { return true }
        return forHeader > against
    }

    /// What a cell looks like from afar.
    enum Kind {
        case empty, word, value

        init(_ text: [UInt8]) {
            let trimmed = text.drop { $0 == 0x20 }
            if trimmed.isEmpty {
                self = .empty
                return
            }
            var digits = 0
            var others = 0
            for byte in trimmed {
                switch byte {
                case 0x30...0x39: digits += 1
                case 0x2B, 0x2D, 0x2C, 0x2E, 0x2F, 0x3A, 0x20, 0x25, 0x45, 0x54, 0x5A: break  // + - , . / : space % E T Z
                default: others += 1
                }
            }
            self = digits > 0 && others == 0 ? .value : .word
        }
    }
}
