import Indicators
import Localization
import Territories
import Testing

@Suite("Aggregation up the territories")
struct AggregationTests {
    /// Two years, one commune absent in the second.
    static let table = """
        code,annee,habitants,femmes,heures
        75056,2024,2000,1100,40
        28001,2024,100,40,10
        28002,2024,200,120,20
        28003,2024,300,150,30
        45001,2024,200,100,20
        45002,2024,300,90,30
        75056,2025,2100,1200,40
        28001,2025,110,50,12
        28002,2025,210,130,20
        45001,2025,205,100,20
        45002,2025,310,100,30
        """

    func values(_ definition: IndicatorDefinition, _ csv: String = Self.table) async throws -> Observations {
        let room = try await Room([definition])
        try await room.refresh(definition.id, try await room.table(csv))
        return try await room.indicators.current()
    }

    @Test("Sums add up to every level, with the share that is known")
    func sums() async throws {
        let definition = definition(value: "habitants", date: .expression("annee")) { definition, _ in definition.minimumCoverage = 0 }
        let now = try await values(definition)
        func value(_ territory: String, _ date: String) -> Point? { now.series(definition.id, place(territory)).first { $0.date == day(date) } }
        #expect(value("departement:28", "2024-12-31")?.value == 600)
        #expect(value("region:24", "2024-12-31")?.value == 1100)
        #expect(value("france", "2024-12-31")?.value == 3100)
        #expect(value("epci:200000001", "2024-12-31")?.value == 500)
        #expect(value("france", "2024-12-31")?.coverage == 1)
        // 28003, of 300 inhabitants, is missing in 2025.
        #expect(value("departement:28", "2025-12-31")?.value == 320)
        #expect(abs((value("departement:28", "2025-12-31")?.coverage ?? 0) - 0.5) < 1e-6)
        #expect(now.dates(definition.id, .commune) == [day("2024-12-31"), day("2025-12-31")])
        #expect(now.levels(definition.id) == [.france, .region, .departement, .epci, .commune])
        #expect(now.coverage(place("epci:200000002")) == [definition.id])
    }

    @Test("Too few known territories: no value, and the reason")
    func coverage() async throws {
        let definition = definition(value: "habitants", date: .expression("annee"))
        let now = try await values(definition)
        let point = now.series(definition.id, place("departement:28")).last
        #expect(point?.value == nil)
        #expect(point?.absence == .coverage)
        #expect(now.series(definition.id, place("france")).last?.value == 2935)
    }

    @Test("A ratio is the sum of the numerators over the sum of the denominators, never an average of averages")
    func ratios() async throws {
        let definition = definition(nature: .ratio(scale: 100), numerator: "femmes", denominator: "habitants", date: .expression("annee"))
        let now = try await values(definition)
        let point = try #require(now.series(definition.id, place("departement:28")).first)
        #expect(point.numerator == 310)
        #expect(point.denominator == 600)
        #expect(point.value == 31_000.0 / 600)
        // The average of the communes' rates would be 50.
        #expect(point.value != 50)
        #expect(now.series(definition.id, place("commune:28001")).first?.value == 40)
    }

    @Test("A mean is weighted")
    func means() async throws {
        let definition = definition(nature: .mean(weight: "habitants"), value: "heures", date: .expression("annee"))
        let now = try await values(definition)
        let expected: Double = 14_000 / 600
        #expect(now.series(definition.id, place("departement:28")).first?.value == expected)
    }

    @Test("What is published is not put together")
    func published() async throws {
        let definition = definition(nature: .published, value: "heures", date: .expression("annee"))
        let now = try await values(definition)
        #expect(now.series(definition.id, place("departement:28")).isEmpty)
        #expect(now.levels(definition.id) == [.commune])
    }

