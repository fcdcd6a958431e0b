/// Rows and columns as text, fitted to the width at hand: the one place where tables become lines.
package struct TextTable: Sendable {
    package enum Alignment: Sendable, Hashable {
        case leading, trailing
    }

    package struct Column: Sendable, Hashable {
        package var title: String
        package var alignment: Alignment
        /// Below this many columns of text, the column is left out rather than cut further.
        package var minimumWidth: Int
        /// Beyond this many, it is cut even where there is room.
        package var maximumWidth: Int
        /// When room lacks, the columns of the lowest rank are the first to be cut, and to be left out.
        package var rank: Int

        package init(
            _ title: String, alignment: Alignment = .leading, minimumWidth: Int = 6, maximumWidth: Int = .max,
            rank: Int = 0
        ) {
            self.title = title
            self.alignment = alignment
            self.minimumWidth = minimumWidth
            self.maximumWidth = maximumWidth
            self.rank = rank
        }
    }

    package var columns: [Column]
    /// As many texts in each row as there are columns.
    package private(set) var rows: [[String]] = []

    package init(columns: [Column]) { self.columns = columns }

    /// - Parameter cells: one text for each column; anything in it that could act on a terminal is made visible.
    package mutating func append(_ cells: [String]) {
        precondition(cells.count == columns.count, "a row has one cell for each column")
        rows.append(cells.map(\.visible))
    }

    /// The table as lines, and how many columns did not fit.
    ///
    /// - Parameter width: nil where lines may be as long as they come.
    package func lines(width: Int?, ink: Ink) -> (lines: [String], omitted: Int) {
        let layout = TableLayout(natural: naturalWidths, columns: columns, width: width)
        func line(_ cells: [String], as role: Ink.Role? = nil) -> String {
            let texts = layout.shown.enumerated().map { position, column -> String in
                let width = layout.widths[position]
                let text = cells[column].truncated(toWidth: width)
                let isLast = position == layout.shown.count - 1
                let padded = isLast && columns[column].alignment == .leading
                    ? text : text.padded(toWidth: width, alignment: columns[column].alignment)
                return role.map { ink($0, padded) } ?? padded
            }
            let whole = texts.joined(separator: Self.gap)
            return String(whole.reversed().drop { $0 == " " }.reversed())
        }
        let header = line(columns.map(\.title), as: .title)
        let rule = layout.widths.map { String(repeating: "─", count: $0) }.joined(separator: Self.gap)
        return ([header, ink(.faint, rule)] + rows.map { line($0) }, columns.count - layout.shown.count)
    }

    static let gap = "  "

    private var naturalWidths: [Int] {
        var widths = columns.map(\.title.displayWidth)
        for row in rows {
            for (position, cell) in row.enumerated() { widths[position] = max(widths[position], cell.displayWidth) }
        }
        return widths
    }
}

/// Which columns show, and how wide each is.
struct TableLayout {
    /// Positions of the columns that show, in order.
    private(set) var shown: [Int]
    /// Their widths, in the same order.
    private(set) var widths: [Int]

    init(natural: [Int], columns: [TextTable.Column], width: Int?) {
        shown = Array(columns.indices)
        let wanted = columns.indices.map { max(1, min(natural[$0], columns[$0].maximumWidth)) }
        let least = columns.indices.map { min(wanted[$0], columns[$0].minimumWidth) }
        widths = wanted
        guard let width else { return }

        // Among columns of one rank the last goes first: people put what matters at the left.
        while shown.count > 1, Self.total(shown.map { least[$0] }) > width {
            let lowest = shown.map { columns[$0].rank }.min() ?? 0
            guard let position = shown.lastIndex(where: { columns[$0].rank == lowest }) else { break }
            shown.remove(at: position)
        }
        widths = shown.map { wanted[$0] }
        // Within a rank the widest column gives way first, so that short ones stay whole.
        while Self.total(widths) > width {
            let candidates = shown.indices.filter { widths[$0] > least[shown[$0]] }
            let next = candidates.min { first, second in
                let (one, other) = (columns[shown[first]].rank, columns[shown[second]].rank)
                return one == other ? widths[first] > widths[second] : one < other
            }
            guard let next else { break }
            widths[next] -= 1
        }
        if shown.count == 1, let only = widths.first { widths[0] = min(only, max(1, width)) }
    }

    private static func total(_ widths: [Int]) -> Int {
        widths.reduce(0, +) + max(0, widths.count - 1) * TextTable.gap.count
    }
}
