import DuckDB
import Foundation
import Lake
import Tables
import Testing

@Suite struct CursorTests {
    /// A hundred rows with ties and missing values in both sort columns.
    static let rows: String = {
        var text = "numero,groupe,note\n"
        for number in 0..<100 {
            let group = number % 7 == 0 ? "" : "g\(number % 5)"
            let note = number % 11 == 0 ? "" : "\(Double(number % 13) / 4)"
            text += "\(number),\(group),\(note)\n"
        }
        return text
    }()

    @Test(arguments: [
        [], [SortKey(column: "groupe")], [SortKey(column: "groupe", descending: true)], [SortKey(column: "note")],
        [SortKey(column: "groupe"), SortKey(column: "note", descending: true)],
        [SortKey(column: "note", descending: true), SortKey(column: "groupe")], [SortKey(column: "numero", descending: true)],
    ])
    func walksEveryRowOnceInOrder(sort: [SortKey]) async throws {
        let test = try TestLake()
        let table = try await test.table(Self.rows)
        let whole = try await test.lake.rows(table, TableQuery(columns: ["numero"], sort: sort, page: .offset(0, size: 1000)))
        for size in [1, 7, 33, 100, 1000] {
            var walked: [[Value]] = []
            var cursor: String? = ""
            while let next = cursor {
                let page = try await test.lake.rows(table, TableQuery(columns: ["numero"], sort: sort, page: .after(cursor: next, size: size)))
                #expect(page.total == 100)
                walked += page.rows
                cursor = page.nextCursor
                if size == 1, walked.count == 20 { break }
            }
            #expect(walked == (size == 1 ? Array(whole.rows.prefix(20)) : whole.rows))
        }
    }

    @Test func goesOnFromANumberedPage() async throws {
        let test = try TestLake()
        let table = try await test.table(Self.rows)
        let sort = [SortKey(column: "note")]
        let first = try await test.lake.rows(table, TableQuery(sort: sort, page: .offset(0, size: 10)))
        let cursor = try #require(first.nextCursor)
        let byCursor = try await test.lake.rows(table, TableQuery(sort: sort, page: .after(cursor: cursor, size: 10)))
        let byNumber = try await test.lake.rows(table, TableQuery(sort: sort, page: .offset(10, size: 10)))
        #expect(byCursor.rows == byNumber.rows)
        #expect(cursor.utf8.allSatisfy { ("a"..."z").contains(Character(Unicode.Scalar($0))) || ("A"..."Z").contains(Character(Unicode.Scalar($0))) || (48...57).contains($0) || $0 == 45 || $0 == 95 })
    }

    @Test func isRefusedForAnotherSortOrAnotherVersion() async throws {
        let test = try TestLake()
        let table = try await test.table(Self.rows)
        let cursor = try #require(try await test.lake.rows(table, TableQuery(sort: [SortKey(column: "note")])).nextCursor)
        let other = try await test.table(Self.rows + "100,g1,1\n")
        for (table, sort, code) in [
            (table, [SortKey(column: "note", descending: true)], "lake.cursor.invalid"), (table, [], "lake.cursor.invalid"),
            (other, [SortKey(column: "note")], "lake.cursor.stale"),
        ] {
            let error = try await #require(throws: LakeError.self) {
                try await test.lake.rows(table, TableQuery(sort: sort, page: .after(cursor: cursor, size: 10)))
            }
            #expect(error.code == code)
        }
    }
}
