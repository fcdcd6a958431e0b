import DuckDB
import Foundation
import Lake
import Tables
import Testing

@Suite struct HotTablesTests {
    @Test func aTableTooLargeForMemoryAnswersFromItsFile() async throws {
        let test = try TestLake { $0.hotBytes = 100 }
        let table = try await test.table(communes)
        #expect(await !test.lake.warm(table))
        #expect(try await test.lake.rows(table, TableQuery(search: "bastia")).total == 1)
    }

    @Test func theLongestUnusedLeavesAndStillAnswers() async throws {
        // Room for one of these tables, by the lake's own estimate, and not for two.
        let test = try TestLake { $0.hotBytes = 60_000 }
        var tables: [StoredTable] = []
        for number in 0..<4 { tables.append(try await test.table(communes + "9900\(number),Ville \(number),1,\"1,0\",,non\n")) }
        for _ in 0..<3 {
            for (number, table) in tables.enumerated() {
                _ = await test.lake.warm(table)
                let page = try await test.lake.rows(table, TableQuery(columns: ["nom"], search: "ville"))
                #expect(page.rows == [[.text("Ville \(number)")]])
            }
        }
    }

    @Test func manyAskAtOnce() async throws {
        let test = try TestLake { $0.connections = 4 }
        let table = try await test.table(CursorTests.rows)
        try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<300 {
                group.addTask {
                    try await test.lake.rows(table, TableQuery(filter: .comparison(column: "numero", .less, operands: ["\(number % 100)"]))).total
                }
            }
            var totals = 0
            for try await total in group { totals += total }
            #expect(totals == 3 * 5_050)
        }
    }

    @Test func cancellationStopsAQuestion() async throws {
        let test = try TestLake()
        let table = try await test.table(communes)
        let task = Task { try await test.lake.rows(table, TableQuery()) }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test func aQuestionThatTakesTooLongIsGivenUp() async throws {
        let test = try TestLake {
            $0.queryTimeout = .zero
            $0.hotBytes = 0
        }
        let table = try await test.table(communes)
        let error = try await #require(throws: LakeError.self) { try await test.lake.rows(table, TableQuery()) }
        #expect(error.code == "lake.timeout")
        #expect(!error.isPermanent)
    }
}
