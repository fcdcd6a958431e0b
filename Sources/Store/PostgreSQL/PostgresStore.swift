package import Foundation
import Synchronization

/// The store in a PostgreSQL database, for instances that have grown.
///
/// Writes are serializable transactions: one that collides with another is run again, and after several collisions
/// alone. A statement that fails dooms its transaction, whatever the closure makes of the error.
package final class PostgresStore: Store {
    package let address: PostgresAddress
    private let readers: ConnectionLane
    private let writers: ConnectionLane
    private let lockTimeout: TimeInterval
    /// What this process was told of the tables, to make them again elsewhere.
    private let known = Mutex<[Migration]>([])

    /// Speaks to nobody yet; see ``open(_:lockTimeout:)``.
    ///
    /// - Parameters:
    ///   - lockTimeout: how long to wait for what others hold, in seconds.
    ///   - connections: most connections for reading at once; for writing, half as many.
    package init(_ address: PostgresAddress, lockTimeout: TimeInterval = 10, connections: Int = 8) {
        self.address = address
        self.lockTimeout = lockTimeout
        readers = ConnectionLane("read", address, lockTimeout: lockTimeout, limit: connections)
        writers = ConnectionLane("write", address, lockTimeout: lockTimeout, limit: max(connections / 2, 1))
    }

    deinit {
        readers.close(waiting: false)
        writers.close(waiting: false)
    }

    /// A store that answers, and that can hold what rooms write.
    ///
    /// - Throws: ``StoreError`` of kind `cannotOpen` where the server cannot be reached or entered, is older than
    ///   PostgreSQL 13, or where the database's encoding is not UTF-8.
    package static func open(_ address: PostgresAddress, lockTimeout: TimeInterval = 10) async throws -> PostgresStore {
        let store = PostgresStore(address, lockTimeout: lockTimeout)
        let figures: StoreFigures
        do {
            figures = try await store.figures()
        } catch let error as StoreError {
            throw StoreError(.cannotOpen, error.message)
        }
        guard figures.versionNumber >= 130_000 else {
            throw StoreError(.cannotOpen, "PostgreSQL \(figures.version) is too old: 13 at least")
        }
        guard figures.encoding == "UTF8" else {
            throw StoreError(.cannotOpen, "the database's encoding is \(figures.encoding), it must be UTF8")
        }
        return store
    }

    package func read<R: Sendable>(
        _ body: @escaping @Sendable (any ReadSession) throws -> R
    ) async throws -> R {
        try await readers.run { worker, ticket in try worker.run(.reading, ticket) { try body($0) } }
    }

    @discardableResult
    package func write<R: Sendable>(
        _ body: @escaping @Sendable (any WriteSession) throws -> R
    ) async throws -> R {
        try await writers.run { worker, ticket in try worker.run(.writing, ticket) { try body($0) } }
    }

    package func claim<R: Sendable>(
        _ body: @escaping @Sendable (any WriteSession) throws -> R
    ) async throws -> R {
        try await writers.run { worker, ticket in try worker.run(.claiming, ticket) { try body($0) } }
    }

    package func migrate(_ migrations: [Migration]) async throws {
        known.withLock { known in known += migrations.filter { !known.contains($0) } }
        let record: @Sendable (any WriteSession) throws -> Void = { session in
            _ = try session.rows(WriterTurn.migrate)
            try session.execute(
                "CREATE TABLE IF NOT EXISTS store_migrations (id TEXT PRIMARY KEY, applied_at BIGINT NOT NULL)")
        }
        try await claim(record)
        for migration in migrations {
            // Each statement sees what was committed before it: what is asked after the lock is what the last holder
            // left.
            try await claim { session in
                _ = try session.rows(WriterTurn.migrate)
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
        let copy = try SQLiteStore(path: destination)
        do {
            try await StoreTransfer(from: self, to: copy).run(known.withLock { $0 })
            try copy.standAlone()
        } catch {
            try? copy.close()
            for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: destination.path + suffix) }
            throw error
        }
    }

    package func integrityProblems() async throws -> [String] {
        try await read { session in
            let indexes = try session.rows(
                """
                SELECT c.relname AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
                JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = current_schema() AND NOT i.indisvalid
                """
            ).map { "index \(try $0.string("name")) is not valid" }
            let keys = try session.rows(
                """
                SELECT c.conname AS name FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace
                WHERE n.nspname = current_schema() AND NOT c.convalidated
                """
            ).map { "constraint \(try $0.string("name")) was never checked" }
            let pages = try session.row(
                "SELECT COALESCE(checksum_failures, 0) AS n FROM pg_stat_database WHERE datname = current_database()"
            ).flatMap { try $0.optionalInt64("n") } ?? 0
            return indexes + keys + (pages > 0 ? ["\(pages) pages do not match their checksum"] : [])
        }
    }

    /// What the server is, for the doctor.
    package func figures() async throws -> StoreFigures {
        try await read { session in
            let row = try session.row(
                """
                SELECT current_setting('server_version') AS version, current_setting('server_encoding') AS encoding,
                    current_setting('server_version_num')::int AS number, current_database()::text AS name,
                    pg_database_size(current_database()) AS bytes
                """)
            guard let row else { throw StoreError(.other, "the server tells nothing of itself") }
            return StoreFigures(
                version: try row.string("version"), versionNumber: try row.int("number"),
                database: try row.string("name"), encoding: try row.string("encoding"), bytes: try row.int64("bytes"))
        }
    }

    package func close() throws {
        readers.close(waiting: true)
        writers.close(waiting: true)
    }

    /// A connection of its own on the calling thread, for work that streams.
    func blocking<R>(_ body: (PostgresConnection) throws -> R) throws -> R {
        do {
            return try body(PostgresConnection(address, lockTimeout: lockTimeout))
        } catch let failure as PostgresFailure {
            throw failure.storeError
        }
    }
}

/// What a PostgreSQL server tells of itself and of the store's database.
package struct StoreFigures: Sendable, Hashable {
    package let version: String
    let versionNumber: Int
    package let database: String
    let encoding: String
    /// The whole database, other schemas included.
    package let bytes: Int64
}
