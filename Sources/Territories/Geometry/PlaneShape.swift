/// A place or an outline in longitudes and latitudes, as files give them: what can be drawn of a row.
package enum PlaneShape: Sendable, Hashable {
    case point(GeoPoint)
    /// Rings or lines; the first of a polygon is its outer one.
    case paths([[GeoPoint]], isClosed: Bool)

    /// Its points, in their order.
    package var points: [GeoPoint] {
        switch self {
        case .point(let point): [point]
        case .paths(let paths, _): paths.flatMap { $0 }
        }
    }
}

extension GeoPoint {
    /// Whether the two numbers can be a place at all; 0, 0 is what broken geocoding writes.
    package var isPlausible: Bool {
        abs(longitude) <= 180 && abs(latitude) <= 85 && !(longitude == 0 && latitude == 0)
    }
}

extension GeoBounds {
    /// The box of some points; nil of none.
    package init?(_ points: some Sequence<GeoPoint>) {
        var found: GeoBounds?
        for point in points {
            guard let box = found else {
                found = GeoBounds(west: point.longitude, south: point.latitude, east: point.longitude, north: point.latitude)
                continue
            }
            found = GeoBounds(
                west: min(box.west, point.longitude), south: min(box.south, point.latitude), east: max(box.east, point.longitude),
                north: max(box.north, point.latitude))
        }
        guard let found else { return nil }
        self = found
    }
}
