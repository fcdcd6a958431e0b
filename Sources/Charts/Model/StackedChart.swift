package import Localization

/// Parts of wholes, one on the other.
package struct StackedChart: Chart {
    package enum Form: String, Sendable, CaseIterable {
        /// A horizontal bar for each whole.
        case bars
        /// Bands over time: the names of the wholes are periods in order.
        case areas
    }

    /// One whole: a territory, a year.
    package struct Whole: Sendable, Hashable {
        package let name: String
        /// Days since 1970-01-01, of a whole that is a period.
        package let day: Int?
        /// As many as the chart has parts; nil for what is missing.
        package let values: [Double?]

        package init(_ name: String, _ values: [Double?], day: Int? = nil) {
            self.name = name
            self.day = day
            self.values = values.map { $0.flatMap { $0.isFinite ? $0 : nil } }
        }
    }

    package var heading: ChartHeading
    /// Heads the names of wholes in the table.
    package var category: String
    /// The names of the parts, the lowest first.
    package var parts: [String]
    package var wholes: [Whole]
    package var form: Form
    /// Parts are drawn as percentages of their whole.
    package var asShares: Bool
    package var cadence: Cadence?

    package init(
        _ heading: ChartHeading, category: String, parts: [String], wholes: [Whole], form: Form = .bars, asShares: Bool = false,
        cadence: Cadence? = nil
    ) {
        self.heading = heading
        self.category = category
        self.parts = parts
        self.wholes = wholes.map { whole in
            Whole(whole.name, (0..<parts.count).map { $0 < whole.values.count ? whole.values[$0] : nil }, day: whole.day)
        }
        self.form = form
        self.asShares = asShares
        self.cadence = cadence
    }

    package func drawing(_ size: ChartSize, _ localizer: Localizer) -> SVGDrawing {
        guard !parts.isEmpty, wholes.contains(where: { $0.values.contains { $0 != nil } }) else {
            return .empty(size, localizer.text("charts.summary.none"))
        }
        return form == .areas && wholes.count > 1 && wholes.allSatisfy({ $0.day != nil })
            ? AreaDrawing(self, size, localizer).drawn() : StackDrawing(self, size, localizer).drawn()
    }

    /// So many parts have a look of their own; where there are more, the smallest are drawn as one.
    static let drawnParts = 6

    /// The parts as drawn: names, and the values of each whole, negative and missing ones as nothing.
    func drawn(_ localizer: Localizer) -> (names: [String], values: [[Double]]) {
        let amounts = wholes.map { $0.values.map { max(0, $0 ?? 0) } }
        guard parts.count > Self.drawnParts else { return (parts, shares(amounts)) }
        let totals = parts.indices.map { part in amounts.reduce(0) { $0 + $1[part] } }
        let kept = Set(parts.indices.sorted { (totals[$0], $1) > (totals[$1], $0) }.prefix(Self.drawnParts - 1))
        let others = localizer.text("charts.others", ["count": .integer(parts.count - kept.count)])
        let values = amounts.map { whole in
            parts.indices.filter(kept.contains).map { whole[$0] } + [parts.indices.filter { !kept.contains($0) }.reduce(0) { $0 + whole[$1] }]
        }
        return (parts.indices.filter(kept.contains).map { parts[$0] } + [others], shares(values))
    }

    private func shares(_ amounts: [[Double]]) -> [[Double]] {
        guard asShares else { return amounts }
        return amounts.map { whole in
            let total = whole.reduce(0, +)
            return whole.map { total > 0 ? $0 / total * 100 : 0 }
        }
    }

    /// A value as drawn, which is a percentage where parts are shares.
    func written(_ value: Double, _ localizer: Localizer) -> String {
        asShares ? localizer.quantity(value, unit: "%", maxDigits: min(heading.digits, 1)) : heading.written(value, localizer)
    }

    package func summary(_ localizer: Localizer) -> String {
        let known = wholes.filter { $0.values.contains { $0 != nil } }.sorted { ($0.day ?? 0) < ($1.day ?? 0) }
        let cadence = cadence ?? Cadence(of: wholes.compactMap(\.day))
        let sentences = [known.first, known.count > 1 ? known.last : nil].compactMap { $0 }.map { whole in
            let total = whole.values.reduce(0) { $0 + max(0, $1 ?? 0) }
            let told = zip(parts, whole.values).sorted { ($0.1 ?? 0) > ($1.1 ?? 0) }.prefix(6).map { name, value -> String in
                let words: String = switch (value, asShares && total > 0) {
                case (nil, _): localizer.text("charts.unknown")
                case (let value?, true): localizer.percent(value / total)
                case (let value?, false): heading.written(value, localizer)
                }
                return name + " " + words
            }
            return localizer.text("charts.summary.whole", ["name": .text(whole.day.map { cadence.name(day: $0, localizer) } ?? whole.name), "parts": .text(told.joined(separator: ", "))])
        }
        return localizer.text("charts.summary.stacked", ["parts": .integer(parts.count)]) + " "
            + sentences.joined(separator: " ")
    }

    package func table(_ localizer: Localizer) -> ChartTable {
        let cadence = cadence ?? Cadence(of: wholes.compactMap(\.day))
        return ChartTable(
            columns: [.init(category)] + parts.map { .init($0, isNumber: true) },
            rows: wholes.map { whole in
                [whole.day.map { .period(day: $0, cadence) } ?? .text(whole.name)]
                    + whole.values.map { heading.cell($0, note: nil, localizer) }
            })
    }
}
