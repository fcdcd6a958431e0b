import Localization
import Server
import Testing

/// Forms as browsers and programs send them, and as nobody should.
@Suite("Multipart forms")
struct MultipartTests {
    private static let boundary = "----portulan"
    private static let contentType = "multipart/form-data; boundary=\(boundary)"

    /// One part as it was read.
    private struct Part: Equatable {
        var name: String
        var fileName: String?
        var text = ""
    }

    private static func parts(_ body: String, contentType: String = contentType, cut: Int? = nil) throws -> [Part] {
        var parser = try MultipartParser(contentType: contentType)
        var parts: [Part] = []
        var bytes: [UInt8] = []
        let all = Array(body.utf8)
        let size = cut ?? max(1, all.count)
        var start = 0
        while start < all.count {
            let piece = all[start..<min(all.count, start + size)]
            start += size
            try parser.feed(piece) { event in
                switch event {
                case .part(let header):
                    parts.append(Part(name: header.name, fileName: header.fileName))
                    bytes = []
                case .bytes(let more):
                    #expect(!more.isEmpty)
                    bytes += more
                case .endOfPart: parts[parts.count - 1].text = String(decoding: bytes, as: UTF8.self)
                }
            }
        }
        try parser.finish()
        return parts
    }

    private static func body(_ parts: [(header: String, text: String)], end: String = "--\r\n") -> String {
        parts.map { "--\(boundary)\r\n\($0.header)\r\n\r\n\($0.text)\r\n" }.joined() + "--\(boundary)" + end
    }

    private static let whole = body([
        ("Content-Disposition: form-data; name=\"schema\"", "scdl/subventions"),
        (
            "Content-Disposition: form-data; name=\"fichier\"; filename=\"école été.csv\"\r\nContent-Type: text/csv",
            "a;b\r\n1;2\r\n--\r\n\r\n------portula\r\n3;4"
        ),
        ("content-disposition:form-data; name=vide; filename=\"\"", ""),
    ])

    private static let expected = [
        Part(name: "schema", text: "scdl/subventions"),
        Part(name: "fichier", fileName: "école été.csv", text: "a;b\r\n1;2\r\n--\r\n\r\n------portula\r\n3;4"),
        Part(name: "vide", fileName: ""),
    ]

    @Test("A form is the same wherever the network cuts it")
    func cuts() throws {
        for cut in 1...Self.whole.utf8.count { #expect(try Self.parts(Self.whole, cut: cut) == Self.expected, "\(cut)") }
    }

    @Test("What stands before the first delimiter and after the last is left out")
    func surroundings() throws {
        #expect(try Self.parts("preamble\r\n" + Self.whole + "epilogue\r\n--\(Self.boundary)\r\n") == Self.expected)
    }

    @Test("A boundary may stand between quotes, and a delimiter may have blanks behind it")
    func spelling() throws {
        let body = "--a b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n1\r\n--a b \t\r\n"
            + "Content-Disposition: form-data; name=\"y\"\r\n\r\n2\r\n--a b--"
        #expect(try Self.parts(body, contentType: "Multipart/Form-Data; charset=utf-8; boundary=\"a b\"") == [
            Part(name: "x", text: "1"), Part(name: "y", text: "2"),
        ])
    }

    @Test("Names of files come without folders and with their quotes", arguments: [
        ("C:\\Users\\moi\\table.csv", "table.csv"), ("/etc/passwd", "passwd"), ("../../x.csv", "x.csv"),
        ("a%22b.csv", "a\"b.csv"), ("a\\\"b.csv", "a\"b.csv"), ("a;b=c.csv", "a;b=c.csv"),
    ])
    func fileNames(written: String, read: String) throws {
        let body = Self.body([("Content-Disposition: form-data; name=\"f\"; filename=\"\(written)\"; x=y", "1")])
        #expect(try Self.parts(body) == [Part(name: "f", fileName: read, text: "1")])
    }

    @Test("Bodies that are no form are refused, whatever their cut", arguments: [
        ("", "request.multipart.cut"),
        ("a;b\n1;2\n", "request.multipart.cut"),
        (String(whole.dropLast(8)), "request.multipart.cut"),
        ("--\(boundary)\r\n\r\nno header\r\n--\(boundary)--", "request.multipart.form"),
        ("--\(boundary)\r\nno colon\r\n\r\nx\r\n--\(boundary)--", "request.multipart.form"),
        ("--\(boundary)x\r\n", "request.multipart.form"),
        ("--\(boundary)\r\nA: " + String(repeating: "a", count: 20_000), "request.multipart.header"),
        (String(repeating: "a", count: 20_000), "request.multipart.form"),
        (body(Array(repeating: ("Content-Disposition: form-data; name=x", "1"), count: 40)), "request.multipart.parts"),
    ])
    func refusals(body: String, code: String) {
        for cut in [1, 7, 4096, 1_000_000] {
            let error = #expect(throws: RequestError.self) { try Self.parts(body, cut: cut) }
            #expect(error?.code == code)
        }
    }

    @Test("A content type without a usable boundary is refused", arguments: [
        "", "text/csv", "multipart/form-data", "multipart/form-data; boundary=", "multipart/mixed; boundary=a",
        "multipart/form-data; boundary=\(String(repeating: "a", count: 71))", "multipart/form-data; boundary=\"é\"",
    ])
    func boundaries(contentType: String) {
        let error = #expect(throws: RequestError.self) { try MultipartParser(contentType: contentType) }
        #expect(error?.code == "request.multipart.boundary")
    }
}
