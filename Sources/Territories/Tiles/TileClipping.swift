/// Rings cut at the edges of a tile (Sutherland and Hodgman, “Reentrant polygon clipping”, 1974).
enum TileClipping {
    typealias Point = (x: Int, y: Int)

    /// The part of a ring within the tile and its margin; empty where there is none.
    static func clipped(_ ring: [Point]) -> [Point] {
        let low = -TileAddress.margin, high = TileAddress.extent + TileAddress.margin
        if ring.allSatisfy({ (low...high).contains($0.x) && (low...high).contains($0.y) }) { return ring }
        var points = ring
        points = cut(points, isInside: { $0.x >= low }) { across($0, $1, low) }
        points = cut(points, isInside: { $0.x <= high }) { across($0, $1, high) }
        points = cut(points, isInside: { $0.y >= low }) { along($0, $1, low) }
        points = cut(points, isInside: { $0.y <= high }) { along($0, $1, high) }
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
