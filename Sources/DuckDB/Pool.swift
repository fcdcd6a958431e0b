internal import Foundation
internal import Threads

/// Connections, each on a thread of its own: DuckDB blocks, and must not block Swift's cooperative threads.
package final class Pool: Sendable {
    package let database: Database
    private let queue: WorkQueue

    /// - Parameters:
    ///   - size: how many statements may run at once.
    ///   - prepare: done once on each connection before it serves.
    package init(
        database: Database, size: Int, prepare: (borrowing Connection) throws -> Void = { _ in }
    ) throws {
        self.database = database
        let seats = try (0..<max(1, size)).map { _ in
            let seat = Seat(try database.connect())
            try prepare(seat.connection)
            return seat
        }
        let queue = WorkQueue()
        self.queue = queue
        for (number, seat) in seats.enumerated() {
            OwnThread.start("duckdb-\(number)") { queue.serve(seat) }
        }
        OwnThread.start("duckdb-watch") { queue.watch() }
    }

    deinit { queue.close() }

    /// Runs `body` with a connection that nothing else uses meanwhile.
    ///
    /// Cancelling the task, or the passing of `timeout` (counted from the call, waiting included), interrupts the
    /// statement that runs and refuses the following ones.
    ///
    /// - Throws: what `body` throws; `CancellationError` where the task was cancelled; `DuckDBError` with code
    ///   `timeout`.
    package func run<R: Sendable>(
        timeout: Duration? = nil, _ body: @escaping @Sendable (borrowing Connection) throws -> R
    ) async throws -> R {
        let work = Work(deadline: timeout.map { .now + $0 })
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<R, any Error>) in
                work.perform = { connection in
                    let result = Result { try body(connection) }
                    // An interruption shows as an error of the statement; what the caller did is what counts.
                    continuation.resume(with: work.isCancelled ? result.mapError { _ in CancellationError() } : result)
                }
                work.refuse = { continuation.resume(throwing: $0) }
                queue.add(work)
            }
        } onCancel: {
            queue.cancel(work)
        }
    }
}

/// A connection that a thread serves from.
///
/// Sendable, unchecked: made on one thread, then used by the one that serves, and by no other.
final class Seat: @unchecked Sendable {
    let connection: Connection

    init(_ connection: consuming Connection) { self.connection = connection }
}
