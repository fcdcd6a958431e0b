/// The rows above the body that name its columns: one, or several whose cells are joined.
///
/// Two layouts of several rows are known, which the cells below must bear out: titles of groups over the names
/// (`Population` over `2019` and `2020`), and a line under the names with their units or their codes.
struct HeaderRows {
    /// Indices in the sample; empty at the first row of the body where nothing names the columns.
    let rows: Range<Int>
    /// One name a column, as far as the header reaches.
    let names: [[UInt8]]

    /// Rows of titles over the names at most.
    private static let mostGroups = 2

    /// - Parameters:
    ///   - start: index of the first row that is no title.
    ///   - width: cells of most rows.
    ///   - imposed: what a person says of whether there is a header.
    init(_ all: [SampleRows.Row], from start: Int, width: Int, imposed: Bool?) {
        let table = all[start...].filter { !$0.isBlank }
        let none = HeaderRows(rows: start..<start, names: [])
        guard imposed != false, let first = table.first else {
            self = none
            return
        }
        // Rows of a table glued behind another say the header again: they are no values.
        func body(from index: Int) -> [SampleRows.Row] {
            let headers = table[..<min(index, table.count)].map { $0.textsWithoutMark }
            return Array(table.dropFirst(index).prefix(500)).filter { row in !headers.contains { $0 == row.textsWithoutMark } }
        }
        var groups = 0
        if width > 2 {
            for count in (1...Self.mostGroups).reversed() where count < table.count - 1 {
                let below = body(from: count + 1)
                let areGroups = (0..<count).allSatisfy { Self.isGroup(table[$0], over: table[count]) }
                if areGroups, Self.areNames(table[count], under: Array(table[..<count]), below, width) {
                    groups = count
                    break
                }
            }
        }
        guard groups > 0 || imposed == true || Self.looksLikeHeader(first, body: body(from: 1)) else {
            self = none
            return
        }
        var names = Self.joined(Array(table[..<groups]), over: table[groups], width)
        var end = groups + 1
        if width > 1, end < table.count - 1, Self.isSecondLine(table[end], under: table[groups], body(from: end + 1), width) {
            names = Self.joined(names, with: table[end])
            end += 1
        }
        // The rows taken stand one after the other in the sample, but for blank lines between them.
        let last = all.indices.first { $0 >= start && all[$0].start == table[end - 1].start } ?? start
        self.init(rows: start..<(last + 1), names: names)
    }

    private init(rows: Range<Int>, names: [[UInt8]]) {
        self.rows = rows
        self.names = names
    }

    /// A header names: its cells are words, not values, and do not come back below.
    private static func looksLikeHeader(_ row: SampleRows.Row, body: [SampleRows.Row]) -> Bool {
        var forHeader = 0
        var against = 0
        var seen = Set<[UInt8]>()
        for (index, cell) in row.cells.enumerated() {
            let kind = CellKind(cell.text)
            if !cell.text.isEmpty, !seen.insert(cell.text).inserted { against += kind == .word ? 0 : 1 }
            let below = ColumnBelow(body, column: index)
            switch kind {
            case .word:
                if below.isMostlyValues { forHeader += 2 }
                if below.filled.count >= 3, below.filled.contains(cell.text) { against += 1 } else { forHeader += below.filled.isEmpty ? 0 : 1 }
            case .value:
                // Years and days may head columns of something else; any other value among values is one.
                let isName = CellKind.isYear(cell.text) || CellKind.isDay(cell.text) && !below.filled.contains(where: CellKind.isDay)
                against += below.isMostlyValues ? (isName ? 0 : 3) : 1
            case .empty:
                break
            }
        }
        if against == 0 { return true }
        return forHeader > against
    }

    // MARK: - Titles of groups

    /// Whether a row holds titles that reach over several cells of the row below: filled cells followed by empty ones,
    /// or by the same text where merged cells were filled.
    private static func isGroup(_ row: SampleRows.Row, over next: SampleRows.Row) -> Bool {
        guard row.filled >= 2, next.cells.count >= row.cells.count - 1 else { return false }
        var spans = 0
        for (index, cell) in row.cells.enumerated() {
            switch CellKind(cell.text) {
            case .value where !CellKind.isYear(cell.text): return false
            case .empty: continue
            default: break
            }
            guard index + 1 < row.cells.count, index + 1 < next.cells.count else { continue }
            let following = row.cells[index + 1].text
            let isFollowed = CellKind(following) == .empty || following == cell.text
            let isOverTwo = CellKind(next.cells[index].text) != .empty && CellKind(next.cells[index + 1].text) != .empty
            if isFollowed, isOverTwo, next.cells[index].text != next.cells[index + 1].text { spans += 1 }
        }
        return spans > 0
    }

