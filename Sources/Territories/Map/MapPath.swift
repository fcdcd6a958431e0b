/// Outlines as the path data of SVG: whole numbers, each relative to the last, so that shared borders meet exactly.
struct MapPath {
    private let outlines: Outlines
    private let frame: MapFrame
    private let weight: UInt8
    private let box: (low: TileClipping.Point, high: TileClipping.Point)?

    /// - Parameters:
    ///   - detail: points that change an outline by less than so many square units of the sheet go.
    ///   - box: what lies beyond goes; nil for nothing.
    init(_ outlines: Outlines, _ frame: MapFrame, detail: Double, box: (low: TileClipping.Point, high: TileClipping.Point)? = nil) {
        self.outlines = outlines
        self.frame = frame
        self.box = box
        weight = Simplification.weight(squareMetres: detail * frame.metresPerUnit * frame.metresPerUnit)
    }

    /// The path of a shape; empty where nothing of it is large enough to see, save for its largest part.
    func data(of shape: Int) -> String { drawing(of: shape).data }

    /// The path of a shape, and the middle and the size of its largest part on the sheet, where a name can stand.
    func drawing(of shape: Int) -> (data: String, middle: TileClipping.Point, width: Int) {
        var path = ""
        var largest: (area: Int, text: String, ring: [TileClipping.Point]) = (-1, "", [])
        for polygon in outlines.rings(of: shape) {
            for (place, arcs) in polygon.enumerated() {
                var ring: [GridPoint] = []
                for arc in arcs { outlines.append(arc, weight: weight, to: &ring) }
                var points: [(x: Int, y: Int)] = []
                for point in ring {
                    let next = frame.project(point)
                    if let last = points.last, last == next { continue }
                    points.append(next)
                }
                if points.count > 1, let first = points.first, let last = points.last, first == last { points.removeLast() }
                if let box { points = TileClipping.clipped(points, to: box) }
                let area = Self.doubleArea(points)
                let isVisible = points.count > 2 && abs(area) >= 6
                if place == 0, abs(area) > largest.area { largest = (abs(area), Self.text(points), points) }
                if isVisible { path += Self.text(points) } else if place == 0 { break }
            }
        }
        let x = largest.ring.map(\.x)
        return (path.isEmpty ? largest.text : path, Self.middle(largest.ring), (x.max() ?? 0) - (x.min() ?? 0))
    }

    /// The centroid of a ring.
    private static func middle(_ points: [TileClipping.Point]) -> TileClipping.Point {
        let area = Double(doubleArea(points))
        guard area != 0, var last = points.last else { return points.first ?? (0, 0) }
        var x = 0.0, y = 0.0
        for point in points {
            let cross = Double(last.x * point.y - point.x * last.y)
            x += Double(last.x + point.x) * cross
            y += Double(last.y + point.y) * cross
            last = point
        }
        return (Int(x / (3 * area)), Int(y / (3 * area)))
    }

    private static func doubleArea(_ points: [(x: Int, y: Int)]) -> Int {
        guard var last = points.last else { return 0 }
        var sum = 0
        for point in points {
            sum += last.x * point.y - point.x * last.y
            last = point
        }
        return sum
    }

    private static func text(_ points: [(x: Int, y: Int)]) -> String {
        guard let first = points.first else { return "" }
        var text = "M\(first.x) \(first.y)"
        var last = first
        var isFirst = true
        for point in points.dropFirst() {
            let x = point.x - last.x, y = point.y - last.y
            text += isFirst ? "l" : (x < 0 ? "" : " ")
            text += y < 0 ? "\(x)\(y)" : "\(x) \(y)"
            isFirst = false
            last = point
        }
        return text + "z"
    }
}
