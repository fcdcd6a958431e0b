import Territories

/// A rectangle of the Earth fitted into a number of pixels, in the projection that web maps use. Scale is kept in both
/// directions.
struct MapFit: Sendable {
    let width: Double
    let height: Double
    private let scale: Double
    private let left: Double
    private let top: Double

    /// - Parameters:
    ///   - height: is reduced when the rectangle is wide.
    ///   - margin: pixels left free on each side.
    init(_ bounds: GeoBounds, width: Double, height: Double, margin: Double = 12) {
        let southWest = Projection.webMercator.project(GeoPoint(longitude: bounds.west, latitude: bounds.south))
        let northEast = Projection.webMercator.project(GeoPoint(longitude: bounds.east, latitude: bounds.north))
        // A single place still needs a scale: about a kilometre around it.
        let across = max(northEast.x - southWest.x, 1_300)
        let down = max(northEast.y - southWest.y, 1_300)
        let fitted = min((width - 2 * margin) / across, (height - 2 * margin) / down)
        scale = fitted
        self.width = width
        self.height = min(height, down * fitted + 2 * margin)
        left = (southWest.x + northEast.x) / 2 - width / fitted / 2
        top = (southWest.y + northEast.y) / 2 + self.height / fitted / 2
    }

    /// Where a place lies on the drawing.
    func place(_ point: GeoPoint) -> (x: Double, y: Double) {
        let metres = Projection.webMercator.project(point)
        return ((metres.x - left) * scale, (top - metres.y) * scale)
    }
}
