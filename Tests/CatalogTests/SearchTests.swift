import Catalog
import Foundation
import Store
import Tables
import Territories
import Testing
import Texts

@Suite("Search of datasets")
struct SearchTests {
    /// Five datasets of three producers.
    private func catalogue() async throws -> Fixture {
        let fixture = try await Fixture()
        let catalog = fixture.catalog
        for (slug, name) in [("insee", "Insee"), ("senat", "Sénat"), ("la-poste", "La Poste")] {
            try await catalog.upsertOrganization(OrganizationMetadata(slug: slug, name: name))
        }
        let datasets: [(String, DatasetMetadata)] = [
            ("communes", DatasetMetadata(
                title: "Communes de France", description: "Le code officiel géographique et les élus de chaque mairie.",
                organization: "insee", licence: .lov2, themes: [.regions, .government], keywords: ["COG"],
                territoryLevel: .commune)),
            ("elus", DatasetMetadata(
                title: "Élus municipaux", description: "Mandats des conseillers.", organization: "insee",
                licence: .lov2, themes: [.government], territoryLevel: .commune)),
            ("senateurs", DatasetMetadata(
                title: "Sénateurs", description: "Élus au suffrage indirect.", organization: "senat", licence: .odbl,
                themes: [.government], territoryLevel: .departement)),
            ("codes-postaux", DatasetMetadata(
                title: "Codes postaux", description: "Où va le courrier.", organization: "la-poste", licence: .odbl,
                themes: [.transport], territoryLevel: .commune)),
            ("divers", DatasetMetadata(title: "L'œuvre d'un agent_public à 100 %")),
        ]
        for (slug, metadata) in datasets { try await catalog.upsertDataset(slug: slug, metadata) }
        return fixture
    }

    @Test("Words are found apart from accents, case, plural and order, all of them", arguments: [
        ("elus", ["elus", "communes", "senateurs"]),
        ("ÉLU", ["elus", "communes", "senateurs"]),
        ("municipal", ["elus"]),
        ("municipaux élus", ["elus"]),
        ("d'élus de communes", ["communes"]),
        ("cog", ["communes"]),
        ("insee", ["communes", "elus"]),
        ("oeuvre", ["divers"]),
        ("100 %", ["divers"]),
        ("astronomie", []),
        ("mune", []),
        ("%", ["communes", "elus", "senateurs", "codes-postaux", "divers"]),
        ("'; DROP TABLE datasets; --", []),
    ])
    func words(text: String, expected: [String]) async throws {
        let fixture = try await catalogue()
        let page = try await fixture.catalog.datasets(DatasetSearch(text: text))
        #expect(Set(page.items.map(\.dataset.slug)) == Set(expected))
        #expect(page.total == expected.count)
    }

    @Test("Titles that hold the word come first")
    func relevance() async throws {
        let fixture = try await catalogue()
        let page = try await fixture.catalog.datasets(DatasetSearch(text: "élus"))
        #expect(page.items.first?.dataset.slug == "elus")
    }

    @Test("Each facet counts with the filters of the others")
    func facets() async throws {
        let fixture = try await catalogue()
        let search = DatasetSearch(organization: "insee", theme: .government, territoryLevel: .commune)
        let page = try await fixture.catalog.datasets(search)
        #expect(page.total == 2)
        func counts(_ key: Facet.Key) -> [String: Int] {
            let values = page.facets.first { $0.key == key }?.values ?? []
            return Dictionary(uniqueKeysWithValues: values.map { ($0.code, $0.count) })
        }
        // Without its own filter: the communes-level datasets on government, of whatever producer.
        #expect(counts(.organization) == ["insee": 2])
        #expect(counts(.theme) == ["government": 2, "regions": 1])
        #expect(counts(.licence) == ["lov2": 2])
        #expect(counts(.territoryLevel) == ["commune": 2])
        #expect(page.facets.first { $0.key == .organization }?.values.first?.isSelected == true)
    }

    @Test("A choice that leaves nothing still shows, so that it can be undone")
    func emptyChoice() async throws {
        let fixture = try await catalogue()
        let page = try await fixture.catalog.datasets(DatasetSearch(organization: "senat", theme: .transport))
        #expect(page.total == 0)
        let organisations = page.facets.first { $0.key == .organization }?.values ?? []
        #expect(organisations.map(\.code) == ["la-poste", "senat"])
        #expect(organisations.last?.count == 0)
        #expect(organisations.last?.isSelected == true)
        #expect(organisations.last?.name == "Sénat")
    }

