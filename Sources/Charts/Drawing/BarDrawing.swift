import Localization

/// Horizontal bars on their way to SVG: names at the left where there is room, over the bars on a phone.
struct BarDrawing {
    private let chart: BarChart
    private let size: ChartSize
    private let localizer: Localizer

    init(_ chart: BarChart, _ size: ChartSize, _ localizer: Localizer) {
        self.chart = chart
        self.size = size
        self.localizer = localizer
    }

    func drawn() -> SVGDrawing {
        var drawing = SVGDrawing(width: size.width, height: 0)
        let bars = chart.sortedBars
        let isWide = size == .wide
        let nameWidth = isWide ? min(230, (bars.map { TextWidth.of($0.name, size: 13, isBold: $0.isHighlighted) }.max() ?? 0) + 10) : 0
        let names = bars.map { bar -> [String] in
            let lines = TextWidth.lines(bar.name, width: isWide ? nameWidth - 10 : size.width, size: 13, isBold: bar.isHighlighted)
            // A third line would say little more: the table has the whole name.
            return lines.count <= 2 ? lines : [lines[0], TextWidth.shortened(lines.dropFirst().joined(separator: " "), width: isWide ? nameWidth - 10 : size.width, size: 13, isBold: bar.isHighlighted)]
        }
        let values = bars.map { $0.value.map { chart.heading.shortly($0, localizer) } ?? $0.note ?? localizer.text("charts.unknown") }
        let axis = axis(bars, values, from: nameWidth + 1, to: size.width - 1)
        var y = 2.0
        if let reference = chart.reference {
            let place = axis.x(reference.value)
            let words = chart.heading.shortly(reference.value, localizer)
            let label = TextWidth.shortened(reference.name + localizer.text("charts.colon") + words, width: size.width, size: 12)
            let half = TextWidth.of(label, size: 12) / 2
            drawing.text(label, x: max(half, min(size.width - half, place)), y: 13, anchor: .middle, size: 12, class: "chart-mention")
            y = 22
        }
        let top = y
        // Numbers are written last, over the line that they are compared with.
        var numbers: [(text: String, x: Double, y: Double, anchor: SVGDrawing.Anchor, isBold: Bool)] = []
        var beside: [(top: Double, bottom: Double)] = []
        for (index, bar) in bars.enumerated() {
            let thickness = isWide ? 18.0 : 14
            let lines = names[index]
            var middle: Double
            if isWide {
                let height = max(26, Double(lines.count) * 15 + 6)
                middle = y + height / 2
                for (row, line) in lines.enumerated() {
                    let base = middle + 4.5 + (Double(row) - Double(lines.count - 1) / 2) * 15
                    drawing.text(line, x: 0, y: base, isBold: bar.isHighlighted, class: "chart-text")
                }
                y += height
            } else {
                for (row, line) in lines.enumerated() {
                    drawing.text(line, x: 0, y: y + 13 + Double(row) * 15, isBold: bar.isHighlighted, class: "chart-text")
                }
                y += Double(lines.count) * 15 + 5
                middle = y + thickness / 2
                beside.append((y - 2, y + thickness + 2))
                y += thickness + 9
            }
            guard let value = bar.value else {
                drawing.text(values[index], x: axis.x(0) + 6, y: middle + 4.5, class: "chart-mention")
                continue
            }
            let from = min(axis.x(0), axis.x(value)), width = abs(axis.x(value) - axis.x(0))
            let tone = chart.bars.contains(where: \.isHighlighted) && !bar.isHighlighted ? "chart-bar chart-bar--other" : "chart-bar"
            // What is not zero must not look like nothing.
            let shown = value == 0 ? 0 : max(width, 1.5)
            drawing.rectangle(x: value < 0 ? axis.x(0) - shown : from, y: middle - thickness / 2, width: shown, height: thickness, class: tone)
            let end = value < 0 ? axis.x(0) - shown - 5 : axis.x(0) + shown + 5
            numbers.append((values[index], end, middle + 4.5, value < 0 ? .end : .start, bar.isHighlighted))
        }
        // On a phone, lines stand beside the bars alone: they must not go through the names.
        for part in isWide ? [(top: top, bottom: y)] : beside {
            drawing.line(x1: axis.x(0), y1: part.top, x2: axis.x(0), y2: part.bottom, class: "chart-axis")
            if let reference = chart.reference {
                drawing.line(x1: axis.x(reference.value), y1: part.top, x2: axis.x(reference.value), y2: part.bottom, class: "chart-reference")
            }
        }
        for number in numbers {
            drawing.text(number.text, x: number.x, y: number.y, anchor: number.anchor, isBold: number.isBold, class: "chart-text chart-text--value")
        }
        drawing.height = y + 4
        return drawing
    }

    private struct Axis {
        let zero: Double
        let scale: Double
        func x(_ value: Double) -> Double { zero + value * scale }
    }

    /// The largest scale at which each bar still has its number beside it.
    private func axis(_ bars: [BarChart.Bar], _ labels: [String], from left: Double, to right: Double) -> Axis {
        let items = zip(bars, labels).compactMap { bar, label in
            bar.value.map { (value: $0, width: TextWidth.of(label, size: 13, isBold: bar.isHighlighted) + 8) }
        } + [chart.reference.map { (value: $0.value, width: 2.0) }].compactMap { $0 }
        var low = 0.0, high = 1e12
        // Zero stands as far left as negative bars and their numbers need; bisection finds what fits.
        func zero(_ scale: Double) -> Double { left + (items.filter { $0.value < 0 }.map { -$0.value * scale + $0.width }.max() ?? 0) }
        for _ in 0..<120 {
            let middle = (low + high) / 2
            let end = zero(middle) + (items.filter { $0.value >= 0 }.map { $0.value * middle + $0.width }.max() ?? 0)
            if end <= right { low = middle } else { high = middle }
        }
        return Axis(zero: zero(low), scale: low)
    }
}
