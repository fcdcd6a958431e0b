import Catalog
import Foundation
import Testing

@Suite("Hostile and broken documents")
struct HostileDocumentsTests {
    private static let base = URL(string: "http://exemple.fr/")!

    private func problem(_ text: String, _ syntax: RDFSyntax = .rdfXML) -> DocumentProblem? {
        #expect(throws: DocumentProblem.self) { try RDFParser.parse(Data(text.utf8), as: syntax, base: Self.base) }
    }

    static let bombs: [String] = [
        // Billion laughs.
        """
        <?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]><r>&c;</r>
        """,
        // A file of the machine, by an external entity, by a parameter entity, by a document type elsewhere.
        #"<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>"#,
        #"<!DOCTYPE r [<!ENTITY % x SYSTEM "http://exemple.fr/x.dtd"> %x;]><r/>"#,
        // Quadratic: one long entity, many times.
        "<!DOCTYPE r [<!ENTITY x \"" + String(repeating: "a", count: 10_000) + "\">]><r>&x;&x;&x;</r>",
    ]

    @Test("Documents read at once do not take the parser from one another")
    func atOnce() async {
        let description = (0..<200).map { "<dct:title xml:lang=\"fr\">Jeu \($0) &amp; suite</dct:title>" }.joined()
        let sound = #"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dct="http://purl.org/dc/terms/"><rdf:Description rdf:about="a">"#
            + description + "</rdf:Description></rdf:RDF>"
        await withTaskGroup(of: Void.self) { tasks in
            for number in 0..<400 {
                tasks.addTask {
                    if number.isMultiple(of: 2) {
                        let reading = try? RDFParser.parse(Data(sound.utf8), as: .rdfXML, base: Self.base)
                        #expect(reading?.warnings.isEmpty == true)
                    } else {
                        #expect(throws: DocumentProblem.self) { try RDFParser.parse(Data(sound.dropLast(40).utf8), as: .rdfXML, base: Self.base) }
                    }
                    #expect(throws: Never.self) { try XMLElement(parsing: Data(sound.utf8)) }
                }
            }
        }
    }

    @Test("Entities that expand or read files are refused before parsing", arguments: bombs)
    func entities(text: String) {
        #expect(problem(text)?.kind == .entities)
        #expect(throws: DocumentProblem.self) { try XMLElement(parsing: Data(text.utf8)) }
    }

    @Test("Short names for addresses, which RDF/XML is written with, are let through")
    func namespaceEntities() throws {
        let text = """
            <?xml version="1.0"?>
            <!DOCTYPE rdf:RDF [<!ENTITY dcat "http://www.w3.org/ns/dcat#"> <!ENTITY dct "http://purl.org/dc/terms/">]>
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dct="&dct;">
              <rdf:Description rdf:about="http://exemple.fr/1"><rdf:type rdf:resource="&dcat;Dataset"/><dct:title>Un</dct:title></rdf:Description>
            </rdf:RDF>
            """
        let graph = try RDFParser.parse(Data(text.utf8), as: .rdfXML, base: Self.base).graph
        #expect(graph.nodes(ofType: "http://www.w3.org/ns/dcat#Dataset").first?.text("http://purl.org/dc/terms/title") == "Un")
    }

    @Test("What breaks says at which line", arguments: [
        (RDFSyntax.rdfXML, "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n<a>\n</rdf:RDF>", 3),
        (.turtle, "@prefix a: <http://a/> .\na:b a:c .\n", 2),
        (.nTriples, "<http://a/> <http://b/> <http://c/> .\n<http://a/> oops\n", 2),
        (.jsonLD, "{\"a\": 1,\n \"b\": }", 2),
    ])
    func broken(syntax: RDFSyntax, text: String, line: Int) {
        #expect(problem(text, syntax)?.line == line)
    }

    @Test("A cut document is told from a broken one", arguments: [#"{"a": [1, 2"#, #"{"a": "b"#, "["])
    func truncated(text: String) {
        #expect(problem(text, .jsonLD)?.kind == .truncated)
    }

    @Test("Documents nested without end are refused")
    func deep() {
        #expect(problem(String(repeating: "[", count: 100_000), .jsonLD)?.kind == .tooDeep)
        let deep = String(repeating: "<a>", count: 1_000) + String(repeating: "</a>", count: 1_000)
        #expect(throws: DocumentProblem.self) { try XMLElement(parsing: Data(deep.utf8)) }
    }

    @Test("Hostile HTML in a description becomes harmless text, and the producer is told", arguments: [
        ("<p>Bon<script>alert(1)</script>jour</p>", "Bonjour"),
        ("<p>Bon</p><img src=x onerror=alert(1)>", "Bon"),
        ("<a href=\"javascript:alert(1)\">lien</a> sûr", "lien sûr"),
        ("<p>un</p><iframe src=\"http://mal.fr\"></iframe><p>deux</p>", "un\n\ndeux"),
        ("<p>ouvert</p><script>jamais fermé", "ouvert"),
        ("&lt;p&gt;Bon&lt;script&gt;alert(1)&lt;/script&gt;&lt;/p&gt;", "Bon"),
    ])
    func hostileHTML(html: String, text: String) {
        let result = RichText.commonMark(html)
        #expect(result.text == text)
        #expect(result.isHostile)
    }

    @Test("Plain HTML keeps its sense", arguments: [
        ("<h2>Titre</h2><ul><li>un</li><li><b>deux</b></li></ul>", "## Titre\n\n- un\n- **deux**"),
        ("<p>Voir <a href=\"https://insee.fr\">l&#39;Insee</a>.</p>", "Voir [l'Insee](https://insee.fr)."),
        ("1 < 2 & 3 > 2", "1 < 2 & 3 > 2"),
    ])
    func plainHTML(html: String, text: String) {
        let result = RichText.commonMark(html)
        #expect(result.text == text)
        #expect(!result.isHostile)
    }
}
