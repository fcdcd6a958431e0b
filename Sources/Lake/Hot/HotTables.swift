internal import DuckDB
internal import Foundation
internal import Synchronization

/// Tables kept in memory because they are asked about, the longest unused leaving first.
///
/// A table is loaded in the background after the first question about it; until then its file answers.
final class HotTables: Sendable {
    private struct Entry {
        /// By estimate until it is loaded.
        var bytes: Int64
        var lastUse: UInt64
        var index: TableIndex?
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

    /// - Parameter capacity: bytes of tables.
    init(database: Database, tables: ContentStore, capacity: Int64) throws {
        loader = try Pool(database: database, size: 1)
        self.tables = tables
        self.capacity = capacity
    }

    /// The table where it is in memory. Where it is not, it is on its way from now on.
    func index(of table: StoredTable) -> TableIndex? {
        enum Answer { case loaded(TableIndex), no, load }
        let estimate = Self.estimate(table)
        let answer: Answer = state.withLock { state in
            state.clock += 1
            if let entry = state.entries[table.hash] {
                state.entries[table.hash]?.lastUse = state.clock
                return entry.index.map(Answer.loaded) ?? .no
            }
            guard estimate <= capacity / 2, !state.left.contains(table.hash), Self.makeRoom(for: estimate, within: capacity, &state) else { return .no }
            state.entries[table.hash] = Entry(bytes: estimate, lastUse: state.clock)
            return .load
        }
        switch answer {
        case .loaded(let index): return index
        case .no: return nil
        case .load:
            // Detached from the question: the table is for the next ones, whatever becomes of this one.
            Task.detached { [self] in await load(table) }
            return nil
        }
    }

    /// Waits until the table is in memory. False where it is not meant to be.
    func wait(for table: StoredTable) async -> Bool {
        if index(of: table) != nil { return true }
        return await withCheckedContinuation { continuation in
            let answer: Bool? = state.withLock { state in
                guard let entry = state.entries[table.hash] else { return false }
                if entry.index != nil { return true }
                state.entries[table.hash]?.waiters.append(continuation)
                return nil
            }
            if let answer { continuation.resume(returning: answer) }
        }
    }

    /// How many tables are in memory, and what they weigh in bytes.
    var contents: (tables: Int, bytes: Int64) {
        state.withLock { state in
            let loaded = state.entries.values.filter { $0.index != nil }
            return (loaded.count, loaded.reduce(0) { $0 + $1.bytes })
        }
    }

    /// Lets go of the tables that `isGone` names.
    func evict(_ isGone: (ContentHash) -> Bool) {
        state.withLock { state in
            for hash in state.entries.filter({ $0.value.index != nil && isGone($0.key) }).map(\.key) { state.entries[hash] = nil }
        }
    }

    private func load(_ table: StoredTable) async {
        let dialect = DuckDBDialect()
        let source = TableSource(table: table, dialect: dialect, relation: dialect.file(at: tables.url(table.hash).path))
        let limit = Int(capacity / 2)
        // Where it fails, the file goes on answering; its own error, if it is damaged, reaches whoever asks.
        let index = try? await loader.run { try TableIndex(table, source, on: $0, limit: limit) }
        let waiters = state.withLock { state in
            let waiters = state.entries[table.hash]?.waiters ?? []
            state.entries[table.hash] = nil
            if let index, Self.makeRoom(for: Int64(index.bytes), within: capacity, &state) {
                state.clock += 1
                state.entries[table.hash] = Entry(bytes: Int64(index.bytes), lastUse: state.clock, index: index)
            } else {
                state.left.insert(table.hash)
            }
            return waiters
        }
        for waiter in waiters { waiter.resume(returning: index != nil) }
    }

    /// Lets the longest unused tables go until `bytes` fit. False where they cannot. Questions under way keep what
    /// they read.
    private static func makeRoom(for bytes: Int64, within capacity: Int64, _ state: inout State) -> Bool {
        guard bytes <= capacity else { return false }
        var total = state.entries.values.reduce(bytes) { $0 + $1.bytes }
        while total > capacity {
            guard let oldest = state.entries.filter({ $0.value.index != nil }).min(by: { $0.value.lastUse < $1.value.lastUse }) else { return false }
            total -= oldest.value.bytes
            state.entries[oldest.key] = nil
        }
        return true
    }

    /// Bytes that a table takes in memory: a rank and now and then a place in an order for each cell, and the
    /// different values, which are less than what the Parquet file unpacks to.
    private static func estimate(_ table: StoredTable) -> Int64 {
        table.rows * Int64(table.columns.count) * 6 + table.bytes * 6
    }
}
