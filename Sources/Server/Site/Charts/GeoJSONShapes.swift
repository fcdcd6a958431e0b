import Foundation
import Territories

/// Reads the shapes that tables hold as GeoJSON geometries (RFC 7946, section 3.1).
enum GeoJSONShapes {
    private struct Geometry: Decodable {
        let type: String
        let coordinates: Nested?
        let geometries: [Geometry]?
    }

    /// Arrays of numbers at any depth.
    private enum Nested: Decodable {
        case number(Double)
        case list([Nested])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let number = try? container.decode(Double.self) {
                self = .number(number)
            } else {
                self = .list(try container.decode([Nested].self))
            }
        }

        var list: [Nested] { if case .list(let items) = self { items } else { [] } }

        var point: GeoPoint? {
            guard case .list(let items) = self, items.count >= 2, case .number(let x) = items[0], case .number(let y) = items[1] else {
                return nil
            }
            return GeoPoint(longitude: x, latitude: y)
        }
    }

    /// None where the text is not a geometry.
    static func shapes(_ text: String) -> [PlaneShape] {
        guard let geometry = try? JSONDecoder().decode(Geometry.self, from: Data(text.utf8)) else { return [] }
        return shapes(geometry)
    }

    private static func shapes(_ geometry: Geometry) -> [PlaneShape] {
        let coordinates = geometry.coordinates ?? .list([])
        func line(_ nested: Nested) -> [GeoPoint] { nested.list.compactMap(\.point) }
        switch geometry.type {
        case "Point": return coordinates.point.filter(\.isPlausible).map { [.point($0)] } ?? []
        case "MultiPoint": return line(coordinates).filter(\.isPlausible).map { .point($0) }
        case "LineString": return [.paths([line(coordinates)], isClosed: false)]
        case "MultiLineString": return [.paths(coordinates.list.map(line), isClosed: false)]
        case "Polygon": return [.paths(coordinates.list.map(line), isClosed: true)]
        case "MultiPolygon": return coordinates.list.map { .paths($0.list.map(line), isClosed: true) }
        case "GeometryCollection": return (geometry.geometries ?? []).flatMap(shapes)
        default: return []
        }
    }
}

extension Optional {
    fileprivate func filter(_ isKept: (Wrapped) -> Bool) -> Wrapped? { flatMap { isKept($0) ? $0 : nil } }
}
