import Charts
import Territories

/// Points and outlines of rows, drawn on the server.
struct MapDrawing: Sendable {
    let shapes: [PlaneShape]

    /// - Parameter label: says what the map shows.
    func markup(width: Double = 960, height: Double = 620, label: String) -> Markup? {
        guard let bounds = frame() else { return nil }
        let fit = MapFit(bounds, width: width, height: height)
        var drawing = SVGDrawing(width: fit.width, height: fit.height)
        var areas = ""
        var lines = ""
        var points = ""
        for shape in shapes {
            switch shape {
            case .point(let point):
                let place = fit.place(point)
                // A line of no length with round caps is a dot: the shortest way to write thousands.
                points += "M\(SVGDrawing.number(place.x)) \(SVGDrawing.number(place.y))h0"
            case .paths(let paths, let isClosed):
                let data = paths.map { Self.data(of: $0, isClosed: isClosed, in: fit) }.joined()
                if isClosed { areas += data } else { lines += data }
            }
        }
        drawing.rectangle(x: 0, y: 0, width: fit.width, height: fit.height, class: "map-sea")
        if !areas.isEmpty { drawing.path(areas, class: "map-area") }
        if !lines.isEmpty { drawing.path(lines, class: "map-line") }
        if !points.isEmpty { drawing.path(points, class: shapes.count > 600 ? "map-point map-point--many" : "map-point") }
        return drawing.markup(class: "map", label: label)
    }

    /// Steps shorter than half a pixel are left out.
    private static func data(of path: [GeoPoint], isClosed: Bool, in fit: MapFit) -> String {
        var data = ""
        var last: (x: Double, y: Double)?
        for (index, point) in path.enumerated() {
            let place = fit.place(point)
            if let before = last {
                let isEnd = index == path.count - 1
                if abs(before.x - place.x) + abs(before.y - place.y) < 0.7, !isEnd || isClosed { continue }
                data += "L\(SVGDrawing.number(place.x)) \(SVGDrawing.number(place.y))"
            } else {
                data += "M\(SVGDrawing.number(place.x)) \(SVGDrawing.number(place.y))"
            }
            last = place
        }
        return isClosed ? data + "Z" : data
    }

    /// The rectangle to draw. Where a few rows lie oceans away from the rest, as overseas départements do, the
    /// mainland keeps its size: the frame is that of metropolitan France when most rows are in it.
    private func frame() -> GeoBounds? { isFramedOnMainland ? GeoBounds(mainland) : GeoBounds(places) }

    /// Whether some places are left out of the frame so that the others can be seen.
    var isFramedOnMainland: Bool {
        guard let all = GeoBounds(places), all.east - all.west > 30 else { return false }
        let inside = mainland.count
        return inside < places.count && inside * 2 > places.count
    }

    private var mainland: [GeoPoint] { places.filter(Self.metropolitanFrance.contains) }

    private var places: [GeoPoint] { shapes.flatMap(\.points) }

    static let metropolitanFrance = GeoBounds(west: -5.6, south: 41, east: 9.9, north: 51.4)
}
