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
            configuration: [
                "threads": "\(settings.threads)", "memory_limit": "\(settings.hotBytes + settings.queryMemory)B",
                "temp_directory": spill.path, "enable_object_cache": "true",
            ], support: support)
        try database.connect().lock(to: [tables.folder, spill])
        pool = try Pool(database: database, size: settings.connections)
        hot = try HotTables(database: database, tables: tables, capacity: settings.hotBytes)
        self.tables = tables
    }

    /// What to read a table from at this moment: memory where it is there, else its file.
    func source(_ table: StoredTable) -> TableSource {
        if let name = hot.name(of: table) {
            return TableSource(table: table, dialect: dialect, relation: dialect.identifier(name), searchColumn: HotTables.searchColumn)
        }
        return file(table)
    }

    /// The table's file, whatever is in memory.
    func file(_ table: StoredTable) -> TableSource {
        TableSource(table: table, dialect: dialect, relation: dialect.file(at: tables.url(table.hash).path), searchColumn: nil)
    }

    /// Runs a statement made for `table`.
    ///
    /// A table may leave memory between the making of a statement and its running: it is then made again, for the file.
    func run<R: Sendable>(
        _ table: StoredTable, timeout: Duration, _ body: @escaping @Sendable (TableSource, borrowing Connection) throws -> R
    ) async throws -> R {
        let first = source(table)
        do {
            return try await pool.run(timeout: timeout) { try body(first, $0) }
        } catch let error as DuckDBError where error.code == .query && first.searchColumn != nil && !hot.has(table) {
            let second = file(table)
            return try await pool.run(timeout: timeout) { try body(second, $0) }
        }
    }
}
