package import Territories

/// A place that data speak of: a name, a code, a shape, or several of them.
package struct SpatialCoverage: Codable, Hashable, Sendable {
    /// A rectangle in degrees (WGS 84).
    package struct Box: Codable, Hashable, Sendable {
        package var west: Double
        package var south: Double
        package var east: Double
        package var north: Double

        /// `nil` where the four are not a rectangle of this Earth.
        package init?(west: Double, south: Double, east: Double, north: Double) {
            guard [west, east].allSatisfy({ (-180.0...180).contains($0) }),
                [south, north].allSatisfy({ (-90.0...90).contains($0) }), west <= east, south <= north
            else { return nil }
            (self.west, self.south, self.east, self.north) = (west, south, east, north)
        }
    }

    package var name: String?
    /// Address of the place in a register (GeoNames, INSEE, the European vocabularies…).
    package var uri: String?
    /// Code of the official geographic code, and its level, where the address tells one.
    package var code: String?
    package var level: Granularity?
    package var box: Box?

    package init(
        name: String? = nil, uri: String? = nil, code: String? = nil, level: Granularity? = nil, box: Box? = nil
    ) {
        self.name = name
        self.uri = uri
        self.code = code
        self.level = level
        self.box = box
    }

    /// The territory of the official code that it names, where it names one.
    package var territory: TerritoryID? {
        if level == .france { return .france }
        guard let level = level.flatMap({ TerritoryLevel(slug: $0.rawValue) }) else { return nil }
        return code.flatMap { TerritoryID(level, $0) }
    }

    package var isEmpty: Bool { name == nil && uri == nil && box == nil && code == nil }
}
