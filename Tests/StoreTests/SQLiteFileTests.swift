import Foundation
import Store
import Testing

/// What is true of the SQLite file alone, whatever engine the other tests run on.
@Suite struct SQLiteFileTests {
    let folder: TemporaryFolder
    let store: SQLiteStore

    init() async throws {
        folder = try await TemporaryFolder()
        store = try SQLiteStore(path: folder.storePath)
    }

    @Test func commitsAreDurableAndFilesPrivate() async throws {
        let (journal, synchronous, keys) = try await store.write { session in
            (
                try session.row("PRAGMA journal_mode")?.string("journal_mode"),
                try session.row("PRAGMA synchronous")?.int("synchronous"),
                try session.row("PRAGMA foreign_keys")?.int("foreign_keys")
            )
        }
        #expect(journal == "wal")
        #expect(synchronous == 2)  // FULL
        #expect(keys == 1)
        for suffix in ["", "-wal"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder.storePath.path + suffix)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
    }

    @Test func fileThatIsNotAStoreIsRefused() throws {
        let path = folder.url.appendingPathComponent("note.sqlite")
        try Data(repeating: 0x41, count: 4096).write(to: path)
        let error = #expect(throws: StoreError.self) { try SQLiteStore(path: path) }
        #expect(error?.kind == .cannotOpen)
    }

    @Test func damageToTheFileIsReported() async throws {
        try await store.migrate([Migration(id: "test.1", statements: ["CREATE TABLE a (x BIGINT)"])])
        try await store.write { session in
            for n in 0..<5000 { try session.execute("INSERT INTO a VALUES (?)", [StoreValue(n)]) }
        }
        #expect(try await store.integrityProblems() == [])
        try store.close()

        let file = try FileHandle(forUpdating: folder.storePath)
        try file.seek(toOffset: 3 * 4096)
        try file.write(contentsOf: Data(repeating: 0xAA, count: 4096))
        try file.close()
        #expect(try await SQLiteStore(path: folder.storePath).integrityProblems() != [])
    }
}
