/// Reads shapes in well-known binary, as PostGIS and DuckDB write them, also in hexadecimal.
///
/// Source: OGC Simple Feature Access, part 1 (06-103r4), section 8; the flags of Extended WKB (PostGIS) for a third
/// dimension and a reference system are understood, and those parts skipped.
package struct WellKnownBinary {
    private let bytes: [UInt8]
    private var position = 0

    /// The shapes of one value; none where the bytes are not WKB.
    package static func shapes(_ bytes: [UInt8]) -> [PlaneShape] {
        var reader = WellKnownBinary(bytes: bytes)
        var shapes: [PlaneShape] = []
        return reader.read(into: &shapes, depth: 0) ? shapes : []
    }

    /// The same from two hexadecimal digits a byte, as CSV files write WKB.
    package static func shapes(hexadecimal digits: some Collection<UInt8>) -> [PlaneShape] {
        bytes(hexadecimal: digits).map(shapes) ?? []
    }

    /// The outline of a territory.
    ///
    /// - Returns: nil for what is not a polygon or a multipolygon of longitudes and latitudes, whole.
    static func shape(hexadecimal digits: some Collection<UInt8>) -> Shape? { bytes(hexadecimal: digits).flatMap(shape) }

    static func shape(_ bytes: [UInt8]) -> Shape? {
        var reader = WellKnownBinary(bytes: bytes)
        var shapes: [PlaneShape] = []
        guard reader.read(into: &shapes, depth: 0), reader.position == bytes.count, !shapes.isEmpty else { return nil }
        var polygons: [[Shape.Ring]] = []
        for shape in shapes {
            guard case .paths(let rings, isClosed: true) = shape, let polygon = Self.polygon(rings) else { return nil }
            polygons.append(polygon)
        }
        return Shape(polygons: polygons)
    }

    /// Rings on the grid, without repeated points; a polygon whose outer ring is nothing has none.
    private static func polygon(_ rings: [[GeoPoint]]) -> [Shape.Ring]? {
        var polygon: [Shape.Ring] = []
        for points in rings {
            var ring: Shape.Ring = []
            ring.reserveCapacity(points.count)
            for place in points {
                guard abs(place.longitude) <= 180, abs(place.latitude) <= 90 else { return nil }
                let point = GridPoint(place)
                if ring.last != point { ring.append(point) }
            }
            if ring.count > 1, ring.first == ring.last { ring.removeLast() }
            if ring.count > 2 { polygon.append(ring) } else if polygon.isEmpty { return [] }
        }
        return polygon
    }

    private static func bytes(hexadecimal digits: some Collection<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 2)
        var high: UInt8?
        for digit in digits {
            let value: UInt8
            switch digit {
            case 0x30...0x39: value = digit - 0x30
            case 0x41...0x46: value = digit - 0x37
            case 0x61...0x66: value = digit - 0x57
            default: return nil
            }
            if let first = high { bytes.append(first << 4 | value); high = nil } else { high = value }
        }
        return high == nil ? bytes : nil
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func read(into shapes: inout [PlaneShape], depth: Int) -> Bool {
        guard depth < 8, position < bytes.count, bytes[position] < 2 else { return false }
        let isLittle = bytes[position] == 1
        position += 1
        guard let code = word(4, isLittle) else { return false }
        if code & 0x2000_0000 != 0 { guard word(4, isLittle) != nil else { return false } }
        let base = code & 0x0FFF_FFFF
        let hasZ = code & 0x8000_0000 != 0 || (1000..<2000).contains(base) || base >= 3000
        let hasM = code & 0x4000_0000 != 0 || base >= 2000
        let dimensions = 2 + (hasZ ? 1 : 0) + (hasM ? 1 : 0)
        switch base % 1000 {
        case 1:
            guard let point = point(isLittle, dimensions) else { return false }
            if point.isPlausible { shapes.append(.point(point)) }
            return true
        case 2:
            guard let line = line(isLittle, dimensions) else { return false }
            shapes.append(.paths([line], isClosed: false))
            return true
        case 3:
            guard let count = count(isLittle) else { return false }
            var rings: [[GeoPoint]] = []
            for _ in 0..<count {
                guard let ring = line(isLittle, dimensions) else { return false }
                rings.append(ring)
            }
            shapes.append(.paths(rings, isClosed: true))
            return true
        case 4...7:
            guard let count = count(isLittle) else { return false }
            for _ in 0..<count { guard read(into: &shapes, depth: depth + 1) else { return false } }
            return true
        default:
            return false
        }
    }

    private mutating func line(_ isLittle: Bool, _ dimensions: Int) -> [GeoPoint]? {
        guard let count = count(isLittle), count * dimensions * 8 <= bytes.count - position else { return nil }
        var points: [GeoPoint] = []
        points.reserveCapacity(count)
        for _ in 0..<count {
            guard let point = point(isLittle, dimensions) else { return nil }
            points.append(point)
        }
        return points
    }

    private mutating func point(_ isLittle: Bool, _ dimensions: Int) -> GeoPoint? {
        guard let x = word(8, isLittle), let y = word(8, isLittle), bytes.count - position >= (dimensions - 2) * 8 else { return nil }
        position += (dimensions - 2) * 8
        return GeoPoint(longitude: Double(bitPattern: x), latitude: Double(bitPattern: y))
    }

    /// A count that the remaining bytes could hold: a lying one must not reserve memory.
    private mutating func count(_ isLittle: Bool) -> Int? {
        guard let value = word(4, isLittle), Int(value) * 4 <= bytes.count - position else { return nil }
        return Int(value)
    }

    private mutating func word(_ size: Int, _ isLittle: Bool) -> UInt64? {
        guard bytes.count - position >= size else { return nil }
        var value: UInt64 = 0
        for index in 0..<size { value = value << 8 | UInt64(bytes[position + (isLittle ? size - 1 - index : index)]) }
        position += size
        return value
    }
}
