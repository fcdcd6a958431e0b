import Localization

/// A line chart on its way to SVG.
struct LineDrawing {
    private let chart: LineChart
    private let size: ChartSize
    private let localizer: Localizer
    private let cadence: Cadence
    private let marks: [SeriesMark]
    private let scale: ValueScale

    /// What is written beside the end of a line.
    private struct EndLabel {
        let value: String
        let names: [String]
        let series: Int?
        /// Where the line ends; nil for a reference, which goes all across.
        let day: Int?
        let amount: Double
        var height: Double { Double(names.count + 1) * 15 }
        var width: Double { names.map { TextWidth.of($0, size: 13) }.reduce(TextWidth.of(value, size: 13, isBold: true), max) }
    }

    init(_ chart: LineChart, _ size: ChartSize, _ localizer: Localizer) {
        self.chart = chart
        self.size = size
        self.localizer = localizer
        cadence = chart.shownCadence
        marks = SeriesMark.marks(chart.series)
        let values = chart.series.flatMap { $0.known.map(\.value) } + chart.references.map(\.value)
        let least = values.min() ?? 0, most = values.max() ?? 0
        let fromZero = chart.startsAtZero ?? (least >= 0 ? least < most * 0.6 : most > least * 0.6)
        scale = ValueScale(values, includesZero: fromZero, count: size == .wide ? 5 : 4)
    }

    func drawn() -> SVGDrawing {
        let isWide = size == .wide
        var drawing = SVGDrawing(width: size.width, height: 0)
        let days = chart.series.flatMap { $0.points.map(\.day) }
        guard !days.isEmpty, chart.series.contains(where: { !$0.known.isEmpty }) else {
            return .empty(size, localizer.text("charts.summary.none"))
        }
        let plotHeight = isWide ? 250.0 : 190.0
        let tickLabels = scale.ticks.map { scale.label($0, unit: chart.heading.unit, localizer) }
        let names = [days.min(), days.max()].compactMap { $0 }.map { TextWidth.of(cadence.name(day: $0, localizer), size: 12) }
        let left = max((tickLabels.map { TextWidth.of($0, size: 12) }.max() ?? 0) + 8, (names.first ?? 0) / 2)
        let labels = endLabels()
        var top = 10.0
        // Labels beside the lines where they fit, a key over the chart where they do not.
        let column = labels.map(\.width).max() ?? 0
        var places = labels.contains { $0.names.count > 3 || $0.names.contains { $0.hasSuffix("…") } }
            ? nil : middles(labels, top: top, height: plotHeight)
        if labels.count > (isWide ? 8 : 4) { places = nil }
        if places == nil {
            top = ChartLegend(entries: legendEntries()).draw(in: &drawing, top: 0, width: size.width, identifier: identifier) + 8
        }
        let right = size.width - (places == nil ? max(8, (names.last ?? 0) / 2) : max(column + 14, (names.last ?? 0) / 2))
        let x = PeriodScale(days, cadence: cadence, left: left + 6, right: right - 4)
        top = drawEvents(in: &drawing, x: x, top: top, height: plotHeight, right: right)
        if places != nil { places = middles(labels, top: top, height: plotHeight) }
        let bottom = top + plotHeight
        func y(_ value: Double) -> Double { bottom - scale.share(value) * plotHeight }

        for (tick, label) in zip(scale.ticks, tickLabels) {
            drawing.line(x1: left, y1: y(tick), x2: right, y2: y(tick), class: tick == 0 || tick == scale.lower ? "chart-axis" : "chart-grid")
            drawing.text(label, x: left - 6, y: y(tick) + 4, anchor: .end, size: 12, class: "chart-mention")
        }
        for tick in x.ticks(localizer, size: 12) {
            drawing.line(x1: tick.x, y1: bottom, x2: tick.x, y2: bottom + 5, class: "chart-axis")
            drawing.text(tick.label, x: tick.x, y: bottom + 20, anchor: .middle, size: 12, class: "chart-mention")
        }
        for reference in chart.references {
            drawing.line(x1: left, y1: y(reference.value), x2: right, y2: y(reference.value), class: "chart-reference")
        }
        // Subjects last, so that they lie over what they are compared with.
        let order = chart.series.indices.sorted { (rank(marks[$0]), $0) < (rank(marks[$1]), $1) }
        for index in order { draw(chart.series[index], marks[index], in: &drawing, x: x, y: y) }
        if let places { write(labels, at: places, x: right, in: &drawing, y: y, scaleX: x) }
        drawing.height = bottom + 28
        return drawing
    }

    private var identifier: String { chart.heading.identifier + "-" + size.rawValue }

    private func rank(_ mark: SeriesMark) -> Int { mark.role == .context ? 0 : mark.role == .target ? 1 : 2 }

    private func middles(_ labels: [EndLabel], top: Double, height: Double) -> [Double]? {
        LabelColumn.middles(
            labels.map { .init(wanted: top + height * (1 - scale.share($0.amount)), height: $0.height) },
            from: top - 8, to: top + height + 8)
    }

