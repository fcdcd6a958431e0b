import Catalog
import Foundation
import Store
import Tables
import Testing

@Suite("Conformity with a schema")
struct ConformityTests {
    private static let schemas = [
        "lieux": """
            {"title": "Lieux ouverts", "version": "1.2.0", "fields": [
              {"name": "identifiant", "constraints": {"required": true}}, {"name": "ouverture", "type": "date"},
              {"name": "places", "type": "integer", "constraints": {"required": true, "minimum": 0}}]}
            """
    ]
    private static let sound = "identifiant,ouverture,places\nA1,2024-05-01,12\nA2,2024-06-01,3\n"
    private static let faulty = "identifiant,ouverture,places\nA1,2024-05-01,12\nA2,jamais,-3\nA3,2024-06-01,4\nA4,2024-06-01,4\n"

    private func fixture(declaring schema: String? = nil) async throws -> Fixture {
        let fixture = try await Fixture(schemas: Self.schemas)
        try await fixture.catalog.upsertDataset(slug: "d", DatasetMetadata(title: "Lieux"))
        try await fixture.catalog.upsertResource(ResourceMetadata(slug: "r", schema: schema), in: "d")
        return fixture
    }

    private func detail(_ fixture: Fixture) async throws -> ResourceDetail {
        try #require(try await fixture.catalog.dataset("d")?.resources.first)
    }

    private func criterion(_ fixture: Fixture) async throws -> Quality.Criterion? {
        try await fixture.catalog.dataset("d")?.quality.criteria.first { $0.key == .conformity }
    }

    @Test("A schema declared is the one that counts, and each cause says where and how to mend it")
    func declared() async throws {
        let fixture = try await fixture(declaring: "lieux")
        try await fixture.ingest("r.csv", Self.faulty, dataset: "d", resource: "r")
        let found = try #require(try await detail(fixture).conformity)
        #expect(found.origin == .declared && found.schema == "lieux" && found.title == "Lieux ouverts" && found.version == "1.2.0")
        #expect(found.errors == 2 && found.rows == 4 && !found.hasHeaderErrors)
        #expect(found.causes.map(\.column) == ["ouverture", "places"] && found.causes.allSatisfy { $0.count == 1 && $0.firstLine == 3 })
        let judged = try #require(try await criterion(fixture))
        #expect(judged.share == 0.5 && judged.explanationKey == "quality.conformity.some")
        #expect(judged.evidence.map(\.resourceSlug) == ["r"])
        #expect(try await fixture.catalog.datasets(DatasetSearch()).total == 1)
        var search = DatasetSearch()
        search.schema = "lieux"
        #expect(try await fixture.catalog.datasets(search).items.map(\.dataset.slug) == ["d"])
        // Mended, it conforms; brought back, the fault is told again.
        try await fixture.ingest("r.csv", Self.sound, dataset: "d", resource: "r")
        #expect(try await detail(fixture).conformity?.isConform == true)
        #expect(try await criterion(fixture)?.isSatisfied == true)
        try await fixture.catalog.restore(version: 1, of: "r")
        #expect(try await detail(fixture).conformity?.errors == 2)
    }

    @Test("Unasked, only a table with the schema's very columns is checked", arguments: [
        (Self.sound, true), ("identifiant,nom,adresse,horaires\nA1,x,y,z\n", false), ("a,b\n1,2\n", false),
    ])
    func recognised(text: String, isRecognised: Bool) async throws {
        let fixture = try await fixture()
        try await fixture.ingest("r.csv", text, dataset: "d", resource: "r")
        let found = try await detail(fixture).conformity
        #expect(found.map(\.origin) == (isRecognised ? .recognised : nil))
        #expect((try await criterion(fixture) != nil) == isRecognised)
    }

    @Test("An error of the header leaves at most a half")
    func header() async throws {
        let fixture = try await fixture(declaring: "lieux")
        let rows = (1...50).map { "A\($0),2024-01-01\n" }.joined()
        try await fixture.ingest("r.csv", "identifiant,ouverture\n" + rows, dataset: "d", resource: "r")
        let found = try #require(try await detail(fixture).conformity)
        #expect(found.hasHeaderErrors && found.share == 0.5 && found.causes.first?.column == "places")
    }

    @Test("A schema declared later is asked when the same content comes again; one that does not exist stops nothing")
    func later() async throws {
        let fixture = try await fixture(declaring: "inconnu")
        let job = try await fixture.ingest("r.csv", Self.faulty, dataset: "d", resource: "r")
        #expect(job.state == .succeeded)
        #expect(try await detail(fixture).conformity == nil)
        try await fixture.catalog.upsertResource(ResourceMetadata(slug: "r", schema: "lieux"), in: "d")
        try await fixture.ingest("r.csv", Self.faulty, dataset: "d", resource: "r")
        let found = try await detail(fixture)
        #expect(found.conformity?.errors == 2 && found.versionCount == 1)
    }
}
