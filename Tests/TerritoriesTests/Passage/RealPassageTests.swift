import Foundation
import Territories
import Testing

/// Thirty years of movements against the communes of 2015 and of today.
@Suite("Passage between vintages, on the real files", .enabled(if: RealFiles.areThere))
struct RealPassageTests {
    private static let today = CivilDate("2026-01-01")!
    private static let history: GeographyHistory? = {
        guard let movements = try? Movement.read(RealFiles.data("territoires/mouvements-communes.csv"), name: "mouvements-communes.csv"),
            let communes = try? RealFiles.columns("territoires/communes.csv", ["TYPECOM", "COM"], delimiter: ",", encoding: .utf8)
        else { return nil }
        return GeographyHistory(movements: movements, communes: Set(communes.filter { $0[0] == "COM" }.map { $0[1] }), on: today)
    }()

    @Test("No movement contradicts the communes of today, back to 1943")
    func everyMovementFits() throws {
        let history = try #require(Self.history)
        #expect(history.misfits.isEmpty)
        #expect(history.communes(on: Self.today).count == 34_875)
        // INSEE: 36,658 communes on 2015-01-01, 36,529 of them in metropolitan France.
        let then = history.communes(on: CivilDate("2015-01-01")!)
        #expect(then.count == 36_658)
        #expect(then.filter { !$0.hasPrefix("97") }.count == 36_529)
    }

    @Test("The inhabitants of the communes of 2015 are all in those of today, every code accounted for")
    func inhabitantsOf2015() throws {
        let history = try #require(Self.history)
        let rows = try RealFiles.columns(
            "tables/epci-communes-2015.csv", ["insee", "pmun_2015"], delimiter: ";", encoding: .windowsCP1252)
        let given = Dictionary(uniqueKeysWithValues: rows.map { ($0[0], Int($0[1]) ?? 0) })
        let passage = history.passage(from: CivilDate("2015-01-01")!, to: Self.today, key: .equal)
        let passed = passage.sums(given)
        #expect(passed.unplaced.isEmpty)
        #expect(passed.values.values.reduce(0, +) == given.values.reduce(0, +))
        #expect(Set(passed.report.entries.map(\.code)) == Set(given.keys))
        #expect(Set(passed.values.keys).isSubset(of: history.communes(on: Self.today)))
        // L'Oudon had left this code a year before for 14472; the file still has it.
        let oudon = try #require(passed.report.entries.first { $0.code == "14697" })
        #expect(oudon.followedFrom != nil)
        #expect(oudon.parts.map(\.code) == ["14654"])
        #expect(passed.report.counts[.unknown] == nil)
    }

    @Test("A commune that is no more has for successors those to which the passage gives its share")
    func successors() throws {
        let history = try #require(Self.history)
        let then = CivilDate("2015-01-01")!
        let passage = history.passage(from: then, to: Self.today, key: .equal)
        let gone = history.communes(on: then).filter { code in
            history.lifetimes[code]?.last.map { $0.contains(then) && $0.until != nil } ?? false
        }
        #expect(gone.count > 1_500)
        let different = gone.filter { code in Set(history.successors(of: code)) != Set(passage.rows[code]?.parts.map(\.code) ?? []) }
        #expect(different.sorted() == [])
        #expect(history.successors(of: "14697") == ["14654"])
        #expect(history.end(of: "14697")?.name?.full == "L\u{2019}Oudon")
        #expect(history.successors(of: "75056") == [])
    }

    @Test("By way of any year between, the matrix is the same", arguments: ["2016-01-01", "2017-06-30", "2019-01-01", "2024-01-01"])
    func byWayOf(year: String) throws {
        let history = try #require(Self.history)
        let from = CivilDate("2015-01-01")!, middle = CivilDate(year)!
        let direct = history.passage(from: from, to: Self.today, key: .equal)
        let inTwo = try #require(
            history.passage(from: from, to: middle, key: .equal).followed(by: history.passage(from: middle, to: Self.today, key: .equal)))
        let different = direct.rows.filter { code, row in
            guard let other = inTwo.rows[code]?.parts, other.map(\.code) == row.parts.map(\.code) else { return true }
            return zip(other, row.parts).contains { abs($0.share - $1.share) > 1e-12 }
        }
        #expect(inTwo.rows.count == direct.rows.count)
        #expect(different.keys.sorted() == [])
    }
}