    /// Whether a row under titles names the columns: with the titles it leaves none without a name, and where values
    /// stand below it holds words or years.
    private static func areNames(_ row: SampleRows.Row, under groups: [SampleRows.Row], _ body: [SampleRows.Row], _ width: Int) -> Bool {
        guard !body.isEmpty, row.cells.count <= width + 1 else { return false }
        var evidence = 0
        var hasValues = false
        var isFull = true
        for column in 0..<width {
            let text = row.cells.count > column ? row.cells[column].text : []
            let kind = CellKind(text)
            let below = ColumnBelow(body, column: column)
            if kind == .empty {
                isFull = false
                let isNamed = groups.contains { $0.cells.count > column && CellKind($0.cells[column].text) != .empty }
                guard isNamed || below.filled.isEmpty else { return false }
                continue
            }
            if below.isMostlyValues { hasValues = true }
            let isYear = CellKind.isYear(text)
            if kind == .value {
                guard isYear, !below.filled.allSatisfy(CellKind.isYear) else { return false }
            }
            if below.isMostlyValues { evidence += 1 }
        }
        if hasValues { return evidence > 0 }
        // Words over words: only a full row of names that do not come back below, under titles with gaps.
        let gaps = groups[0].cells.indices.dropFirst().count { index in
            CellKind(groups[0].cells[index].text) == .empty && CellKind(groups[0].cells[index - 1].text) != .empty
        }
        return isFull && gaps >= 2 && body.count >= 3 && (0..<width).allSatisfy { !ColumnBelow(body, column: $0).filled.contains(row.cells[$0].text) }
    }

    /// Each name behind the titles above it. A title reaches to the right up to the next one, unless the row repeats
    /// its titles itself.
    private static func joined(_ groups: [SampleRows.Row], over row: SampleRows.Row, _ width: Int) -> [[UInt8]] {
        var names = row.cells.map { trimmed($0.text) }
        guard !groups.isEmpty else { return names }
        while names.count < width { names.append([]) }
        var isNewTitle = [Bool](repeating: false, count: names.count)
        var titles = [[[UInt8]]](repeating: [], count: names.count)
        for group in groups {
            let cells = names.indices.map { $0 < group.cells.count ? trimmed(group.cells[$0].text) : [] }
            let repeats = cells.indices.dropFirst().contains { !cells[$0].isEmpty && cells[$0] == cells[$0 - 1] }
            var title: [UInt8] = []
            for column in names.indices {
                if !cells[column].isEmpty {
                    title = cells[column]
                    isNewTitle[column] = true
                } else if repeats || isNewTitle[column] || names[column].isEmpty {
                    title = []
                }
                if !title.isEmpty { titles[column].append(title) }
            }
        }
        for column in names.indices {
            var parts: [[UInt8]] = []
            for part in titles[column] + [names[column]] where !part.isEmpty && part != parts.last { parts.append(part) }
            names[column] = Array(parts.joined(separator: [0x20]))
        }
        return names
    }

    // MARK: - A second line

    /// Whether a row under the names tells their units, or says them again as codes or in words.
    private static func isSecondLine(
        _ row: SampleRows.Row, under names: SampleRows.Row, _ body: [SampleRows.Row], _ width: Int
    ) -> Bool {
        guard !body.isEmpty, row.cells.count <= width + 1, row.textsWithoutMark != names.textsWithoutMark else { return false }
        var words = 0
        var units = 0
        var filled = 0
        var seen = Set<[UInt8]>()
        var isIdentifiers = true
        var areCodesPossible = true
        for column in 0..<min(width, row.cells.count) {
            let text = trimmed(row.cells[column].text)
            if text.isEmpty { continue }
            filled += 1
            let below = ColumnBelow(body, column: column)
            let isMarker = text.withView { MissingMarkers.contains($0) }
            let isUnit = UnitWords.contains(text) || isMarker && !below.isMostlyValues
            if below.isMostlyValues {
                guard CellKind(text) == .word, isUnit || !isMarker else { return false }
                words += 1
                // `s` may be seconds, or a secret in the first row of the body.
                if isMarker || !below.isAllValues { areCodesPossible = false }
            }
            if isUnit { units += 1 }
            if below.filled.contains(text) || !seen.insert(text).inserted && !isUnit { return false }
            isIdentifiers = isIdentifiers && text.allSatisfy(isIdentifierByte)
        }
        guard words > 0 else { return false }
        if units == filled { return true }
        guard areCodesPossible, filled == width, names.filled == width else { return false }
        if words >= 2 { return true }
        return isIdentifiers && row.cells.contains { $0.text.contains(UInt8(ascii: "_")) }
    }

    private static func isIdentifierByte(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
    }

    private static func joined(_ names: [[UInt8]], with second: SampleRows.Row) -> [[UInt8]] {
        names.indices.map { column in
            let text = column < second.cells.count ? trimmed(second.cells[column].text) : []
            if text.isEmpty || text == names[column] || text == [UInt8(ascii: "-")] { return names[column] }
            if names[column].isEmpty { return text }
            let isEnclosed = text.first == UInt8(ascii: "(") && text.last == UInt8(ascii: ")")
            return names[column] + [0x20] + (isEnclosed ? text : [UInt8(ascii: "(")] + text + [UInt8(ascii: ")")])
        }
    }

    private static func trimmed(_ text: [UInt8]) -> [UInt8] {
        Array(text.drop { $0 <= 0x20 }.reversed().drop { $0 <= 0x20 }.reversed())
    }
}
