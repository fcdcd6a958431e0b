package import Foundation
package import Logging
import Synchronization

/// The jobs of an instance, in its store: what is acknowledged is on disk, and a crash at any moment loses none.
///
/// Any number of processes may queue and run jobs on one store. A running job is leased: its process renews the
/// lease while it lives; when the process is gone, the job is queued again, at once where that can be known and at
/// the end of the lease otherwise.
package struct JobQueue: Sendable {
    let store: any Store
    let clock: WallClock
    let owner: LeaseOwner
    let policy: RetryPolicy
    let timing: JobTiming
    let describe: @Sendable (any Error) -> JobFailure
    let logger: Logger
    let doorbell = Doorbell()

    /// - Parameters:
    ///   - owner: the process that takes leases.
    ///   - describe: tells an error that a handler threw in a form that can be stored. ``JobFailure``s are kept as
    ///     they are and do not come here.
    package init(
        store: any Store,
        clock: WallClock = .system,
        owner: LeaseOwner = .current,
        policy: RetryPolicy = RetryPolicy(),
        timing: JobTiming = JobTiming(),
        logger: Logger = Logger(label: "portulan.jobs"),
        describe: @escaping @Sendable (any Error) -> JobFailure = {
            JobFailure(
                code: "unexpected", arguments: (try? JSON.text(["detail": "\($0)"])) ?? "{}", isPermanent: false)
        }
    ) {
        self.store = store
        self.clock = clock
        self.owner = owner
        self.policy = policy
        self.timing = timing
        self.logger = logger
        self.describe = describe
    }

    /// Adds a job, which is on disk when this returns.
    ///
    /// - Parameters:
    ///   - kind: which handler is to run it.
    ///   - payload: what to do.
    ///   - key: where a job of this kind and key is queued or running, that one is given back instead.
    ///   - runAfter: not before this moment; at once by default.
    package func enqueue(
        kind: String, payload: some Encodable & Sendable, key: String? = nil, runAfter: Date? = nil
    ) async throws -> JobID {
        let text = try JSON.text(payload)
        let id = try await store.write { try enqueue(kind: kind, json: text, key: key, runAfter: runAfter, in: $0) }
        ring()
        return id
    }

    /// Adds a job within a transaction of the caller, so that it exists exactly if the rest of the transaction does.
    ///
    /// Call ``ring()`` after the commit to have it taken up without waiting for the next poll.
    package func enqueue(
        kind: String, payload: some Encodable, key: String? = nil, runAfter: Date? = nil,
        in session: any WriteSession
    ) throws -> JobID {
        try enqueue(kind: kind, json: JSON.text(payload), key: key, runAfter: runAfter, in: session)
    }

    private func enqueue(
        kind: String, json: String, key: String?, runAfter: Date?, in session: any WriteSession
    ) throws -> JobID {
        if let key,
            let active = try session.row(
                "SELECT id FROM jobs WHERE kind = ? AND job_key = ? AND state IN ('queued', 'running')",
                [.text(kind), .text(key)])
        {
            return JobID(rawValue: try active.string("id"))
        }
        let now = clock.now()
        let id = JobID(at: now)
        try session.execute(
            """
            INSERT INTO jobs (id, kind, job_key, payload, state, attempts, max_attempts, interruptions, run_after,
                cancel_requested, created_at)
            VALUES (?, ?, ?, ?, 'queued', 0, ?, 0, ?, 0, ?)
            """,
            [
                .text(id.rawValue), .text(kind), StoreValue(key), .text(json), .integer(Int64(policy.maxAttempts)),
                StoreValue(runAfter ?? now), StoreValue(now),
            ])
        return id
    }

    /// Makes the runners of this process look for work now.
    package func ring() { doorbell.ring() }

    /// The job, or nil when there is none of this name (any more).
    package func job(_ id: JobID) async throws -> Job? {
        try await store.read { session in
            try session.row("SELECT * FROM jobs WHERE id = ?", [.text(id.rawValue)]).map(Job.init)
        }
    }

    /// Jobs, the latest first.
    package func jobs(state: JobState? = nil, kind: String? = nil, limit: Int = 100) async throws -> [Job] {
        var conditions: [String] = []
        var parameters: [StoreValue] = []
        if let state {
            conditions.append("state = ?")
            parameters.append(.text(state.rawValue))
        }
        if let kind {
            conditions.append("kind = ?")
            parameters.append(.text(kind))
        }
        let filter = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
        let (sql, values) = ("SELECT * FROM jobs \(filter) ORDER BY id DESC LIMIT ?", parameters + [StoreValue(limit)])
        return try await store.read { try $0.rows(sql, values).map(Job.init) }
    }

    /// The jobs of a kind that wait or run, by their keys.
    package func active(kind: String) async throws -> [String: Job] {
        let jobs = try await store.read { session in
            try session.rows("SELECT * FROM jobs WHERE kind = ? AND state IN ('queued', 'running') ORDER BY id", [.text(kind)]).map(Job.init)
        }
        return Dictionary(jobs.compactMap { job in job.key.map { ($0, job) } }, uniquingKeysWith: { first, _ in first })
    }

    /// How many jobs are in each state; states without jobs are left out.
    package func counts() async throws -> [JobState: Int] {
        try await store.read { session in
            var counts: [JobState: Int] = [:]
            for row in try session.rows("SELECT state, count(*) AS jobs FROM jobs GROUP BY state") {
                if let state = JobState(rawValue: try row.string("state")) { counts[state] = try row.int("jobs") }
            }
            return counts
        }
    }

    /// Asks a job to stop: at once when it waits, as soon as its handler looks when it runs.
    ///
    /// - Returns: the state it is left in, or nil when there is no such job.
    @discardableResult
    package func cancel(_ id: JobID) async throws -> JobState? {
        let now = clock.now()
        let state = try await store.write { session -> JobState? in
            try session.execute(
                "UPDATE jobs SET state = 'cancelled', cancel_requested = 1, finished_at = ? WHERE id = ? AND state = 'queued'",
                [StoreValue(now), .text(id.rawValue)])
            try session.execute(
                "UPDATE jobs SET cancel_requested = 1 WHERE id = ? AND state = 'running'", [.text(id.rawValue)])
            return try session.row("SELECT state FROM jobs WHERE id = ?", [.text(id.rawValue)])
                .flatMap { JobState(rawValue: try $0.string("state")) }
        }
        return state
    }

    /// The job as it goes, whichever process runs it: its present state first, then each change, and last its final
    /// state. Ends at once when there is no such job.
    package func updates(of id: JobID) -> AsyncThrowingStream<Job, any Error> {
        AsyncThrowingStream { continuation in
            let watcher = Task {
                let (bell, ringer) = doorbell.listen()
                // The bell tells at once of what this process does, the clock of what others do.
                let ticker = Task {
                    repeat { ringer.yield() } while (try? await clock.sleep(timing.pulse)) != nil
                }
                defer { ticker.cancel() }
                do {
                    var last: Job?
                    for await _ in bell {
                        guard let job = try await job(id) else { break }
                        if job != last { continuation.yield(job) }
                        last = job
                        if job.state.isFinal { break }
                    }
                    continuation.finish()
                } catch {
                    continuation.finish(throwing: error)
                }
            }
            continuation.onTermination = { _ in watcher.cancel() }
        }
    }

    /// Forgets jobs that ended before `date`.
    ///
    /// - Returns: how many.
    @discardableResult
    package func prune(finishedBefore date: Date) async throws -> Int {
        try await store.write {
            try $0.execute(
                "DELETE FROM jobs WHERE state IN ('succeeded', 'failed', 'cancelled') AND finished_at < ?",
                [StoreValue(date)])
        }
    }
}

/// The paces of a queue.
package struct JobTiming: Sendable {
    /// How often progress is written and orders to stop are read.
    package var pulse: Duration = .milliseconds(250)
    /// How often to look for jobs that other processes queued.
    package var poll: Duration = .seconds(1)
    /// How long a lease lasts in seconds; it is renewed at a third of it.
    package var lease: TimeInterval = 30
    /// How long the history of ended jobs is kept, in seconds.
    package var history: TimeInterval = 30 * 86_400

    package init() {}
}

/// Wakes the runners of this process.
final class Doorbell: Sendable {
    private let listeners = Mutex<[UUID: AsyncStream<Void>.Continuation]>([:])

    func ring() {
        for listener in listeners.withLock({ Array($0.values) }) { listener.yield() }
    }

    /// The rings, of which one stands for any number not yet heard, and a way to ring for this listener alone.
    func listen() -> (bell: AsyncStream<Void>, ringer: AsyncStream<Void>.Continuation) {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let id = UUID()
        listeners.withLock { $0[id] = continuation }
        continuation.onTermination = { [weak self] _ in self?.listeners.withLock { $0[id] = nil } }
        return (stream, continuation)
    }
}
