internal import Foundation

/// Which square of the world: zoom, column from the west, row from the north (the “XYZ” scheme of web maps, in web
/// Mercator, EPSG:3857).
package struct TileAddress: Sendable, Hashable {
    package let zoom: Int
    package let column: Int
    package let row: Int

    /// Units across a tile.
    static let extent = 4096
    /// Units drawn beyond each edge, so that outlines do not show where tiles meet.
    static let margin = 64

    /// - Returns: nil for an address that does not exist; zooms go to 18.
    package init?(zoom: Int, column: Int, row: Int) {
        guard (0...18).contains(zoom), (0..<(1 << zoom)).contains(column), (0..<(1 << zoom)).contains(row) else { return nil }
        self.zoom = zoom
        self.column = column
        self.row = row
    }

    /// The tile that holds a place.
    package init?(zoom: Int, holding point: GeoPoint) {
        let scale = Double(1 << max(0, min(18, zoom)))
        let world = Self.world(point)
        self.init(zoom: zoom, column: Int(world.x * scale), row: Int(world.y * scale))
    }

    /// The longitudes and latitudes of the tile, its margin included.
    package var bounds: GeoBounds {
        let size = 1 / Double(1 << zoom), margin = size * Double(Self.margin) / Double(Self.extent)
        func latitude(_ y: Double) -> Double { atan(sinh(.pi * (1 - 2 * y))) * 180 / .pi }
        return GeoBounds(
            west: (Double(column) * size - margin) * 360 - 180, south: latitude((Double(row) + 1) * size + margin),
            east: ((Double(column) + 1) * size + margin) * 360 - 180, north: latitude(Double(row) * size - margin))
    }

    /// Square metres in one square unit, at the middle of the tile.
    var squareMetresPerUnit: Double {
        let middle = bounds
        let metres = 2 * .pi * Ellipsoid.a / Double(1 << zoom) / Double(Self.extent) * cos((middle.south + middle.north) / 2 * .pi / 180)
        return metres * metres
    }

    /// Units from the tile's north-west corner, east and south.
    func project(_ point: GridPoint) -> (x: Int, y: Int) {
        let world = Self.world(point.geo), scale = Double(1 << zoom), extent = Double(Self.extent)
        return (Int(((world.x * scale - Double(column)) * extent).rounded()), Int(((world.y * scale - Double(row)) * extent).rounded()))
    }

    private static func world(_ point: GeoPoint) -> (x: Double, y: Double) {
        let s = sin(min(85.06, max(-85.06, point.latitude)) * .pi / 180)
        return ((point.longitude + 180) / 360, 0.5 - log((1 + s) / (1 - s)) / (4 * .pi))
    }
}
