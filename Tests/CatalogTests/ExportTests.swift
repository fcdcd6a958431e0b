import Catalog
import Foundation
import Testing

@Suite struct ExportTests {
    @Test("addresses are made fit, or left out", arguments: [
        ("https://a.fr/b?c=d#e", "https://a.fr/b?c=d#e"), (" https://a.fr/é à ", "https://a.fr/%C3%A9%20%C3%A0"),
        ("http://a.fr/<x>\"{}|\\^`", "http://a.fr/%3Cx%3E%22%7B%7D%7C%5C%5E%60"), ("http://a.fr/%zz%20", "http://a.fr/%25zz%20"),
        ("http://a.fr/#a#b", "http://a.fr/#a%23b"), ("http://a.fr/[x]", "http://a.fr/%5Bx%5D"), ("http://[::1]:80/[x]", "http://[::1]:80/%5Bx%5D"),
        ("mailto:a@b.fr", "mailto:a@b.fr"), ("HTTP://A.FR/", "HTTP://A.FR/"), ("javascript:alert(1)", nil), ("dct:title", nil), ("relative/path", nil),
        ("", nil), ("http:", nil), (":x", nil),
    ] as [(String, String?)])
    func addresses(written: String, fit: String?) { #expect(IRIText.fit(written) == fit) }

    private static let hostile = "a \"b\\ \u{0}\u{1} <c> & ]]> \r\n\t \u{2028} \"\u{301} 🇫🇷"

    private static func document() -> RDFDocument {
        var document = RDFDocument()
        document.type("http://a.fr/", Vocabulary.dcat("Dataset"))
        document.add("http://a.fr/", Vocabulary.dct("title"), .literal(hostile, datatype: nil, language: "fr"))
        document.add("http://a.fr/", Vocabulary.dct("title"), .literal(hostile, datatype: nil, language: "fr"))
        document.add("http://a.fr/", Vocabulary.dct("relation"), .iri("http://b.fr/\"> <x"))
        document.add("http://a.fr/", Vocabulary.dct("relation"), .iri("javascript:alert(1)"))
        document.add("http://a.fr/", Vocabulary.dct("description"), .text("\u{1}"))
        return document
    }

    @Test("each form is read back as it was said", arguments: RDFForm.allCases)
    func roundTrip(form: RDFForm) throws {
        let bytes = Data(form.write(Self.document()))
        let syntax: RDFSyntax = switch form {
        case .turtle: .turtle
        case .xml: .rdfXML
        case .jsonLD: .jsonLD
        }
        let graph = try RDFParser.parse(bytes, as: syntax, base: try #require(URL(string: "http://base.fr/"))).graph
        let node = try #require(graph.nodes(ofType: Vocabulary.dcat("Dataset")).first)
        #expect(graph.count == 3 && node.iri == "http://a.fr/")
        let title = try #require(node.all(Vocabulary.dct("title")).first)
        #expect(title.term == .literal("a \"b\\  <c> & ]]> \r\n\t \u{2028} \"\u{301} 🇫🇷", datatype: nil, language: "fr"))
        #expect(node.all(Vocabulary.dct("relation")).map(\.iri) == ["http://b.fr/%22%3E%20%3Cx"])
    }
}
