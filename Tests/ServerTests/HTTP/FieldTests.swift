import Server
import Testing

@Suite struct FieldTests {
    @Test(arguments: [
        (nil, false), ("", false), ("\"abc\"", true), ("W/\"abc\"", true), ("*", true), ("\"x\", W/\"abc\" , \"y\"", true),
        ("abc", false), ("\"ab\"", false), ("\"abcd\"", false), ("\"", false),
    ] as [(String?, Bool)])
    func namesAnEntityTag(_ field: String?, _ isNamed: Bool) {
        #expect(EntityTag("abc").isNamed(in: field) == isNamed)
        #expect(EntityTag("abc", isWeak: true).isNamed(in: field) == isNamed)
    }

    @Test(arguments: [
        (nil, .whole), ("bytes=0-9", .part(0..<10)), ("bytes=90-", .part(90..<100)), ("bytes=-10", .part(90..<100)),
        ("bytes=-1000", .part(0..<100)), ("bytes=50-1000", .part(50..<100)), ("bytes=100-", .unsatisfiable),
        ("bytes=-0", .unsatisfiable), ("bytes=9-2", .whole), ("bytes=a-b", .whole), ("bytes=-", .whole), ("lines=1-2", .whole),
        ("bytes=0-1,5-6", .whole), ("bytes=--5", .whole), ("bytes=99999999999999999999-", .whole),
    ] as [(String?, ByteRange)])
    func readsARange(_ field: String?, _ range: ByteRange) { #expect(ByteRange(field: field, size: 100) == range) }

    @Test func anEmptyFileHasNoRange() { #expect(ByteRange(field: "bytes=0-0", size: 0) == .unsatisfiable) }

    @Test(arguments: [
        (nil, false), ("gzip", true), ("br, GZIP;q=0.5", true), ("gzip;q=0", false), ("*", true), ("*;q=0", false),
        ("identity", false), ("gzip; q=0, *", false), ("deflate, *;q=0.1", true),
    ] as [(String?, Bool)])
    func acceptsGzip(_ field: String?, _ accepts: Bool) { #expect(Negotiation.accepts("gzip", in: field) == accepts) }

    @Test("only what shrinks is compressed", arguments: [
        ("text/css; charset=utf-8", true), ("application/json", true), ("application/problem+json", true), ("image/svg+xml", true),
        ("application/geo+json", true), ("application/vnd.apache.parquet", false), ("image/png", false), ("font/woff2", false), (nil, false),
    ] as [(String?, Bool)])
    func compresses(_ type: String?, _ gains: Bool) { #expect(Compression.gains(type) == gains) }
}

@Suite struct GzipTests {
    @Test("a stream in pieces is one gzip member, of the right length", arguments: [[], [1], [70_000], [10, 0, 100_000, 3]])
    func member(_ sizes: [Int]) {
        let stream = GzipStream()
        var bytes: [UInt8] = []
        for size in sizes { bytes += stream.compress((0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }) }
        bytes += stream.finish()
        #expect(bytes.starts(with: [0x1f, 0x8b, 8]))
        // RFC 1952: the last four bytes are the length of the input, least significant first.
        let length = bytes.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        #expect(length == sizes.reduce(0, +))
    }

    @Test func shrinks() {
        let bytes = GzipStream.compressed([UInt8](repeating: 65, count: 100_000), level: 9)
        #expect(bytes.count < 500)
    }
}
