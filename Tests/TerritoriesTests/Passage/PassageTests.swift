import Foundation
import Localization
import Territories
import Testing

/// A small country in which everything happens that can happen to communes.
private let events = """
    MOD,DATE_EFF,TYPECOM_AV,COM_AV,TNCC_AV,NCC_AV,NCCENR_AV,LIBELLE_AV,TYPECOM_AP,COM_AP,TNCC_AP,NCC_AP,NCCENR_AP,LIBELLE_AP
    32,2016-01-01,COM,01001,0,A,A,A,COM,01001,0,AB,AB,AB
    32,2016-01-01,COM,01002,0,B,B,B,COM,01001,0,AB,AB,AB
    32,2016-01-01,COM,01002,0,B,B,B,COMD,01002,0,B,B,B
    10,2017-01-01,COM,01003,0,C,C,C,COM,01003,0,C-SUR-MER,C-sur-Mer,C-sur-Mer
    41,2018-01-01,COM,01004,0,D,D,D,COM,02004,0,D,D,D
    32,2018-01-01,COM,02004,0,D,D,D,COM,02001,0,DE,DE,DE
    32,2018-01-01,COM,02001,0,E,E,E,COM,02001,0,DE,DE,DE
    21,2020-01-01,COM,01005,0,F,F,F,COM,01005,0,F,F,F
    21,2020-01-01,COM,01005,0,F,F,F,COM,01006,0,G,G,G
    21,2020-01-01,COM,01005,0,F,F,F,COM,01007,0,H,H,H
    50,2021-01-01,COM,01008,0,I,I,I,COM,01009,0,I,I,I
    30,2022-01-01,COM,01010,0,J,J,J,,,,,,
    20,2023-01-01,,,,,,,COM,01011,0,K,K,K
    """
private let today = CivilDate("2026-01-01")!

private func history() throws -> GeographyHistory {
    let now: Set<String> = ["01001", "01003", "02001", "01005", "01006", "01007", "01009", "01011", "01012"]
    return GeographyHistory(movements: try Movement.read(Data(events.utf8), name: "events.csv"), communes: now, on: today)
}

@Suite("Passage between vintages")
struct PassageTests {
    private let start = CivilDate("2015-01-01")!

    @Test("The communes of each year are worked back from those of today", arguments: [
        ("2015-01-01", ["01001", "01002", "01003", "01004", "01005", "01008", "01010", "01012", "02001"]),
        ("2016-01-01", ["01001", "01003", "01004", "01005", "01008", "01010", "01012", "02001"]),
        ("2020-01-01", ["01001", "01003", "01005", "01006", "01007", "01008", "01010", "01012", "02001"]),
        ("2026-01-01", ["01001", "01003", "01005", "01006", "01007", "01009", "01011", "01012", "02001"]),
    ])
    func communes(date: String, expected: [String]) throws {
        let history = try history()
        #expect(history.misfits.isEmpty)
        #expect(history.communes(on: CivilDate(date)!).sorted() == expected)
    }

    @Test("Every code has its outcome", arguments: [
        ("01001", .merged, ["01001"]), ("01002", .merged, ["01001"]), ("01003", .renamed, ["01003"]), ("01004", .merged, ["02001"]),
        ("01005", .split, ["01005", "01006", "01007"]), ("01008", .recoded, ["01009"]), ("01010", .left, []), ("01012", .kept, ["01012"]),
        ("99999", .unknown, []), ("01006", .merged, ["01006"]),
    ] as [(String, PassageReport.Outcome, [String])])
    func outcomes(code: String, outcome: PassageReport.Outcome, into: [String]) throws {
        let passage = try history().passage(from: start, to: today, key: .equal)
        let entry = try #require(passage.sums([code: 10]).report.entries.first)
        #expect(entry.outcome == outcome)
        #expect(entry.parts.map(\.code) == into)
        // 01006 exists from 2020 on: a file of 2015 that has it is newer than it says.
        #expect((entry.followedFrom != nil) == (code == "01006"))
    }

    @Test("Splits are shared to the unit by the stated key", arguments: [
        (PassageKey.equal, [34, 33, 33]), (.population(["01005": 1, "01006": 1, "01007": 2]), [25, 25, 50]),
        (.area(["01005": 10, "01006": 0, "01007": 30]), [25, 0, 75]), (.population(["01005": 1]), [34, 33, 33]),
    ] as [(PassageKey, [Int])])
    func keys(key: PassageKey, parts: [Int]) throws {
        let passed = try history().passage(from: start, to: today, key: key).sums(["01005": 100])
        #expect(["01005", "01006", "01007"].map { passed.values[$0] ?? 0 } == parts)
        let isFallback = key == .population(["01005": 1])
        #expect(passed.report.entries[0].unweighted == (isFallback ? ["01005"] : []))
    }

