/// Rings cut at the edges of a tile or of a sheet (Sutherland and Hodgman, “Reentrant polygon clipping”, 1974).
enum TileClipping {
    typealias Point = (x: Int, y: Int)

    /// A tile and its margin.
    static let tile: (low: Point, high: Point) = {
        let low = -TileAddress.margin, high = TileAddress.extent + TileAddress.margin
        return ((low, low), (high, high))
    }()

    /// The part of a ring within a box, that of a tile where none is given; empty where there is none.
    static func clipped(_ ring: [Point], to box: (low: Point, high: Point) = tile) -> [Point] {
        let (low, high) = box
        if ring.allSatisfy({ (low.x...high.x).contains($0.x) && (low.y...high.y).contains($0.y) }) { return ring }
        var points = ring
        points = cut(points, isInside: { $0.x >= low.x }) { across($0, $1, low.x) }
        points = cut(points, isInside: { $0.x <= high.x }) { across($0, $1, high.x) }
        points = cut(points, isInside: { $0.y >= low.y }) { along($0, $1, low.y) }
        points = cut(points, isInside: { $0.y <= high.y }) { along($0, $1, high.y) }
        return points
    }

    private static func cut(_ ring: [Point], isInside: (Point) -> Bool, crossing: (Point, Point) -> Point) -> [Point] {
        guard var last = ring.last else { return [] }
        var result: [Point] = []
        for point in ring {
            switch (isInside(last), isInside(point)) {
            case (true, true): result.append(point)
            case (true, false): result.append(crossing(last, point))
            case (false, true):
                result.append(crossing(last, point))
                result.append(point)
            case (false, false): break
            }
            last = point
        }
        return result
    }

    private static func across(_ a: Point, _ b: Point, _ x: Int) -> Point {
        (x, a.y + Int((Double(b.y - a.y) * Double(x - a.x) / Double(b.x - a.x)).rounded()))
    }

    private static func along(_ a: Point, _ b: Point, _ y: Int) -> Point {
        (a.x + Int((Double(b.x - a.x) * Double(y - a.y) / Double(b.y - a.y)).rounded()), y)
    }
}
