/// Reads the shapes that tables hold as Well-Known Binary.
///
/// Source: OGC Simple Feature Access, part 1 (06-103r4), section 8; the flags of Extended WKB (PostGIS) for a third
/// dimension and a reference system are understood, and those parts skipped.
package struct WellKnownBinary {
    private var bytes: ArraySlice<UInt8>

    /// The drawable shapes of one value; none where the bytes are not WKB or the coordinates are not degrees.
    package static func shapes(_ bytes: [UInt8]) -> [MapDrawing.Shape] {
        var reader = WellKnownBinary(bytes: bytes[...])
        var shapes: [MapDrawing.Shape] = []
        return reader.read(into: &shapes, depth: 0) ? shapes : []
    }

    /// The same from hexadecimal digits, as CSV files write WKB.
    package static func shapes(hexadecimal text: String) -> [MapDrawing.Shape] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count / 2)
        var high: UInt8?
        for digit in text.utf8 {
            guard let value = Self.value(ofDigit: digit) else { return [] }
            if let first = high {
                bytes.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return high == nil ? shapes(bytes) : []
    }

    private static func value(ofDigit digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        default: nil
        }
    }

    private mutating func read(into shapes: inout [MapDrawing.Shape], depth: Int) -> Bool {
        guard depth < 8, let order = bytes.popFirst(), order < 2 else { return false }
        let isLittle = order == 1
        guard let code = integer(isLittle) else { return false }
        if code & 0x2000_0000 != 0 { guard integer(isLittle) != nil else { return false } }
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
        guard let count = count(isLittle) else { return nil }
        var points: [GeoPoint] = []
        points.reserveCapacity(count)
        for _ in 0..<count {
            guard let point = point(isLittle, dimensions) else { return nil }
            points.append(point)
        }
        return points
    }

    private mutating func point(_ isLittle: Bool, _ dimensions: Int) -> GeoPoint? {
        guard let x = number(isLittle), let y = number(isLittle), bytes.count >= (dimensions - 2) * 8 else { return nil }
        bytes.removeFirst((dimensions - 2) * 8)
        return GeoPoint(longitude: x, latitude: y)
    }

    /// A count that the remaining bytes could hold: a lying one must not reserve memory.
    private mutating func count(_ isLittle: Bool) -> Int? {
        guard let value = integer(isLittle), Int(value) * 4 <= bytes.count else { return nil }
        return Int(value)
    }

    private mutating func integer(_ isLittle: Bool) -> UInt32? {
        guard bytes.count >= 4 else { return nil }
        var value: UInt32 = 0
        for index in 0..<4 {
            let byte = UInt32(bytes[bytes.startIndex + (isLittle ? 3 - index : index)])
            value = value << 8 | byte
        }
        bytes.removeFirst(4)
        return value
    }

    private mutating func number(_ isLittle: Bool) -> Double? {
        guard bytes.count >= 8 else { return nil }
        var bits: UInt64 = 0
        for index in 0..<8 {
            let byte = UInt64(bytes[bytes.startIndex + (isLittle ? 7 - index : index)])
            bits = bits << 8 | byte
        }
        bytes.removeFirst(8)
        return Double(bitPattern: bits)
    }
}
