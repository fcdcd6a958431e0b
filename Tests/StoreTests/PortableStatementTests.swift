import Foundation
import Store
import StoreFixtures
import Testing

/// What rooms write in their SQL and bind to it means the same on every engine.
@Suite struct PortableStatementTests {
    let folder: TemporaryFolder
    let store: any TransferableStore

    init() async throws {
        folder = try await TemporaryFolder()
        store = try folder.store()
        try await store.migrate([
            Migration(
                id: "test.1",
                statements: [
                    """
                    CREATE TABLE things (id TEXT PRIMARY KEY, size BIGINT, place INTEGER, ratio DOUBLE PRECISION,
                        content BYTEA)
                    """
                ])
        ])
    }

    /// Each statement, the values that it takes, and what its column `x` gives.
    @Test(arguments: [
        ("SELECT '?' AS x", [], StoreValue.text("?")),
        ("SELECT 'it''s ?' || ? AS x", ["!"], "it's ?!"),
        ("SELECT /* ? */ ? AS x -- ?", ["a"], "a"),
        ("SELECT ? AS \"x\"", [.integer(.min)], .integer(.min)),
        ("SELECT ? AS x", [.real(0.1)], .real(0.1)),
        ("SELECT ? AS x", [.real(.infinity)], .real(.infinity)),
        ("SELECT ? AS x", [.blob(Data())], .blob(Data())),
        ("SELECT ? AS x", [""], ""),
        ("SELECT COALESCE(?, ?) AS x", [nil, "kept"], "kept"),
        ("SELECT ? + 1 AS x", [2], 3),
        ("SELECT CASE WHEN ? LIKE ? THEN 1 ELSE 0 END AS x", ["une école", "%école"], 1),
        ("SELECT CAST(sum(n) AS BIGINT) AS x FROM (SELECT 2 AS n UNION ALL SELECT 3) AS t", [], 5),
        ("SELECT count(*) AS x FROM things", [], 0),
        ("SELECT max(size) AS x FROM things", [], nil),
        ("SELECT (1 = 1) AS x", [], 1),
    ] as [(String, [StoreValue], StoreValue)])
    func statementGives(sql: String, values: [StoreValue], expected: StoreValue) async throws {
        let row = try #require(try await store.read { try $0.row(sql, values) })
        #expect(row["x"] == expected)
    }

    @Test func everyTypeComesBackFromItsColumn() async throws {
        let values: [StoreValue] = ["é\u{1F600}\n\\N", .integer(.max), -3, .real(1e-300), .blob(Data((0...255).map { UInt8($0) }))]
        let empty: [StoreValue] = ["nothing", nil, nil, nil, nil]
        try await store.write { session in
            for row in [values, empty] { try session.execute("INSERT INTO things VALUES (?, ?, ?, ?, ?)", row) }
        }
        let rows = try await store.read { try $0.rows("SELECT * FROM things ORDER BY id DESC") }
        for (row, expected) in zip(rows, [values, empty]) {
            #expect(["id", "size", "place", "ratio", "content"].map { row[$0] } == expected)
        }
    }

    @Test func upsertCountsAndReturns() async throws {
        let upsert = "INSERT INTO things (id, size) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET size = things.size + excluded.size"
        for _ in 0..<3 { #expect(try await store.write { try $0.execute(upsert, ["a", 2]) } == 1) }
        #expect(try await store.read { try $0.row("SELECT size FROM things")?.int("size") } == 6)
        #expect(try await store.write { try $0.execute("DELETE FROM things WHERE size > ?", [100]) } == 0)
        let returned = try await store.write { try $0.row("UPDATE things SET size = 1 WHERE id = ? RETURNING size", ["a"]) }
        #expect(try returned?.int("size") == 1)
    }

    @Test func manyDifferentStatementsDoNotPileUp() async throws {
        try await store.read { session in
            for n in 0..<700 { _ = try session.rows("SELECT ? + \(n) AS x", [1]) }
        }
        #expect(try await store.read { try $0.row("SELECT ? + 7 AS x", [1])?.int("x") } == 8)
    }

    @Test(.enabled(if: TestDatabase.isPostgres)) func textThatTheEngineCannotHoldIsRefusedWhole() async throws {
        let error = await #expect(throws: StoreError.self) {
            try await store.write { try $0.execute("INSERT INTO things (id) VALUES (?)", ["a\u{0}b"]) }
        }
        #expect(error?.kind == .unexpectedValue)
    }
}
