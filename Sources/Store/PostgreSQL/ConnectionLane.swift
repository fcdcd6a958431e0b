import Dispatch
import Foundation
import Synchronization
import Threads

/// Threads that each hold one connection, outside the cooperative pool: libpq blocks while it waits for the server.
///
/// Threads and connections are made when work waits and none is free, up to a number.
final class ConnectionLane: Sendable {
    private typealias Work = @Sendable (PostgresWorker) -> Void

    private struct State {
        var waiting: [Work] = []
        var free = 0
        var threads = 0
        var isClosed = false
    }

    private let name: String
    private let address: PostgresAddress
    private let lockTimeout: TimeInterval
    private let limit: Int
    private let state = Mutex(State())
    private let arrivals = DispatchSemaphore(value: 0)
    private let running = DispatchGroup()

    /// - Parameter limit: most connections at once.
    init(_ name: String, _ address: PostgresAddress, lockTimeout: TimeInterval, limit: Int) {
        self.name = name
        self.address = address
        self.lockTimeout = lockTimeout
        self.limit = limit
    }

    /// Runs `body` on one of the lane's threads, with its connection.
    ///
    /// - Throws: what `body` throws; `CancellationError` where the task is cancelled before or meanwhile.
    func run<R: Sendable>(
        _ body: @escaping @Sendable (PostgresWorker, StatementTicket) throws -> R
    ) async throws -> R {
        let ticket = StatementTicket()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (done: CheckedContinuation<R, any Error>) in
                let isTaken = add { worker in
                    done.resume(with: Result {
                        if ticket.isCancelled { throw CancellationError() }
                        return try body(worker, ticket)
                    })
                }
                if !isTaken { done.resume(throwing: StoreError(.cannotOpen, "the store is closed")) }
            }
        } onCancel: {
            ticket.cancel()
        }
    }

    private func add(_ work: @escaping Work) -> Bool {
        let (isTaken, needsThread) = state.withLock { state -> (Bool, Bool) in
            guard !state.isClosed else { return (false, false) }
            state.waiting.append(work)
            guard state.free < state.waiting.count, state.threads < limit else { return (true, false) }
            state.threads += 1
            return (true, true)
        }
        if needsThread { startThread() }
        if isTaken { arrivals.signal() }
        return isTaken
    }

    private func startThread() {
        running.enter()
        // The thread keeps the lane until its owner closes it.
        OwnThread.start("store.\(name)") { [self] in
            let worker = PostgresWorker(address, lockTimeout: lockTimeout)
            while let work = next() { work(worker) }
            worker.disconnect()
            running.leave()
        }
    }

    /// Waits for work; nil once the lane is closed and nothing waits.
    private func next() -> Work? {
        state.withLock { $0.free += 1 }
        arrivals.wait()
        return state.withLock { state in
            state.free -= 1
            return state.waiting.isEmpty ? nil : state.waiting.removeFirst()
        }
    }

    /// Lets what waits be done and ends the threads; takes nothing more.
    ///
    /// - Parameter waiting: whether to return only once the threads have ended.
    func close(waiting: Bool) {
        let threads = state.withLock { state -> Int in
            defer { state.isClosed = true }
            return state.isClosed ? 0 : state.threads
        }
        for _ in 0..<threads { arrivals.signal() }
        if waiting { running.wait() }
    }
}

/// One thread's way to the server. It stays on its thread.
final class PostgresWorker {
    private let address: PostgresAddress
    private let lockTimeout: TimeInterval
    private var open: PostgresConnection?

    init(_ address: PostgresAddress, lockTimeout: TimeInterval) {
        self.address = address
        self.lockTimeout = lockTimeout
    }

    /// The connection, made anew where the last one broke.
    func connection() throws -> PostgresConnection {
        if let open, open.isIdle { return open }
        open = nil
        let made = try PostgresConnection(address, lockTimeout: lockTimeout)
        open = made
        return made
    }

    func disconnect() { open = nil }
}

/// What ties a waiting task to the statement that is being run for it.
final class StatementTicket: Sendable {
    private struct State {
        var isCancelled = false
        var canceller: PostgresCanceller?
    }
    private let state = Mutex(State())
    private let stopping = DispatchGroup()

    var isCancelled: Bool { state.withLock { $0.isCancelled } }

    func cancel() {
        let canceller = state.withLock { state -> PostgresCanceller? in
            state.isCancelled = true
            if state.canceller != nil { stopping.enter() }
            return state.canceller
        }
        guard let canceller else { return }
        // It speaks to the server, which may take its time: not on whatever thread cancelled the task.
        Thread { [stopping] in
            canceller.stop()
            stopping.leave()
        }.start()
    }

    /// While `body` runs, cancelling the task stops the connection's statement; no order to stop outlives it, where it
    /// would hit another task's statement.
    func during<R>(_ connection: PostgresConnection, _ body: () throws -> R) rethrows -> R {
        state.withLock { $0.canceller = connection.canceller }
        defer {
            state.withLock { $0.canceller = nil }
            stopping.wait()
        }
        return try body()
    }
}
