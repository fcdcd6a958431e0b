import Foundation
import Store
import Testing

/// Moving all content from one store to another. On PostgreSQL one side is each engine.
@Suite struct TransferTests {
    let folder: TemporaryFolder
    let main: any TransferableStore
    let file: SQLiteStore

    static let migrations = [
        Migration(
            id: "test.1",
            statements: [
                // The first needs the last, and itself: no order of copying satisfies the keys row by row.
                "CREATE TABLE b (id BIGINT PRIMARY KEY, parent BIGINT REFERENCES b (id), note TEXT, data BYTEA, ratio DOUBLE PRECISION)",
                "CREATE TABLE a (id BIGINT PRIMARY KEY, b BIGINT NOT NULL REFERENCES b (id))",
                "INSERT INTO b (id, note) VALUES (1, 'made by the migration')",
            ])
    ]

    init() async throws {
        folder = try await TemporaryFolder()
        main = try folder.store()
        file = try SQLiteStore(path: folder.url.appendingPathComponent("other.sqlite"))
    }

    private func fill(_ store: any Store) async throws {
        try await store.migrate(Self.migrations)
        try await store.write { session in
            try session.execute("INSERT INTO b VALUES (3, 1, ?, ?, ?)", ["tab\tline\nback\\slash\\N ‘’ \r", .blob(Data([0, 92, 255])), 0.1])
            try session.execute("INSERT INTO b VALUES (2, 3, NULL, ?, ?)", [.blob(Data()), .real(-1e300)])
            for n in 0..<2500 { try session.execute("INSERT INTO a VALUES (?, ?)", [StoreValue(n), StoreValue(1 + n % 3)]) }
        }
    }

    private func content(_ store: any Store) async throws -> [[StoreValue?]] {
        try await store.read { session in
            try session.rows("SELECT * FROM b ORDER BY id").map { row in ["id", "parent", "note", "data", "ratio"].map { row[$0] } }
                + session.rows("SELECT * FROM a ORDER BY id").map { row in ["id", "b"].map { row[$0] } }
                + session.rows("SELECT * FROM store_migrations").map { row in ["id", "applied_at"].map { row[$0] } }
        }
    }

    @Test(arguments: [true, false]) func everythingArrivesBothWays(forth: Bool) async throws {
        let (source, target): (any TransferableStore, any TransferableStore) = forth ? (file, main) : (main, file)
        try await fill(source)
        let counts = try await StoreTransfer(from: source, to: target).run(Self.migrations)
        #expect(counts.map(\.table) == ["a", "b", "store_migrations"])
        #expect(counts.map(\.rows) == [2500, 3, 1])
        #expect(try await content(target) == content(source))
        #expect(try await target.integrityProblems() == [])
        // The keys hold again.
        let error = await #expect(throws: StoreError.self) {
            try await target.write { try $0.execute("INSERT INTO a VALUES (9999, 77)") }
        }
        #expect(error?.kind == .constraint)
    }

    @Test func whatCannotArriveLeavesTheTargetAsItWas() async throws {
        try await fill(main)
        let before = try await content(main)
        try await file.migrate(Self.migrations)
        try await file.write { try $0.execute("CREATE TABLE stranger (x BIGINT)") }
        let error = await #expect(throws: StoreError.self) { try await StoreTransfer(from: file, to: main).run(Self.migrations) }
        #expect(error?.message.contains("stranger") == true, "\(String(describing: error))")
        #expect(try await content(main) == before)
    }

    @Test func emptinessIsSeen() async throws {
        let migrations = [Migration(id: "test.1", statements: ["CREATE TABLE c (x BIGINT)"])]
        #expect(try await StoreTransfer.isEmpty(main))
        try await main.migrate(migrations)
        #expect(try await StoreTransfer.isEmpty(main))
        try await main.write { try $0.execute("INSERT INTO c VALUES (1)") }
        #expect(try await !StoreTransfer.isEmpty(main))
    }
}