    @Test("Pages follow one another and end")
    func pages() async throws {
        let fixture = try await catalogue()
        var seen: [String] = []
        for number in 1...4 {
            let page = try await fixture.catalog.datasets(DatasetSearch(sort: .title, page: number, pageSize: 2))
            #expect(page.total == 5)
            #expect(page.pageCount == 3)
            seen += page.items.map(\.dataset.slug)
        }
        #expect(seen == ["codes-postaux", "communes", "elus", "divers", "senateurs"])
    }

    @Test("A new name of the organisation is found at once")
    func renamedOrganization() async throws {
        let fixture = try await catalogue()
        try await fixture.catalog.upsertOrganization(OrganizationMetadata(slug: "senat", name: "Palais du Luxembourg"))
        let page = try await fixture.catalog.datasets(DatasetSearch(text: "luxembourg"))
        #expect(page.items.map(\.dataset.slug) == ["senateurs"])
    }

    @Test("Columns of the files are found too")
    func columns() async throws {
        let fixture = try await catalogue()
        try await fixture.ingest("x.csv", "numero_siret,ville\n1,Paris\n", dataset: "divers")
        let page = try await fixture.catalog.datasets(DatasetSearch(text: "siret", format: .delimited))
        #expect(page.items.map(\.dataset.slug) == ["divers"])
        #expect(page.items.first?.rows == 1)
        #expect(page.items.first?.formats == [.delimited])
        let formats = page.facets.first { $0.key == .format }?.values
        #expect(formats?.map(\.code) == ["csv"])
    }

    @Test("Acronyms find their meanings, typing errors what was meant, and it is told")
    func frenchSearch() async throws {
        let fixture = try await catalogue()
        try await fixture.catalog.upsertDataset(slug: "irve", DatasetMetadata(title: "Bornes de recharge électrique"))
        func slugs(_ text: String) async throws -> [String] {
            try await fixture.catalog.datasets(DatasetSearch(text: text)).items.map(\.dataset.slug)
        }
        #expect(try await slugs("IRVE") == ["irve"])
        #expect(try await slugs("\"bornes de recharge\"") == ["irve"])
        #expect(try await slugs("élus -municipaux").contains("elus") == false)
        let corrected = try await fixture.catalog.datasets(DatasetSearch(text: "senatteurs"))
        #expect(corrected.items.map(\.dataset.slug) == ["senateurs"])
        #expect(corrected.corrections.map(\.used) == ["sénateurs"])
        let unknown = try await fixture.catalog.datasets(DatasetSearch(text: "xylophone"))
        #expect(unknown.unknownWords == ["xylophone"])
        #expect(unknown.total == 0)
    }

    @Test("What the values of a column are finds it, whatever its name")
    func meanings() async throws {
        let fixture = try await catalogue()
        try await fixture.ingest(
            "x.csv", "etab;ville\n73282932000074;Paris\n35600000000048;Lyon\n73282932000074;Lille\n", dataset: "divers")
        let page = try await fixture.catalog.datasets(DatasetSearch(text: "quels jeux contiennent un SIRET ?"))
        #expect(page.items.first?.dataset.slug == "divers")
    }

    @Test("Keywords, the zone declared, a bouquet, a service and a reuse narrow a list")
    func narrowed() async throws {
        let fixture = try await catalogue()
        let catalog = fixture.catalog
        var details = DatasetDetails()
        details.spatial = [SpatialCoverage(code: "35238", level: .commune), SpatialCoverage(level: .france), SpatialCoverage(name: "Rennes")]
        let trees = try await catalog.upsertDataset(
            slug: "arbres", DatasetMetadata(title: "Arbres", keywords: ["Espaces verts", "Été"], details: details))
        func found(_ change: (inout DatasetSearch) -> Void) async throws -> [String] {
            var search = DatasetSearch()
            change(&search)
            return try await catalog.datasets(search).items.map(\.dataset.slug).sorted()
        }
        #expect(try await found { $0.tags = ["espaces-verts", "ete"] } == ["arbres"])
        #expect(try await found { $0.tags = ["été", "cog"] } == [])
        #expect(try await found { $0.zone = TerritoryID("commune:35238") } == ["arbres"])
        #expect(try await found { $0.zone = .france } == ["arbres"])
        #expect(try await found { $0.zone = TerritoryID("departement:35") } == [])
        let lea = NotingEditor()
        let bouquet = try await catalog.createBouquet(
            BouquetMetadata(title: "Ombre"), content: BouquetContent(loose: [BouquetElement(title: "Arbres", answer: .dataset(trees.id))]),
            by: lea.editor)
        #expect(try await found { $0.groups = [.bouquet(bouquet.id)] } == [], "a draft tells nothing")
        try await catalog.changeBouquet(bouquet.id, revision: 1, by: lea.editor) { $0.isDraft = false }
        #expect(try await found { $0.groups = [.bouquet(bouquet.id)] } == ["arbres"])
        #expect(try await found { $0.groups = [.bouquet(bouquet.id), .none] } == [])
        #expect(try await found { $0.groups = [.service(UUID())] } == [])
        #expect(try await found { $0.groups = [.reuse(UUID())] } == [])
    }

