internal import Tables

/// Which columns of a table say where each row is.
package enum GeometrySource: Sendable, Hashable {
    /// WGS 84 degrees, one column each.
    case coordinates(latitude: String, longitude: String)
    /// Both in one text, parted by a comma.
    case pair(String, latitudeFirst: Bool)
    /// A GeoJSON geometry as text.
    case geoJSON(String)
    /// A geometry in hexadecimal WKB or EWKB.
    case wkb(String)

    /// The columns themselves.
    package var columns: [String] {
        switch self {
        case .coordinates(let latitude, let longitude): [latitude, longitude]
        case .pair(let column, _), .geoJSON(let column), .wkb(let column): [column]
        }
    }
}

extension StoredTable {
    /// Where the rows of this table are, by the meaning of its columns; nil where none tells. Shapes come before
    /// points: they say more.
    package var geometrySource: GeometrySource? {
        func column(_ meaning: SemanticType) -> String? { columns.first { $0.meaning == meaning }?.name }
        if let column = column(.geojson) { return .geoJSON(column) }
        if let column = column(.wkb) { return .wkb(column) }
        if let latitude = column(.latitude), let longitude = column(.longitude) {
            return .coordinates(latitude: latitude, longitude: longitude)
        }
        if let column = column(.latLonPair) { return .pair(column, latitudeFirst: true) }
        if let column = column(.lonLatPair) { return .pair(column, latitudeFirst: false) }
        return nil
    }
}
