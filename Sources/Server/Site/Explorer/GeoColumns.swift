import DuckDB
import Lake
import Tables
import Territories

/// The columns that place the rows of a table on a map.
enum GeoColumns: Hashable {
    case pair(latitude: String, longitude: String)
    /// One column of text: `48.85,2.35`, or the other way round.
    case text(String, latitudeFirst: Bool)
    case shape(String, SemanticType)

    /// Shapes before points before texts: what says most comes first.
    init?(_ table: StoredTable) {
        func column(_ meaning: SemanticType) -> String? { table.columns.first { $0.meaning == meaning }?.name }
        for meaning in [SemanticType.wkb, .geojson] {
            if let name = column(meaning) {
                self = .shape(name, meaning)
                return
            }
        }
        if let latitude = column(.latitude), let longitude = column(.longitude) {
            self = .pair(latitude: latitude, longitude: longitude)
        } else if let name = column(.latLonPair) {
            self = .text(name, latitudeFirst: true)
        } else if let name = column(.lonLatPair) {
            self = .text(name, latitudeFirst: false)
        } else {
            return nil
        }
    }

    var names: [String] {
        switch self {
        case .pair(let latitude, let longitude): [latitude, longitude]
        case .text(let name, _), .shape(let name, _): [name]
        }
    }

    var isShape: Bool { if case .shape = self { true } else { false } }

    /// What one row draws; `values` are those of ``names``.
    func shapes(_ values: [Value]) -> [PlaneShape] {
        switch self {
        case .pair:
            guard values.count == 2, let latitude = values[0].doubleValue, let longitude = values[1].doubleValue else { return [] }
            return Self.point(longitude: longitude, latitude: latitude)
        case .text(_, let latitudeFirst):
            guard let text = values.first?.textValue else { return [] }
            let numbers = text.split { !$0.isNumber && $0 != "." && $0 != "-" && $0 != "+" }.compactMap { Double($0) }
            guard numbers.count == 2 else { return [] }
            return latitudeFirst
                ? Self.point(longitude: numbers[1], latitude: numbers[0])
                : Self.point(longitude: numbers[0], latitude: numbers[1])
        case .shape(_, let meaning):
            switch values.first {
            case .blob(let bytes): return WellKnownBinary.shapes(bytes)
            case .text(let text): return meaning == .wkb ? WellKnownBinary.shapes(hexadecimal: text.utf8) : GeoJSONShapes.shapes(text)
            default: return []
            }
        }
    }

    private static func point(longitude: Double, latitude: Double) -> [PlaneShape] {
        let point = GeoPoint(longitude: longitude, latitude: latitude)
        return point.isPlausible ? [.point(point)] : []
    }
}
