internal import Foundation

/// Areas and centroids on the ellipsoid GRS 80, that of the French reference systems.
enum Ellipsoid {
    /// Half the great axis, in metres.
    static let a = 6_378_137.0
    /// Flattening.
    static let f = 1 / 298.257_222_101
    /// Square of the eccentricity.
    static let e2 = f * (2 - f)

    /// Square kilometres within a shape: the sphere of the same area, on authalic latitudes (Snyder, *Map
    /// projections: a working manual*, 1987, eq. 3-11 and 3-12).
    static func area(_ shape: Shape) -> Double {
        let e = e2.squareRoot()
        func q(_ latitude: Double) -> Double {
            let s = sin(latitude)
            return (1 - e2) * (s / (1 - e2 * s * s) - log((1 - e * s) / (1 + e * s)) / (2 * e))
        }
        let pole = q(.pi / 2)
        let radius2 = a * a * pole / 2
        var sum = 0.0
        let radians = Double.pi / 180 / GridPoint.unitsPerDegree
        for ring in shape.polygons.joined() {
            guard let last = ring.last else { continue }
            var lastX = Double(last.x) * radians, lastQ = q(Double(last.y) * radians) / pole
            for point in ring {
                let x = Double(point.x) * radians, s = q(Double(point.y) * radians) / pole
                sum -= (x - lastX) * (s + lastQ) / 2
                lastX = x
                lastQ = s
            }
        }
        return abs(sum) * radius2 / 1e6
    }

    /// The centroid, in the plane of longitudes and latitudes: outlines of France are small enough for it.
    static func centroid(_ shape: Shape) -> GeoPoint? {
        guard let origin = shape.polygons.first?.first?.first else { return nil }
        var area = 0.0, cx = 0.0, cy = 0.0
        for ring in shape.polygons.joined() {
            guard let last = ring.last else { continue }
            var ax = Double(last.x) - Double(origin.x), ay = Double(last.y) - Double(origin.y)
            for point in ring {
                let bx = Double(point.x) - Double(origin.x), by = Double(point.y) - Double(origin.y)
                let cross = ax * by - bx * ay
                area += cross
                cx += (ax + bx) * cross
                cy += (ay + by) * cross
                ax = bx
                ay = by
            }
        }
        guard area != 0 else { return nil }
        let units = GridPoint.unitsPerDegree
        return GeoPoint(
            longitude: (Double(origin.x) + cx / (3 * area)) / units, latitude: (Double(origin.y) + cy / (3 * area)) / units)
    }

    static func bounds(_ shape: Shape) -> GeoBounds? {
        let outers = shape.polygons.compactMap(\.first).joined()
        guard let west = outers.map(\.x).min(), let east = outers.map(\.x).max(),
            let south = outers.map(\.y).min(), let north = outers.map(\.y).max()
        else { return nil }
        let units = GridPoint.unitsPerDegree
        return GeoBounds(
            west: Double(west) / units, south: Double(south) / units, east: Double(east) / units, north: Double(north) / units)
    }
}