    private func endLabels() -> [EndLabel] {
        let isAlone = chart.series.count == 1 && chart.references.isEmpty
        let width = size == .wide ? 170.0 : 96.0
        func lines(_ name: String) -> [String] { isAlone ? [] : TextWidth.lines(name, width: width, size: 13) }
        let ends = chart.series.enumerated().compactMap { index, series in
            series.known.last.map { last in
                EndLabel(
                    value: chart.heading.shortly(last.value, localizer), names: lines(series.name), series: index, day: last.day,
                    amount: last.value)
            }
        }
        return ends + chart.references.map {
            EndLabel(value: chart.heading.shortly($0.value, localizer), names: lines($0.name), series: nil, day: nil, amount: $0.value)
        }
    }

    private func legendEntries() -> [ChartLegend.Entry] {
        zip(chart.series, marks).map { series, mark in
            .init(key: .line(mark), name: series.name, value: series.known.last.map { chart.heading.shortly($0.value, localizer) } ?? "")
        } + chart.references.map { .init(key: .reference, name: $0.name, value: chart.heading.shortly($0.value, localizer)) }
    }

    private func draw(_ series: ChartSeries, _ mark: SeriesMark, in drawing: inout SVGDrawing, x: PeriodScale, y: (Double) -> Double) {
        let path = LinePath(series.points) { (x.x(day: $0), y($1)) }
        if !path.data.isEmpty { drawing.path(path.data, class: "chart-line \(mark.className)") }
        let known = series.points.filter { $0.value != nil }
        let isSparse = mark.role != .context && known.count <= (size == .wide ? 30 : 16)
        for point in known {
            guard let value = point.value else { continue }
            let place = (x: x.x(day: point.day), y: y(value))
            // A value between two gaps is seen only by its mark.
            guard isSparse || point == known.last && mark.role != .context || path.alone.contains(where: { $0 == place }) else { continue }
            let told = localizer.text("charts.point", [
                "name": .text(series.name), "date": .text(cadence.name(day: point.day, localizer)),
                "value": .text(chart.heading.written(value, localizer)),
            ])
            mark.draw(x: place.x, y: place.y, title: point.note.map { told + " (\($0))" } ?? told, in: &drawing)
        }
    }

    private func write(
        _ labels: [EndLabel], at middles: [Double], x: Double, in drawing: inout SVGDrawing, y: (Double) -> Double, scaleX: PeriodScale
    ) {
        for (label, middle) in zip(labels, middles) {
            let end = label.day.map(scaleX.x(day:)) ?? x
            let own = y(label.amount)
            if abs(own - middle) > 6 || x - end > 24 {
                drawing.path(
                    "M\(SVGDrawing.number(end + 6)) \(SVGDrawing.number(own))L\(SVGDrawing.number(max(end + 6, x - 2))) \(SVGDrawing.number(own))"
                        + "L\(SVGDrawing.number(x + 6)) \(SVGDrawing.number(middle))", class: "chart-leader")
            }
            let top = middle - label.height / 2
            let tone = label.series.map { "chart-text chart-text--" + marks[$0].className.dropFirst(6) } ?? "chart-mention"
            drawing.text(label.value, x: x + 10, y: top + 11.5, isBold: true, class: tone)
            for (index, name) in label.names.enumerated() {
                drawing.text(name, x: x + 10, y: top + 26.5 + Double(index) * 15, class: "chart-text")
            }
        }
    }

    /// - Returns: the upper edge of the plot, under the rows of names.
    private func drawEvents(in drawing: inout SVGDrawing, x: PeriodScale, top: Double, height: Double, right: Double) -> Double {
        let shown = chart.events.filter { (x.first...x.last).contains(cadence.index(day: $0.day)) }.sorted { $0.day < $1.day }
        guard !shown.isEmpty else { return top }
        var ends: [Double] = [], rows: [Int] = [], starts: [Double] = []
        let names = shown.map { TextWidth.shortened($0.name, width: right - 4, size: 12) }
        for (event, name) in zip(shown, names) {
            let width = TextWidth.of(name, size: 12)
            let start = max(0, min(right - width, x.x(day: event.day) - width / 2))
            let row = ends.firstIndex { $0 + 10 < start } ?? ends.count
            if row == ends.count { ends.append(start + width) } else { ends[row] = start + width }
            rows.append(row)
            starts.append(start)
        }
        let plot = top + Double(ends.count) * 17 + 2
        for (index, event) in shown.enumerated() {
            let base = top + Double(rows[index]) * 17 + 8
            drawing.text(names[index], x: starts[index], y: base, size: 12, class: "chart-mention")
            drawing.line(x1: x.x(day: event.day), y1: base + 4, x2: x.x(day: event.day), y2: plot + height, class: "chart-event")
        }
        return plot
    }
}

extension SVGDrawing {
    /// What is drawn where there is nothing to draw.
    static func empty(_ size: ChartSize, _ words: String) -> SVGDrawing {
        var drawing = SVGDrawing(width: size.width, height: 64)
        drawing.rectangle(x: 0.5, y: 0.5, width: size.width - 1, height: 63, class: "chart-empty")
        for (index, line) in TextWidth.lines(words, width: size.width - 24, size: 13).enumerated() {
            drawing.text(line, x: size.width / 2, y: 32 + Double(index) * 17, anchor: .middle, class: "chart-mention")
        }
        return drawing
    }
}
