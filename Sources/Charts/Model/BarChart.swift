package import Localization

/// One value for each of several things: bars from zero.
package struct BarChart: Chart {
    package struct Bar: Sendable, Hashable {
        package let name: String
        /// Nil for a value that is missing.
        package let value: Double?
        /// Stands out from the others: the territory that the reader chose.
        package let isHighlighted: Bool
        /// Why the value is missing, or what to know of it.
        package let note: String?

        package init(_ name: String, _ value: Double?, isHighlighted: Bool = false, note: String? = nil) {
            self.name = name
            self.value = value.flatMap { $0.isFinite ? $0 : nil }
            self.isHighlighted = isHighlighted
            self.note = note
        }
    }

    package enum Order: String, Sendable, CaseIterable { case given, ascending, descending }

    package enum Direction: String, Sendable, CaseIterable {
        /// Names are read beside their bars, however long.
        case horizontal
        /// For periods, and for short names; drawn as horizontal where names do not fit.
        case vertical
    }

    package var heading: ChartHeading
    /// Heads the names in the table: “Département”.
    package var category: String
    package var bars: [Bar]
    package var order: Order
    package var direction: Direction
    package var reference: ReferenceLine?
    /// Names follow each other as periods do: some may be left out under the axis.
    package var isSequence: Bool

    package init(
        _ heading: ChartHeading, category: String, bars: [Bar], order: Order = .given, direction: Direction = .horizontal,
        reference: ReferenceLine? = nil, isSequence: Bool = false
    ) {
        self.heading = heading
        self.category = category
        self.bars = bars
        self.order = order
        self.direction = direction
        self.reference = reference.flatMap { $0.value.isFinite ? $0 : nil }
        self.isSequence = isSequence
    }

    /// The bars in their order, those without a value last.
    package var sortedBars: [Bar] {
        switch order {
        case .given: bars
        case .ascending, .descending:
            bars.enumerated().sorted { left, right in
                guard let a = left.element.value, let b = right.element.value else {
                    return left.element.value == nil && right.element.value == nil ? left.offset < right.offset : left.element.value != nil
                }
                return a == b ? left.offset < right.offset : (a < b) == (order == .ascending)
            }.map(\.element)
        }
    }

    package func drawing(_ size: ChartSize, _ localizer: Localizer) -> SVGDrawing {
        guard bars.contains(where: { $0.value != nil }) else { return .empty(size, localizer.text("charts.summary.none")) }
        if direction == .vertical, let drawing = ColumnDrawing(self, size, localizer).drawn() { return drawing }
        return BarDrawing(self, size, localizer).drawn()
    }

    package func summary(_ localizer: Localizer) -> String {
        let known = bars.filter { $0.value != nil }
        func told(_ bar: Bar) -> MessageArgument { .text(heading.written(bar.value ?? 0, localizer)) }
        guard let least = known.min(by: { $0.value! < $1.value! }), let most = known.max(by: { $0.value! < $1.value! }) else {
            return localizer.text("charts.summary.none")
        }
        var sentences = [localizer.text("charts.summary.bars", [
            "count": .integer(bars.count), "most": told(most), "there": .text(most.name), "least": told(least), "where": .text(least.name),
        ])]
        for bar in known where bar.isHighlighted {
            let rank = known.count { $0.value! > bar.value! } + 1
            sentences.append(localizer.text("charts.summary.rank", [
                "name": .text(bar.name), "value": told(bar), "rank": .integer(rank), "count": .integer(known.count),
            ]))
        }
        if let reference {
            sentences.append(localizer.text("charts.summary.named", [
                "name": .text(reference.name), "text": .text(heading.written(reference.value, localizer) + "."),
            ]))
        }
        if known.count < bars.count {
            sentences.append(localizer.text("charts.summary.missing", ["count": .integer(bars.count - known.count)]))
        }
        return sentences.joined(separator: " ")
    }

    package func table(_ localizer: Localizer) -> ChartTable {
        let value = heading.unit.isEmpty ? localizer.text("charts.value") : localizer.text("charts.valueIn", ["unit": .text(heading.unit.other)])
        var rows: [[ChartTable.Cell]] = sortedBars.map { [.text($0.name), heading.cell($0.value, note: $0.note, localizer)] }
        if let reference { rows.append([.text(reference.name), heading.cell(reference.value, note: nil, localizer)]) }
        return ChartTable(columns: [.init(category), .init(value, isNumber: true)], rows: rows)
    }
}
