import Catalog
import Foundation
import Lake
import Store
import Territories
import Testing

@Suite("Datasets by the territory that they cover")
struct CoverageTests {
    /// The datasets that cover a territory, in the order of the answer, and the counts by step.
    private func found(_ fixture: Fixture, _ territory: String, _ text: String = "") async throws -> (slugs: [String], steps: [String: Int]) {
        var search = DatasetSearch(text: text)
        search.territory = TerritoryID(territory)
        let page = try await fixture.catalog.datasets(search)
        let steps = page.coverage.filter { $0.count > 0 }.map { ($0.territory.description, $0.count) }
        #expect(page.coverage.first?.territory == search.territory && page.coverage.last?.territory == .france)
        return (page.items.map(\.dataset.slug), Dictionary(uniqueKeysWithValues: steps))
    }

    private func dataset(_ fixture: Fixture, _ slug: String, organization: String? = nil, _ spatial: SpatialCoverage...) async throws {
        var details = DatasetDetails()
        details.spatial = spatial
        try await fixture.catalog.upsertDataset(
            slug: slug, DatasetMetadata(title: slug, organization: organization, details: spatial.isEmpty ? nil : details))
    }

    @Test("A commune finds what covers it, the nearest first, by code, by name and by who publishes")
    func nearest() async throws {
        let fixture = try await Fixture(gazetteer: true)
        for (slug, name) in [("ville", "Ville de Rennes"), ("insee", "Insee"), ("asso", "Les amis des arbres")] {
            try await fixture.catalog.upsertOrganization(OrganizationMetadata(slug: slug, name: name))
        }
        try await dataset(fixture, "pays", organization: "insee")
        try await dataset(fixture, "region", SpatialCoverage(name: "Bretagne"))
        try await dataset(fixture, "departement", SpatialCoverage(code: "35", level: .departement))
        try await dataset(fixture, "metropole", SpatialCoverage(name: "Rennes Métropole"))
        try await dataset(fixture, "commune", organization: "ville")
        try await dataset(fixture, "autre", SpatialCoverage(name: "Saint-Malo"))
        try await dataset(fixture, "inconnu", organization: "asso")
        let rennes = try await found(fixture, "commune:35238")
        #expect(rennes.slugs == ["commune", "metropole", "departement", "region", "pays"])
        #expect(rennes.steps == ["commune:35238": 1, "epci:243500139": 1, "departement:35": 1, "region:53": 1, "france": 1])
        #expect(try await found(fixture, "commune:22278").slugs == ["region", "pays"])
        #expect(try await found(fixture, "commune:93048").slugs == ["pays"])
        #expect(try await found(fixture, "departement:35").slugs == ["departement", "region", "pays"])
        #expect(try await found(fixture, "commune:35238", "departement").slugs == ["departement"])
    }

    @Test("The codes in a column tell what a table covers", arguments: [
        // All communes of a département, or a good part of them; a few stay communes; most départements make France.
        (["35238", "35001", "35288", "35115"], ["commune:35001": true, "commune:22278": false]),
        (["35238"], ["commune:35238": true, "commune:35001": false]),
        (["35238", "22278", "93066"], ["commune:93048": true, "commune:22113": true]),
        (["35238", "35001", "35288", "22278", "22113", "22093"], ["commune:22040": true, "commune:93048": false]),
        (["00000", "99999"], ["commune:35238": false]),
    ] as [([String], [String: Bool])])
    func columns(codes: [String], covered: [String: Bool]) async throws {
        let fixture = try await Fixture(gazetteer: true)
        let rows = codes.map { "\($0),x\n" }.joined()
        try await fixture.ingest("t.csv", "code_commune,nom\n" + rows, dataset: "table")
        for (territory, isCovered) in covered {
            #expect(try await found(fixture, territory).slugs.contains("table") == isCovered, "\(territory)")
        }
    }

