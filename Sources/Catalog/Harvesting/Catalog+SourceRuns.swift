package import Foundation
import Store

extension Catalog {
    /// The runs of a source, the last first.
    package func runs(of source: UUID, offset: Int = 0, limit: Int = 20) async throws -> [HarvestRun] {
        try await known(try await store.read { session in
            try session.rows(
                "SELECT * FROM harvest_runs WHERE source_id = ? ORDER BY started_at DESC, id DESC LIMIT ? OFFSET ?",
                [.text(source.text), StoreValue(limit), StoreValue(offset)]
            ).map(HarvestRows.run)
        })
    }

    /// How many times a source was read.
    package func runCount(of source: UUID) async throws -> Int {
        try await store.read { session in
            try session.row("SELECT count(*) AS runs FROM harvest_runs WHERE source_id = ?", [.text(source.text)])?.int("runs") ?? 0
        }
    }

    /// One run of a source; `nil` where it has no such run.
    package func run(_ id: UUID, of source: UUID) async throws -> HarvestRun? {
        try await known(try await store.read { session in
            try session.row("SELECT * FROM harvest_runs WHERE id = ? AND source_id = ?", [.text(id.text), .text(source.text)])
                .map { [try HarvestRows.run($0)] } ?? []
        }).first
    }

    /// Runs as they stand: a run whose job ended before it did was interrupted, and nobody was left to write so.
    private func known(_ runs: [HarvestRun]) async throws -> [HarvestRun] {
        var runs = runs
        for index in runs.indices where runs[index].state == .running {
            // A run has the identifier of its job.
            let job = try await queue.job(JobID(rawValue: runs[index].id.text))
            if job?.state.isFinal != false { runs[index].state = .interrupted }
        }
        return runs
    }

    /// What a run found to mend, in the order in which it came.
    package func findings(of run: UUID, limit: Int = 2_000) async throws -> [HarvestFinding] {
        try await store.read { session in
            try session.rows(
                "SELECT finding FROM harvest_findings WHERE run_id = ? ORDER BY number LIMIT ?", [.text(run.text), StoreValue(limit)]
            ).map { try $0.json("finding") }
        }
    }
}
