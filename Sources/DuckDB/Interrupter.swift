internal import CDuckDB
internal import Synchronization

/// Stops, from any thread, what a connection is doing.
///
/// Sendable, unchecked: the handle is only touched under the lock, and given up under it before it is destroyed.
package final class Interrupter: @unchecked Sendable {
    /// Why a statement was stopped.
    enum Reason: UInt8, AtomicRepresentable {
        case none, asked, late
    }

    private let library: Library
    private let handle: Mutex<Handle>
    private let reason = Atomic<Reason>(.none)

    @safe private struct Handle: @unchecked Sendable {
        var connection: duckdb_connection?
    }

    init(_ connection: duckdb_connection, _ library: Library) {
        self.library = library
        handle = unsafe Mutex(Handle(connection: connection))
    }

    /// Stops the running statement, and refuses every further one until `reset()`.
    package func interrupt() { interrupt(.asked) }

    func interrupt(_ reason: Reason) {
        _ = self.reason.compareExchange(expected: .none, desired: reason, ordering: .sequentiallyConsistent)
        handle.withLock { handle in
            if let connection = unsafe handle.connection { unsafe library.api.interrupt(connection) }
        }
    }

    /// Lets statements run again.
    package func reset() { reason.store(.none, ordering: .sequentiallyConsistent) }

    /// The error for having been stopped, if so.
    func failure(_ sql: String?) -> DuckDBError? {
        switch reason.load(ordering: .sequentiallyConsistent) {
        case .none: nil
        case .asked: DuckDBError(code: .interrupted, message: "interrupted", sql: sql)
        case .late: DuckDBError(code: .timeout, message: "timed out", sql: sql)
        }
    }

    /// From here on the connection is no longer there.
    func retire() {
        handle.withLock { unsafe $0.connection = nil }
    }
}
