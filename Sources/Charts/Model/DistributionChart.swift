package import Localization

/// How values spread over many things, and the place of some of them among all.
package struct DistributionChart: Chart {
    package struct Item: Sendable, Hashable {
        package let name: String
        package let value: Double
        /// Shown with its name: the territory that the reader chose, France.
        package let isHighlighted: Bool

        package init(_ name: String, _ value: Double, isHighlighted: Bool = false) {
            self.name = name
            self.value = value
            self.isHighlighted = isHighlighted
        }
    }

    package enum Form: String, Sendable, CaseIterable {
        /// Counts by classes of equal width: for many values.
        case histogram
        /// A dot for each value: for few.
        case strip
    }

    package var heading: ChartHeading
    /// Heads the names in the table: “Département”.
    package var category: String
    package var items: [Item]
    /// Nil to let the number of values decide.
    package var form: Form?
    package var references: [ReferenceLine]

    package init(
        _ heading: ChartHeading, category: String, items: [Item], form: Form? = nil, references: [ReferenceLine] = []
    ) {
        self.heading = heading
        self.category = category
        self.items = items.filter { $0.value.isFinite }
        self.form = form
        self.references = references.filter { $0.value.isFinite }
    }

    var shownForm: Form { form ?? (items.count > 150 ? .histogram : .strip) }

    package func drawing(_ size: ChartSize, _ localizer: Localizer) -> SVGDrawing {
        items.isEmpty ? .empty(size, localizer.text("charts.summary.none")) : DistributionDrawing(self, size, localizer).drawn()
    }

    /// Classes of equal width between round bounds: the lower bound of each, and how many values it holds. A value on
    /// a bound is in the class above it, save the greatest.
    var classes: (bounds: [Double], counts: [Int]) {
        let wanted = max(5, min(24, Int(Double(items.count).squareRoot())))
        let scale = ValueScale(items.map(\.value), includesZero: false, count: wanted)
        let bounds = scale.ticks
        var counts = [Int](repeating: 0, count: max(1, bounds.count - 1))
        for item in items {
            let place = Int(scale.share(item.value) * Double(counts.count) + 1e-9)
            counts[min(max(place, 0), counts.count - 1)] += 1
        }
        return (bounds, counts)
    }

    package func summary(_ localizer: Localizer) -> String {
        let sorted = items.map(\.value).sorted()
        guard let least = sorted.first, let most = sorted.last else { return localizer.text("charts.summary.none") }
        func told(_ value: Double) -> MessageArgument { .text(heading.written(value, localizer)) }
        var sentences = [localizer.text("charts.summary.distribution", [
            "count": .integer(items.count), "least": told(least), "most": told(most), "median": told(Self.median(sorted)),
        ])]
        for item in items where item.isHighlighted {
            sentences.append(localizer.text("charts.summary.rank", [
                "name": .text(item.name), "value": told(item.value), "rank": .integer(sorted.count { $0 > item.value } + 1),
                "count": .integer(sorted.count),
            ]))
        }
        sentences += references.map {
            localizer.text("charts.summary.named", ["name": .text($0.name), "text": .text(heading.written($0.value, localizer) + ".")])
        }
        return sentences.joined(separator: " ")
    }

    /// - Parameter sorted: not empty.
    static func median(_ sorted: [Double]) -> Double {
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }

    /// Few values are all told, many by their classes.
    package func table(_ localizer: Localizer) -> ChartTable {
        let value = heading.unit.isEmpty ? localizer.text("charts.value") : localizer.text("charts.valueIn", ["unit": .text(heading.unit.other)])
        if shownForm == .strip {
            let sorted = items.enumerated().sorted { ($1.element.value, $0.offset) < ($0.element.value, $1.offset) }.map(\.element)
            return ChartTable(
                columns: [.init(category), .init(value, isNumber: true)],
                rows: sorted.map { [.text($0.name), heading.cell($0.value, note: nil, localizer)] }
                    + references.map { [.text($0.name), heading.cell($0.value, note: nil, localizer)] })
        }
        let (bounds, counts) = classes
        let marked = items.filter(\.isHighlighted).map { ($0.name, $0.value) } + references.map { ($0.name, $0.value) }
        let rows: [[ChartTable.Cell]] = counts.indices.map { index in
            let upper = index + 1 < bounds.count ? bounds[index + 1] : bounds[index]
            let isLast = index == counts.count - 1
            let here = marked.filter { $0.1 >= bounds[index] && ($0.1 < upper || isLast && $0.1 <= upper) }
            return [
                .number(bounds[index], unit: heading.unit, digits: 6), .number(upper, unit: heading.unit, digits: 6),
                .number(Double(counts[index]), unit: "", digits: 0),
                .text(here.map { $0.0 + localizer.text("charts.colon") + heading.written($0.1, localizer) }.joined(separator: ", ")),
            ]
        }
        return ChartTable(
            columns: [
                .init(localizer.text("charts.from"), isNumber: true), .init(localizer.text("charts.to"), isNumber: true),
                .init(localizer.text("charts.countOf", ["category": .text(category)]), isNumber: true), .init(localizer.text("charts.here")),
            ], rows: rows)
    }
}
