import Catalog
import Foundation
import Localization
import Tables
import Testing

@Suite("Quality by families, between versions and over time")
struct QualityHistoryTests {
    private static let start = Date(timeIntervalSince1970: 1_790_000_000)

    private func criterion(_ key: Quality.Key, _ fixture: Fixture) async throws -> Quality.Criterion? {
        try #require(try await fixture.catalog.dataset("d")).quality.criteria.first { $0.key == key }
    }

    @Test("Each criterion is of one family, with words in both languages", arguments: Quality.Key.allCases)
    func words(key: Quality.Key) {
        for language in Language.allCases {
            let localizer = Localizer(language)
            for word in [key.titleKey, key.mendKey, key.family.labelKey] { #expect(localizer.text(word) != word) }
        }
    }

    @Test("A family is judged by its own criteria alone")
    func families() async throws {
        let fixture = try await Fixture()
        try await fixture.catalog.upsertDataset(slug: "d", DatasetMetadata(title: "D"))
        let bare = try #require(try await fixture.catalog.dataset("d")).quality
        #expect(bare.score(of: .completeness) == 0)
        #expect(bare.score(of: .content) == nil)
        try await fixture.ingest("r.csv", "ville,total\nParis,12\nLyon,13\n", dataset: "d", resource: "r")
        let read = try #require(try await fixture.catalog.dataset("d")).quality
        #expect(read.score(of: .content) == 100)
        #expect(read.score(of: .availability) == 100)
        #expect(read.score(of: .completeness) == 0)
    }

    @Test("Codes that do not exist are told, with one of them")
    func codes() async throws {
        let fixture = try await Fixture()
        let text = "code_commune;total\n75056;1\n69123;2\n13055;3\n35238;4\n44109;5\n33063;6\n59350;7\n31555;8\n06088;9\n01999;10\n"
        try await fixture.ingest("r.csv", text, dataset: "d", resource: "r")
        let codes = try #require(try await criterion(.codes, fixture))
        #expect(codes.explanationKey == "quality.codes.unknown")
        #expect(abs(codes.share - 0.9) < 0.001)
        #expect(codes.evidence.first?.column == "code_commune")
        #expect(codes.evidence.first?.figure == .text("01999"))
    }

    @Test("A version that breaks those who read the one before is told", arguments: [
        ("ville;total;note\nParis;1;x\nLyon;2;y\n", "quality.drift.none", []),
        ("ville;total\nParis;1,5\nLyon;2\n", "quality.drift.none", []),
        ("ville\nParis\nLyon\n", "quality.drift.broken", ["total"]),
        ("ville;total\nParis;beaucoup\nLyon;peu\n", "quality.drift.broken", ["total"]),
        ("ville;total\nNice;3\n", "quality.drift.none", []),
    ] as [(String, String, [String])])
    func drift(text: String, state: String, columns: [String]) async throws {
        let fixture = try await Fixture()
        try await fixture.ingest("r.csv", "ville;total\nParis;1\nLyon;2\n", dataset: "d", resource: "r")
        #expect(try await criterion(.drift, fixture) == nil)
        try await fixture.ingest("r.csv", text, dataset: "d", resource: "r")
        let drift = try #require(try await criterion(.drift, fixture))
        #expect(drift.explanationKey == state)
        #expect(drift.evidence.compactMap(\.column) == columns)
        // The version before comes back: the same columns are added or have their type again.
        try await fixture.catalog.restore(version: 1, of: "r")
        let restored = try #require(try await fixture.catalog.dataset("d")?.resources.first?.version)
        #expect(restored.drift?.rowsAfter == 2)
    }

    @Test("Rows that vanish by more than half are told")
    func shrinking() async throws {
        let fixture = try await Fixture()
        let rows = (1...10).map { "v\($0);\($0)" }
        try await fixture.ingest("r.csv", "ville;total\n" + rows.joined(separator: "\n") + "\n", dataset: "d", resource: "r")
        try await fixture.ingest("r.csv", "ville;total\n" + rows.prefix(3).joined(separator: "\n") + "\n", dataset: "d", resource: "r")
        let drift = try #require(try await criterion(.drift, fixture))
        #expect(drift.explanationKey == "quality.drift.shrunk")
        #expect(drift.evidence.first?.figure == .percent(-0.7))
    }

    @Test("The score is kept when it changes, and only then")
    func history() async throws {
        let clock = ManualClock(Self.start)
        let fixture = try await Fixture(now: { clock.now })
        func scores() async throws -> [Int] { try #require(try await fixture.catalog.dataset("d")).qualityHistory.map(\.score) }
        try await fixture.catalog.upsertDataset(slug: "d", DatasetMetadata(title: "D", frequency: .monthly))
        #expect(try await scores() == [])
        #expect(try await fixture.catalog.recordQuality() == 1)
        #expect(try await fixture.catalog.recordQuality() == 0)
        clock.now = Self.start.addingTimeInterval(86_400)
        try await fixture.ingest("r.csv", "a\n1\n2\n", dataset: "d", resource: "r")
        let published = try await scores()
        #expect(published.count == 2)
        #expect(try await fixture.catalog.recordQuality() == 0)
        // Nobody writes anything, and the promise to renew the data every month is broken.
        clock.now = Self.start.addingTimeInterval(400 * 86_400)
        #expect(try await fixture.catalog.recordQuality() == 1)
        let history = try #require(try await fixture.catalog.dataset("d")).qualityHistory
        #expect(history.count == 3)
        #expect(history[0].score < history[1].score)
        #expect(history[0].date == clock.now)
        #expect(try #require(history[0].families[.freshness]) < #require(history[1].families[.freshness]))
    }
}
