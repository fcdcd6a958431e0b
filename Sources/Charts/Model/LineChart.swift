package import Localization

/// Values over time: one line a series, with a gap wherever a value is missing.
package struct LineChart: Chart {
    package var heading: ChartHeading
    /// Six subjects at most have a colour of their own; the others are drawn as context.
    package var series: [ChartSeries]
    package var references: [ReferenceLine]
    package var events: [ChartEvent]
    /// Nil to tell it from the dates.
    package var cadence: Cadence?
    /// Nil to let the values decide: an axis from zero, unless all values lie far above it.
    package var startsAtZero: Bool?

    package init(
        _ heading: ChartHeading, series: [ChartSeries], references: [ReferenceLine] = [], events: [ChartEvent] = [],
        cadence: Cadence? = nil, startsAtZero: Bool? = nil
    ) {
        self.heading = heading
        self.series = series
        self.references = references.filter { $0.value.isFinite }
        self.events = events
        self.cadence = cadence
        self.startsAtZero = startsAtZero
    }

    package func drawing(_ size: ChartSize, _ localizer: Localizer) -> SVGDrawing {
        LineDrawing(self, size, localizer).drawn()
    }

    var shownCadence: Cadence { cadence ?? Cadence(of: series.flatMap { $0.points.map(\.day) }) }

    package func summary(_ localizer: Localizer) -> String {
        SeriesSummary(heading: heading, cadence: shownCadence, localizer: localizer).text(series, references)
    }

    package func table(_ localizer: Localizer) -> ChartTable {
        let cadence = shownCadence
        let days = Set(series.flatMap { $0.points.map(\.day) }).sorted()
        let values = series.map { Dictionary($0.points.map { ($0.day, $0) }) { _, last in last } }
        let columns = [ChartTable.Column(localizer.text("charts.date"))]
            + (series.map(\.name) + references.map(\.name)).map { .init($0, isNumber: true) }
        return ChartTable(columns: columns, rows: days.map { day in
            var row: [ChartTable.Cell] = [.period(day: day, cadence)]
            for points in values { row.append(points[day].map { heading.cell($0.value, note: $0.note, localizer) } ?? .missing(nil)) }
            for reference in references { row.append(heading.cell(reference.value, note: nil, localizer)) }
            return row
        })
    }
}

extension ChartHeading {
    /// A value of the chart in its table.
    func cell(_ value: Double?, note: String?, _ localizer: Localizer) -> ChartTable.Cell {
        value.map { .number($0, unit: unit, digits: digits) } ?? .missing(note ?? localizer.text("charts.unknown"))
    }
}
