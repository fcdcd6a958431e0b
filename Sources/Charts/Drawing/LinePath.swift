/// A line through the values of a series, interrupted where values are missing.
struct LinePath {
    /// Empty where no two values follow each other.
    let data: String
    /// The places of values between two gaps, which only a mark shows.
    let alone: [(x: Double, y: Double)]
    /// The place of the last value.
    let last: (x: Double, y: Double)?

    /// - Parameter place: of a day and a value on the drawing.
    init(_ points: [ChartPoint], place: (Int, Double) -> (Double, Double)) {
        var runs: [[(x: Double, y: Double)]] = [[]]
        for point in points {
            if let value = point.value {
                let (x, y) = place(point.day, value)
                runs[runs.count - 1].append((x, y))
            } else {
                runs.append([])
            }
        }
        data = runs.filter { $0.count > 1 }.map { run in
            "M" + run.map { SVGDrawing.number($0.x) + " " + SVGDrawing.number($0.y) }.joined(separator: "L")
        }.joined()
        alone = runs.filter { $0.count == 1 }.map { $0[0] }
        last = runs.last { !$0.isEmpty }?.last
    }
}
