import Foundation
import Territories
import Testing

@Suite("Vector tiles")
struct TileTests {
    private let country: Country

    init() throws { country = try Country() }

    /// The features of a tile, by a reader of protocol buffers of the test's own.
    private struct Decoded {
        var layer = ""
        var extent: UInt64 = 0
        var keys: [String] = []
        var values: [String] = []
        var features: [(tags: [UInt64], rings: [[(x: Int, y: Int)]])] = []

        init(_ bytes: [UInt8]) {
            for (_, content) in Self.fields(bytes) {
                for (number, content) in Self.fields(content.bytes) {
                    switch number {
                    case 1: layer = String(decoding: content.bytes, as: UTF8.self)
                    case 2: features.append(Self.feature(content.bytes))
                    case 3: keys.append(String(decoding: content.bytes, as: UTF8.self))
                    case 4: values.append(String(decoding: Self.fields(content.bytes)[0].1.bytes, as: UTF8.self))
                    case 5: extent = content.number
                    default: break
                    }
                }
            }
        }

        private static func varint(_ bytes: [UInt8], _ position: inout Int) -> UInt64 {
            var result: UInt64 = 0, shift: UInt64 = 0
            while true {
                let byte = bytes[position]
                position += 1
                result |= UInt64(byte & 0x7F) << shift
                if byte < 0x80 { return result }
                shift += 7
            }
        }

        private static func fields(_ bytes: [UInt8]) -> [(Int, (number: UInt64, bytes: [UInt8]))] {
            var position = 0
            var result: [(Int, (number: UInt64, bytes: [UInt8]))] = []
            while position < bytes.count {
                let key = varint(bytes, &position), value = varint(bytes, &position)
                if key & 7 == 2 {
                    result.append((Int(key >> 3), (value, Array(bytes[position..<position + Int(value)]))))
                    position += Int(value)
                } else {
                    result.append((Int(key >> 3), (value, [])))
                }
            }
            return result
        }

        private static func feature(_ bytes: [UInt8]) -> (tags: [UInt64], rings: [[(x: Int, y: Int)]]) {
            var tags: [UInt64] = [], rings: [[(x: Int, y: Int)]] = []
            for (number, content) in fields(bytes) {
                var position = 0
                if number == 2 { while position < content.bytes.count { tags.append(varint(content.bytes, &position)) } }
                guard number == 4 else { continue }
                var x = 0, y = 0
                while position < content.bytes.count {
                    let command = varint(content.bytes, &position)
                    if command & 7 == 7 { continue }
                    if command & 7 == 1 { rings.append([]) }
                    for _ in 0..<(command >> 3) {
                        let dx = varint(content.bytes, &position), dy = varint(content.bytes, &position)
                        x += Int(bitPattern: UInt(dx >> 1)) ^ -Int(dx & 1)
                        y += Int(bitPattern: UInt(dy >> 1)) ^ -Int(dy & 1)
                        rings[rings.count - 1].append((x, y))
                    }
                }
            }
            return (tags, rings)
        }
    }

    private func tile(_ zoom: Int, _ level: TerritoryLevel = .commune) throws -> Decoded {
        let address = try #require(TileAddress(zoom: zoom, holding: GeoPoint(longitude: 2.34, latitude: 48.04)))
        return Decoded(country.gazetteer.tile(level, at: address))
    }

    @Test("A tile has its territories with their codes and names")
    func content() throws {
        let tile = try tile(8)
        #expect(tile.layer == "commune")
        #expect(tile.extent == 4096)
        #expect(tile.keys == ["code", "nom"])
        #expect(tile.features.count == 13)
        let first = try #require(tile.features.first?.tags)
        #expect(tile.values[Int(first[1])] == "01001")
        #expect(tile.values[Int(first[3])] == "Saint-Étienne-lès-Essais")
        #expect(try self.tile(8, .departement).features.count == 2)
    }

    @Test("Outer rings turn one way and holes the other, as the format wants", arguments: [8, 11])
    func orientation(zoom: Int) throws {
        let tile = try tile(zoom)
        func area(_ ring: [(x: Int, y: Int)]) -> Int {
            zip(ring, ring.dropFirst() + [ring[0]]).reduce(0) { $0 + $1.0.x * $1.1.y - $1.1.x * $1.0.y }
        }
        for feature in tile.features { #expect(area(feature.rings[0]) > 0) }
        let holed = tile.features.filter { $0.rings.contains { area($0) < 0 } }
        #expect(holed.count == 1)
    }

    @Test("Nothing is drawn beyond the margin of a tile", arguments: [9, 11, 13])
    func clipping(zoom: Int) throws {
        let points = try tile(zoom).features.flatMap(\.rings).joined()
        #expect(!points.isEmpty)
        #expect(points.allSatisfy { (-64...4160).contains($0.x) && (-64...4160).contains($0.y) })
    }

    @Test("Where there is nothing there are no bytes")
    func empty() throws {
        #expect(country.gazetteer.tile(.commune, at: try #require(TileAddress(zoom: 8, column: 3, row: 3))).isEmpty)
        #expect(country.gazetteer.tile(.canton, at: try #require(TileAddress(zoom: 0, column: 0, row: 0))).isEmpty)
    }

    @Test("Addresses that do not exist are none", arguments: [(19, 0, 0), (1, 2, 0), (1, 0, -1), (-1, 0, 0)])
    func addresses(zoom: Int, column: Int, row: Int) {
        #expect(TileAddress(zoom: zoom, column: column, row: row) == nil)
    }
}
