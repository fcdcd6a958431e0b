import DuckDB
import Server
import Testing

@Suite struct WritingTests {
    @Test(arguments: [
        (0, "1970-01-01"), (-1, "1969-12-31"), (11_016, "2000-02-29"), (20_779, "2026-11-22"), (-719_528, "0000-01-01"),
        (2_932_896, "9999-12-31"), (-25_567, "1900-01-01"),
    ])
    func days(_ days: Int, _ text: String) { #expect(String(decoding: ISODate.date(days: days), as: UTF8.self) == text) }

    @Test(arguments: [
        (0, "1970-01-01T00:00:00"), (-1, "1969-12-31T23:59:59.999999"), (86_399_000_000, "1970-01-01T23:59:59"), (1_500_000, "1970-01-01T00:00:01.500000"),
    ] as [(Int64, String)])
    func instants(_ microseconds: Int64, _ text: String) {
        #expect(String(decoding: ISODate.timestamp(microseconds: microseconds), as: UTF8.self) == text)
    }

    @Test func aRow() {
        var out = JSONBytes()
        RowJSON(columns: ["__id", "é \"x\"", "c", "d", "e", "f"])
            .write([.int(1), .text("a\nb"), .null, .bool(true), .date(days: 0), .list([.double(1.5)])], to: &out)
        #expect(String(decoding: out.bytes, as: UTF8.self) == #"{"__id":1,"é \"x\"":"a\nb","c":null,"d":true,"e":"1970-01-01","f":[1.5]}"#)
    }

    @Test func yamlInBlocks() {
        let document: Document = ["a": 1, "b": ["x", ["c": true, "d": []]], "e": [:], "f:g": "h: i\n"]
        #expect(document.yaml == """
            "a": 1
            "b":
              - "x"
              - "c": true
                "d": []
            "e": {}
            "f:g": "h: i\\n"

            """)
    }
}
