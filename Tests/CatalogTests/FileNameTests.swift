import Catalog
import Testing

@Suite("Names of files given by strangers")
struct FileNameTests {
    @Test("Nothing of a name leads elsewhere", arguments: [
        ("../../etc/passwd", "passwd"), ("C:\\temp\\x.csv", "x.csv"), (".bashrc", "bashrc"), ("a\u{0}b\n.csv", "ab.csv"),
        ("données 2026.csv", "données 2026.csv"), ("a<b>:c?.csv", "a_b__c_.csv"), ("\u{202E}vsc.exe", "vsc.exe"),
    ])
    func safety(name: String, expected: String) {
        #expect(FileName.safe(name) == expected)
    }

    @Test("A name made of nothing but separators is none", arguments: ["", "/", "..", " . ", "\u{7}"])
    func nothing(name: String) {
        #expect(FileName.safe(name) == nil)
    }

    @Test("A long name keeps its extension and fits a file system")
    func length() throws {
        let name = try #require(FileName.safe(String(repeating: "é", count: 400) + ".geojson"))
        #expect(name.utf8.count <= 200)
        #expect(name.hasSuffix(".geojson"))
    }

    @Test("The header of RFC 6266 is read, its encoded form first", arguments: [
        ("attachment; filename=communes.csv", "communes.csv"),
        ("attachment; filename=\"les \\\"communes\\\".csv\"", "les _communes_.csv"),
        ("attachment; filename=\"x.csv\"; filename*=UTF-8''%C3%A9lus%202026.csv", "élus 2026.csv"),
        ("attachment; filename*=utf-8'fr'..%2F..%2Fsecret.csv; filename=y.csv", "secret.csv"),
        ("inline; FileName = z.csv", "z.csv"),
    ])
    func disposition(header: String, expected: String) {
        #expect(FileName.inDisposition(header) == expected)
    }

    @Test("A header without a name gives none", arguments: ["attachment", "attachment; filename=", "inline; a=b", ";;;="])
    func noName(header: String) {
        #expect(FileName.inDisposition(header) == nil)
    }
}
