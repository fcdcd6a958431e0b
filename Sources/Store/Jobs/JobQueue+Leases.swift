import Foundation

/// The steps of a job's life in the store. Each is one transaction; those on a running job do nothing when the lease
/// is no longer this attempt's.
extension JobQueue {
    /// Takes the job that has waited longest among `kinds`, or nil when none is ready.
    func claim(kinds: [String]) async throws -> Job? {
        guard !kinds.isEmpty else { return nil }
        let now = clock.now()
        let lease = try StoreValue.json(owner)
        let list = Array(repeating: "?", count: kinds.count).joined(separator: ", ")
        let search = """
            SELECT id FROM jobs WHERE state = 'queued' AND run_after <= ? AND kind IN (\(list))
            ORDER BY run_after, id LIMIT 1
            """
        let parameters = [StoreValue(now)] + kinds.map(StoreValue.text)
        // Most looks find nothing: they must not take the write lock.
        guard try await store.read({ try $0.row(search, parameters) }) != nil else { return nil }
        return try await store.claim { session in
            guard let id = try session.row(session.skippingLocked(search), parameters)?.string("id") else { return nil }
            try session.execute(
                """
                UPDATE jobs SET state = 'running', attempts = attempts + 1, lease_owner = ?, lease_until = ?,
                    started_at = COALESCE(started_at, ?), progress = NULL
                WHERE id = ?
                """,
                [lease, StoreValue(now + timing.lease), StoreValue(now), .text(id)])
            return try session.row("SELECT * FROM jobs WHERE id = ?", [.text(id)]).map(Job.init)
        }
    }

    /// Queues again the running jobs whose process is gone or whose lease is over.
    ///
    /// - Returns: how many jobs were found so.
    @discardableResult
    func recover() async throws -> Int {
        let now = clock.now()
        let isAbandoned: @Sendable (Job) -> Bool = { job in
            if let until = job.leaseUntil, until < now { return true }
            return job.leaseOwner?.isKnownDead(to: owner) ?? true
        }
        let find: @Sendable (any ReadSession) throws -> [Job] = { session in
            try session.rows("SELECT * FROM jobs WHERE state = 'running'").map(Job.init)
        }
        guard try await store.read(find).contains(where: isAbandoned) else { return 0 }
        return try await store.write { session in
            let abandoned = try find(session).filter(isAbandoned)
            for job in abandoned {
                let interruptions = job.interruptions + 1
                if job.isCancelRequested {
                    try end(job, .cancelled, in: session)
                } else if interruptions >= policy.maxInterruptions {
                    let arguments = "{\"count\":\(interruptions)}"
                    let failure = JobFailure(code: "jobs.abandoned", arguments: arguments, isPermanent: true)
                    try end(job, .failed, error: failure, in: session)
                } else {
                    try session.execute(
                        """
                        UPDATE jobs SET state = 'queued', attempts = attempts - 1, interruptions = ?, run_after = ?,
                            lease_owner = NULL, lease_until = NULL
                        WHERE id = ?
                        """,
                        [StoreValue(interruptions), StoreValue(now), .text(job.id.rawValue)])
                }
            }
            return abandoned.count
        }
    }

    /// Gives a job back unharmed, because this process is stopping.
    func release(_ job: Job) async throws {
        let held = try lease(of: job)
        let now = clock.now()
        try await store.write { session in
            try session.execute(
                """
                UPDATE jobs SET state = 'queued', attempts = attempts - 1, run_after = ?, lease_owner = NULL,
                    lease_until = NULL
                WHERE \(held.condition)
                """, [StoreValue(now)] + held.parameters)
        }
    }

    func succeed(_ job: Job, result: String?) async throws {
        try await store.write { try end(job, .succeeded, result: result, in: $0) }
    }

    func markCancelled(_ job: Job) async throws {
        try await store.write { try end(job, .cancelled, in: $0) }
    }

    /// Ends the job, or queues it for another attempt.
    ///
    /// - Parameter random: in 0..<1, for the jitter of the wait.
    func fail(_ job: Job, _ failure: JobFailure, random: Double) async throws {
        if failure.isPermanent || job.attempts >= job.maxAttempts {
            try await store.write { try end(job, .failed, error: failure, in: $0) }
            return
        }
        let held = try lease(of: job)
        let error = try StoreValue.json(failure)
        let next = clock.now() + policy.delay(afterAttempt: job.attempts, random: random)
        try await store.write { session in
            try session.execute(
                """
                UPDATE jobs SET state = 'queued', error = ?, run_after = ?, lease_owner = NULL, lease_until = NULL
                WHERE \(held.condition)
                """, [error, StoreValue(next)] + held.parameters)
        }
    }

    /// Writes progress and renews leases, and learns which of the jobs should stop.
    func pulse(_ jobs: [(job: Job, progress: JobProgress?)], renewing: Bool) async throws -> [JobID: JobMonitor.Stop] {
        let until = clock.now() + timing.lease
        let updates: [(sql: String, parameters: [StoreValue])] = try jobs.compactMap { job, progress in
            guard renewing || progress != nil else { return nil }
            let held = try lease(of: job)
            return (
                "UPDATE jobs SET lease_until = ?, progress = COALESCE(?, progress) WHERE \(held.condition)",
                [StoreValue(until), try .json(progress)] + held.parameters
            )
        }
        if !updates.isEmpty {
            try await store.write { session in
                for update in updates { try session.execute(update.sql, update.parameters) }
            }
        }
        let names = jobs.map(\.job.id)
        let list = Array(repeating: "?", count: names.count).joined(separator: ", ")
        let current = try await store.read { session in
            try session.rows("SELECT * FROM jobs WHERE id IN (\(list))", names.map { .text($0.rawValue) })
                .map(Job.init)
        }
        let byID = Dictionary(uniqueKeysWithValues: current.map { ($0.id, $0) })
        var stops: [JobID: JobMonitor.Stop] = [:]
        for (job, _) in jobs {
            if let now = byID[job.id], now.state == .running, now.leaseOwner == owner, now.attempts == job.attempts,
                now.interruptions == job.interruptions
            {
                if now.isCancelRequested { stops[job.id] = .cancelled }
            } else {
                stops[job.id] = .leaseLost
            }
        }
        return stops
    }

    private func end(
        _ job: Job, _ state: JobState, result: String? = nil, error: JobFailure? = nil, in session: any WriteSession
    ) throws {
        let held = try lease(of: job)
        let now = clock.now()
        try session.execute(
            """
            UPDATE jobs SET state = ?, result = ?, error = ?, finished_at = ?, lease_owner = NULL, lease_until = NULL
            WHERE \(held.condition)
            """,
            [.text(state.rawValue), StoreValue(result), try .json(error), StoreValue(now)] + held.parameters)
    }

    /// What is true of the job's row exactly as long as this attempt holds it.
    private func lease(of job: Job) throws -> (condition: String, parameters: [StoreValue]) {
        (
            "id = ? AND state = 'running' AND lease_owner = ? AND attempts = ? AND interruptions = ?",
            [
                .text(job.id.rawValue), try .json(job.leaseOwner), StoreValue(job.attempts),
                StoreValue(job.interruptions),
            ]
        )
    }
}
