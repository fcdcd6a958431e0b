/// Reads polygons in well-known binary (OGC 06-103r4, §8.2), as PostGIS and DuckDB write them, also in hexadecimal.
enum WellKnownBinary {
    /// - Parameter hexadecimal: two digits a byte.
    /// - Returns: nil for what is not a polygon or a multipolygon in plane coordinates.
    static func shape(hexadecimal: some Collection<UInt8>) -> Shape? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(hexadecimal.count / 2)
        var high: UInt8?
        for digit in hexadecimal {
            let value: UInt8
            switch digit {
            case 0x30...0x39: value = digit - 0x30
            case 0x41...0x46: value = digit - 0x37
            case 0x61...0x66: value = digit - 0x57
            default: return nil
            }
            if let first = high { bytes.append(first << 4 | value); high = nil } else { high = value }
        }
        return high == nil ? shape(bytes) : nil
    }

    static func shape(_ bytes: [UInt8]) -> Shape? {
        var reader = Reader(bytes: bytes)
        guard let polygons = reader.polygons(), reader.position == bytes.count else { return nil }
        return Shape(polygons: polygons)
    }

    private struct Reader {
        let bytes: [UInt8]
        var position = 0
        var isLittleEndian = true

        mutating func byte() -> UInt8? {
            guard position < bytes.count else { return nil }
            defer { position += 1 }
            return bytes[position]
        }

        mutating func word(_ count: Int) -> UInt64? {
            guard position + count <= bytes.count else { return nil }
            var value: UInt64 = 0
            for index in 0..<count {
                let byte = bytes[position + (isLittleEndian ? count - 1 - index : index)]
                value = value << 8 | UInt64(byte)
            }
            position += count
            return value
        }

        mutating func polygons() -> [[Shape.Ring]]? {
            guard let order = byte() else { return nil }
            isLittleEndian = order == 1
            guard let type = word(4) else { return nil }
            // PostGIS's flag of a reference system, and its number.
            if type & 0x2000_0000 != 0 { _ = word(4) }
            switch type & 0xFFFF {
            case 3: return polygon().map { [$0] }
            case 6:
                guard let count = word(4) else { return nil }
                var all: [[Shape.Ring]] = []
                for _ in 0..<count {
                    guard let part = polygons() else { return nil }
                    all += part
                }
                return all
            default: return nil
            }
        }

        private mutating func polygon() -> [Shape.Ring]? {
            guard let rings = word(4) else { return nil }
            var polygon: [Shape.Ring] = []
            for _ in 0..<rings {
                guard let count = word(4), Int(count) * 16 <= bytes.count - position else { return nil }
                var ring: Shape.Ring = []
                ring.reserveCapacity(Int(count))
                for _ in 0..<count {
                    guard let x = word(8), let y = word(8) else { return nil }
                    let longitude = Double(bitPattern: x), latitude = Double(bitPattern: y)
                    guard abs(longitude) <= 180, abs(latitude) <= 90 else { return nil }
                    let point = GridPoint(GeoPoint(longitude: longitude, latitude: latitude))
                    if ring.last != point { ring.append(point) }
                }
                if ring.count > 1, ring.first == ring.last { ring.removeLast() }
                if ring.count > 2 { polygon.append(ring) } else if polygon.isEmpty { return [] }
            }
            return polygon
        }
    }
}
