/// The shape of GeoJSON (RFC 7946) and TopoJSON (its specification, version 1.1) documents.
///
/// Coordinates are not held to longitudes and latitudes: national schemas publish Lambert-93 in GeoJSON.
enum GeoJSONShape {
    static func isGeoJSON(_ value: JSONValue) -> Bool {
        switch value["type"]?.string {
        case "FeatureCollection":
            return value["features"]?.array?.allSatisfy(isFeature) ?? false
        case "Feature": return isFeature(value)
        case nil: return false
        default: return isGeometry(value)
        }
    }

    private static func isFeature(_ value: JSONValue) -> Bool {
        guard value["type"]?.string == "Feature", let geometry = value["geometry"], let properties = value["properties"] else { return false }
        return (geometry == .null || isGeometry(geometry)) && (properties == .null || properties.object != nil)
    }

    private static func isGeometry(_ value: JSONValue) -> Bool {
        guard let type = value["type"]?.string else { return false }
        if type == "GeometryCollection" { return value["geometries"]?.array?.allSatisfy(isGeometry) ?? false }
        guard let coordinates = value["coordinates"] else { return false }
        switch type {
        case "Point": return isPosition(coordinates)
        case "MultiPoint": return isList(coordinates, of: isPosition)
        case "LineString": return isLine(coordinates)
        case "MultiLineString": return isList(coordinates, of: isLine)
        case "Polygon": return isList(coordinates, of: isRing)
        case "MultiPolygon": return isList(coordinates) { isList($0, of: isRing) }
        default: return false
        }
    }

    private static func isPosition(_ value: JSONValue) -> Bool {
        guard let numbers = value.array, numbers.count >= 2 else { return false }
        return numbers.allSatisfy { if case .number = $0 { true } else { false } }
    }

    private static func isLine(_ value: JSONValue) -> Bool { isList(value, of: isPosition) && (value.array?.count ?? 0) >= 2 }

    private static func isRing(_ value: JSONValue) -> Bool {
        guard let positions = value.array, positions.count >= 4, isList(value, of: isPosition) else { return false }
        return positions.first == positions.last
    }

    private static func isList(_ value: JSONValue, of isElement: (JSONValue) -> Bool) -> Bool {
        value.array?.allSatisfy(isElement) ?? false
    }

    static func isTopology(_ value: JSONValue) -> Bool {
        let geometries: Set = [
            "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection",
        ]
        guard value["type"]?.string == "Topology", let objects = value["objects"]?.object, let arcs = value["arcs"]?.array
        else { return false }
        return arcs.allSatisfy { isList($0, of: isPosition) }
            && objects.allSatisfy { $0.value["type"] == .null || geometries.contains($0.value["type"]?.string ?? "") }
    }
}
