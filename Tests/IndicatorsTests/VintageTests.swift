import Foundation
import Indicators
import Territories
import Testing

/// Tables whose communes are those of another year.
@Suite("Communes of another vintage")
struct VintageTests {
    /// What happened between 2015 and 2026: a merger, a move to another département with a merger, a split, a recoding.
    private static let events = """
        MOD,DATE_EFF,TYPECOM_AV,COM_AV,TNCC_AV,NCC_AV,NCCENR_AV,LIBELLE_AV,TYPECOM_AP,COM_AP,TNCC_AP,NCC_AP,NCCENR_AP,LIBELLE_AP
        32,2016-01-01,COM,28001,0,A,A,A,COM,28001,0,A,A,A
        32,2016-01-01,COM,28010,0,B,B,B,COM,28001,0,A,A,A
        41,2018-01-01,COM,28011,0,C,C,C,COM,45011,0,C,C,C
        32,2018-01-01,COM,45011,0,C,C,C,COM,45001,0,D,D,D
        32,2018-01-01,COM,45001,0,D,D,D,COM,45001,0,D,D,D
        21,2020-01-01,COM,28002,0,E,E,E,COM,28002,0,E,E,E
        21,2020-01-01,COM,28002,0,E,E,E,COM,28003,0,F,F,F
        50,2021-01-01,COM,45009,0,G,G,G,COM,45002,0,G,G,G
        """

    private static func tree() throws -> TerritoryTree {
        let communes = Set(SmallCountry.territories.filter { $0.id.level == .commune }.map(\.id.code))
        let history = GeographyHistory(movements: try Movement.read(Data(events.utf8), name: "events.csv"), communes: communes, on: day("2026-01-01"))
        #expect(history.misfits.isEmpty)
        return TerritoryTree(date: day("2026-01-01"), territories: SmallCountry.territories, history: history)
    }

    /// The communes of 2015, with a whole number, an amount, two parts of a rate, and a category.
    private static let table = """
        code,n,montant,a,b,genre
        28001,10,1.5,1,4,x
        28010,5,2.25,2,4,y
        28011,7,0.1,3,6,x
        28002,101,7.7,5,10,y
        45001,20,3.3,7,7,x
        45009,30,4.4,1,2,y
        75056,1000,80.8,11,100,x

        """

    private static func of2015(_ definition: inout IndicatorDefinition, _ source: inout TableSource) { source.vintage = day("2015-01-01") }

    @Test("Whole numbers are moved to the unit: what each commune has, what each level adds up to, and in each category")
    func sums() async throws {
        let moved = definition(value: "sum(n)") { definition, source in
            Self.of2015(&definition, &source)
            definition.breakdowns = [Breakdown(slug: "genre", name: "Genre", category: "genre")]
            // A commune of which a category says nothing is not known to have none.
            definition.minimumCoverage = 0
        }
        let left = definition("sans", value: "sum(n)") { definition, _ in definition.minimumCoverage = 0 }
        let room = try await Room([moved, left], tree: Self.tree())
        let table = try await room.table(Self.table)
        let report = try #require(try await room.refresh(moved.id, table).report)
        #expect(report.unknown.isEmpty)
        try await room.refresh(left.id, table)
        let now = try await room.indicators.current()
        func values(_ zones: [String], _ slice: Slice? = nil) -> [Double?] { zones.map { now.series(moved.id, place($0), slice: slice).first?.value } }
        // The split is shared by inhabitants, 200 and 300.
        #expect(values(["commune:28001", "commune:28002", "commune:28003", "commune:45001", "commune:45002", "commune:75056"]) == [15, 40, 61, 27, 30, 1000])
        #expect(values(["D28", "D45", "D75", "R24", "R11", "FRANCE"]) == [116, 57, 1000, 173, 1000, 1173])
        let x = Slice(breakdown: "genre", category: "x"), y = Slice(breakdown: "genre", category: "y")
        #expect(values(["FRANCE", "D45", "commune:28001"], x) == [1037, 27, 10])
        #expect(values(["FRANCE", "D28", "commune:28001"], y) == [136, 106, 5])
        // Without its year, the table loses what is told of communes that are no more.
        #expect(now.series(left.id, .france).first?.value == 1131)
    }

    @Test("Amounts and the two parts of a rate keep their totals; a rate that was published as such is not made up")
    func others() async throws {
        let amount = definition("montant", value: "sum(montant)", Self.of2015)
        let rate = definition("taux", nature: .ratio(scale: 100), numerator: "sum(a)", denominator: "sum(b)", Self.of2015)
        let published = definition("publie", nature: .published, value: "max(a)") { definition, source in
            Self.of2015(&definition, &source)
            definition.level = .commune
        }
        let room = try await Room([amount, rate, published], tree: Self.tree())
        let table = try await room.table(Self.table)
        for definition in [amount, rate, published] { try await room.refresh(definition.id, table) }
        let now = try await room.indicators.current()
        func value(_ definition: IndicatorDefinition, _ zone: String) -> Double? { now.series(definition.id, place(zone)).first?.value }
        #expect(abs((value(amount, "FRANCE") ?? 0) - 100.05) < 1e-9)
        #expect(abs((value(amount, "commune:28001") ?? 0) - 3.75) < 1e-9)
        let whole = now.series(rate.id, .france).first
        #expect(whole?.numerator == 30 && whole?.denominator == 133)
        #expect(value(rate, "commune:28001") == 37.5)
        // The rate of a merged commune would need weights that nobody gave; that of one that only changed its code stays.
        #expect(value(published, "commune:28001") == nil)
        #expect(value(published, "commune:45002") == 1)
        #expect(value(published, "commune:75056") == 11)
    }

    @Test("A code that no year knows is told, and counts nowhere")
    func unknown() async throws {
        let moved = definition(value: "sum(n)") { definition, source in
            Self.of2015(&definition, &source)
            definition.minimumCoverage = 0
        }
        let room = try await Room([moved], tree: Self.tree())
        let report = try await room.refresh(moved.id, try await room.table("code,n\n28010,5\n99999,3\n")).report
        #expect(report?.unknown.map(\.code) == ["99999"])
        #expect(try await room.indicators.current().series(moved.id, .france).first?.value == 5)
    }
}
