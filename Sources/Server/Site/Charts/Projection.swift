import Foundation

/// Places of the globe on a flat drawing: a rectangle of the Earth, in the spherical Mercator projection that web maps
/// use, fitted into a number of pixels.
///
/// Source: EPSG:3857, with the Earth as a sphere; scale is kept in both directions.
struct Projection: Sendable {
    let width: Double
    let height: Double
    private let scale: Double
    private let left: Double
    private let top: Double

    /// - Parameters:
    ///   - bounds: degrees, WGS 84.
    ///   - height: is reduced when the rectangle is wide.
    ///   - margin: pixels left free on each side.
    init(_ bounds: GeoBounds, width: Double, height: Double, margin: Double = 12) {
        let west = Self.x(bounds.west)
        let east = Self.x(bounds.east)
        let north = Self.y(bounds.north)
        let south = Self.y(bounds.south)
        // A single place still needs a scale: about a kilometre around it.
        let across = max(east - west, 2e-4)
        let down = max(south - north, 2e-4)
        let fitted = min((width - 2 * margin) / across, (height - 2 * margin) / down)
        scale = fitted
        self.width = width
        self.height = min(height, down * fitted + 2 * margin)
        left = (west + east) / 2 - width / fitted / 2
        top = (north + south) / 2 - self.height / fitted / 2
    }

    func point(longitude: Double, latitude: Double) -> (x: Double, y: Double) {
        ((Self.x(longitude) - left) * scale, (Self.y(latitude) - top) * scale)
    }

    private static func x(_ longitude: Double) -> Double { longitude * .pi / 180 }

    private static func y(_ latitude: Double) -> Double {
        let clamped = min(max(latitude, -85), 85) * .pi / 180
        return -log(tan(.pi / 4 + clamped / 2))
    }
}

/// A rectangle of the Earth, in degrees (WGS 84).
struct GeoBounds: Sendable, Hashable {
    var west: Double
    var south: Double
    var east: Double
    var north: Double

    init?(_ points: some Sequence<GeoPoint>) {
        var found: GeoBounds?
        for point in points {
            if found == nil {
                found = GeoBounds(west: point.longitude, south: point.latitude, east: point.longitude, north: point.latitude)
            }
            found?.include(point)
        }
        guard let found else { return nil }
        self = found
    }

    init(west: Double, south: Double, east: Double, north: Double) {
        self.west = west
        self.south = south
        self.east = east
        self.north = north
    }

    mutating func include(_ point: GeoPoint) {
        west = min(west, point.longitude)
        east = max(east, point.longitude)
        south = min(south, point.latitude)
        north = max(north, point.latitude)
    }
}

/// A place, in degrees (WGS 84).
package struct GeoPoint: Sendable, Hashable {
    package var longitude: Double
    package var latitude: Double

    package init(longitude: Double, latitude: Double) {
        self.longitude = longitude
        self.latitude = latitude
    }

    /// Whether the two numbers can be a place at all; 0, 0 is what broken geocoding writes.
    var isPlausible: Bool {
        abs(longitude) <= 180 && abs(latitude) <= 85 && !(longitude == 0 && latitude == 0)
    }
}
