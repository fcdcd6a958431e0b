import Catalog
import Foundation
import Localization
import Store
import Synchronization
import Terminal

/// Follows the jobs of one `ingest` and tells what becomes of each file.
final class IngestionBoard: Sendable {
    private struct Tally {
        var published = 0
        var unchanged = 0
        var failed = 0
        var outcome = Outcome.success
    }

    private let session: Session
    private let display: ProgressDisplay
    private let isQuiet: Bool
    private let tally = Mutex(Tally())

    init(session: Session, isQuiet: Bool) {
        self.session = session
        self.isQuiet = isQuiet
        display = session.progress(isQuiet: isQuiet)
    }

    /// Says that a file is being copied into the instance.
    func copying(_ id: Int, _ label: String) {
        display.update(id, label: label, ProgressReport(
            phase: session.text("cli.ingest.copying"), done: 0, total: nil, unit: .bytes))
    }

    /// Takes a file off the display without a word: something else speaks for it.
    func forget(_ id: Int) { display.finish(id) }

    /// Counts a file whose job waits.
    func expect(_ id: Int, _ label: String) { display.expect(id, label: label) }

    func unchanged(_ id: Int, _ label: String) {
        tally.withLock { $0.unchanged += 1 }
        announce(id, "=", .faint, session.text("cli.ingest.unchanged", ["name": .text(label.visible)]))
    }

    /// Follows a job to its end, whichever process runs it.
    func follow(_ id: Int, _ label: String, _ job: JobID, in queue: JobQueue) async throws {
        for try await state in queue.updates(of: job) {
            if state.state.isFinal { return try finished(id, label, state) }
            if let progress = state.progress, state.state == .running {
                display.update(id, label: label, ProgressReport(progress, session))
            }
        }
        // The watching stops without a final state only where this run was asked to stop.
        try Task.checkCancellation()
    }

    private func finished(_ id: Int, _ label: String, _ job: Job) throws {
        if let result = try job.result(as: IngestionResult.self) {
            result.outcome == .published ? published(id, label, job, result) : unchanged(id, label)
        } else if job.state == .cancelled {
            tally.withLock { $0.failed += 1; $0.outcome = .negative }
            announce(id, "–", .warning, session.text("cli.ingest.cancelled", ["name": .text(label.visible)]))
        } else if let error = job.error {
            failed(id, label, StoredFailure(error))
        }
    }

    private func published(_ id: Int, _ label: String, _ job: Job, _ result: IngestionResult) {
        tally.withLock { $0.published += 1 }
        let duration = job.finishedAt?.timeIntervalSince(job.startedAt ?? job.createdAt) ?? 0
        announce(id, "✓", .good, session.text("cli.ingest.published", [
            "name": .text(label.visible), "rows": .integer(Int(result.rows)), "dataset": .text(result.datasetSlug),
            "resource": .text(result.resourceSlug), "version": .integer(result.version),
            "duration": .duration(seconds: duration),
        ]))
        guard result.rejectedRows > 0 else { return }
        session.say(Ink(session.errors).message("  " + session.text("cli.ingest.rejected", [
            "name": .text(label.visible), "count": .integer(Int(result.rejectedRows)),
        ])))
    }

    /// Tells why a file could not be published; the others go on.
    func failed(_ id: Int, _ label: String, _ error: any Error) {
        let report = FailureReport(error, file: label)
        tally.withLock { tally in
            tally.failed += 1
            if tally.outcome == .success { tally.outcome = report.outcome }
        }
        display.finish(id) {
            for line in report.lines(session.localizer, terminal: session.errors) { session.say(line) }
        }
    }

    private func announce(_ id: Int, _ mark: String, _ role: Ink.Role, _ text: String) {
        display.finish(id) {
            if !isQuiet { try? session.print(session.ink(role, mark) + " " + text) }
        }
    }

    /// Says how it went where there was more than one file.
    ///
    /// - Throws: ``Told`` with the outcome of the first failure.
    func close() throws {
        display.clear()
        let tally = tally.withLock { $0 }
        if !isQuiet, tally.published + tally.unchanged + tally.failed > 1 {
            session.say(session.text("cli.ingest.summary", [
                "published": .integer(tally.published), "unchanged": .integer(tally.unchanged),
                "failed": .integer(tally.failed),
            ]))
        }
        if tally.outcome != .success { throw Told(outcome: tally.outcome) }
    }

    /// Puts the bars out of the way of an error message.
    func clear() { display.clear() }
}
