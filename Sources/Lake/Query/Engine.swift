internal import DuckDB
internal import Foundation

/// The engine that answers questions: locked to the folder of tables, with the tables in use kept in memory.
final class Engine: Sendable {
    let database: Database
    let pool: Pool
    let hot: HotTables
    private let tables: ContentStore
    private let dialect = DuckDBDialect()

    init(tables: ContentStore, scratch: URL, support: SupportFolder, settings: LakeSettings) throws {
        let spill = scratch.appending(path: "\(getpid())-queries")
        database = try Database(
            configuration: ["threads": "\(settings.threads)", "memory_limit": "\(settings.queryMemory)B", "temp_directory": spill.path],
            support: support)
        try database.connect().lock(to: [tables.folder, spill])
        pool = try Pool(database: database, size: settings.connections)
        hot = try HotTables(database: database, tables: tables, capacity: settings.hotBytes)
        self.tables = tables
    }

    /// The table's file, for statements.
    func file(_ table: StoredTable) -> TableSource {
        TableSource(table: table, dialect: dialect, relation: dialect.file(at: tables.url(table.hash).path))
    }

    /// Runs statements made for a table's file.
    func run<R: Sendable>(
        _ table: StoredTable, timeout: Duration, _ body: @escaping @Sendable (TableSource, borrowing Connection) throws -> R
    ) async throws -> R {
        let source = file(table)
        return try await pool.run(timeout: timeout) { try body(source, $0) }
    }
}
