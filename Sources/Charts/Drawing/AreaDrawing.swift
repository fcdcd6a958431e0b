import Localization

/// Stacked areas over time on their way to SVG.
struct AreaDrawing {
    private let chart: StackedChart
    private let size: ChartSize
    private let localizer: Localizer

    init(_ chart: StackedChart, _ size: ChartSize, _ localizer: Localizer) {
        self.chart = chart
        self.size = size
        self.localizer = localizer
    }

    func drawn() -> SVGDrawing {
        let order = chart.wholes.indices.sorted { chart.wholes[$0].day ?? 0 < chart.wholes[$1].day ?? 0 }
        let (names, unordered) = chart.drawn(localizer)
        let values = order.map { unordered[$0] }, days = order.map { chart.wholes[$0].day ?? 0 }
        let cadence = chart.cadence ?? Cadence(of: days)
        let identifier = chart.heading.identifier + "-" + size.rawValue
        let height = size == .wide ? 250.0 : 190.0
        let scale = chart.asShares
            ? ValueScale([0, 100], includesZero: true, count: 4) : ValueScale(values.map { $0.reduce(0, +) }, includesZero: true, count: 4)
        let ticks = scale.ticks.map { scale.label($0, unit: chart.asShares ? "%" : chart.heading.unit, localizer) }
        let left = (ticks.map { TextWidth.of($0, size: 12) }.max() ?? 0) + 8

        var drawing = SVGDrawing(width: size.width, height: 0)
        drawing.patterns(names.count, identifier: identifier)
        // Bands are named at their right end where all names fit there, by a key where not.
        let ends = values.last ?? []
        let lines = names.map { TextWidth.lines($0, width: size == .wide ? 150 : 84, size: 13) }
        func wanted(_ top: Double) -> [LabelColumn.Label] {
            var below = 0.0
            return zip(ends, lines).map { value, lines in
                defer { below += value }
                return .init(wanted: top + height * (1 - scale.share(below + value / 2)), height: Double(lines.count) * 15)
            }
        }
        var top = 10.0
        var middles = lines.contains { $0.count > 2 || $0.contains { $0.hasSuffix("…") } }
            ? nil : LabelColumn.middles(wanted(top), from: top, to: top + height)
        if middles == nil {
            top = ChartLegend(entries: names.enumerated().map { index, name in
                .init(key: .area(class: "chart-series-\(index + 1)", texture: index), name: name)
            }).draw(in: &drawing, top: 0, width: size.width, identifier: identifier) + 8
        }
        let half = (days.last.map { TextWidth.of(cadence.name(day: $0, localizer), size: 12) } ?? 0) / 2
        let column = middles == nil ? 0 : (lines.joined().map { TextWidth.of($0, size: 13) }.max() ?? 0) + 14
        let right = size.width - max(column, half, 4)
        let x = PeriodScale(days, cadence: cadence, left: left, right: right)
        if middles != nil { middles = LabelColumn.middles(wanted(top), from: top, to: top + height) }
        let bottom = top + height
        func y(_ value: Double) -> Double { bottom - scale.share(value) * height }

        for (part, name) in names.enumerated() {
            var upper: [String] = [], lower: [String] = []
            for (index, whole) in values.enumerated() {
                let below = whole.prefix(part).reduce(0, +), across = SVGDrawing.number(x.x(day: days[index]))
                upper.append(across + " " + SVGDrawing.number(y(below + whole[part])))
                lower.append(across + " " + SVGDrawing.number(y(below)))
            }
            let data = "M" + (upper + lower.reversed()).joined(separator: "L") + "Z"
            drawing.path(data, class: "chart-area chart-series-\(part + 1)", title: name)
            drawing.texture(part, identifier: identifier, path: data)
        }
        for (tick, label) in zip(scale.ticks, ticks) {
            drawing.line(x1: left, y1: y(tick), x2: right, y2: y(tick), class: tick == 0 ? "chart-axis" : "chart-grid chart-grid--over")
            drawing.text(label, x: left - 6, y: y(tick) + 4, anchor: .end, size: 12, class: "chart-mention")
        }
        for tick in x.ticks(localizer, size: 12) {
            drawing.line(x1: tick.x, y1: bottom, x2: tick.x, y2: bottom + 5, class: "chart-axis")
            drawing.text(tick.label, x: tick.x, y: bottom + 20, anchor: .middle, size: 12, class: "chart-mention")
        }
        if let middles {
            for (part, middle) in middles.enumerated() {
                let own = wanted(top)[part].wanted
                if abs(own - middle) > 5 {
                    drawing.path("M\(SVGDrawing.number(right + 1)) \(SVGDrawing.number(own))L\(SVGDrawing.number(right + 8)) \(SVGDrawing.number(middle))", class: "chart-leader")
                }
                for (row, line) in lines[part].enumerated() {
                    drawing.text(
                        line, x: right + 10, y: middle - Double(lines[part].count) * 7.5 + 11.5 + Double(row) * 15,
                        class: "chart-text chart-text--series-\(part + 1)")
                }
            }
        }
        drawing.height = bottom + 28
        return drawing
    }
}
