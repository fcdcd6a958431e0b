import Localization

/// Stacked bars on their way to SVG.
struct StackDrawing {
    private let chart: StackedChart
    private let size: ChartSize
    private let localizer: Localizer

    init(_ chart: StackedChart, _ size: ChartSize, _ localizer: Localizer) {
        self.chart = chart
        self.size = size
        self.localizer = localizer
    }

    func drawn() -> SVGDrawing {
        let (names, values) = chart.drawn(localizer)
        let identifier = chart.heading.identifier + "-" + size.rawValue
        var drawing = SVGDrawing(width: size.width, height: 0)
        drawing.patterns(names.count, identifier: identifier)
        var y = ChartLegend(entries: names.enumerated().map { index, name in
            .init(key: .area(class: "chart-series-\(index + 1)", texture: index), name: name)
        }).draw(in: &drawing, top: 0, width: size.width, identifier: identifier) + 4
        let isWide = size == .wide
        // The unit is told with the totals: inside, numbers are enough.
        var inside = chart.heading
        inside.unit = ""
        let nameWidth = isWide ? min(200, (chart.wholes.map { TextWidth.of($0.name, size: 13) }.max() ?? 0) + 10) : 0
        let totals = values.map { $0.reduce(0, +) }
        let labels = totals.map { chart.asShares ? "" : chart.heading.shortly($0, localizer) }
        let labelWidth = (labels.map { TextWidth.of($0, size: 13, isBold: true) }.max() ?? 0) + 8
        let room = size.width - nameWidth - (chart.asShares ? 0 : labelWidth)
        let longest = chart.asShares ? 100 : max(totals.max() ?? 1, .leastNonzeroMagnitude)
        for (index, whole) in chart.wholes.enumerated() {
            let lines = TextWidth.lines(whole.name, width: isWide ? nameWidth - 8 : size.width, size: 13).prefix(2)
            if !isWide {
                for (row, line) in lines.enumerated() { drawing.text(line, x: 0, y: y + 13 + Double(row) * 15, class: "chart-text") }
                y += Double(lines.count) * 15 + 5
            } else {
                for (row, line) in lines.enumerated() {
                    drawing.text(line, x: 0, y: y + 16 + (Double(row) - Double(lines.count - 1) / 2) * 15, class: "chart-text")
                }
            }
            var x = nameWidth
            for (part, value) in values[index].enumerated() where value > 0 {
                let width = value / longest * room
                let title = names[part] + localizer.text("charts.colon") + chart.written(value, localizer)
                drawing.rectangle(x: x, y: y, width: width, height: 24, class: "chart-area chart-series-\(part + 1)", title: title)
                drawing.texture(part, identifier: identifier, x: x, y: y, width: width, height: 24)
                let words = chart.asShares ? chart.written(value, localizer) : inside.shortly(value, localizer)
                if TextWidth.of(words, size: 12) + 10 <= width {
                    drawing.text(words, x: x + width / 2, y: y + 16.5, anchor: .middle, size: 12, class: "chart-inside chart-inside-\(part + 1)")
                }
                x += width
            }
            if totals[index] == 0 {
                drawing.text(localizer.text("charts.unknown"), x: nameWidth, y: y + 16.5, class: "chart-mention")
            } else {
                drawing.text(labels[index], x: x + 6, y: y + 16.5, isBold: true, class: "chart-text")
            }
            y += isWide ? max(32, Double(lines.count) * 15 + 8) : 34
        }
        drawing.height = y
        return drawing
    }
}
