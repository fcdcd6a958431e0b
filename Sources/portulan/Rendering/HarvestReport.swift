import Catalog
import Foundation
import Localization
import Terminal

/// Sources and what reading them found, for people or for programs.
struct HarvestReport {
    let session: Session

    /// One source in `harvest list --json` and `harvest report --json`: stable keys.
    struct Entry: Encodable {
        struct Finding: Encodable {
            let kind: String
            let isError: Bool
            let record: String?
            let title: String?
            let page: String?
            let message: String
            let mend: String
        }

        let source: String
        let name: String
        let backend: String
        let url: String
        let schedule: String
        let state: String?
        let startedAt: Date?
        let finishedAt: Date?
        let counts: HarvestCounts?
        let findings: [Finding]
    }

    func entry(_ source: HarvestSource, _ run: HarvestRun?, _ findings: [HarvestFinding]) -> Entry {
        Entry(
            source: source.slug, name: source.declaration.name, backend: source.declaration.backend.rawValue,
            url: source.declaration.url.withoutSecrets.absoluteString, schedule: source.declaration.schedule.rawValue,
            state: run?.state.rawValue, startedAt: run?.startedAt, finishedAt: run?.finishedAt, counts: run?.counts,
            findings: findings.map {
                Entry.Finding(
                    kind: $0.kind.rawValue, isError: $0.isError, record: $0.record, title: $0.title, page: $0.page,
                    message: message($0), mend: session.text("harvest.finding.\($0.kind.rawValue).mend"))
            })
    }

    func lines(_ entries: [(source: HarvestSource, last: HarvestRun?)]) -> [String] {
        guard !entries.isEmpty else { return [session.text("cli.harvest.list.none")] }
        let localizer = session.localizer
        var table = TextTable(columns: [
            .init(heading("source"), minimumWidth: 10, rank: 9), .init(heading("backend"), minimumWidth: 8, rank: 3),
            .init(heading("schedule"), minimumWidth: 8, rank: 2), .init(heading("state"), minimumWidth: 8, rank: 8),
            .init(heading("last"), minimumWidth: 12, rank: 5),
        ])
        for entry in entries {
            table.append([
                entry.source.slug, entry.source.declaration.backend.label(localizer),
                entry.source.declaration.schedule.label(localizer), entry.last?.state.label(localizer) ?? "",
                entry.last.map { localizer.dateTime($0.startedAt) } ?? "",
            ])
        }
        return table.lines(width: session.output.width, ink: session.ink).lines
    }

    func line(_ slug: String, _ state: HarvestState, _ counts: HarvestCounts) -> String {
        session.text("cli.harvest.run.line", [
            "source": .text(slug), "state": .message(state.labelKey), "received": .integer(counts.received),
            "created": .integer(counts.created), "changed": .integer(counts.changed + counts.returned),
            "unchanged": .integer(counts.unchanged), "vanished": .integer(counts.vanished),
            "findings": .integer(counts.findings.values.reduce(0, +)),
        ])
    }

    /// What a producer reads: what is wrong, where, and how to mend it, one kind after the other.
    func page(_ source: HarvestSource, _ run: HarvestRun?, _ findings: [HarvestFinding]) -> [String] {
        guard let run else { return [session.text("cli.harvest.report.none")] }
        var lines = [
            "\(source.declaration.name) — \(source.declaration.url.withoutSecrets.absoluteString)",
            session.text("cli.harvest.report.started", ["date": .dateTime(run.startedAt)]),
            line(source.slug, run.state, run.counts),
        ]
        for kind in HarvestFinding.Kind.allCases {
            let same = findings.filter { $0.kind == kind }
            guard let first = same.first else { continue }
            lines += ["", "\(first.isError ? "✗" : "!") " + session.text("harvest.finding.\(kind.rawValue).mend")]
            for finding in same.prefix(20) {
                let place = [finding.title, finding.record, finding.record == nil ? finding.page : nil]
                    .compactMap { $0 }.joined(separator: ", ")
                lines.append("  - \(message(finding))" + (place.isEmpty ? "" : " [\(place)]"))
            }
            let count = run.counts.findings[kind.rawValue] ?? same.count
            if count > 20 { lines.append("  " + session.text("cli.harvest.report.more", ["count": .integer(count - 20)])) }
        }
        return lines
    }

    private func message(_ finding: HarvestFinding) -> String {
        session.text("harvest.finding.\(finding.kind.rawValue)", finding.arguments)
    }

    private func heading(_ key: String) -> String { session.text("cli.harvest.heading.\(key)") }
}
