import Catalog
import Foundation
import Territories
import Testing

@Suite("Observatory of publishers")
struct ObservatoryTests {
    @Test("Who publishes, since when, how well, by kind and by région")
    func figures() async throws {
        let fixture = try await Fixture(gazetteer: true, now: { Date(timeIntervalSince1970: 1_790_000_000) })
        let catalog = fixture.catalog
        for (slug, name) in [
            ("rennes", "Ville de Rennes"), ("malo", "Mairie de Saint-Malo"), ("bretagne", "Région Bretagne"), ("montreuil", "Ville de Montreuil"),
            ("insee", "Insee"), ("muette", "Ville de Fougères"),
        ] { try await catalog.upsertOrganization(OrganizationMetadata(slug: slug, name: name)) }
        func publish(_ slug: String, _ organization: String, _ issued: String?) async throws {
            var details = DatasetDetails()
            details.issued = issued
            try await catalog.upsertDataset(
                slug: slug, DatasetMetadata(title: slug, organization: organization, licence: .lov2, details: issued == nil ? nil : details))
        }
        try await publish("a", "rennes", "2012-03-01")
        try await publish("b", "rennes", "2010-10-05")
        try await publish("c", "malo", "2015-01-01")
        try await publish("d", "bretagne", "2013-05")
        try await publish("e", "montreuil", "2015-01-01")
        try await publish("f", "insee", nil)
        try await catalog.recordQuality()

        let found = try await catalog.observatory()
        #expect(found.publishers.map(\.slug) == ["rennes", "bretagne", "malo", "montreuil", "insee"], "who published first comes first")
        #expect(found.publishers[0].territory == TerritoryID("commune:35238") && found.publishers[0].region == TerritoryID("region:53"))
        #expect(found.kinds.map(\.kind) == [.state, .region, .departement, .epci, .commune], "authorities are there even where none publishes")
        #expect(found.kinds.map(\.existing) == [nil, 2, 3, 1, 11] && found.kinds.map(\.publishers) == [1, 1, 0, 0, 3])
        let communes = try #require(found.kinds.last)
        #expect(communes.publishers == 3 && communes.datasets == 4 && communes.existing == 11 && communes.quality != nil)
        #expect(communes.share == 3 / 11 && found.kinds[2].share == 0 && found.kinds[2].since == nil)
        #expect(communes.since?.formatted(.iso8601.year().month().day()) == "2010-10-05")
        #expect(found.kinds[0].since == Date(timeIntervalSince1970: 1_790_000_000), "without a date, that of its entry here")
        #expect(found.regions.map(\.name) == ["Bretagne", "Île-de-France"])
        #expect(found.regions[0].publishers == [.region: 1, .commune: 2] && found.regions[1].publishers == [.commune: 1])
        #expect(found.regions[0].existing == [.region: 1, .departement: 2, .epci: 1, .commune: 8])
        func history(_ kind: OrganizationKind) -> [Int] { found.openings.filter { $0.kind == kind }.map(\.publishers) }
        #expect(found.openings.map(\.year).min() == 2010 && found.openings.map(\.year).max() == 2026)
        #expect(history(.commune) == [1, 1, 1, 1, 1] + Array(repeating: 3, count: 12))
        #expect(history(.region) == [0, 0, 0] + Array(repeating: 1, count: 14), "each kind from the year of the very first")
        #expect(history(.epci).isEmpty)
    }

    @Test("An empty catalogue has an empty observatory")
    func empty() async throws {
        let fixture = try await Fixture()
        let found = try await fixture.catalog.observatory()
        #expect(found.publishers.isEmpty && found.kinds.isEmpty && found.regions.isEmpty && found.openings.isEmpty)
    }
}
