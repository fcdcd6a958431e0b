import Foundation
package import Tables

/// Places as catalogues write them: rectangles in WKT, GeoJSON or four numbers; addresses of registers; names.
package enum SpatialText {
    /// The rectangle around a shape.
    ///
    /// - Returns: `nil` where the text is no shape, or no shape of this Earth.
    package static func box(_ text: String) -> SpatialCoverage.Box? {
        let trimmed = text.trimmingWhitespace()
        if trimmed.hasPrefix("{"), let value = try? JSONValue(document: Data(trimmed.utf8)) { return box(value) }
        let upper = trimmed.uppercased()
        if upper.hasPrefix("ENVELOPE") {
            // CQL: west, east, north, south.
            let numbers = numbers(trimmed)
            guard numbers.count == 4 else { return nil }
            return SpatialCoverage.Box(west: numbers[0], south: numbers[3], east: numbers[1], north: numbers[2])
        }
        if ["POLYGON", "MULTIPOLYGON", "POINT", "LINESTRING", "<HTTP"].contains(where: { upper.hasPrefix($0) }) {
            // An address before the shape names its reference system, whose digits are no coordinates.
            let shape = trimmed.hasPrefix("<") ? String(trimmed.drop { $0 != ">" }) : trimmed
            let numbers = numbers(shape)
            let pairs = stride(from: 0, to: numbers.count - 1, by: 2).map { (numbers[$0], numbers[$0 + 1]) }
            return around(pairs)
        }
        if upper.contains("WESTLIMIT") { return dublinCore(trimmed) }
        let numbers = trimmed.split(whereSeparator: { ",; \n".contains($0) }).map { Double($0) }
        guard numbers.count == 4, let west = numbers[0], let south = numbers[1], let east = numbers[2], let north = numbers[3]
        else { return nil }
        return SpatialCoverage.Box(west: west, south: south, east: east, north: north)
    }

    /// Whether a text that gives no rectangle was meant to: a shape, numbers, a mark that a program should have replaced.
    static func isShape(_ text: String) -> Bool {
        let upper = text.uppercased()
        return text.hasPrefix("{") || ["POLYGON", "MULTIPOLYGON", "ENVELOPE", "POINT("].contains { upper.hasPrefix($0) }
            || !text.contains(where: \.isLetter) && text.contains(where: \.isNumber)
    }

    /// The rectangle around a GeoJSON geometry (RFC 7946).
    package static func box(_ geometry: JSONValue) -> SpatialCoverage.Box? {
        if let numbers = geometry["bbox"]?.elements.compactMap(\.double), numbers.count == 4 {
            return SpatialCoverage.Box(west: numbers[0], south: numbers[1], east: numbers[2], north: numbers[3])
        }
        if let inner = geometry["geometry"], inner.isObject { return box(inner) }
        guard let coordinates = geometry["coordinates"] else { return nil }
        return around(pairs(coordinates))
    }

    /// What an address of a register says: its code and its level.
    package static func place(_ uri: String) -> SpatialCoverage {
        var place = SpatialCoverage(uri: uri)
        let parts = uri.split(whereSeparator: { "/:@#".contains($0) }).map(String.init)
        let lower = uri.lowercased()
        // http://id.insee.fr/geo/commune/75056, fr:commune:75056, geozones of udata
        let levels: [(String, Granularity)] = [
            ("commune", .commune), ("departement", .departement), ("region", .region), ("epci", .epci), ("canton", .canton),
        ]
        if lower.contains("insee.fr/geo") || lower.hasPrefix("fr:") {
            for (word, level) in levels {
                if let index = parts.firstIndex(where: { $0.lowercased() == word }), index + 1 < parts.count {
                    (place.level, place.code) = (level, parts[index + 1])
                }
            }
            if lower.contains("/pays/") || lower.hasPrefix("country:fr") { place.level = .france }
        }
        if lower == "country:fr" || lower.hasSuffix("authority/country/fra") { (place.level, place.code) = (.france, "FR") }
        return place
    }

    private static func dublinCore(_ text: String) -> SpatialCoverage.Box? {
        var limits: [String: Double] = [:]
        for part in text.split(separator: ";") {
            let pair = part.split(separator: "=")
            if pair.count == 2 { limits[pair[0].trimmingWhitespace().lowercased()] = Double(pair[1].trimmingWhitespace()) }
        }
        guard let west = limits["westlimit"], let south = limits["southlimit"], let east = limits["eastlimit"],
            let north = limits["northlimit"]
        else { return nil }
        return SpatialCoverage.Box(west: west, south: south, east: east, north: north)
    }

    private static func numbers(_ text: String) -> [Double] {
        text.split(whereSeparator: { !"0123456789.-+eE".contains($0) }).compactMap { Double($0) }
    }

    private static func pairs(_ value: JSONValue) -> [(Double, Double)] {
        let elements = value.elements
        if elements.count >= 2, case .number = elements[0], let x = elements[0].double, let y = elements[1].double { return [(x, y)] }
        return elements.flatMap { element -> [(Double, Double)] in
            if case .array = element { return pairs(element) }
            return []
        }
    }

    private static func around(_ pairs: [(Double, Double)]) -> SpatialCoverage.Box? {
        guard let west = pairs.map(\.0).min(), let east = pairs.map(\.0).max(), let south = pairs.map(\.1).min(),
            let north = pairs.map(\.1).max()
        else { return nil }
        return SpatialCoverage.Box(west: west, south: south, east: east, north: north)
    }
}
