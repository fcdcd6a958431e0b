internal import DuckDB
internal import Foundation
internal import Synchronization
internal import Tables

/// Tables kept in memory because they are asked about, the longest unused leaving first.
///
/// A table is loaded in the background after the first question about it; until then its file answers.
final class HotTables: Sendable {
    /// Each row's text folded for search.
    static let searchColumn = "__search"

    private struct Entry {
        var bytes: Int64
        var lastUse: UInt64
        var index: TableIndex?
        var isLoaded = false
        var waiters: [CheckedContinuation<Bool, Never>] = []
    }

    private struct State {
        var entries: [ContentHash: Entry] = [:]
        /// Too large, or refused by the engine: not tried again.
        var left: Set<ContentHash> = []
        var clock: UInt64 = 0
    }

    private let state = Mutex(State())
    private let loader: Pool
    private let tables: ContentStore
    private let capacity: Int64

    /// - Parameter capacity: bytes of tables, by estimate.
    init(database: Database, tables: ContentStore, capacity: Int64) throws {
        loader = try Pool(database: database, size: 1)
        self.tables = tables
        self.capacity = capacity
    }

    /// The table's name in the engine where it is in memory. Where it is not, it is on its way from now on.
    func name(of table: StoredTable) -> String? {
        enum Answer { case loaded, no, load(evicting: [ContentHash]) }
        let estimate = Self.estimate(table)
        let answer: Answer = state.withLock { state in
            state.clock += 1
            if state.entries[table.hash] != nil {
                state.entries[table.hash]?.lastUse = state.clock
                return state.entries[table.hash]?.isLoaded == true ? .loaded : .no
            }
            guard estimate <= capacity / 2, !state.left.contains(table.hash) else { return .no }
            var evicted: [ContentHash] = []
            var total = state.entries.values.reduce(estimate) { $0 + $1.bytes }
            while total > capacity {
                guard let oldest = state.entries.filter({ $0.value.isLoaded }).min(by: { $0.value.lastUse < $1.value.lastUse }) else { return .no }
                total -= oldest.value.bytes
                state.entries[oldest.key] = nil
                evicted.append(oldest.key)
            }
            state.entries[table.hash] = Entry(bytes: estimate, lastUse: state.clock)
            return .load(evicting: evicted)
        }
        switch answer {
        case .loaded: return Self.name(table.hash)
        case .no: return nil
        case .load(let evicted):
            // Detached from the question: the table is for the next ones, whatever becomes of this one.
            Task.detached { [self] in await load(table, evicting: evicted) }
            return nil
        }
    }

    /// The table by ranks, where that much of it is in memory.
    func index(of table: StoredTable) -> TableIndex? {
        _ = name(of: table)
        return state.withLock { $0.entries[table.hash]?.index }
    }

    func has(_ table: StoredTable) -> Bool { state.withLock { $0.entries[table.hash]?.isLoaded == true } }

    /// Waits until the table is in memory. False where it is not meant to be.
    func wait(for table: StoredTable) async -> Bool {
        if name(of: table) != nil { return true }
        return await withCheckedContinuation { continuation in
            let answer: Bool? = state.withLock { state in
                guard let entry = state.entries[table.hash] else { return false }
                if entry.isLoaded { return true }
                state.entries[table.hash]?.waiters.append(continuation)
                return nil
            }
            if let answer { continuation.resume(returning: answer) }
        }
    }

    /// Lets go of the tables that `isGone` names.
    func evict(_ isGone: (ContentHash) -> Bool) {
        let gone = state.withLock { state in
            let gone = state.entries.filter { $0.value.isLoaded && isGone($0.key) }.map(\.key)
            for hash in gone { state.entries[hash] = nil }
            return gone
        }
        if !gone.isEmpty { Task.detached { [self] in await drop(gone) } }
    }

    private func load(_ table: StoredTable, evicting: [ContentHash]) async {
        await drop(evicting)
        let dialect = DuckDBDialect()
        let statement = """
            CREATE OR REPLACE TABLE \(dialect.identifier(Self.name(table.hash))) AS \
            SELECT *, \(TableSource.searchText(table.columns, dialect)) AS \(dialect.identifier(Self.searchColumn)) \
            FROM \(dialect.file(at: tables.url(table.hash).path))
            """
        let source = TableSource(
            table: table, dialect: dialect, relation: dialect.file(at: tables.url(table.hash).path), searchColumn: nil)
        let limit = Int(capacity / 4)
        let isLoaded: Bool
        do {
            // Ranks first: they answer most questions, and are made in less time than the engine takes to load.
            if let index = try await loader.run({ try TableIndex(table, source, on: $0, limit: limit) }) {
                state.withLock {
                    $0.entries[table.hash]?.index = index
                    $0.entries[table.hash]?.bytes += Int64(index.bytes)
                }
            }
            try await loader.run { _ = try $0.execute(statement) }
            isLoaded = true
        } catch {
            // The file goes on answering; its own error, if it is damaged, reaches whoever asks.
            isLoaded = false
        }
        let waiters = state.withLock { state in
            let waiters = state.entries[table.hash]?.waiters ?? []
            if isLoaded {
                state.entries[table.hash]?.isLoaded = true
                state.entries[table.hash]?.waiters = []
            } else {
                state.entries[table.hash] = nil
                state.left.insert(table.hash)
            }
            return waiters
        }
        for waiter in waiters { waiter.resume(returning: isLoaded) }
    }

    private func drop(_ hashes: [ContentHash]) async {
        let dialect = DuckDBDialect()
        for hash in hashes {
            // Statements that run keep what they read; failing to drop only wastes memory.
            _ = try? await loader.run { try $0.execute("DROP TABLE IF EXISTS \(dialect.identifier(Self.name(hash)))") }
        }
    }

    private static func name(_ hash: ContentHash) -> String { "table_\(hash.hex)" }

    /// Bytes that a table takes in memory: texts are 16 bytes and more, and the Parquet file, which is what they
    /// compress to, tells how much more. The search column doubles them.
    private static func estimate(_ table: StoredTable) -> Int64 {
        let width = table.columns.reduce(Int64(8)) { $0 + ($1.type == .text || $1.type == .json ? 16 : 8) }
        return table.rows * width + table.bytes * 8
    }
}
