import Foundation

extension JobQueue {
    /// The queue's tables.
    package static let migrations = [
        Migration(
            id: "jobs.1",
            statements: [
                """
                CREATE TABLE jobs (
                    id TEXT PRIMARY KEY,
                    kind TEXT NOT NULL,
                    job_key TEXT,
                    payload TEXT NOT NULL,
                    state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
                    attempts BIGINT NOT NULL,
                    max_attempts BIGINT NOT NULL,
                    interruptions BIGINT NOT NULL,
                    run_after BIGINT NOT NULL,
                    lease_owner TEXT,
                    lease_until BIGINT,
                    cancel_requested BIGINT NOT NULL,
                    progress TEXT,
                    error TEXT,
                    result TEXT,
                    created_at BIGINT NOT NULL,
                    started_at BIGINT,
                    finished_at BIGINT
                )
                """,
                "CREATE INDEX jobs_by_state ON jobs (state, run_after)",
                """
                CREATE UNIQUE INDEX jobs_active_key ON jobs (kind, job_key)
                WHERE job_key IS NOT NULL AND state IN ('queued', 'running')
                """,
            ])
    ]
}

extension Job {
    init(_ row: Row) throws {
        id = JobID(rawValue: try row.string("id"))
        kind = try row.string("kind")
        key = try row.optionalString("job_key")
        payload = try row.string("payload")
        let name = try row.string("state")
        guard let state = JobState(rawValue: name) else {
            throw StoreError(.unexpectedValue, "job \(id) is in the unknown state \(name)")
        }
        self.state = state
        attempts = try row.int("attempts")
        maxAttempts = try row.int("max_attempts")
        interruptions = try row.int("interruptions")
        runAfter = try row.date("run_after")
        leaseOwner = try row.optionalJSON("lease_owner")
        leaseUntil = try row.optionalDate("lease_until")
        isCancelRequested = try row.bool("cancel_requested")
        progress = try row.optionalJSON("progress")
        error = try row.optionalJSON("error")
        result = try row.optionalString("result")
        createdAt = try row.date("created_at")
        startedAt = try row.optionalDate("started_at")
        finishedAt = try row.optionalDate("finished_at")
    }
}
