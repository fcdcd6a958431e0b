import DuckDB
import Lake
import Server
import Tables
import Testing

@Suite struct WritingTests {
    @Test func aRow() {
        var out = JSONBytes()
        RowJSON(schema: ["__id", "é \"x\"", "c", "d", "e", "f", "g"].map { LakeColumn(name: $0, type: .text, isZoned: true) })
            .write([.int(1), .text("a\nb"), .null, .bool(true), .date(days: 0), .list([.double(1.5)]), .timestamp(microseconds: 1_000_000)], to: &out)
        #expect(String(decoding: out.bytes, as: UTF8.self) == #"{"__id":1,"é \"x\"":"a\nb","c":null,"d":true,"e":"1970-01-01","f":[1.5],"g":"1970-01-01T00:00:01Z"}"#)
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
