/// A place in ten-millionths of a degree (about a centimetre): whole numbers, so that borders that two territories
/// share are equal bit for bit.
struct GridPoint: Hashable, Sendable, BitwiseCopyable {
    var x: Int32
    var y: Int32

    static let unitsPerDegree = 10_000_000.0

    init(x: Int32, y: Int32) {
        self.x = x
        self.y = y
    }

    init(_ point: GeoPoint) {
        x = Int32((point.longitude * Self.unitsPerDegree).rounded())
        y = Int32((point.latitude * Self.unitsPerDegree).rounded())
    }

    var geo: GeoPoint {
        GeoPoint(longitude: Double(x) / Self.unitsPerDegree, latitude: Double(y) / Self.unitsPerDegree)
    }

    /// One number for the place, whose order is arbitrary but total.
    var key: UInt64 { UInt64(UInt32(bitPattern: x)) << 32 | UInt64(UInt32(bitPattern: y)) }
}

/// The outline of a territory: polygons, each an outer ring and the holes in it.
///
/// Rings do not repeat their first point. Outer rings run counter-clockwise, holes clockwise: the territory is
/// always to the left.
struct Shape: Sendable, Hashable {
    typealias Ring = [GridPoint]
    var polygons: [[Ring]]

    init(polygons: [[Ring]]) {
        self.polygons = polygons.map { rings in
            rings.enumerated().map { place, ring in (Self.doubleArea(ring) > 0) == (place == 0) ? ring : ring.reversed() }
        }
    }

    /// Twice the signed area in square units of the grid, positive where the ring runs counter-clockwise.
    static func doubleArea(_ ring: Ring) -> Double {
        guard var last = ring.last, let origin = ring.first else { return 0 }
        var sum = 0.0
        for point in ring {
            let ax = Double(Int64(last.x) - Int64(origin.x)), ay = Double(Int64(last.y) - Int64(origin.y))
            let bx = Double(Int64(point.x) - Int64(origin.x)), by = Double(Int64(point.y) - Int64(origin.y))
            sum += ax * by - bx * ay
            last = point
        }
        return sum
    }
}
