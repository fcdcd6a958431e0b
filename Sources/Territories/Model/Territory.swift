/// A territory as one vintage of the official geographic code has it.
package struct Territory: Sendable, Hashable, Codable, Identifiable {
    package let id: TerritoryID
    package var name: TerritoryName
    /// What sort of its level it is, as its source codes it: `ME`, `CU`, `CA`, `CC` for an EPCI; `C`, `V`, `N` for a
    /// canton; nil elsewhere.
    package var kind: String?
    /// The territories that hold all of it, of every wider level known, widest first, France excepted.
    package var parents: [TerritoryID]
    /// The commune where it has its seat (*chef-lieu*).
    package var seat: TerritoryID?
    /// First day on which the code was in use, nil where that is 1943-01-01 or before, or is not known.
    package var from: CivilDate?
    /// First day on which the code is not in use any more; nil while it is.
    package var until: CivilDate?
    /// Inhabitants (*population municipale*), of its communes together for wider levels; nil where the source has none.
    package var population: Int?
    /// Square kilometres within the outline, measured on the ellipsoid; nil without outline.
    package var area: Double?
    /// The centroid of the outline; nil without outline.
    package var centroid: GeoPoint?
    /// The box around the outline; nil without outline.
    package var bounds: GeoBounds?

    package init(id: TerritoryID, name: TerritoryName, parents: [TerritoryID] = []) {
        self.id = id
        self.name = name
        self.parents = parents
    }

    /// The territory of `level` that holds it; nil where none is known.
    package func parent(_ level: TerritoryLevel) -> TerritoryID? {
        level == .france && id.level != .france ? .france : parents.first { $0.level == level }
    }
}

/// A place on Earth, in degrees (WGS 84).
package struct GeoPoint: Sendable, Hashable, Codable {
    /// East of Greenwich.
    package var longitude: Double
    /// North of the equator.
    package var latitude: Double

    package init(longitude: Double, latitude: Double) {
        self.longitude = longitude
        self.latitude = latitude
    }
}

/// A box of longitudes and latitudes, in degrees. France has no territory with an outline across the antimeridian.
package struct GeoBounds: Sendable, Hashable, Codable {
    package var west: Double
    package var south: Double
    package var east: Double
    package var north: Double

    package init(west: Double, south: Double, east: Double, north: Double) {
        self.west = west
        self.south = south
        self.east = east
        self.north = north
    }

    /// Whether the two boxes have a point in common.
    package func intersects(_ other: GeoBounds) -> Bool {
        west <= other.east && other.west <= east && south <= other.north && other.south <= north
    }

    /// Whether the point is in the box or on its edge.
    package func contains(_ point: GeoPoint) -> Bool {
        (west...east).contains(point.longitude) && (south...north).contains(point.latitude)
    }
}
