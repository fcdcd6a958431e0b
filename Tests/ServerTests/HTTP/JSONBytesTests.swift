import Foundation
import Server
import Testing

@Suite struct JSONBytesTests {
    private func text(_ body: (inout JSONBytes) -> Void) -> String {
        var out = JSONBytes()
        body(&out)
        return String(decoding: out.bytes, as: UTF8.self)
    }

    @Test func commasStandBetween() {
        let json = text { out in
            out.object { out in
                out.member("a", 1)
                out.member("b") { $0.array { $0.integer(1); $0.null(); $0.object { _ in }; $0.array { _ in }; $0.string("x") } }
                out.member("c", true)
                out.member("d", optional: nil)
            }
        }
        #expect(json == #"{"a":1,"b":[1,null,{},[],"x"],"c":true,"d":null}"#)
    }

    @Test("any text reads back", arguments: [
        "", "é\u{1F600}", "\"\\/\u{0}\u{1f}\n\r\t\u{7f}\u{2028}", "a\"", "\"a", "\\", "deux\nlignes",
    ])
    func escapes(_ value: String) throws {
        let json = text { $0.array { $0.string(value) } }
        #expect(try JSONDecoder().decode([String].self, from: Data(json.utf8)) == [value])
    }

    @Test(arguments: [
        (1.0, "1"), (0.1, "0.1"), (-2.5, "-2.5"), (1e300, "1e+300"), (.nan, "null"), (.infinity, "null"), (0.708, "0.708"), (1e15, "1000000000000000"), (1e16, "1e+16"),
    ])
    func numbers(_ value: Double, _ expected: String) { #expect(text { $0.number(value) } == expected) }

    @Test func keysAreEscapedOnce() {
        let key = JSONBytes.escapedKey("a \"b\"")
        #expect(text { $0.object { $0.rawKey(key); $0.integer(1); $0.rawKey(key); $0.integer(2) } } == #"{"a \"b\"":1,"a \"b\"":2}"#)
    }
}
