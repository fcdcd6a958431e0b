/// Where the table starts in the rows of a sample: preamble, header, width.
struct TableLayout {
    let header: HeaderRows
    let columns: Int
    /// Whether lines that start with `#` stand between rows.
    let hasComments: Bool

    init(_ rows: [SampleRows.Row], from first: Int, options: ReadOptions) {
        let isComment: (SampleRows.Row) -> Bool = { $0.cells[0].text.first == UInt8(ascii: "#") && !$0.cells[0].isQuoted }
        var widths: [Int: Int] = [:]
        for row in rows[first...] where !row.isBlank && !(isComment(row) && row.cells.count < 2) {
            widths[row.cells.count, default: 0] += 1
        }
        // The most frequent width; among equals the one met first, which is the header's. Lines of one cell stand above
        // and below a table of several columns, however many they are.
        if widths.count > 1 { widths[1] = nil }
        var width = rows[first...].first { widths[$0.cells.count] != nil }?.cells.count ?? rows[first].cells.count
        for row in rows[first...] where (widths[row.cells.count] ?? 0) > (widths[width] ?? 0) { width = row.cells.count }

        var start = first
        let horizon = min(rows.count, first + 40)
        if width > 1 {
            let isTitle: (SampleRows.Row) -> Bool = { row in
                row.isBlank || row.cells.count * 2 <= width || (width > 2 && row.filled <= 1)
            }
            // A few cells that a blank row parts from the table, such as `Année;2024;;;`, are titles too.
            let isSparse: (SampleRows.Row) -> Bool = { $0.filled * 2 < width }
            var candidate = start
            while candidate < horizon, isSparse(rows[candidate]) || isTitle(rows[candidate]) { candidate += 1 }
            if let gap = rows[start..<candidate].lastIndex(where: { $0.filled == 0 }), candidate < horizon { start = gap + 1 }
            if isTitle(rows[start]) {
                var candidate = start
                while candidate < horizon, isTitle(rows[candidate]) { candidate += 1 }
                if candidate < horizon { start = candidate }
            }
        }
        while start + 1 < horizon, rows[start].isBlank || (isComment(rows[start]) && rows[start].cells.count != width) { start += 1 }
        header = HeaderRows(rows, from: start, width: width, imposed: options.hasHeader)
        let body = rows[max(start + 1, header.rows.upperBound)...].filter { !$0.isBlank }
        hasComments = body.contains { isComment($0) && $0.cells.count != width } && !body.contains { isComment($0) && $0.cells.count == width }
        var columns = max(width, rows[start].cells.count)
        // Delimiters that end every line make no column: nothing names it, nothing is in it.
        if !header.rows.isEmpty {
            let all = rows[header.rows] + body
            while columns > 1, all.allSatisfy({ row in row.cells.count < columns || row.cells[columns - 1].text.isEmpty }) { columns -= 1 }
        }
        self.columns = columns
    }
}
