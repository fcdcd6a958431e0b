import Localization

/// Vertical bars on their way to SVG.
struct ColumnDrawing {
    private let chart: BarChart
    private let size: ChartSize
    private let localizer: Localizer

    init(_ chart: BarChart, _ size: ChartSize, _ localizer: Localizer) {
        self.chart = chart
        self.size = size
        self.localizer = localizer
    }

    /// - Returns: nil where names do not fit under their bars.
    func drawn() -> SVGDrawing? {
        let bars = chart.sortedBars
        let height = size == .wide ? 230.0 : 180.0
        let known = bars.compactMap(\.value)
        let scale = ValueScale(known + [chart.reference?.value].compactMap { $0 }, includesZero: true, count: size == .wide ? 5 : 4)
        let ticks = scale.ticks.map { scale.label($0, unit: chart.heading.unit, localizer) }
        let left = (ticks.map { TextWidth.of($0, size: 12) }.max() ?? 0) + 10
        let band = (size.width - left - 2) / Double(bars.count)
        guard let names = names(bars, band) else { return nil }
        let values = bars.map { $0.value.map { chart.heading.shortly($0, localizer) } ?? "" }
        let fitsValues = zip(bars, values).allSatisfy { TextWidth.of($1, size: 12, isBold: $0.isHighlighted) + 6 <= band }

        var drawing = SVGDrawing(width: size.width, height: 0)
        var top = 20.0
        if let reference = chart.reference {
            let label = reference.name + localizer.text("charts.colon") + chart.heading.shortly(reference.value, localizer)
            top = ChartLegend(entries: [.init(key: .reference, name: label)])
                .draw(in: &drawing, top: 0, width: size.width, identifier: chart.heading.identifier) + 18
        }
        let bottom = top + height
        func y(_ value: Double) -> Double { bottom - scale.share(value) * height }
        for (tick, label) in zip(scale.ticks, ticks) {
            drawing.line(x1: left, y1: y(tick), x2: size.width, y2: y(tick), class: tick == 0 ? "chart-axis" : "chart-grid")
            drawing.text(label, x: left - 6, y: y(tick) + 4, anchor: .end, size: 12, class: "chart-mention")
        }
        let hasNegative = known.contains { $0 < 0 }
        var last = 0
        for (index, bar) in bars.enumerated() {
            let middle = left + band * (Double(index) + 0.5)
            let lines = names[index]
            last = max(last, lines.count)
            for (row, line) in lines.enumerated() {
                drawing.text(
                    line, x: min(middle, size.width - TextWidth.of(line, size: 12, isBold: bar.isHighlighted) / 2),
                    y: bottom + (hasNegative ? 24 : 18) + Double(row) * 15, anchor: .middle, size: 12, isBold: bar.isHighlighted, class: "chart-mention")
            }
            guard let value = bar.value else { continue }
            let width = min(band * 0.72, 64), isOther = bars.contains(where: \.isHighlighted) && !bar.isHighlighted
            let tall = value == 0 ? 0 : max(abs(y(value) - y(0)), 1.5)
            drawing.rectangle(
                x: middle - width / 2, y: value < 0 ? y(0) : y(0) - tall, width: width, height: tall,
                class: isOther ? "chart-bar chart-bar--other" : "chart-bar", title: bar.name + localizer.text("charts.colon") + values[index])
            if fitsValues {
                drawing.text(
                    values[index], x: middle, y: value < 0 ? y(0) + tall + 14 : y(0) - tall - 5, anchor: .middle, size: 12,
                    isBold: bar.isHighlighted, class: "chart-text chart-text--value")
            }
        }
        if let reference = chart.reference {
            drawing.line(x1: left, y1: y(reference.value), x2: size.width, y2: y(reference.value), class: "chart-reference")
        }
        drawing.height = bottom + (hasNegative ? 24 : 18) + Double(max(last, 1)) * 15 - 8
        return drawing
    }

    /// The lines under each bar. Of a sequence, every so many names are written; of other names, all or none.
    private func names(_ bars: [BarChart.Bar], _ band: Double) -> [[String]]? {
        if chart.isSequence {
            let widest = bars.map { TextWidth.of($0.name, size: 12, isBold: $0.isHighlighted) }.max() ?? 0
            let step = max(1, Int(((widest + 10) / band).rounded(.up)))
            // The last period is the one that readers look for.
            return bars.indices.map { (bars.count - 1 - $0) % step == 0 ? [bars[$0].name] : [] }
        }
        let lines = bars.map { TextWidth.lines($0.name, width: band - 6, size: 12, isBold: $0.isHighlighted) }
        return lines.allSatisfy { $0.count <= 3 && !$0.contains { $0.hasSuffix("…") } } ? lines : nil
    }
}
