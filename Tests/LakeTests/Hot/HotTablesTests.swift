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
        // Room for one of these tables, about 300 kB each, and not for two.
        let test = try TestLake { $0.hotBytes = 500_000 }
        var tables: [StoredTable] = []
        for number in 0..<3 {
            tables.append(try await test.table("n,nom,note\n" + (0..<5_000).map { "\($0),Ville \(number)-\($0 % 90),\($0 % 7)\n" }.joined()))
        }
        for _ in 0..<2 {
            for (number, table) in tables.enumerated() {
                #expect(await test.lake.warm(table))
                #expect(test.lake.tablesInMemory.tables == 1)
                #expect(test.lake.tablesInMemory.bytes <= 500_000)
                let page = try await test.lake.rows(table, TableQuery(columns: ["nom"], search: "ville", page: .offset(0, size: 1)))
                #expect(page.rows == [[.text("Ville \(number)-0")]])
                #expect(page.total == 5_000)
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
