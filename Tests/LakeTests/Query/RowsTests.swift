import DuckDB
import Foundation
import Lake
import Localization
import Tables
import Testing

/// Every question twice: to the file, then to the table in memory.
@Suite struct RowsTests {
    /// Codes of the communes that a query gives, from the file and from memory.
    private func codes(_ query: TableQuery) async throws -> [[String]] {
        let test = try TestLake()
        let table = try await test.table(communes)
        var query = query
        query.columns = ["code"]
        let cold = try await test.lake.rows(table, query).rows.map { $0[0].textValue ?? "" }
        #expect(await test.lake.warm(table))
        let hot = try await test.lake.rows(table, query).rows.map { $0[0].textValue ?? "" }
        return [cold, hot]
    }

    @Test func givesTypedValuesInTheOrderOfTheFile() async throws {
        let test = try TestLake()
        let table = try await test.table(communes)
        #expect(table.rows == 6)
        #expect(table.columns.map(\.name) == ["code", "nom", "population", "densité", "date de création", "est chef-lieu"])
        let page = try await test.lake.rows(table, TableQuery(page: .offset(0, size: 2)))
        #expect(page.columns == table.columns.map(\.name))
        #expect(page.total == 6)
        #expect(
            page.rows.first
                == [.text("01004"), .text("Ambérieu-en-Bugey"), .int(15_554), .double(632.3), .date(days: -5390), .bool(false)])
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let filter: Filter?
        let search: String?
        let codes: [String]
        var testDescription: String { "\(search ?? "") \(filter.map { "\($0)" } ?? "")" }

        init(_ filter: Filter?, _ search: String?, _ codes: [String]) {
            self.filter = filter
            self.search = search
            self.codes = codes
        }

        init(_ column: String, _ comparison: Operator, _ operands: [String], _ codes: [String]) {
            self.init(.comparison(column: column, comparison, operands: operands), nil, codes)
        }
    }

    @Test(arguments: [
        Case("nom", .exact, ["Ajaccio"], ["2A004"]), Case("nom", .exact, ["ajaccio"], []),
        Case("nom", .differs, ["Ajaccio"], ["01004", "01033", "01053", "2B033", "75056"]),
        Case("nom", .contains, ["EN-B"], ["01004", "01053"]), Case("nom", .contains, ["É"], ["01004"]),
        Case("nom", .contains, ["%"], []), Case("nom", .contains, ["_"], []),
        Case("nom", .notcontains, ["A"], ["01053"]), Case("population", .contains, ["55"], ["01004"]),
        Case("population", .exact, ["48296"], ["2B033"]), Case("population", .less, ["16302"], ["01004", "01033"]),
        Case("population", .strictly_less, ["16302"], ["01004"]), Case("population", .greater, ["73822"], ["2A004", "75056"]),
        Case("population", .strictly_greater, ["73822.5"], ["75056"]), Case("densité", .less, ["632.3"], ["01004", "01033"]),
        Case("date de création", .isnull, [], ["2B033"]), Case("date de création", .exact, ["2019-01-01"], ["01033"]),
        Case("date de création", .isnotnull, [], ["01004", "01033", "01053", "2A004", "75056"]),
        Case("date de création", .differs, ["1790-03-04"], ["01004", "01033", "2B033"]),
        Case("date de création", .strictly_less, ["1955-03-31"], ["01053", "2A004", "75056"]),
        Case("code", .in, ["01004", "75056", "99999"], ["01004", "75056"]), Case("code", .in, [], []),
        Case("code", .notin, ["01004", "75056"], ["01033", "01053", "2A004", "2B033"]),
        Case("est chef-lieu", .exact, ["true"], ["01053", "2A004", "75056"]), Case("__id", .less, ["2"], ["01004", "01033"]),
        Case(
            .or([
                .comparison(column: "code", .exact, operands: ["01004"]),
                .and([
                    .comparison(column: "population", .greater, operands: ["40000"]),
                    .not(.comparison(column: "est chef-lieu", .exact, operands: ["true"])),
                ]),
            ]), nil, ["01004", "2B033"]),
        Case(.and([]), nil, ["01004", "01033", "01053", "2A004", "2B033", "75056"]), Case(.or([]), nil, []),
        Case(nil, "valserhone", ["01033"]), Case(nil, "BOURG bresse", ["01053"]), Case(nil, "amberieu 75056", []),
        Case(.comparison(column: "population", .greater, operands: ["20000"]), "paris", ["75056"]), Case(nil, "en-b", ["01004", "01053"]),
    ])
    func filters(_ test: Case) async throws {
        for found in try await codes(TableQuery(filter: test.filter, search: test.search)) { #expect(found == test.codes) }
    }

    @Test(arguments: [
        ([SortKey(column: "population", descending: true)], ["75056", "2A004", "2B033", "01053", "01033", "01004"]),
        ([SortKey(column: "date de création")], ["01053", "2A004", "75056", "01004", "01033", "2B033"]),
        ([SortKey(column: "date de création", descending: true)], ["01033", "01004", "01053", "2A004", "75056", "2B033"]),
        ([SortKey(column: "est chef-lieu", descending: true), SortKey(column: "population")], ["01053", "2A004", "75056", "01004", "01033", "2B033"]),
        ([SortKey(column: "__id", descending: true)], ["75056", "2B033", "2A004", "01053", "01033", "01004"]),
    ])
    func sorts(keys: [SortKey], expected: [String]) async throws {
        for found in try await codes(TableQuery(sort: keys)) { #expect(found == expected) }
        for found in try await codes(TableQuery(sort: keys, page: .offset(2, size: 3))) { #expect(found == Array(expected[2..<5])) }
    }

    @Test func pagesPastTheEndAreEmpty() async throws {
        let test = try TestLake()
        let table = try await test.table(communes)
        for filter in [nil, Filter.comparison(column: "population", .greater, operands: ["0"])] {
            for offset in [6, 1_000_000, Int.max - 5] {
                let page = try await test.lake.rows(table, TableQuery(filter: filter, page: .offset(offset, size: 20)))
                #expect(page.rows.isEmpty)
                #expect(page.total == 6)
                #expect(page.nextCursor == nil)
            }
        }
    }

    @Test func countsFollowTheFilter() async throws {
        let test = try TestLake()
        let table = try await test.table(communes)
        let filter = Filter.comparison(column: "est chef-lieu", .exact, operands: ["oui"])
        for _ in 0..<2 {
            #expect(try await test.lake.count(table, filter) == 3)
            #expect(try await test.lake.count(table) == 6)
            #expect(try await test.lake.rows(table, TableQuery(filter: filter, page: .offset(0, size: 1))).total == 3)
            #expect(try await test.lake.count(table, search: "bresse") == 1)
        }
    }

    @Test func givesTheRowNumberWhenAsked() async throws {
        let test = try TestLake()
        let table = try await test.table(communes)
        let page = try await test.lake.rows(table, TableQuery(columns: ["__id", "code"], page: .offset(4, size: 1)))
        #expect(page.rows == [[.int(5), .text("2B033")]])
        #expect(page.schema.map(\.type) == [.integer, .text])
    }
}
