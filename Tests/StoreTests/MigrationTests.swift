import Foundation
import Store
import Testing

@Suite struct MigrationTests {
    let folder: TemporaryFolder

    init() async throws { folder = try await TemporaryFolder() }

    private let first = Migration(
        id: "test.1", statements: ["CREATE TABLE a (x BIGINT)", "INSERT INTO a VALUES (1)"])

    @Test func eachIsAppliedOnceAcrossProcessesThatStartTogether() async throws {
        let stores = try (0..<4).map { _ in try folder.store() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for store in stores { group.addTask { [first] in try await store.migrate([first]) } }
            try await group.waitForAll()
        }
        try await stores[0].migrate([first])
        #expect(try await stores[0].read { try $0.rows("SELECT * FROM a").count } == 1)
    }

    @Test func oneThatFailsLeavesTheStoreAsItWasAndCanBeMended() async throws {
        let store = try folder.store()
        let broken = Migration(id: "test.2", statements: ["CREATE TABLE b (x BIGINT)", "INSERT INTO c VALUES (1)"])
        await #expect(throws: StoreError.self) { try await store.migrate([first, broken]) }
        #expect(try await store.read { try $0.rows("SELECT * FROM a").count } == 1)
        await #expect(throws: StoreError.self) { try await store.read { try $0.rows("SELECT * FROM b") } }
        try await store.migrate([first, Migration(id: "test.2", statements: ["CREATE TABLE b (x BIGINT)"])])
        #expect(try await store.read { try $0.rows("SELECT * FROM b").count } == 0)
    }

    @Test func backupIsOneFileThatStandsAlone() async throws {
        let store = try folder.store()
        try await store.migrate([first])
        let copy = folder.url.appendingPathComponent("copy.sqlite")
        try await store.backup(to: copy)
        try await store.write { try $0.execute("INSERT INTO a VALUES (2)") }

        #expect(!FileManager.default.fileExists(atPath: copy.path + "-wal"))
        let restored = try SQLiteStore(path: copy)
        #expect(try await restored.read { try $0.rows("SELECT x FROM a").map { try $0.int("x") } } == [1])
        #expect(try await restored.integrityProblems() == [])

        let error = await #expect(throws: StoreError.self) { try await store.backup(to: copy) }
        #expect(error?.kind == .alreadyExists)
    }
}