    @Test("What has no place is told, not lost")
    func unplaced() throws {
        let passed = try history().passage(from: start, to: today, key: .equal).sums(["01010": 5, "12345": 7, "01012": 1])
        #expect(passed.unplaced == ["01010": 5, "12345": 7])
        #expect(passed.values == ["01012": 1])
    }

    @Test("A sum that lacks one of its parts says so")
    func incomplete() throws {
        let passed = try history().passage(from: start, to: today, key: .equal).sums(["01001": 5])
        #expect(passed.report.incomplete == ["01001": ["01002"]])
        #expect(passed.report.missing == ["01002"])
    }

    @Test("Rates are weighted by their denominator, or refused")
    func rates() throws {
        let passage = try history().passage(from: start, to: today, key: .equal)
        let given = ["01001": 10.0, "01002": 20.0, "01005": 7.0, "01012": 3.0]
        let weighted = passage.rates(given, rule: .weighted(denominators: ["01001": 300, "01002": 100]))
        #expect(weighted.values == ["01001": 12.5, "01005": 7, "01006": 7, "01007": 7, "01012": 3])
        let refused = passage.rates(given, rule: .refused)
        #expect(refused.values["01001"] == nil)
        #expect(refused.refused == ["01001"])
        #expect(refused.values["01012"] == 3)
        // One of the two denominators is not known: no mean is made up.
        #expect(passage.rates(given, rule: .weighted(denominators: ["01001": 300])).values["01001"] == nil)
    }

    @Test("Backwards, mergers are shared and splits are summed")
    func backwards() throws {
        let back = try history().passage(from: today, to: start, key: .population(["01001": 30, "01002": 10]))
        let passed = back.sums(["01001": 40, "01005": 1, "01006": 2, "01007": 3, "01009": 4, "01011": 9])
        #expect(passed.values == ["01001": 30, "01002": 10, "01005": 6, "01008": 4])
        #expect(passed.unplaced == ["01011": 9])
    }

    @Test("A list of events that does not fit the communes is found out")
    func misfits() throws {
        let history = GeographyHistory(
            movements: try Movement.read(Data(events.utf8), name: "events.csv"), communes: ["01003"], on: today)
        #expect(history.misfits.contains { $0.code == "01011" })
    }

    @Test("Errors name the line, the column and the value", arguments: [
        ("99,2016-01-01,COM,01001,0,A,A,A,COM,01001,0,AB,AB,AB", "MOD"), ("32,2016-02-30,COM,01001,0,A,A,A,COM,01001,0,AB,AB,AB", "DATE_EFF"),
        ("32,2016-01-01,COM,A1001,0,A,A,A,COM,01001,0,AB,AB,AB", "COM_AV"), ("32,2016-01-01,COM,01001,0,A,A,A,CAM,01001,0,AB,AB,AB", "TYPECOM_AP"),
    ])
    func locatedErrors(line: String, column: String) throws {
        let header = events.prefix { $0 != "\n" }
        let error = #expect(throws: TerritoriesError.self) {
            try Movement.read(Data("\(header)\n10,2017-01-01,COM,01003,0,C,C,C,COM,01003,0,D,D,D\n\(line)\n".utf8), name: "events.csv")
        }
        #expect(error?.code == "territories.file.cell")
        #expect(error?.arguments["line"] == .integer(3))
        #expect(error?.arguments["column"] == .text(column))
    }

    @Test("Any passage keeps every total to the unit, and goes through any day between", arguments: 0..<40)
    func conservation(seed: UInt64) throws {
        var random = SplitMix(seed)
        let (history, codes) = RandomHistory.make(&random)
        let days = (2000...2025).map { CivilDate(year: $0, month: 1, day: 1)! }
        let bounds = [random.below(days.count), random.below(days.count), random.below(days.count)].sorted()
        let weights = Dictionary(uniqueKeysWithValues: codes.map { ($0, Double(random.below(50))) })
        let key = [PassageKey.equal, .population(weights)][random.below(2)]
        let first = history.passage(from: days[bounds[0]], to: days[bounds[1]], key: key)
        let second = history.passage(from: days[bounds[1]], to: days[bounds[2]], key: key)
        let direct = history.passage(from: days[bounds[0]], to: days[bounds[2]], key: key)

        let given = Dictionary(uniqueKeysWithValues: first.rows.keys.map { ($0, random.below(2_000_000) - 1000) })
        let passed = direct.sums(given)
        let total = given.values.reduce(0, +)
        let placed = passed.values.values.reduce(0, +), unplaced = passed.unplaced.values.reduce(0, +)
        #expect(placed + unplaced == total)

        let composed = try #require(first.followed(by: second))
        let amounts = given.mapValues(Double.init)
        let left = composed.amounts(amounts).values, right = direct.amounts(amounts).values
        #expect(Set(left.keys) == Set(right.keys))
        for (code, value) in right { #expect(abs((left[code] ?? .nan) - value) < 1e-6 * max(1, abs(value))) }
        #expect(first.followed(by: direct) == nil || bounds[0] == bounds[1])
    }
}
