import Foundation
import Localization
import Store
import Terminal

/// Jobs as a table for people or as entries for programs.
struct JobReport {
    let session: Session

    /// One job in `jobs list --json`: stable keys, no internal detail.
    struct Entry: Encodable {
        let id: String
        let kind: String
        let state: String
        let attempts: Int
        let createdAt: Date
        let startedAt: Date?
        let finishedAt: Date?
        let phase: String?
        let done: Int64?
        let total: Int64?
        let errorCode: String?
        let error: String?
    }

    func entry(_ job: Job) -> Entry {
        Entry(
            id: job.id.rawValue, kind: job.kind, state: job.state.rawValue, attempts: job.attempts,
            createdAt: job.createdAt, startedAt: job.startedAt, finishedAt: job.finishedAt,
            phase: job.progress?.phase, done: job.progress?.done, total: job.progress?.total,
            errorCode: job.error?.code, error: job.error.map { session.localizer.message(for: StoredFailure($0)).text })
    }

    func lines(_ jobs: [Job]) -> [String] {
        guard !jobs.isEmpty else { return [session.text("cli.jobs.none")] }
        let localizer = session.localizer
        var table = TextTable(columns: [
            .init(heading("id"), minimumWidth: 12, rank: 9), .init(heading("kind"), minimumWidth: 8, rank: 3),
            .init(heading("state"), minimumWidth: 8, rank: 8), .init(heading("created"), minimumWidth: 12, rank: 4),
            .init(heading("duration"), alignment: .trailing, minimumWidth: 6, rank: 2), .init(heading("detail"), minimumWidth: 12, rank: 5),
        ])
        for job in jobs {
            let end = job.finishedAt ?? Date()
            table.append([
                job.id.rawValue, job.kind, localizer.text("cli.job.state.\(job.state.rawValue)"),
                localizer.dateTime(job.createdAt),
                job.startedAt.map { localizer.duration(end.timeIntervalSince($0)) } ?? "", detail(job),
            ])
        }
        return table.lines(width: session.output.width, ink: session.ink).lines
    }

    private func heading(_ key: String) -> String { session.text("cli.jobs.heading.\(key)") }

    private func detail(_ job: Job) -> String {
        if let error = job.error { return session.localizer.message(for: StoredFailure(error)).text }
        guard job.state == .running, let progress = job.progress else { return "" }
        let phase = session.text(progress.phase)
        guard let share = ProgressReport(progress, session).fraction else { return phase }
        return phase + " " + session.localizer.percent(share, maxDigits: 0)
    }
}

extension ProgressReport {
    init(_ progress: JobProgress, _ session: Session) {
        self.init(
            phase: session.text(progress.phase), done: progress.done, total: progress.total,
            unit: Unit(rawValue: progress.unit.rawValue) ?? .items)
    }
}

/// The error that a job kept, told like one that was just thrown.
struct StoredFailure: LocalizedFailure {
    let code: String
    let arguments: [String: MessageArgument]
    let isPermanent: Bool

    init(_ failure: JobFailure) {
        code = failure.code
        isPermanent = failure.isPermanent
        let data = Data(failure.arguments.utf8)
        arguments = (try? JSONDecoder().decode([String: MessageArgument].self, from: data)) ?? [:]
    }
}