    @Test("What the source says of a level comes before what is added up for it")
    func given() async throws {
        let definition = definition(value: "v") { definition, source in
            source.territory = "zone"
            source.territoryLevel = nil
            definition.minimumCoverage = 0
        }
        let now = try await values(definition, "zone,v\nD28,10\nD45,20\nD75,1\nR24,31\ncommune:28001,3\n")
        #expect(now.series(definition.id, place("region:24")).first?.value == 31)
        #expect(now.series(definition.id, place("departement:28")).first?.value == 10)
    }

    @Test("Categories are told apart, with their names; the whole is the whole")
    func breakdowns() async throws {
        let definition = definition(value: "count()") { definition, _ in
            definition.breakdowns = [
                Breakdown(slug: "sexe", name: "Sexe", category: "sexe", label: "libelle", labels: [("F", "Femmes")]),
                Breakdown(slug: "csp", name: "CSP", category: "csp"),
            ]
            definition.absentIsZero = true
        }
        let now = try await values(definition, "code,sexe,libelle,csp\n28001,F,femme,1\n28001,H,homme,1\n28002,F,femme,2\n45001,H,homme,\n")
        #expect(now.categories(definition.id, "sexe").map(\.code) == ["F", "H"])
        #expect(now.categories(definition.id, "sexe").map(\.label) == ["Femmes", "homme"])
        #expect(now.categories(definition.id, "csp").map(\.code) == ["1", "2"])
        let women = Slice(breakdown: "sexe", category: "F")
        #expect(now.series(definition.id, place("departement:28"), slice: women).first?.value == 2)
        #expect(now.series(definition.id, .france).first?.value == 4)
        // Absent is zero where it was declared so.
        #expect(now.series(definition.id, place("commune:45002")).first?.value == 0)
        let all = now.values(definition.id, .commune, in: place("departement:28"), slice: women)
        #expect(all[place("commune:28001")]?.value == 1)
        #expect(all[place("commune:28003")]?.value == 0)
        #expect(all.count == 3)
    }

    @Test("Codes that do not exist are reported; communes déléguées count in their commune; two rows that differ are not taken")
    func problems() async throws {
        let definition = definition(value: "v") { definition, _ in definition.minimumCoverage = 0 }
        let room = try await Room([definition])
        let table = try await room.table("code,v\n28001,1\n28099,2\n99999,5\n99999,6\n28002,1\n28002,2\n,7\n")
        let report = try #require(try await room.refresh(definition.id, table).report)
        #expect(report.unknown.map(\.code) == ["99999"])
        #expect(report.unknown.map(\.count) == [2])
        #expect(report.folded == 1)
        #expect(report.withoutTerritory == 1)
        #expect(report.ambiguous.map(\.territory) == ["28002"])
        let now = try await room.indicators.current()
        #expect(now.series(definition.id, place("commune:28001")).first?.value == 3)
        #expect(now.series(definition.id, place("commune:28002")).map(\.absence) == [.ambiguous])
    }

    @Test("Arrondissements count in their commune, in whatever order the rows come", arguments: [
        ["75056,1", "75101,2", "75102,3"], ["75101,2", "75056,1", "75102,3"], ["75102,3", "75101,2", "75056,1"], ["75101,2", "75102,4"], ["75056,6"],
    ])
    func arrondissements(_ rows: [String]) async throws {
        let definition = definition(value: "v") { definition, _ in definition.minimumCoverage = 0 }
        let now = try await values(definition, (["code,v"] + rows).joined(separator: "\n") + "\n")
        #expect(now.series(definition.id, place("commune:75056")).first?.value == 6)
        #expect(now.series(definition.id, .france).first?.value == 6)
    }

    @Test("A published total is not added to its parts; counted rows are never taken for one")
    func totals() async throws {
        let published = definition(value: "v") { definition, _ in definition.minimumCoverage = 0 }
        let room = try await Room([published])
        let report = try #require(try await room.refresh(published.id, try await room.table("code,v\n75101,2\n75056,5\n75102,3\n")).report)
        #expect(report.totals == 1)
        #expect(try await room.indicators.current().series(published.id, place("commune:75056")).first?.value == 5)
        let counted = definition(value: "count()") { definition, _ in definition.minimumCoverage = 0 }
        let now = try await values(counted, "code\n75101\n75056\n")
        #expect(now.series(counted.id, place("commune:75056")).first?.value == 2)
    }

