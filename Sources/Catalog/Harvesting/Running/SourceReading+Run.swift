package import Foundation
import Localization
import Store

/// The run that a reading makes: begun or taken up again, kept step by step, ended.
extension SourceReading {
    /// The run that this job left, or a new one.
    func begin() async throws -> (HarvestRun, HarvestPosition) {
        let (id, job) = (source.id, context.job.id.rawValue)
        let date = catalog.now().stored
        return try await catalog.store.write { session in
            if let row = try session.row("SELECT * FROM harvest_runs WHERE id = ? AND state = 'running'", [.text(job)]) {
                return (try HarvestRows.run(row), try row.optionalJSON("position") ?? HarvestPosition())
            }
            guard let run = UUID(uuidString: job) else { throw StoreError(.unexpectedValue, "job \(job)") }
            let new = HarvestRun(id: run, sourceID: id, state: .running, counts: HarvestCounts(), startedAt: date, finishedAt: nil)
            try session.execute("DELETE FROM harvest_runs WHERE id = ?", [.text(run.text)])
            try session.execute(
                "INSERT INTO harvest_runs (id, source_id, state, counts, started_at) VALUES (?, ?, ?, ?, ?)",
                [.text(run.text), .text(id.text), .text(new.state.rawValue), try .json(new.counts), StoreValue(date)])
            return (new, HarvestPosition())
        }
    }

    func keep(_ run: HarvestRun, _ position: HarvestPosition) async throws {
        try await catalog.store.write { try $0.keep(run, position) }
    }

    func note(_ finding: HarvestFinding, _ run: inout HarvestRun) async throws {
        let (state, limit) = (run, catalog.harvesting.maximumFindings)
        run = try await catalog.store.write { session in
            var state = state
            try session.add([finding], to: &state, limit: limit)
            return state
        }
    }

    /// The address at which this run has read the very same bytes; `nil` where it has not.
    func pageOfRun(_ run: HarvestRun, _ checksum: String) async throws -> String? {
        let (id, run) = (source.id, run.id)
        return try await catalog.store.read { session in
            try session.row(
                "SELECT address FROM harvest_pages WHERE source_id = ? AND run_id = ? AND checksum = ?",
                [.text(id.text), .text(run.text), .text(checksum)])?.string("address")
        }
    }

    func end(_ last: HarvestRun, _ position: HarvestPosition, retryAfter: TimeInterval?) async throws -> HarvestResult {
        var run = last
        var isWhole = position.isWhole && position.next == nil
        if isWhole, let total = position.total, position.records < total {
            isWhole = false
            try await note(HarvestFinding(.pagingTotal, ["received": .integer(position.records), "announced": .integer(total)]), &run)
        }
        // A portal that suddenly has nothing at all is broken, not empty.
        if isWhole, run.counts.received == 0, run.counts.services == 0 { isWhole = false }
        run.state = isWhole ? .complete : run.counts.pages > 0 ? .partial : .failed
        let date = catalog.now().stored
        run.finishedAt = date
        let (ended, standing, limit) = (run, position, catalog.harvesting.maximumFindings)
        let source = source
        let final = try await catalog.store.write { session -> HarvestRun in
            var run = ended
            if run.state == .complete {
                let gone = try session.markVanished(HarvestWriting(source: source, run: run.id, date: date))
                run.counts.vanished = gone.count
                try session.add(gone.map { HarvestFinding(.vanished, record: $0.id, title: $0.title) }, to: &run, limit: limit)
                // Pages that the source no longer has.
                try session.execute("DELETE FROM harvest_pages WHERE source_id = ? AND run_id <> ?", [.text(source.id.text), .text(run.id.text)])
            }
            try session.keep(run, standing)
            try session.schedule(source, after: run, retryAfter: retryAfter, at: date)
            return run
        }
        return HarvestResult(source: source.slug, run: final.id, state: final.state, counts: final.counts)
    }
}

/// What a harvesting job gives.
package struct HarvestResult: Codable, Hashable, Sendable {
    package let source: String
    package let run: UUID
    package let state: HarvestState
    package let counts: HarvestCounts
}

extension HarvestCounts {
    mutating func add(_ outcome: HarvestOutcome) {
        switch outcome {
        case .created: created += 1
        case .changed: changed += 1
        case .unchanged, .repeated: unchanged += 1
        case .returned: returned += 1
        case .grouped: grouped += 1
        }
    }
}
