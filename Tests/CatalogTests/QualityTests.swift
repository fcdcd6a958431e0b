import Catalog
import Foundation
import Store
import Tables
import Testing

@Suite("Quality of a dataset")
struct QualityTests {
    private static let documented = DatasetMetadata(
        title: "Communes", description: String(repeating: "Toutes les communes de France. ", count: 10), licence: .lov2,
        frequency: .monthly, territoryLevel: .commune, temporalCoverage: TemporalCoverage(start: "2025-01-01", end: nil))

    private func criterion(_ key: Quality.Key, _ quality: Quality) throws -> Quality.Criterion {
        try #require(quality.criteria.first { $0.key == key })
    }

    @Test("A dataset that says nothing of itself scores low, and is told what to mend")
    func bare() async throws {
        let fixture = try await Fixture()
        try await fixture.catalog.upsertDataset(slug: "d", DatasetMetadata(title: "D"))
        let quality = try #require(try await fixture.catalog.dataset("d")).quality
        #expect(quality.score == 0)
        #expect(try criterion(.licence, quality).explanationKey == "quality.licence.missing")
        #expect(try criterion(.readable, quality).explanationKey == "quality.readable.none")
        // What is inside cannot be judged.
        #expect(!quality.criteria.contains { [.fill, .columns, .openFormat].contains($0.key) })
    }

    @Test("A documented dataset of sound files scores full marks")
    func full() async throws {
        let fixture = try await Fixture()
        try await fixture.catalog.upsertDataset(slug: "d", Self.documented)
        try await fixture.catalog.upsertResource(
            ResourceMetadata(slug: "r", description: "Une ligne par commune.", columnDescriptions: ["ville": "Ville", "total": "Habitants"]), in: "d")
        try await fixture.ingest("r.csv", "ville,total\nParis,12\nLyon,13\n", dataset: "d", resource: "r")
        let quality = try #require(try await fixture.catalog.dataset("d")).quality
        #expect(quality.criteria.filter { !$0.isSatisfied }.map(\.key) == [])
        #expect(quality.score == 100)
    }

    @Test("What is inside the files is judged with its evidence")
    func content() async throws {
        let fixture = try await Fixture()
        try await fixture.catalog.upsertDataset(slug: "d", Self.documented)
        let text = "ville,courriel,note\nParis,a@exemple.fr,\nLyon,b@exemple.fr,\nNice,c@exemple.fr,x\n"
        try await fixture.ingest("r.csv", text, dataset: "d", resource: "r")
        let quality = try #require(try await fixture.catalog.dataset("d")).quality
        let columns = try criterion(.columns, quality)
        #expect(columns.share == 0)
        #expect(columns.evidence.map(\.column) == ["ville", "courriel", "note"])
        let fill = try criterion(.fill, quality)
        #expect(abs(fill.share - 7.0 / 9) < 0.001)
        #expect(fill.evidence.map(\.column) == ["note"])
        let personal = try criterion(.personalData, quality)
        #expect(personal.explanationKey == "quality.personalData.unexplained")
        #expect(personal.evidence.map(\.column) == ["courriel"])
    }

    @Test("A rhythm that is not kept shows, the more the later", arguments: [
        (20, "quality.punctuality.kept", 1.0), (50, "quality.punctuality.late", 0.64), (400, "quality.punctuality.late", 0),
    ])
    func punctuality(days: Int, state: String, share: Double) async throws {
        let published = Date(timeIntervalSince1970: 1_790_000_000)
        let clock = ManualClock(published)
        let fixture = try await Fixture(now: { clock.now })
        try await fixture.catalog.upsertDataset(slug: "d", Self.documented)
        try await fixture.ingest("r.csv", "a\n1\n", dataset: "d")
        clock.now = published.addingTimeInterval(Double(days) * 86_400)
        let quality = try #require(try await fixture.catalog.dataset("d")).quality
        let punctuality = try criterion(.punctuality, quality)
        #expect(punctuality.explanationKey == state)
        #expect(abs(punctuality.share - share) < 0.01)
    }

    @Test("A resource that failed is no longer readable")
    func failure() async throws {
        let fixture = try await Fixture()
        try await fixture.catalog.upsertDataset(slug: "d", Self.documented)
        try await fixture.ingest("r.csv", "a\n1\n", dataset: "d", resource: "r")
        try await fixture.ingest("r.csv", "", dataset: "d", resource: "r")
        let quality = try #require(try await fixture.catalog.dataset("d")).quality
        let readable = try criterion(.readable, quality)
        #expect(readable.share == 0)
        #expect(readable.evidence.map(\.resourceSlug) == ["r"])
    }

    @Test("Names are personal where the table speaks of people", arguments: [
        ("code,nom\n53,Bretagne\n28,Normandie\n24,Centre-Val de Loire\n", "none"),
        ("nom,prenom\nMARTIN,Claude\nDURAND,Anne\nLE GOFF,Yann\n", "unexplained"),
    ])
    func names(text: String, state: String) async throws {
        let fixture = try await Fixture()
        try await fixture.ingest("r.csv", text, dataset: "d", resource: "r")
        let quality = try #require(try await fixture.catalog.dataset("d")).quality
        #expect(try criterion(.personalData, quality).explanationKey == "quality.personalData.\(state)")
    }
}
