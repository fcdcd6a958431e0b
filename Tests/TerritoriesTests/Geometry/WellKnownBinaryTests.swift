import Territories
import Testing

@Suite struct WellKnownBinaryTests {
    @Test func aPointIsRead() {
        // POINT(2 48), little-endian.
        let shapes = WellKnownBinary.shapes(hexadecimal: "010100000000000000000000400000000000004840".utf8)
        #expect(shapes == [.point(GeoPoint(longitude: 2, latitude: 48))])
    }

    @Test func bigEndianAndAReferenceSystemAreRead() {
        // SRID=4326;POINT(2 48), big-endian.
        let shapes = WellKnownBinary.shapes(hexadecimal: "0020000001000010E640000000000000004048000000000000".utf8)
        #expect(shapes == [.point(GeoPoint(longitude: 2, latitude: 48))])
    }

    /// Truncated, lying about its counts, nested without end, not hexadecimal, empty.
    @Test(arguments: [
        "0101000000", "01030000000100FFFF", "0102000000FFFFFFFF", String(repeating: "010700000001000000", count: 40),
        "zz", "010", "",
    ])
    func whatIsNoShapeDrawsNothing(hexadecimal: String) {
        #expect(WellKnownBinary.shapes(hexadecimal: hexadecimal.utf8).isEmpty)
    }
}
