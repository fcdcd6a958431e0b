import Threads

/// The move of everything that one store holds to another, whatever their engines.
///
/// The source is read in one state; the target takes all of it in one transaction, or nothing. Keys between tables are
/// checked once all rows are there, and the rows of every table are counted on both sides before the commit.
package struct StoreTransfer: Sendable {
    private let source: any TransferableStore
    private let target: any TransferableStore

    /// - Parameter target: what its tables hold is replaced; see ``isEmpty(_:)``.
    package init(from source: any TransferableStore, to target: any TransferableStore) {
        self.source = source
        self.target = target
    }

    /// How many rows a table held, once moved.
    package struct Count: Sendable, Hashable {
        package let table: String
        package let rows: Int64
    }

    /// Moves everything.
    ///
    /// - Parameters:
    ///   - migrations: those of every room; the target is brought up to them first, and the source too.
    ///   - progress: told after each piece how many rows are written, and of how many.
    /// - Returns: the rows of each table, by its name.
    /// - Throws: ``StoreError``: `unexpectedValue` where a value does not fit the other engine, or where the counts
    ///   differ; `statement` where the source holds a table that no migration makes.
    @discardableResult
    package func run(
        _ migrations: [Migration], progress: @escaping @Sendable (_ done: Int64, _ total: Int64) -> Void = { _, _ in }
    ) async throws -> [Count] {
        try await source.migrate(migrations)
        try await target.migrate(migrations)
        let (source, target) = (source, target)
        return try await OwnThread.run("store.transfer") { isCancelled in
            try source.exporting { source in
                try target.importing { target in
                    try Self.copy(from: source, to: target, isCancelled: isCancelled, progress: progress)
                }
            }
        }
    }

    /// Whether a store holds no row yet, apart from what its migrations put there.
    package static func isEmpty(_ store: any TransferableStore) async throws -> Bool {
        try await OwnThread.run("store.count") { _ in
            try store.exporting { source in
                try source.tables().allSatisfy { try $0.name == migrations || source.count($0) == 0 }
            }
        }
    }

    private static let migrations = "store_migrations"

    private static func copy(
        from source: any TransferSource, to target: any TransferTarget, isCancelled: () -> Bool,
        progress: (Int64, Int64) -> Void
    ) throws -> [Count] {
        let tables = try source.tables()
        let known = Dictionary(uniqueKeysWithValues: try target.tables().map { ($0.name, Set($0.columns)) })
        for table in tables {
            guard let columns = known[table.name], columns == Set(table.columns) else {
                throw StoreError(.statement, "table \(table.name) is not what this program makes of it")
            }
        }
        let sizes = try tables.map { try source.count($0) }
        let total = sizes.reduce(0, +)
        var done: Int64 = 0
        try target.empty()
        for table in tables {
            try target.insert(into: table) { write in
                try source.forEachRow(of: table) { row in
                    try write(row)
                    done += 1
                    if done % 1000 == 0 {
                        if isCancelled() { throw CancellationError() }
                        progress(done, total)
                    }
                }
            }
        }
        try target.settle()
        progress(done, total)
        for (table, size) in zip(tables, sizes) {
            let copied = try target.count(table)
            guard copied == size else {
                throw StoreError(.unexpectedValue, "table \(table.name): \(size) rows were read, \(copied) are there")
            }
        }
        return zip(tables, sizes).map { Count(table: $0.name, rows: $1) }
    }
}

/// A store whose content can be read and replaced as a whole. The closures run on the calling thread, which they block.
package protocol TransferableStore: Store {
    /// Reads one state of all tables.
    func exporting<R>(_ body: (any TransferSource) throws -> R) throws -> R

    /// Replaces what the tables hold, in one transaction.
    func importing<R>(_ body: (any TransferTarget) throws -> R) throws -> R
}

/// A table and its columns, in the order of its definition.
package struct TransferTable: Sendable, Hashable {
    package let name: String
    package let columns: [String]

    var quoted: String { "\"\(name)\"" }
    var columnList: String { columns.map { "\"\($0)\"" }.joined(separator: ", ") }
}

/// One state of a store's tables.
package protocol TransferSource {
    /// By name.
    func tables() throws -> [TransferTable]
    func count(_ table: TransferTable) throws -> Int64
    /// Hands over each row, its values in the order of the table's columns; few rows are in memory at once.
    func forEachRow(of table: TransferTable, _ body: ([StoreValue]) throws -> Void) throws
}

/// A transaction that replaces what the tables hold.
package protocol TransferTarget {
    func tables() throws -> [TransferTable]
    func count(_ table: TransferTable) throws -> Int64
    /// Removes every row and suspends the keys between tables.
    func empty() throws
    /// Adds the rows that `rows` hands to its argument.
    func insert(into table: TransferTable, _ rows: (_ write: ([StoreValue]) throws -> Void) throws -> Void) throws
    /// Checks the keys between tables again.
    func settle() throws
}
