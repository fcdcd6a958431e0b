internal import DuckDB

/// One feature a row (RFC 7946). The columns that make the geometry are not repeated among the properties, except
/// coordinates, which are short and useful.
struct GeoJSONFormat: RowFormat {
    private let source: GeometrySource
    /// Where the geometry's columns lie in the result.
    private let places: [Int]
    private let properties: ObjectWriter
    private var isFirst = true

    /// - Parameters:
    ///   - columns: of the result, those of the geometry included.
    ///   - shown: how many of them, from the first, are properties.
    init(columns: [LakeColumn], shown: Int, source: GeometrySource) {
        self.source = source
        places = source.columns.map { name in columns.firstIndex { $0.name == name } ?? 0 }
        let hidden: Set<Int>
        if case .coordinates = source { hidden = [] } else { hidden = Set(places) }
        properties = ObjectWriter(columns.prefix(shown).enumerated().filter { !hidden.contains($0.offset) }.map { ($0.offset, $0.element) })
    }

    func begin(_ out: inout [UInt8]) {
        out.append(contentsOf: "{\"type\":\"FeatureCollection\",\"features\":[".utf8)
    }

    mutating func append(_ chunk: borrowing Chunk, _ row: Int, to out: inout [UInt8]) {
        out.append(contentsOf: (isFirst ? "\n" : ",\n").utf8)
        isFirst = false
        out.append(contentsOf: "{\"type\":\"Feature\",\"geometry\":".utf8)
        let start = out.count
        if !appendGeometry(chunk, row, to: &out) {
            out.removeLast(out.count - start)
            out.append(contentsOf: JSONText.null)
        }
        out.append(contentsOf: ",\"properties\":".utf8)
        properties.append(chunk, row, to: &out)
        out.append(UInt8(ascii: "}"))
    }

    func end(_ out: inout [UInt8]) { out.append(contentsOf: "\n]}\n".utf8) }

    /// False, with anything appended, where the row has no geometry or a damaged one.
    private func appendGeometry(_ chunk: borrowing Chunk, _ row: Int, to out: inout [UInt8]) -> Bool {
        switch source {
        case .coordinates:
            guard let latitude = Self.number(chunk.value(places[0], row)), let longitude = Self.number(chunk.value(places[1], row)) else { return false }
            return Self.appendPoint(latitude: latitude, longitude: longitude, to: &out)
        case .pair(_, let latitudeFirst):
            guard let text = chunk.value(places[0], row).textValue else { return false }
            let trimmed = text.drop { $0 == "[" || $0 == " " || $0 == "(" }
            let parts = trimmed.split(whereSeparator: { ",; ])".contains($0) })
            guard parts.count == 2, let first = Double(parts[0]), let second = Double(parts[1]) else { return false }
            return Self.appendPoint(latitude: latitudeFirst ? first : second, longitude: latitudeFirst ? second : first, to: &out)
        case .geoJSON:
            // The text goes in as it is: only what is an object by itself can.
            return unsafe chunk.withText(places[0], row) { text in
                guard unsafe JSONShape.isObject(text) else { return false }
                unsafe out.append(contentsOf: text)
                return true
            } ?? false
        case .wkb:
            return unsafe chunk.withText(places[0], row) { unsafe WKBGeometry.appendGeoJSON(hexadecimal: $0, to: &out) } ?? false
        }
    }

    private static func number(_ value: Value) -> Double? {
        value.doubleValue ?? value.textValue.flatMap { Double($0.replacing(",", with: ".")) }
    }

    private static func appendPoint(latitude: Double, longitude: Double, to out: inout [UInt8]) -> Bool {
        guard latitude.isFinite, longitude.isFinite, abs(latitude) <= 90, abs(longitude) <= 180 else { return false }
        out.append(contentsOf: "{\"type\":\"Point\",\"coordinates\":[".utf8)
        CellText.append(longitude, to: &out)
        out.append(UInt8(ascii: ","))
        CellText.append(latitude, to: &out)
        out.append(contentsOf: "]}".utf8)
        return true
    }
}
