import Localization

/// Small multiples on their way to SVG.
struct MultiplesDrawing {
    private let chart: SmallMultiples
    private let size: ChartSize
    private let localizer: Localizer

    init(_ chart: SmallMultiples, _ size: ChartSize, _ localizer: Localizer) {
        self.chart = chart
        self.size = size
        self.localizer = localizer
    }

    func drawn() -> SVGDrawing {
        let columns = size == .narrow ? min(chart.panels.count, 2) : [5, 6, 9].contains(chart.panels.count) ? 3 : min(chart.panels.count, 4), gap = 20.0
        let cell = (size.width - gap * Double(columns - 1)) / Double(max(columns, 1))
        let plotHeight = 64.0
        let values = chart.series.flatMap { $0.known.map(\.value) }
        let least = values.min() ?? 0, most = values.max() ?? 0
        let scale = ValueScale(values, includesZero: least >= 0 && least < most * 0.6, count: 3)
        let cadence = chart.shownCadence
        let days = chart.series.flatMap { $0.points.map(\.day) }
        var drawing = SVGDrawing(width: size.width, height: 0)
        var top = 0.0
        if let context = chart.context {
            top = ChartLegend(entries: [.init(key: .line(SeriesMark(number: nil, role: .context)), name: context.name)])
                .draw(in: &drawing, top: 0, width: size.width, identifier: chart.heading.identifier)
        }
        for row in stride(from: 0, to: chart.panels.count, by: columns) {
            let panels = chart.panels[row..<min(row + columns, chart.panels.count)]
            let titles = panels.map { lines($0, cell) }
            let titleHeight = Double(titles.map(\.count).max() ?? 1) * 15 + 20
            for (column, panel) in panels.enumerated() {
                let left = (cell + gap) * Double(column)
                for (index, line) in titles[column].enumerated() {
                    drawing.text(line, x: left, y: top + 12 + Double(index) * 15, isBold: panel.isHighlighted, class: "chart-text")
                }
                let last = ChartSeries(panel.name, panel.points).known.last
                drawing.text(
                    last.map { chart.heading.shortly($0.value, localizer) } ?? localizer.text("charts.unknown"),
                    x: left, y: top + titleHeight - 5, isBold: last != nil, class: last == nil ? "chart-mention" : "chart-text")
                let from = top + titleHeight + 4, bottom = from + plotHeight
                let x = PeriodScale(days, cadence: cadence, left: left + 4, right: left + cell - 4)
                drawing.line(x1: left, y1: bottom, x2: left + cell, y2: bottom, class: "chart-axis")
                drawing.line(x1: left, y1: from, x2: left + cell, y2: from, class: "chart-grid")
                if let context = chart.context { draw(context.points, SeriesMark(number: nil, role: .context), x, bottom, plotHeight, scale, in: &drawing) }
                draw(panel.points, SeriesMark(number: panel.isHighlighted ? 2 : 1, role: .subject), x, bottom, plotHeight, scale, in: &drawing)
                axis(cadence, days, left, cell, bottom, in: &drawing)
            }
            top += titleHeight + plotHeight + 36
        }
        // One scale for all: its two ends are told once.
        let ends = localizer.text("charts.scale", [
            "lower": .text(scale.label(scale.lower, unit: chart.heading.unit, localizer)), "upper": .text(scale.label(scale.upper, unit: chart.heading.unit, localizer)),
        ])
        for line in TextWidth.lines(ends, width: size.width, size: 12) {
            drawing.text(line, x: 0, y: top + 10, size: 12, class: "chart-mention")
            top += 15
        }
        drawing.height = top + 4
        return drawing
    }

    private func lines(_ panel: SmallMultiples.Panel, _ width: Double) -> [String] {
        let lines = TextWidth.lines(panel.name, width: width, size: 13, isBold: panel.isHighlighted)
        return lines.count <= 2
            ? lines : [lines[0], TextWidth.shortened(lines.dropFirst().joined(separator: " "), width: width, size: 13, isBold: panel.isHighlighted)]
    }

    private func axis(_ cadence: Cadence, _ days: [Int], _ left: Double, _ width: Double, _ bottom: Double, in drawing: inout SVGDrawing) {
        guard let first = days.min(), let last = days.max() else { return }
        let end = cadence.name(day: last, localizer), start = cadence.name(day: first, localizer)
        drawing.text(end, x: left + width, y: bottom + 15, anchor: .end, size: 12, class: "chart-mention")
        guard first < last, TextWidth.of(start, size: 12) + TextWidth.of(end, size: 12) + 10 < width else { return }
        drawing.text(start, x: left, y: bottom + 15, size: 12, class: "chart-mention")
    }

    private func draw(
        _ points: [ChartPoint], _ mark: SeriesMark, _ x: PeriodScale, _ bottom: Double, _ height: Double, _ scale: ValueScale,
        in drawing: inout SVGDrawing
    ) {
        let path = LinePath(points) { (x.x(day: $0), bottom - scale.share($1) * height) }
        if !path.data.isEmpty { drawing.path(path.data, class: "chart-line \(mark.className)") }
        for place in path.alone { mark.draw(x: place.x, y: place.y, in: &drawing) }
        if mark.role == .subject, let end = path.last, !path.alone.contains(where: { $0 == end }) { mark.draw(x: end.x, y: end.y, in: &drawing) }
    }
}
