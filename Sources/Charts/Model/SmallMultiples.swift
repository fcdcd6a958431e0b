package import Localization

/// The same small line chart for each of several things, on one scale so that they compare.
package struct SmallMultiples: Chart {
    package struct Panel: Sendable, Hashable {
        package let name: String
        package let points: [ChartPoint]
        package let isHighlighted: Bool

        package init(_ name: String, _ points: [ChartPoint], isHighlighted: Bool = false) {
            self.name = name
            self.points = points.sorted { $0.day < $1.day }
            self.isHighlighted = isHighlighted
        }
    }

    package var heading: ChartHeading
    package var panels: [Panel]
    /// Drawn thin in every panel: France behind each region.
    package var context: ChartSeries?
    package var cadence: Cadence?

    package init(_ heading: ChartHeading, panels: [Panel], context: ChartSeries? = nil, cadence: Cadence? = nil) {
        self.heading = heading
        self.panels = panels
        self.context = context
        self.cadence = cadence
    }

    var series: [ChartSeries] {
        panels.map { ChartSeries($0.name, $0.points) } + [context].compactMap { $0.map { ChartSeries($0.name, $0.points, role: .context) } }
    }

    var shownCadence: Cadence { cadence ?? Cadence(of: series.flatMap { $0.points.map(\.day) }) }

    package func drawing(_ size: ChartSize, _ localizer: Localizer) -> SVGDrawing {
        series.contains { !$0.known.isEmpty }
            ? MultiplesDrawing(self, size, localizer).drawn() : .empty(size, localizer.text("charts.summary.none"))
    }

    package func summary(_ localizer: Localizer) -> String {
        SeriesSummary(heading: heading, cadence: shownCadence, localizer: localizer).text(series)
    }

    package func table(_ localizer: Localizer) -> ChartTable {
        LineChart(heading, series: series, cadence: shownCadence).table(localizer)
    }
}
