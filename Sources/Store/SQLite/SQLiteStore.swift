package import Foundation
import GRDB
import Synchronization

/// The store in one SQLite file, the embedded default.
///
/// Several processes may open the same file: readers never wait, writers wait for one another up to the busy timeout.
///
/// `synchronous` is FULL: in WAL mode NORMAL may lose the last commits when the power goes, and a job is acknowledged
/// on the word of a commit. The cost is one `fsync` a transaction, which at the pace of a catalogue does not show.
package final class SQLiteStore: Store {
    /// Where the file is.
    package let path: URL
    let pool: DatabasePool
    private let isClosed = Mutex(false)

    /// Opens the store, and makes it if there is none, readable by its owner only.
    ///
    /// - Parameters:
    ///   - path: the file; its folder must exist.
    ///   - busyTimeout: how long to wait for another process's write, in seconds.
    /// - Throws: ``StoreError`` of kind `cannotOpen`, `readOnly` or `corrupt`.
    package init(path: URL, busyTimeout: TimeInterval = 10) throws {
        self.path = path
        if !FileManager.default.fileExists(atPath: path.path) {
            // SQLite gives its companion files (-wal, -shm) the mode of this one.
            _ = FileManager.default.createFile(
                atPath: path.path, contents: nil, attributes: [.posixPermissions: 0o600])
        }
        var configuration = Configuration()
        configuration.label = "store"
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(busyTimeout)
        pool = try translatingErrors(or: .cannotOpen) {
            let pool = try DatabasePool(path: path.path, configuration: configuration)
            // Not in `prepareDatabase`: entering WAL mode comes after it and sets NORMAL.
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            return pool
        }
    }

    package func read<R: Sendable>(
        _ body: @escaping @Sendable (any ReadSession) throws -> R
    ) async throws -> R {
        try await translatingErrors {
            try await pool.read { try body(SQLiteSession(database: $0)) }
        }
    }

    @discardableResult
    package func write<R: Sendable>(
        _ body: @escaping @Sendable (any WriteSession) throws -> R
    ) async throws -> R {
        try await translatingErrors {
            try await pool.write { try body(SQLiteSession(database: $0)) }
        }
    }

    package func migrate(_ migrations: [Migration]) async throws {
        try await write {
            try $0.execute(
                """
                CREATE TABLE IF NOT EXISTS store_migrations (id TEXT PRIMARY KEY, applied_at BIGINT NOT NULL)
                """)
        }
        for migration in migrations {
            // The question is asked inside the transaction that answers it, so that two processes cannot both apply.
            try await write { session in
                guard try session.row("SELECT 1 FROM store_migrations WHERE id = ?", [.text(migration.id)]) == nil
                else { return }
                for statement in migration.statements { try session.execute(statement) }
                try session.execute(
                    "INSERT INTO store_migrations (id, applied_at) VALUES (?, ?)",
                    [.text(migration.id), StoreValue(Date())])
            }
        }
    }

    package func backup(to destination: URL) async throws {
        guard !FileManager.default.fileExists(atPath: destination.path) else {
            throw StoreError(.alreadyExists, destination.path)
        }
        let pool = pool
        try await translatingErrors {
            _ = FileManager.default.createFile(
                atPath: destination.path, contents: nil, attributes: [.posixPermissions: 0o600])
            let copy = try DatabaseQueue(path: destination.path)
            // Copying blocks: it gets a thread of its own, outside the cooperative pool.
            try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
                Thread {
                    done.resume(with: Result {
                        try pool.backup(to: copy)
                        // The copy is one file that stands alone: no write-ahead log beside it.
                        try copy.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
                        try copy.close()
                    })
                }.start()
            }
        }
    }

    /// Leaves everything in the one file, without a write-ahead log beside it, and closes the store.
    func standAlone() throws {
        let path = path
        try close()
        try translatingErrors {
            let file = try DatabaseQueue(path: path.path)
            try file.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
            try file.close()
        }
    }

    package func integrityProblems() async throws -> [String] {
        do {
            return try await read { session in
                let structure = try session.rows("PRAGMA integrity_check(20)").map {
                    try $0.string("integrity_check")
                }
                let references = try session.rows("PRAGMA foreign_key_check").map {
                    "\(try $0.string("table")): row \(try $0.optionalInt64("rowid") ?? 0) refers to a missing row of \(try $0.string("parent"))"
                }
                return structure.filter { $0 != "ok" } + references
            }
        } catch let error as StoreError where error.kind == .corrupt {
            // Some damage stops the check itself.
            return [error.message]
        }
    }

    package func close() throws {
        try translatingErrors {
            try isClosed.withLock { isClosed in
                // GRDB's checkpoint does not look whether its connection is still there.
                guard !isClosed else { return }
                // Leaves everything in the one file. Another process that is reading may forbid it: then it will do it.
                _ = try? pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
                try pool.close()
                isClosed = true
            }
        }
    }
}