    @Test("A table that came without the official code at hand is looked at later")
    func later() async throws {
        let fixture = try await Fixture(gazetteer: true)
        let without = Catalog(
            store: fixture.store, lake: fixture.lake, queue: fixture.queue, support: fixture.support,
            scratch: fixture.folder.appending(path: "scratch"), fetcher: Fetcher())
        for (slug, text) in [("perdue", "code_commune\n35001\n"), ("t", "code_commune\n35238\n")] {
            let job = try await without.ingest(IngestionRequest(source: .file(fixture.file("\(slug).csv", text)), datasetSlug: slug))
            let runner = Task { await fixture.queue.run(kinds: without.jobHandlers, concurrency: 1) }
            for try await _ in fixture.queue.updates(of: job) {}
            runner.cancel()
            await runner.value
        }
        // A file that went from the lake keeps nobody else's from being looked at.
        let lost = try #require(try await without.resource("perdue")?.version?.table).hash
        let files = try #require(FileManager.default.enumerator(at: fixture.folder.appending(path: "lake/tables"), includingPropertiesForKeys: nil))
        let file = try #require(files.compactMap { $0 as? URL }.first { $0.lastPathComponent.contains("\(lost)") })
        try FileManager.default.removeItem(at: file)
        #expect(try await without.recordCoverage() == 0)
        #expect(try await found(fixture, "commune:35238").slugs == [])
        #expect(try await fixture.catalog.recordCoverage() == 1)
        #expect(try await found(fixture, "commune:35238").slugs == ["t"])
        #expect(try await fixture.catalog.recordCoverage() == 0)
    }

    @Test("What sort of body publishes, by its number and its name", arguments: [
        ("Ville de Rennes", "213502388", OrganizationKind.commune), ("Mairie de Saint-Malo", nil, .commune),
        ("Région Bretagne", nil, .region), ("Conseil départemental d'Ille-et-Vilaine", nil, .departement),
        ("Rennes Métropole", nil, .epci), ("Communauté de communes du Val d'Oise", "200012345", .epci), ("Ministère de l'Économie", nil, .state),
        ("Préfecture de la Sarthe", nil, .state), ("DINUM", "13002526500013", .state), ("Syndicat des eaux", "200054781", .publicBody),
        ("SNCF", "552049447", .other), ("Association des maires", nil, .association), ("Ville intelligente SAS", "812345678", .commune),
    ] as [(String, String?, OrganizationKind)])
    func kinds(name: String, siren: String?, kind: OrganizationKind) {
        #expect(OrganizationKind.of(name, siren: siren) == kind)
    }

    @Test("Needs that nothing answers are found by words and by territory, the nearest first")
    func needs() async throws {
        let fixture = try await Fixture(gazetteer: true)
        let editor = NotingEditor().editor
        func bouquet(_ title: String, _ code: String?, _ needs: [(String, BouquetElement.Answer)], isDraft: Bool = false) async throws {
            let made = try await fixture.catalog.createBouquet(
                BouquetMetadata(title: title, territory: code.map { BouquetTerritory(code: $0, name: $0) }),
                content: BouquetContent(loose: needs.map { BouquetElement(title: $0.0, reason: "Pour les écoles", answer: $0.1) }), by: editor)
            if !isDraft { try await fixture.catalog.changeBouquet(made.id, revision: 1, by: editor) { $0.isDraft = false } }
        }
        let known = try await fixture.catalog.upsertDataset(slug: "arbres", DatasetMetadata(title: "Arbres"))
        try await bouquet("France", "france", [("Horaires des écoles", .unmet(.missing)), ("Arbres", .dataset(known.id))])
        try await bouquet("Rennes", "commune:35238", [("Cours végétalisées", .unmet(.notAvailable))])
        try await bouquet("Sans lieu", nil, [("Menus", .unmet(.missing))])
        try await bouquet("Brouillon", nil, [("Secrets", .unmet(.missing))], isDraft: true)
        func titles(_ search: NeedSearch) async throws -> [String] { try await fixture.catalog.unmetNeeds(search).items.map(\.title) }
        #expect(try await titles(NeedSearch()) == ["Menus", "Cours végétalisées", "Horaires des écoles"])
        #expect(try await titles(NeedSearch(text: "horaire école")) == ["Horaires des écoles"])
        #expect(try await titles(NeedSearch(territory: TerritoryID("commune:35238"))) == ["Cours végétalisées", "Horaires des écoles"])
        #expect(try await titles(NeedSearch(page: 2, pageSize: 2)) == ["Horaires des écoles"])
        #expect(try await fixture.catalog.unmetNeeds(NeedSearch(pageSize: 1)).total == 3)
        #expect(try await fixture.catalog.unmetNeeds(NeedSearch(text: "vegetal")).items.map(\.gapKey) == ["gap.met.not_available"])
    }
}
