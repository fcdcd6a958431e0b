import Server
import Testing

@Suite struct RequestTargetTests {
    @Test(arguments: [
        ("nom", "nom"), ("n%C2%B0%23", "n°#"), ("Code+postal", "Code postal"), ("ann%c3%a9e", "année"), ("100%25", "100%"), ("", ""),
    ])
    func decodes(_ encoded: String, _ decoded: String) {
        #expect(RequestTarget.decode(encoded, plusIsSpace: true) == decoded)
    }

    @Test("a broken sequence, bytes that are not UTF-8 and NUL are refused", arguments: [
        "%", "%4", "%zz", "%ff%fe", "%C3", "%00", "a%00b", "%ED%A0%80",
    ])
    func refuses(_ encoded: String) {
        #expect(RequestTarget.decode(encoded, plusIsSpace: true) == nil)
    }

    @Test func plusStaysInAPath() { #expect(RequestTarget.decode("a+b", plusIsSpace: false) == "a+b") }

    @Test("what is encoded comes back", arguments: ["nom", "n°#", "a b+c&d=e", "\"guillemets\"", "é__à.b"])
    func encodes(_ text: String) {
        #expect(RequestTarget.decode(RequestTarget.encode(text), plusIsSpace: true) == text)
    }

    @Test(arguments: [
        ("/", true), ("/datasets/communes", true), ("/a/..b/c", true), ("/datasets/%2e%2e", false), ("/resources/..%2f..", false),
        ("/a\\..\\b/%5c..%5c", false), ("/%00", false), ("datasets", false), ("", false),
    ])
    func safePaths(_ path: String, _ isSafe: Bool) { #expect(RequestTarget.isSafePath(path) == isSafe) }
}

@Suite struct QueryItemsTests {
    @Test func keepsOrderAndRepetition() throws {
        let items = try QueryItems(parsing: "b=2&a=1&b=3&c&d=&e=x=y")
        #expect(items.items == [
            .init(name: "b", value: "2"), .init(name: "a", value: "1"), .init(name: "b", value: "3"), .init(name: "c", value: nil),
            .init(name: "d", value: ""), .init(name: "e", value: "x=y"),
        ])
        #expect(items["b"] == "2" && items.all("b") == ["2", "3"] && items["c"] == nil)
    }

    @Test func writesBackWhatItRead() throws {
        let text = "n%C2%B0%23__exact=a%26b&c__isnull&d="
        #expect(try QueryItems(parsing: text).encoded == text)
    }

    @Test func refusesWhatIsNotText() {
        #expect(throws: RequestError.encoding) { try QueryItems(parsing: "a=%ff") }
        #expect(throws: RequestError.encoding) { try QueryItems(parsing: "%ff=a") }
    }
}
