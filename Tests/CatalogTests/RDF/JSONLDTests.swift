import Catalog
import Foundation
import Testing

@Suite("JSON-LD")
struct JSONLDTests {
    /// The triples of a document as lines of N-Triples, sorted, blank nodes by their order.
    private func triples(_ text: String) throws -> Graph {
        try RDFParser.parse(Data(text.utf8), as: .jsonLD, base: URL(string: "http://exemple.fr/catalogue")!).graph
    }

    private static let dct = "http://purl.org/dc/terms/"

    @Test("Contexts inline, prefixes, coercion, language maps")
    func context() throws {
        let graph = try triples(
            """
            {"@context": {"@language": "fr", "t": "http://purl.org/dc/terms/title", "d": "http://purl.org/dc/terms/",
              "page": {"@id": "http://www.w3.org/ns/dcat#landingPage", "@type": "@id"},
              "nom": {"@id": "d:description", "@container": "@language"}},
             "@id": "jeu/1", "@type": "dcat:Dataset", "t": "Un", "page": "page/1", "nom": {"en": "A", "fr": ["Un", "Une"]},
             "d:issued": {"@value": "2026-01-01", "@type": "http://www.w3.org/2001/XMLSchema#date"}, "inconnu": "rien"}
            """)
        let node = try #require(graph.nodes(ofType: "http://www.w3.org/ns/dcat#Dataset").first)
        #expect(node.iri == "http://exemple.fr/jeu/1")
        #expect(node.all(Self.dct + "title").map(\.term) == [.literal("Un", datatype: nil, language: "fr")])
        #expect(node.first("http://www.w3.org/ns/dcat#landingPage")?.iri == "http://exemple.fr/page/1")
        #expect(node.texts(Self.dct + "description") == ["Un", "Une"])
        #expect(node.first(Self.dct + "issued")?.term
            == .literal("2026-01-01", datatype: "http://www.w3.org/2001/XMLSchema#date", language: nil))
        #expect(graph.count == 7)
    }

    @Test("Graphs, nested nodes, reverse arcs, lists")
    func structure() throws {
        let graph = try triples(
            """
            {"@graph": [
              {"@id": "http://a/1", "http://b/part": [{"@id": "http://a/2", "http://b/nom": "deux"}, {"http://b/nom": "sans nom"}]},
              {"@id": "http://a/3", "@reverse": {"http://b/part": {"@id": "http://a/1"}}},
              {"@id": "http://a/4", "http://b/liste": {"@list": ["x", "y"]}}]}
            """)
        let one = try #require(graph.number(.iri("http://a/1")).map(graph.node))
        #expect(one.all("http://b/part").count == 3)
        #expect(one.all("http://b/part").compactMap { $0.text("http://b/nom") } == ["deux", "sans nom"])
        let list = try #require(graph.number(.iri("http://a/4")).map(graph.node)?.first("http://b/liste"))
        let rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        #expect(list.text(rdf + "first") == "x")
        #expect(list.first(rdf + "rest")?.text(rdf + "first") == "y")
        #expect(list.first(rdf + "rest")?.first(rdf + "rest")?.iri == rdf + "nil")
    }

    @Test("Contexts on other servers are known or ignored, never fetched", arguments: [
        ("https://project-open-data.cio.gov/v1.1/schema/catalog.jsonld", #""title": "Un""#),
        ("https://schema.org/", #""name": "Un""#),
        ("http://127.0.0.1:1/contexte.jsonld", #""dct:title": "Un""#),
    ])
    func knownContexts(address: String, member: String) throws {
        let graph = try triples("{\"@context\": \"\(address)\", \"@id\": \"http://a/1\", \(member)}")
        let node = try #require(graph.number(.iri("http://a/1")).map(graph.node))
        #expect(node.text(Self.dct + "title", "http://schema.org/name") == "Un")
    }
}
