import Foundation
import Store

/// What was read at one address, as it is kept to tell whether it changed.
struct KeptPage: Codable, Sendable {
    var reading: HarvestReading
    var next: PageRequest?
    var total: Int?
    var records: Int
    // In columns of their own.
    var etag: String?
    var lastModified: String?
    var checksum = ""
    var run = ""

    private enum CodingKeys: String, CodingKey { case reading, next, total, records }

    init(reading: HarvestReading, next: PageRequest?, total: Int?, records: Int) {
        (self.reading, self.next, self.total, self.records) = (reading, next, total, records)
    }

    /// `nil` where an older program wrote it otherwise: the page is then read again.
    init?(_ row: Row) throws {
        guard var page = try? row.json("reading", as: KeptPage.self) else { return nil }
        page.etag = try row.optionalString("etag")
        page.lastModified = try row.optionalString("last_modified")
        page.checksum = try row.string("checksum")
        page.run = try row.string("run_id")
        self = page
    }
}

/// Rows of the harvester's tables.
enum HarvestRows {
    static func source(_ row: Row) throws -> HarvestSource {
        HarvestSource(
            id: try row.uuid("id"), slug: try row.string("slug"), declaration: try row.json("options"),
            createdAt: try row.date("created_at"), nextRunAt: try row.optionalDate("next_run_at"),
            lastSuccessAt: try row.optionalDate("last_success_at"), failures: try row.int("failures"),
            removedAt: try row.optionalDate("removed_at"))
    }

    static func run(_ row: Row) throws -> HarvestRun {
        HarvestRun(
            id: try row.uuid("id"), sourceID: try row.uuid("source_id"), state: HarvestState(rawValue: try row.string("state")) ?? .failed,
            counts: try row.json("counts"), startedAt: try row.date("started_at"), finishedAt: try row.optionalDate("finished_at"))
    }
}

extension WriteSession {
    /// Counts findings, and keeps them as far as the limit lets.
    func add(_ findings: [HarvestFinding], to run: inout HarvestRun, limit: Int) throws {
        guard !findings.isEmpty else { return }
        var number = run.counts.findings.values.reduce(0, +)
        for finding in findings {
            run.counts.findings[finding.kind.rawValue, default: 0] += 1
            number += 1
            guard number <= limit else { continue }
            try execute(
                "INSERT INTO harvest_findings (run_id, number, finding) VALUES (?, ?, ?)",
                [.text(run.id.text), .integer(Int64(number)), try .json(finding.withoutSecrets)])
        }
    }

    func keep(_ run: HarvestRun, _ position: HarvestPosition) throws {
        try execute(
            "UPDATE harvest_runs SET state = ?, position = ?, counts = ?, finished_at = ? WHERE id = ?",
            [.text(run.state.rawValue), try .json(position), try .json(run.counts), StoreValue(run.finishedAt), .text(run.id.text)])
    }

    func keepPage(_ key: String, _ page: KeptPage, of writing: HarvestWriting) throws {
        try execute(
            "DELETE FROM harvest_pages WHERE source_id = ? AND address = ?", [.text(writing.source.id.text), .text(key)])
        try execute(
            """
            INSERT INTO harvest_pages (source_id, address, run_id, etag, last_modified, checksum, reading)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .text(writing.source.id.text), .text(key), .text(writing.run.text), StoreValue(page.etag),
                StoreValue(page.lastModified), .text(page.checksum), try .json(page),
            ])
    }

    /// Sets when a source is read next: after its interval, sooner where it asked to come back, later with each failure.
    func schedule(_ source: HarvestSource, after run: HarvestRun, retryAfter: TimeInterval?, at date: Date) throws {
        let failures = run.state == .failed ? source.failures + 1 : 0
        var next: Date?
        if let interval = source.declaration.schedule.interval {
            let wait = failures == 0 ? interval : min(30 * 86_400, max(interval, 3_600) * pow(2, Double(min(failures - 1, 10))))
            next = date.addingTimeInterval(retryAfter ?? wait)
        } else if let retryAfter {
            next = date.addingTimeInterval(retryAfter)
        }
        try execute(
            """
            UPDATE harvest_sources SET next_run_at = ?, failures = ?, last_success_at = coalesce(?, last_success_at) WHERE id = ?
            """,
            [StoreValue(next), StoreValue(failures), run.state == .failed ? .null : StoreValue(date), .text(source.id.text)])
    }
}
