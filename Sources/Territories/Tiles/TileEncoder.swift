/// Writes one layer of polygons as a Mapbox Vector Tile 2.1 (protocol buffers).
struct TileEncoder {
    private var features: [UInt8] = []
    private var keys: [String: UInt64] = [:]
    private var values: [String: UInt64] = [:]
    private var keyBytes: [UInt8] = []
    private var valueBytes: [UInt8] = []
    private(set) var count = 0

    /// - Parameters:
    ///   - rings: in units of the tile; the area of outer rings is positive with y southwards, that of holes negative.
    mutating func add(id: UInt64, properties: [(name: String, value: String)], rings: [[(x: Int, y: Int)]]) {
        var geometry: [UInt8] = []
        var cursor = (x: 0, y: 0)
        for ring in rings where ring.count > 2 {
            Self.append(1 << 3 | 1, to: &geometry)
            Self.move(&cursor, to: ring[0], &geometry)
            Self.append(UInt64(ring.count - 1) << 3 | 2, to: &geometry)
            for point in ring.dropFirst() { Self.move(&cursor, to: point, &geometry) }
            Self.append(1 << 3 | 7, to: &geometry)
        }
        guard !geometry.isEmpty else { return }
        var tags: [UInt8] = []
        for (name, value) in properties {
            Self.append(Self.index(name, &keys, &keyBytes) { Self.field(3, Array(name.utf8)) }, to: &tags)
            Self.append(Self.index(value, &values, &valueBytes) { Self.field(4, Self.field(1, Array(value.utf8))) }, to: &tags)
        }
        var feature: [UInt8] = [1 << 3]
        Self.append(id, to: &feature)
        feature += Self.field(2, tags) + [3 << 3, 3] + Self.field(4, geometry)
        features += Self.field(2, feature)
        count += 1
    }

    /// The tile of this one layer; no bytes at all where nothing is in it.
    func tile(layer: String) -> [UInt8] {
        if count == 0 { return [] }
        var version: [UInt8] = [15 << 3, 2]
        version += Self.field(1, Array(layer.utf8))
        var extent: [UInt8] = [5 << 3]
        Self.append(UInt64(TileAddress.extent), to: &extent)
        return Self.field(3, version + features + keyBytes + valueBytes + extent)
    }

    private static func index(
        _ text: String, _ known: inout [String: UInt64], _ bytes: inout [UInt8], _ encoded: () -> [UInt8]
    ) -> UInt64 {
        if let index = known[text] { return index }
        let index = UInt64(known.count)
        known[text] = index
        bytes += encoded()
        return index
    }

    private static func move(_ cursor: inout (x: Int, y: Int), to point: (x: Int, y: Int), _ bytes: inout [UInt8]) {
        for step in [point.x - cursor.x, point.y - cursor.y] { append(UInt64(bitPattern: Int64(step << 1 ^ step >> 63)), to: &bytes) }
        cursor = point
    }

    private static func append(_ number: UInt64, to bytes: inout [UInt8]) {
        var rest = number
        while rest > 0x7F {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    /// A field of bytes: its number and type, its length, itself.
    private static func field(_ number: UInt64, _ content: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(content.count + 6)
        append(number << 3 | 2, to: &bytes)
        append(UInt64(content.count), to: &bytes)
        return bytes + content
    }
}
