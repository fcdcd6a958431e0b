/// The shape of GeoJSON (RFC 7946) and TopoJSON (its specification, version 1.1) documents.
///
/// Coordinates are not held to longitudes and latitudes: national schemas publish Lambert-93 in GeoJSON.
enum GeoJSONShape {
    static func isGeoJSON(_ value: JSONValue) -> Bool {
        switch value["type"]?.text {
        case "FeatureCollection":
            return value["features"]?.elements?.allSatisfy(isFeature) ?? false
        case "Feature": return isFeature(value)
        case nil: return false
        default: return isGeometry(value)
        }
    }

    private static func isFeature(_ value: JSONValue) -> Bool {
        guard value["type"]?.text == "Feature", let geometry = value["geometry"], let properties = value["properties"] else { return false }
        return (geometry == .null || isGeometry(geometry)) && (properties == .null || properties.members != nil)
    }

    private static func isGeometry(_ value: JSONValue) -> Bool {
        guard let type = value["type"]?.text else { return false }
        if type == "GeometryCollection" { return value["geometries"]?.elements?.allSatisfy(isGeometry) ?? false }
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
        guard let numbers = value.elements, numbers.count >= 2 else { return false }
        return numbers.allSatisfy { if case .number = $0 { true } else { false } }
    }

    private static func isLine(_ value: JSONValue) -> Bool { isList(value, of: isPosition) && (value.elements?.count ?? 0) >= 2 }

    private static func isRing(_ value: JSONValue) -> Bool {
        guard let positions = value.elements, positions.count >= 4, isList(value, of: isPosition) else { return false }
        return positions.first == positions.last
    }

    private static func isList(_ value: JSONValue, of isElement: (JSONValue) -> Bool) -> Bool {
        value.elements?.allSatisfy(isElement) ?? false
    }

    static func isTopology(_ value: JSONValue) -> Bool {
        let geometries: Set = [
            "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection",
        ]
        guard value["type"]?.text == "Topology", let objects = value["objects"]?.members, let arcs = value["arcs"]?.elements
        else { return false }
        return arcs.allSatisfy { isList($0, of: isPosition) }
            && objects.allSatisfy { $0.value["type"] == .null || geometries.contains($0.value["type"]?.text ?? "") }
    }
}
