import Catalog
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Server
import Testing

/// Bouquets as clients of data.gouv.fr read topics.
@Suite struct TopicTests {
    private struct Made {
        let desk: BouquetDesk
        let bouquet: Bouquet
        let draft: Bouquet
        let dataset: Dataset

        func read(_ path: String) async throws -> [String: Any] {
            var browser = desk.reader
            let body = try await browser.send(path).body
            return try #require(try JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any])
        }

        func status(_ path: String) async throws -> Int {
            var browser = desk.reader
            return Int(try await browser.send(path).status.code)
        }
    }

    private func make() async throws -> Made {
        let desk = try await BouquetDesk.shared.value
        let catalog = desk.site.catalog
        let word = "sujet\(UUID().uuidString.prefix(8).lowercased())"
        let dataset = try await catalog.upsertDataset(slug: word, DatasetMetadata(title: "Arbres", keywords: [word]))
        let editor = Editor(author: Author(id: "lea", name: "Léa")) { _, _ in }
        let content = BouquetContent(
            loose: [
                BouquetElement(title: "Plan", reason: "Pour *voir*", answer: .link(try #require(URL(string: "https://exemple.fr/plan")))),
                BouquetElement(title: "Bancs", answer: .unmet(.missing)), BouquetElement(title: "Sources", answer: .unmet(.notAvailable)),
            ],
            sections: [.init(title: "Végétation", elements: [BouquetElement(title: "Arbres", answer: .dataset(dataset.id))])])
        let metadata = BouquetMetadata(
            title: "Ombre", description: "Le **plan**.", organization: "rennes", keywords: [word, "Climat"],
            territory: BouquetTerritory(code: "commune:35238", name: "Rennes"))
        let draft = try await catalog.createBouquet(metadata, content: content, by: editor)
        let bouquet = try await catalog.createBouquet(metadata, content: content.copied(answers: [:]), origin: draft.id, by: editor)
        let published = try await catalog.changeBouquet(bouquet.id, revision: 1, by: editor) { $0.isDraft = false }
        return Made(desk: desk, bouquet: published, draft: draft, dataset: dataset)
    }

    @Test func aTopicInBothVersions() async throws {
        let made = try await make()
        let id = made.bouquet.id.text
        for name in [id, made.bouquet.slug] {
            let topic = try await made.read("/api/2/topics/\(name)/")
            #expect(topic["id"] as? String == id && topic["name"] as? String == "Ombre" && topic["private"] as? Bool == false)
            #expect((topic["spatial"] as? [String: Any])?["zones"] as? [String] == ["fr:commune:35238"])
            #expect((topic["organization"] as? [String: Any])?["slug"] as? String == "rennes")
            let extras = (topic["extras"] as? [String: Any])?["ecospheres"] as? [String: Any]
            #expect(extras?["cloned_from"] as? String == made.draft.id.text)
            let elements = topic["elements"] as? [String: Any]
            #expect(elements?["total"] as? Int == 4 && (elements?["href"] as? String)?.hasSuffix("/api/2/topics/\(id)/elements/?page=1&page_size=20") == true)
        }
        let first = try await made.read("/api/1/topics/\(id)/")
        #expect((first["datasets"] as? [[String: Any]])?.map { $0["id"] as? String } == [made.dataset.id.text] && first["elements"] == nil)
        #expect(try await made.status("/api/2/topics/\(made.draft.id.text)/") == 404, "a draft is its authors' own")
        #expect(try await made.status("/api/2/topics/\(made.draft.id.text)/elements/") == 404)
    }

    @Test func elements() async throws {
        let made = try await make()
        func titles(_ query: String) async throws -> [String] {
            let page = try await made.read("/api/2/topics/\(made.bouquet.id.text)/elements/\(query)")
            return (page["data"] as? [[String: Any]] ?? []).compactMap { $0["title"] as? String }
        }
        let page = try await made.read("/api/2/topics/\(made.bouquet.id.text)/elements/")
        let elements = try #require(page["data"] as? [[String: Any]])
        let states = elements.map { (($0["extras"] as? [String: Any])?["ecospheres"] as? [String: Any])?["availability"] as? String }
        try #require(states == ["url available", "missing", "not available", "available"])
        let answer = elements[3]["element"] as? [String: Any]
        #expect(answer?["class"] as? String == "Dataset" && answer?["id"] as? String == made.dataset.id.text)
        #expect(elements[0]["element"] is NSNull && elements[0]["description"] as? String == "Pour *voir*")
        let told = (elements[3]["extras"] as? [String: Any])?["ecospheres"] as? [String: Any]
        #expect(told?["group"] as? String == "Végétation")
        #expect(try await titles("?class=Dataset") == ["Arbres"])
        #expect(try await titles("?class=None&page_size=2&page=2") == ["Sources"])
        #expect(try await titles("?q=VOIR") == ["Plan"])
        #expect(try await titles("?tag=x") == [])
    }

    @Test("Filters of topics and of datasets agree", arguments: [
        ("2/topics", "tag=WORD", 1), ("2/topics", "tag=WORD&tag=climat", 1), ("2/topics", "tag=WORD&tag=autre", 0),
        ("2/topics", "tag=WORD&geozone=fr:commune:35238", 1), ("2/topics", "tag=WORD&geozone=fr:departement:35", 0),
        ("2/topics", "tag=WORD&granularity=fr:commune", 1), ("2/topics", "tag=WORD&granularity=country", 0),
        ("2/topics", "tag=WORD&dataset=WORD", 1), ("2/topics", "tag=WORD&dataset=absent", 0), ("1/topics", "tag=WORD&reuse=x", 0),
        ("2/topics/search", "tag=WORD&organization=rennes&featured=false&sort=-last_modified", 1), ("2/topics", "tag=WORD&featured=true", 0),
        ("1/datasets", "topic=TOPIC", 1), ("2/datasets", "topic=TOPIC&tag=WORD", 1), ("1/datasets", "topic=DRAFT", 0),
        ("1/datasets", "topic=absent", 0), ("1/datasets", "tag=WORD&featured=true", 0), ("1/datasets", "tag=WORD&geozone=country:fr", 0),
        ("1/datasets", "tag=WORD&dataservice=x", 0),
    ])
    func filters(path: String, query: String, total: Int) async throws {
        let made = try await make()
        let query = query.replacing("WORD", with: made.dataset.slug).replacing("TOPIC", with: made.bouquet.id.text)
            .replacing("DRAFT", with: made.draft.id.text)
        #expect(try await made.read("/api/\(path)/?\(query)")["total"] as? Int == total, "\(query)")
    }

    @Test func theDescriptionOfTheAPINamesEveryAddress() async throws {
        let answer = try await ServedInstance.answer("/api/openapi.json")
        let description = try JSONSerialization.jsonObject(with: Data(answer.body.readableBytesView)) as? [String: Any]
        let paths = try #require(description?["paths"] as? [String: Any])
        for endpoint in UdataEndpoint.allCases { #expect(paths[endpoint.path] != nil, "\(endpoint.path)") }
        for endpoint in Endpoint.allCases { #expect(paths[endpoint.path] != nil, "\(endpoint.path)") }
    }
}
