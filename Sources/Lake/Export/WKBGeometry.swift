/// Geometries in well-known binary (OGC 06-103r4, section 8), or in PostGIS's extension of it, to GeoJSON.
package enum WKBGeometry {
    /// Appends the geometry of a text of hexadecimal digits.
    ///
    /// Coordinates beyond the second are dropped, and those that are given are rounded to seven decimals, a
    /// centimetre on the ground. A reference system other than WGS 84 is refused: its numbers are not degrees.
    ///
    /// - Returns: false, with anything appended, where the text is not a geometry.
    package static func appendGeoJSON(hexadecimal text: UnsafeBufferPointer<UInt8>, to out: inout [UInt8]) -> Bool {
        guard text.count.isMultiple(of: 2), text.count >= 10 else { return false }
        var bytes = [UInt8](repeating: 0, count: text.count / 2)
        for index in bytes.indices {
            guard let high = unsafe nibble(text[2 * index]), let low = unsafe nibble(text[2 * index + 1]) else { return false }
            bytes[index] = high << 4 | low
        }
        return appendGeoJSON(bytes, to: &out)
    }

    package static func appendGeoJSON(_ bytes: [UInt8], to out: inout [UInt8]) -> Bool {
        var reader = Reader(bytes: bytes)
        return reader.geometry(depth: 0, to: &out) && reader.position == bytes.count
    }

    private static func nibble(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 48...57: digit - 48
        case 65...70: digit - 55
        case 97...102: digit - 87
        default: nil
        }
    }

    private struct Reader {
        let bytes: [UInt8]
        var position = 0
        private var isLittleEndian = true
        private var extraCoordinates = 0

        init(bytes: [UInt8]) { self.bytes = bytes }

        mutating func geometry(depth: Int, to out: inout [UInt8]) -> Bool {
            guard depth < 16, let kind = header() else { return false }
            let names = [1: "Point", 2: "LineString", 3: "Polygon", 4: "MultiPoint", 5: "MultiLineString", 6: "MultiPolygon", 7: "GeometryCollection"]
            guard let name = names[kind] else { return false }
            out.append(contentsOf: "{\"type\":\"\(name)\",\"\(kind == 7 ? "geometries" : "coordinates")\":".utf8)
            guard kind == 7 ? collection(depth: depth, to: &out) : coordinates(kind, to: &out) else { return false }
            out.append(UInt8(ascii: "}"))
            return true
        }

        /// Byte order, kind, reference system; nil where the geometry is not one, or not in WGS 84.
        private mutating func header() -> Int? {
            guard position < bytes.count, bytes[position] <= 1 else { return nil }
            isLittleEndian = bytes[position] == 1
            position += 1
            guard var kind = word() else { return nil }
            if kind & 0x2000_0000 != 0 {
                guard let system = word(), system == 4326 || system == 0 else { return nil }
            }
            // Both ways of telling more coordinates: flags in PostGIS's form, thousands in the standard's.
            let flags = (kind & 0x8000_0000 != 0 ? 1 : 0) + (kind & 0x4000_0000 != 0 ? 1 : 0)
            kind &= 0x0fff_ffff
            let thousands = kind / 1000
            guard thousands <= 3 else { return nil }
            extraCoordinates = flags > 0 ? flags : thousands == 3 ? 2 : thousands == 0 ? 0 : 1
            return Int(kind % 1000)
        }

        private mutating func coordinates(_ kind: Int, to out: inout [UInt8]) -> Bool {
            switch kind {
            case 1: point(to: &out)
            case 2: list(to: &out) { $0.point(to: &$1) }
            case 3: list(to: &out) { $0.list(to: &$1) { $0.point(to: &$1) } }
            // The parts of a multiple geometry have headers of their own.
            default: list(to: &out) { reader, out in reader.header() == kind - 3 && reader.coordinates(kind - 3, to: &out) }
            }
        }

        private mutating func collection(depth: Int, to out: inout [UInt8]) -> Bool {
            list(to: &out) { $0.geometry(depth: depth + 1, to: &$1) }
        }

        private mutating func list(to out: inout [UInt8], _ item: (inout Reader, inout [UInt8]) -> Bool) -> Bool {
            // Each item takes four bytes at least: a count beyond that is damage, not a reason to go on.
            guard let count = word(), Int(count) <= (bytes.count - position) / 4 else { return false }
            out.append(UInt8(ascii: "["))
            for index in 0..<count {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                guard item(&self, &out) else { return false }
            }
            out.append(UInt8(ascii: "]"))
            return true
        }

        private mutating func point(to out: inout [UInt8]) -> Bool {
            guard let x = double(), let y = double(), x.isFinite, y.isFinite, position + 8 * extraCoordinates <= bytes.count else { return false }
            position += 8 * extraCoordinates
            out.append(UInt8(ascii: "["))
            CellText.append((x * 1e7).rounded() / 1e7, to: &out)
            out.append(UInt8(ascii: ","))
            CellText.append((y * 1e7).rounded() / 1e7, to: &out)
            out.append(UInt8(ascii: "]"))
            return true
        }

        private mutating func word() -> UInt32? {
            guard position + 4 <= bytes.count else { return nil }
            var value: UInt32 = 0
            for offset in 0..<4 { value |= UInt32(bytes[position + (isLittleEndian ? offset : 3 - offset)]) << UInt32(8 * offset) }
            position += 4
            return value
        }

        private mutating func double() -> Double? {
            guard position + 8 <= bytes.count else { return nil }
            var value: UInt64 = 0
            for offset in 0..<8 { value |= UInt64(bytes[position + (isLittleEndian ? offset : 7 - offset)]) << UInt64(8 * offset) }
            position += 8
            return Double(bitPattern: value)
        }
    }
}
