/// How one series looks: a colour, a dash and a shape of mark, so that any one of them is enough to tell it.
struct SeriesMark: Hashable {
    /// From 1 for subjects; nil for context and targets.
    let number: Int?
    let role: ChartSeries.Role

    /// As many as have a look of their own.
    static let subjects = 6

    /// The looks of series, in their order.
    static func marks(_ series: [ChartSeries]) -> [SeriesMark] {
        var count = 0
        return series.map { one in
            guard one.role == .subject, count < subjects else {
                return SeriesMark(number: nil, role: one.role == .target ? .target : .context)
            }
            count += 1
            return SeriesMark(number: count, role: .subject)
        }
    }

    /// The class that gives the colour.
    var className: String {
        number.map { "chart-series-\($0)" } ?? (role == .target ? "chart-series-target" : "chart-series-context")
    }

    /// Draws the mark of a value.
    func draw(x: Double, y: Double, title: String = "", in drawing: inout SVGDrawing) {
        let name = "chart-mark \(className)"
        func data(_ points: [(Double, Double)]) -> String {
            "M" + points.map { SVGDrawing.number(x + $0.0) + " " + SVGDrawing.number(y + $0.1) }.joined(separator: "L") + "Z"
        }
        switch (role, number) {
        case (.target, _): drawing.path(data([(0, -5.5), (5.5, 0), (0, 5.5), (-5.5, 0)]), class: "\(name) chart-mark--hollow", title: title)
        case (_, 2): drawing.path(data([(-3.5, -3.5), (3.5, -3.5), (3.5, 3.5), (-3.5, 3.5)]), class: name, title: title)
        case (_, 3): drawing.path(data([(0, -4.8), (4.6, 3.6), (-4.6, 3.6)]), class: name, title: title)
        case (_, 4): drawing.path(data([(0, -5), (5, 0), (0, 5), (-5, 0)]), class: name, title: title)
        case (_, 5): drawing.circle(x: x, y: y, radius: 3.5, class: "\(name) chart-mark--hollow", title: title)
        case (_, 6): drawing.path(data([(0, 4.8), (4.6, -3.6), (-4.6, -3.6)]), class: "\(name) chart-mark--hollow", title: title)
        case (.context, _): drawing.circle(x: x, y: y, radius: 2.5, class: name, title: title)
        default: drawing.circle(x: x, y: y, radius: 3.8, class: name, title: title)
        }
    }
}