    @Test("Every row of the table is accounted for", arguments: ["count()", "v"])
    func rows(_ value: IndicatorExpression) async throws {
        let definition = definition(value: value) { definition, _ in
            definition.minimumCoverage = 0
            definition.breakdowns = [Breakdown(slug: "v", name: "V", category: "v")]
        }
        let room = try await Room([definition])
        let table = try await room.table("code,v\n28001,1\n28001,1\n28099,2\n99999,5\n99999,6\n99998,6\n,7\n")
        let report = try #require(try await room.refresh(definition.id, table).report)
        #expect(report.rows == 7)
        #expect(report.unknown.map(\.code) == ["99999", "99998"])
        #expect(report.unknown.map(\.count) == [2, 1])
        #expect(report.withoutTerritory == 1)
        #expect(report.lost == 4)
        // It stays with the figures.
        let reading = try #require(try await room.indicators.releases(definition.id).first?.source?.reading)
        #expect(reading.lost == 4)
        #expect(reading.unknownCodes.map(\.code) == ["99999", "99998"])
        #expect(reading.sentence(Localizer(.french))?.contains("99999 × 2, 99998") == true)
    }

    @Test("What a source says twice, and not alike, is never nothing")
    func ambiguousIsNotZero() async throws {
        let definition = definition(value: "v") { definition, _ in definition.absentIsZero = true }
        let now = try await values(definition, "code,v\n28001,1\n28001,2\n")
        #expect(now.series(definition.id, place("commune:28001")).first?.absence == .ambiguous)
        #expect(now.series(definition.id, place("commune:28002")).first?.value == 0)
    }

    @Test("Values along the dates", arguments: [
        (Accumulation.total, [1.0, 3, 6, 10]), (.yearly, [1, 3, 3, 7]), (.yearlyDifference, [1, 1, 3, 1]), (.none, [1, 2, 3, 4]),
    ])
    func accumulation(_ rule: Accumulation, _ expected: [Double]) async throws {
        let definition = definition(value: "v", date: .expression("jour")) { definition, _ in
            definition.accumulation = rule
            definition.minimumCoverage = 0
        }
        let now = try await values(definition, "code,jour,v\n28001,2024-06-30,1\n28001,2024-12-31,2\n28001,2025-06-30,3\n28001,2025-12-31,4\n")
        #expect(now.series(definition.id, place("departement:28")).compactMap(\.value) == expected)
    }

    @Test("An indicator may be computed from others, at every level, without averaging")
    func formulas() async throws {
        let women = definition("femmes", value: "femmes", date: .expression("annee")), all = definition("habitants", value: "habitants", date: .expression("annee"))
        var rate = IndicatorDefinition(id: IndicatorID(service: "s", slug: "part"), name: "Part", source: .formula("100 * femmes / habitants"), nature: .published)
        rate.unit = " %"
        let room = try await Room([women, all, rate])
        let table = try await room.table(Self.table)
        try await room.refresh(women.id, table)
        try await room.refresh(all.id, table)
        var now = try await room.indicators.current()
        #expect(now.series(rate.id, place("departement:28")).first?.value == 31_000.0 / 600)
        #expect(now.series(rate.id, place("departement:28")).last?.absence == .coverage)
        // It follows what it is computed from.
        try await room.indicators.give([CellChange(women.id, place("commune:28001"), day("2024-12-31"), .value, value: 50)], author: "x")
        now = try await room.indicators.current()
        #expect(now.series(rate.id, place("departement:28")).first?.value == 32_000.0 / 600)
        let working = try #require(try await room.indicators.working(rate.id, place("departement:28"), on: day("2024-12-31")))
        guard case .formula(_, let inputs) = working.arithmetic else { Issue.record("no formula"); return }
        #expect(inputs.map(\.value) == [320, 600])
    }
}
