import Catalog
import Foundation
import Store
import Testing

@Suite("What a later version derives of datasets written before")
struct FillingTests {
    /// Five datasets as they were before the columns of their dates.
    private func written() async throws -> Fixture {
        let fixture = try await Fixture(now: { Date(timeIntervalSince1970: 1_790_000_000) })
        try await fixture.catalog.upsertOrganization(OrganizationMetadata(slug: "ville", name: "Ville de Rennes"))
        for number in 1...5 {
            var details = DatasetDetails()
            details.issued = "201\(number)-03-01"
            try await fixture.catalog.upsertDataset(
                slug: "jeu-\(number)",
                DatasetMetadata(
                    title: "Jeu \(number)", organization: "ville",
                    temporalCoverage: number == 5 ? nil : TemporalCoverage(start: "201\(number)", end: "201\(number)"), details: details))
        }
        try await fixture.store.write { session in
            try session.execute("UPDATE datasets SET opened_at = NULL, covers_from = NULL, covers_to = NULL")
            try session.execute("INSERT INTO dataset_filling (name, last_id) VALUES ('dates', '')")
        }
        return fixture
    }

    private func covering(_ fixture: Fixture, _ day: String) async throws -> [String] {
        let number = Int(try Date(day + "T00:00:00Z", strategy: .iso8601).timeIntervalSince1970) / 86_400
        var search = DatasetSearch(sort: .title)
        search.groups = [.period(number...number)]
        return try await fixture.catalog.datasets(search).items.map(\.dataset.slug)
    }

    @Test("Dates are filled once, whatever the size of the slices", arguments: [1, 2, 5, 500])
    func once(atOnce: Int) async throws {
        let fixture = try await written()
        #expect(try await covering(fixture, "2012-06-01") == [])
        let before = try await fixture.catalog.observatory().publishers
        #expect(before.map(\.since) == [Date(timeIntervalSince1970: 1_790_000_000)])
        #expect(try await fixture.catalog.fillDates(atOnce: atOnce) == 5)
        #expect(try await covering(fixture, "2012-06-01") == ["jeu-2"])
        let since = try await fixture.catalog.observatory().publishers.map { $0.since.formatted(.iso8601.year().month().day()) }
        #expect(since == ["2011-03-01"])
        #expect(try await fixture.catalog.fillDates(atOnce: atOnce) == 0, "nothing is left")
    }

    @Test("One that was stopped goes on where it was, and one that cannot be read stops nothing")
    func resumed() async throws {
        let fixture = try await written()
        let ids = try await fixture.store.read { try $0.rows("SELECT id FROM datasets ORDER BY id", []).map { try $0.string("id") } }
        try await fixture.store.write { session in
            try session.execute("UPDATE dataset_filling SET last_id = ?", [.text(ids[1])])
            try session.execute("UPDATE datasets SET metadata = '{}' WHERE id = ?", [.text(ids[2])])
        }
        #expect(try await fixture.catalog.fillDates(atOnce: 2) == 3)
        let filled = try await fixture.store.read {
            try $0.rows("SELECT id FROM datasets WHERE opened_at IS NOT NULL ORDER BY id", []).map { try $0.string("id") }
        }
        #expect(filled == [ids[3], ids[4]])
    }

    @Test("A new catalogue has nothing to fill")
    func empty() async throws {
        let fixture = try await Fixture()
        #expect(try await fixture.store.read { try $0.rows("SELECT name FROM dataset_filling", []).count } == 0)
    }
}
