package import Localization

/// A word-sized line: the course of a series beside its last value.
package struct Sparkline: Sendable, Hashable {
    package let points: [ChartPoint]

    /// - Parameter points: in the order of time.
    package init(_ points: [ChartPoint]) { self.points = points }

    /// The line as an image named by its course, or hidden where `heading` is nil because the text says the same.
    package func svg(_ heading: ChartHeading?, _ localizer: Localizer) -> String {
        let cadence = Cadence(of: points.map(\.day))
        let label = heading.map { SeriesSummary(heading: $0, cadence: cadence, localizer: localizer).text([ChartSeries($0.title, points)]) }
        return drawing.element(class: "chart-spark", label: label ?? "")
    }

    /// As tall as a line of text.
    var drawing: SVGDrawing {
        var drawing = SVGDrawing(width: 96, height: 24)
        let known = points.compactMap(\.value)
        guard let least = known.min(), let most = known.max() else { return drawing }
        let x = PeriodScale(points.map(\.day), cadence: Cadence(of: points.map(\.day)), left: 4, right: 92)
        let path = LinePath(points) { day, value in
            (x.x(day: day), most > least ? 20 - (value - least) / (most - least) * 16 : 12)
        }
        if !path.data.isEmpty { drawing.path(path.data, class: "chart-line chart-series-1") }
        for place in path.alone { drawing.circle(x: place.x, y: place.y, radius: 2, class: "chart-mark chart-series-1") }
        if let last = path.last { drawing.circle(x: last.x, y: last.y, radius: 3, class: "chart-mark chart-series-1") }
        return drawing
    }
}
