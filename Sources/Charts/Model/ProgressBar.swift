package import Localization

/// How far something has come from where it began to what is to be reached: initial value, current value, target.
package struct ProgressBar: Chart {
    package struct Stage: Sendable, Hashable {
        /// Nil where it is not known.
        package let value: Double?
        /// Days since 1970-01-01.
        package let day: Int?

        package init(_ value: Double?, day: Int? = nil) {
            self.value = value.flatMap { $0.isFinite ? $0 : nil }
            self.day = day
        }
    }

    package var heading: ChartHeading
    package var initial: Stage
    package var current: Stage
    package var target: Stage
    /// From 0 to 100; nil where it cannot be told.
    package var rate: Double?
    /// Why there is no rate, in a sentence.
    package var reason: String?
    package var cadence: Cadence

    /// - Parameter rate: as it is computed elsewhere, under the rules of the State; it is not worked out again here.
    package init(
        _ heading: ChartHeading, initial: Stage, current: Stage, target: Stage, rate: Double?, reason: String? = nil, cadence: Cadence = .month
    ) {
        self.heading = heading
        self.initial = initial
        self.current = current
        self.target = target
        self.rate = rate.map { min(100, max(0, $0)) }
        self.reason = reason
        self.cadence = cadence
    }

    package func drawing(_ size: ChartSize, _ localizer: Localizer) -> SVGDrawing {
        let width = size.width, isWide = size == .wide
        var drawing = SVGDrawing(width: width, height: 0)
        let track = 14.0, top = 24.0
        let told = rate.map { localizer.quantity($0, unit: "%", maxDigits: 2) } ?? localizer.text("charts.progress.none")
        drawing.text(told, x: 0, y: 15, size: rate == nil ? 13 : 17, isBold: rate != nil, class: rate == nil ? "chart-mention" : "chart-text")
        if rate != nil {
            let words = localizer.text("charts.progress.ofTarget")
            drawing.text(words, x: TextWidth.of(told, size: 17, isBold: true) + 6, y: 15, class: "chart-mention")
        }
        drawing.rectangle(x: 0, y: top, width: width, height: track, class: rate == nil ? "chart-track chart-track--unknown" : "chart-track")
        if let rate {
            let reached = rate / 100 * width
            if rate > 0 { drawing.rectangle(x: 0, y: top, width: max(reached, 2), height: track, class: "chart-bar") }
            drawing.rectangle(x: min(max(reached - 1.5, 0), width - 3), y: top - 5, width: 3, height: track + 10, class: "chart-needle")
        }
        // The three values in their order under the bar: they are read, not measured.
        let stages = [("charts.progress.initial", initial), ("charts.progress.current", current), ("charts.progress.target", target)]
        let cell = width / 3 - 6
        let heads = stages.map { TextWidth.lines(localizer.text($0.0), width: cell, size: 12) }
        let values = stages.map { TextWidth.lines(value($0.1, localizer), width: cell, size: isWide ? 15 : 14, isBold: true) }
        let dates = stages.map { stage in stage.1.day.map { TextWidth.lines(cadence.name(day: $0, localizer), width: cell, size: 12) } ?? [] }
        let y = top + track + 20
        let afterHeads = y + Double(heads.map(\.count).max() ?? 1) * 15
        let afterValues = afterHeads + Double(values.map(\.count).max() ?? 1) * 18
        for index in stages.indices {
            let x = [0, width / 2, width][index], anchor: SVGDrawing.Anchor = [.start, .middle, .end][index]
            for (row, line) in heads[index].enumerated() {
                drawing.text(line, x: x, y: y + Double(row) * 15, anchor: anchor, size: 12, class: "chart-mention")
            }
            for (row, line) in values[index].enumerated() {
                drawing.text(line, x: x, y: afterHeads + 3 + Double(row) * 18, anchor: anchor, size: isWide ? 15 : 14, isBold: true, class: "chart-text")
            }
            for (row, line) in dates[index].enumerated() {
                drawing.text(line, x: x, y: afterValues + 2 + Double(row) * 15, anchor: anchor, size: 12, class: "chart-mention")
            }
        }
        drawing.height = afterValues + Double(dates.map(\.count).max() ?? 0) * 15
        return drawing
    }

    private func value(_ stage: Stage, _ localizer: Localizer) -> String {
        stage.value.map { heading.written($0, localizer) } ?? localizer.text("charts.unknown")
    }

    package func summary(_ localizer: Localizer) -> String {
        func told(_ stage: Stage) -> MessageArgument {
            .text(value(stage, localizer) + (stage.day.map { " (" + cadence.name(day: $0, localizer) + ")" } ?? ""))
        }
        let stages = localizer.text("charts.summary.progress", ["initial": told(initial), "current": told(current), "target": told(target)])
        guard let rate else { return stages + " " + (reason ?? localizer.text("charts.progress.none") + ".") }
        return stages + " " + localizer.text("charts.summary.rate", ["rate": .text(localizer.quantity(rate, unit: "%", maxDigits: 2))])
    }

    package func table(_ localizer: Localizer) -> ChartTable {
        let stages = [("charts.progress.initial", initial), ("charts.progress.current", current), ("charts.progress.target", target)]
        var rows: [[ChartTable.Cell]] = stages.map { key, stage in
            [.text(localizer.text(key)), stage.day.map { .period(day: $0, cadence) } ?? .missing(nil), heading.cell(stage.value, note: nil, localizer)]
        }
        rows.append([
            .text(localizer.text("charts.progress.rate")), current.day.map { .period(day: $0, cadence) } ?? .missing(nil),
            rate.map { .number($0, unit: "%", digits: 2) } ?? .missing(reason ?? localizer.text("charts.progress.none")),
        ])
        return ChartTable(
            columns: [.init(localizer.text("charts.progress.stage")), .init(localizer.text("charts.date")), .init(localizer.text("charts.value"), isNumber: true)],
            rows: rows)
    }
}
