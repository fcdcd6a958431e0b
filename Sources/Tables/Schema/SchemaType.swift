/// The types of Table Schema (specs.frictionlessdata.io/table-schema, version 1).
package enum SchemaType: String, Codable, Sendable, Hashable, CaseIterable {
    case string, number, integer, boolean, object, array, date, time, datetime, year, yearmonth, duration, geopoint, geojson, any

    /// The formats that the standard names for the type, besides patterns of dates.
    package var formats: [String] {
        switch self {
        case .string: ["default", "email", "uri", "binary", "uuid"]
        case .date, .time, .datetime: ["default", "any"]
        case .geopoint: ["default", "array", "object"]
        case .geojson: ["default", "topojson"]
        default: ["default"]
        }
    }

    /// Whether the format may be a pattern in the manner of `strptime`.
    package var hasPatterns: Bool { self == .date || self == .time || self == .datetime }

    /// Whether values have an order, so that a smallest and a greatest one may be asked for.
    package var isOrdered: Bool {
        switch self {
        case .number, .integer, .date, .time, .datetime, .year, .yearmonth: true
        default: false
        }
    }

    /// Whether values have a length.
    package var hasLength: Bool { self == .string || self == .array || self == .object }
}
