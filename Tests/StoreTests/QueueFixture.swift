import Foundation
import Logging
import Store
import Synchronization

/// A queue on a real file, on a clock in the test's hand.
struct QueueFixture: Sendable {
    let folder: TemporaryFolder
    let store: any Store
    let clock = ManualClock()

    init() async throws {
        folder = try await TemporaryFolder()
        store = try folder.store()
        try await store.migrate(JobQueue.migrations)
    }

    func queue(
        store: (any Store)? = nil, owner: LeaseOwner = .current, policy: RetryPolicy = RetryPolicy()
    ) -> JobQueue {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return JobQueue(
            store: store ?? self.store, clock: clock.wallClock, owner: owner, policy: policy, logger: logger)
    }

    /// Lets time pass until `condition` holds of the job. Real work (SQLite) happens between the ticks, so their
    /// number is not fixed; the suite's time limit bounds it.
    @discardableResult
    func wait(
        _ queue: JobQueue, _ id: JobID, tick: TimeInterval = 0.25, until condition: (Job) -> Bool
    ) async throws -> Job {
        while true {
            if let job = try await queue.job(id), condition(job) { return job }
            clock.tick(tick)
            await Task.yield()
        }
    }

    /// Runs `body` beside the queue's runner, then stops the runner and waits for it.
    @discardableResult
    func running<R: Sendable>(
        _ queue: JobQueue, _ kinds: [String: JobHandler], concurrency: Int = 2,
        _ body: () async throws -> R
    ) async throws -> R {
        clock.addTimekeepers(1)
        defer { clock.addTimekeepers(-1) }
        let runner = Task { await queue.run(kinds: kinds, concurrency: concurrency) }
        do {
            let result = try await body()
            runner.cancel()
            await runner.value
            return result
        } catch {
            runner.cancel()
            await runner.value
            throw error
        }
    }

    /// A process that is gone, on this machine.
    static let dead = LeaseOwner(
        host: LeaseOwner.current.host, boot: LeaseOwner.current.boot, process: .max, startedAt: 1)
    /// A process of another machine, of which nothing can be known.
    static let elsewhere = LeaseOwner(host: "elsewhere", boot: "", process: 1, startedAt: 1)
}

/// A store as a process sees it that may be killed: from then on nothing that it does reaches the disk.
final class MortalStore: Store {
    struct Killed: Error {}
    private let base: any Store
    private let isKilled = Mutex(false)

    init(_ base: any Store) { self.base = base }

    func kill() { isKilled.withLock { $0 = true } }

    private func check() throws { if isKilled.withLock({ $0 }) { throw Killed() } }

    func read<R: Sendable>(_ body: @escaping @Sendable (any ReadSession) throws -> R) async throws -> R {
        try check()
        return try await base.read(body)
    }
    func write<R: Sendable>(_ body: @escaping @Sendable (any WriteSession) throws -> R) async throws -> R {
        try check()
        return try await base.write(body)
    }
    func migrate(_ migrations: [Migration]) async throws { try await base.migrate(migrations) }
    func backup(to destination: URL) async throws { try await base.backup(to: destination) }
    func integrityProblems() async throws -> [String] { try await base.integrityProblems() }
    func close() throws {}
}

/// Suspends whoever waits until it is opened.
final class Gate: Sendable {
    private let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
    func open() { continuation.finish() }
    func wait() async { for await _ in stream {} }
}