    @Test("Titles are proposed as one types, the word unfinished or wrong")
    func suggestions() async throws {
        let fixture = try await Fixture()
        for title in ["Écoles primaires", "Élections municipales", "Arbres remarquables"] { try await fixture.catalog.upsertDataset(DatasetMetadata(title: title)) }
        func proposed(_ text: String, _ limit: Int = 5) async throws -> [String] {
            try await fixture.catalog.suggestedDatasets(text, limit: limit).map(\.title)
        }
        #expect(try await proposed("eco") == ["Écoles primaires"])
        #expect(try await proposed("arbers") == ["Arbres remarquables"])
        #expect(try await proposed("municipales elec") == ["Élections municipales"])
        for text in ["", "zzzzzz"] { #expect(try await proposed(text) == []) }
    }

    @Test("What another process writes is found at once, what it removes is not")
    func otherProcess() async throws {
        let fixture = try await catalogue()
        #expect(try await fixture.catalog.datasets(DatasetSearch()).total == 5)
        // Another catalogue on the same store stands for another process: it shares no memory with the first.
        let other = Catalog(
            store: fixture.store, lake: fixture.lake, queue: fixture.queue, support: fixture.support,
            scratch: fixture.folder, fetcher: Fetcher())
        try await other.upsertDataset(slug: "nouveau", DatasetMetadata(title: "Piscines"))
        #expect(try await fixture.catalog.datasets(DatasetSearch(text: "piscine")).items.map(\.dataset.slug) == ["nouveau"])
        try await other.upsertDataset(slug: "nouveau", DatasetMetadata(title: "Gymnases"))
        #expect(try await fixture.catalog.datasets(DatasetSearch(text: "piscine")).total == 0)
        _ = try await fixture.store.write { session in
            try session.execute("DELETE FROM datasets WHERE slug = 'divers'")
        }
        try await other.upsertDataset(slug: "nouveau", DatasetMetadata(title: "Stades"))
        #expect(try await fixture.catalog.datasets(DatasetSearch()).total == 5)
        #expect(try await fixture.catalog.datasets(DatasetSearch(text: "oeuvre")).total == 0)
    }

    @Test("Many searches and writes at once agree with the store")
    func concurrency() async throws {
        let fixture = try await catalogue()
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for number in 0..<8 {
                tasks.addTask {
                    let slug = "jeu-\(number)"
                    try await fixture.catalog.upsertDataset(slug: slug, DatasetMetadata(title: "Arbres lot\(number)x"))
                    let page = try await fixture.catalog.datasets(DatasetSearch(text: "lot\(number)x"))
                    #expect(page.items.map(\.dataset.slug) == [slug])
                }
            }
            try await tasks.waitForAll()
        }
        #expect(try await fixture.catalog.datasets(DatasetSearch(text: "arbre")).total == 8)
    }

    @Test("A period finds what covers one of its days, without an end where none is told")
    func periods() async throws {
        let fixture = try await Fixture()
        let periods: [(String, TemporalCoverage?)] = [
            ("annee", TemporalCoverage(start: "2013", end: "2013")), ("mois", TemporalCoverage(start: "2014-02", end: "2014-02")),
            ("ouvert", TemporalCoverage(start: "2014-02-10", end: nil)), ("ancien", TemporalCoverage(start: nil, end: "1999-12-31")), ("muet", nil),
        ]
        for (slug, period) in periods {
            try await fixture.catalog.upsertDataset(slug: slug, DatasetMetadata(title: slug, temporalCoverage: period))
        }
        func found(_ first: String, _ last: String) async throws -> [String] {
            let days = try [first, last].map { Int(try Date($0 + "T00:00:00Z", strategy: .iso8601).timeIntervalSince1970) / 86_400 }
            var search = DatasetSearch(sort: .title)
            search.groups = [.period(days[0]...days[1])]
            return try await fixture.catalog.datasets(search).items.map(\.dataset.slug)
        }
        #expect(try await found("2013-12-31", "2014-01-31") == ["annee"])
        #expect(try await found("2014-02-28", "2014-02-28") == ["mois", "ouvert"])
        #expect(try await found("2040-01-01", "2040-12-31") == ["ouvert"])
        #expect(try await found("1900-01-01", "2000-01-01") == ["ancien"])
    }
}
