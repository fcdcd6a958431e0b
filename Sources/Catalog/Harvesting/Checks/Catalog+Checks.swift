import Foundation
package import Store

extension Catalog {
    /// The kind of checking jobs in the queue.
    package static let checkKind = "check"

    var checkHandler: JobHandler {
        JobHandler(CheckPayload.self) { _, context in try await ResourceChecking(catalog: self, context: context).run() }
    }

    /// Asks for a check of the addresses whose time has come, where there are any and checks are wanted.
    ///
    /// - Returns: the job, which takes one slice of them; ask again for the next. `nil` where nothing is due.
    @discardableResult
    package func checkDueAddresses() async throws -> JobID? {
        guard checksAddresses, try await !dueAddresses(limit: 1).isEmpty else { return nil }
        return try await queue.enqueue(kind: Self.checkKind, payload: CheckPayload(), key: Self.checkKind)
    }

    /// Makes every address due now.
    ///
    /// - Parameter editor: who asks for it on a page, and notes it.
    package func forgetCheckDates(by editor: Editor? = nil) async throws {
        let date = now()
        try await store.write { session in
            try session.execute("UPDATE resource_checks SET check_after = ?", [StoreValue(date)])
            try editor?.note(.init(action: .linksChecked, kind: "links", id: "all", name: "", before: nil, after: nil), session)
        }
    }

    /// Whether addresses are checked at all.
    package var checksAddresses: Bool { harvesting.checkInterval > 0 }

    /// How many addresses answered how, when they were last asked.
    package func checkStates() async throws -> [ResourceCheck.State: Int] {
        try await store.read { session in
            let rows = try session.rows("SELECT state, count(*) AS addresses FROM resource_checks GROUP BY state")
            return Dictionary(
                try rows.compactMap { row in
                    try ResourceCheck.State(rawValue: row.string("state")).map { ($0, try row.int("addresses")) }
                }, uniquingKeysWith: +)
        }
    }

    /// The addresses to ask now: those never asked first, then the latest.
    func dueAddresses(limit: Int) async throws -> [CheckedAddress] {
        let date = now()
        return try await store.read { session in
            var rows = try session.rows(
                """
                SELECT r.id, r.source_url, r.distribution FROM resources r JOIN datasets d ON d.id = r.dataset_id
                WHERE r.source_url IS NOT NULL AND r.vanished_at IS NULL AND d.vanished_at IS NULL
                  AND NOT EXISTS (SELECT 1 FROM resource_checks c WHERE c.resource_id = r.id) ORDER BY r.id LIMIT ?
                """, [StoreValue(limit)]
            ).map { try CheckRow.address($0, known: nil) }
            guard rows.count < limit else { return rows }
            rows += try session.rows(
                """
                SELECT c.*, r.id, r.source_url, r.distribution FROM resource_checks c JOIN resources r ON r.id = c.resource_id
                JOIN datasets d ON d.id = r.dataset_id
                WHERE c.check_after <= ? AND r.source_url IS NOT NULL AND r.vanished_at IS NULL AND d.vanished_at IS NULL
                ORDER BY c.check_after, c.resource_id LIMIT ?
                """, [StoreValue(date), StoreValue(limit - rows.count)]
            ).map { try CheckRow.address($0, known: CheckRow.check($0)) }
            return rows
        }
    }

    /// The resource as ingestion names it, where its source asks for its tables to be read.
    func readTarget(of resource: UUID) async throws -> (dataset: String, resource: String, isRead: Bool)? {
        try await store.read { session in
            let row = try session.row(
                """
                SELECT r.slug AS resource, d.slug AS dataset, r.current_version_id, r.failure, s.options
                FROM resources r JOIN datasets d ON d.id = r.dataset_id
                JOIN origins g ON g.id = d.origin_id JOIN harvest_sources s ON s.id = g.source_id WHERE r.id = ?
                """, [.text(resource.text)])
            guard let row, try row.json("options", as: HarvestSourceDeclaration.self).readsTables else { return nil }
            let isRead = try row.optionalString("current_version_id") != nil || row.optionalString("failure") != nil
            return (try row.string("dataset"), try row.string("resource"), isRead)
        }
    }
}

/// Rows of `resource_checks`.
enum CheckRow {
    static func check(_ row: Row, prefix: String = "") throws -> ResourceCheck {
        ResourceCheck(
            state: ResourceCheck.State(rawValue: try row.string(prefix + "state")) ?? .unchecked, host: try row.string(prefix + "host"),
            answer: try row.json(prefix + "answer"), checkedAt: try row.date(prefix + "checked_at"),
            since: try row.date(prefix + "since"), lastSuccessAt: try row.optionalDate(prefix + "last_success_at"),
            failures: try row.int(prefix + "failures"), checkAfter: try row.date(prefix + "check_after"))
    }

    /// The same of an outer join.
    static func optionalCheck(_ row: Row, prefix: String) throws -> ResourceCheck? {
        try row.optionalString(prefix + "state") == nil ? nil : check(row, prefix: prefix)
    }

    /// Days since 1970.
    static func day(_ date: Date) -> Int { Int((date.timeIntervalSince1970 / 86_400).rounded(.down)) }

    static func address(_ row: Row, known: ResourceCheck?) throws -> CheckedAddress {
        let details: DistributionDetails? = try row.optionalJSON("distribution")
        let url = try row.optionalURL("source_url")
        return CheckedAddress(
            resource: try row.uuid("id"), url: url ?? URL(filePath: "/"),
            format: details?.format ?? FormatNames.normalise(nil, mediaType: nil, address: url?.absoluteString),
            role: details?.role ?? .data, known: known)
    }
}

extension WriteSession {
    /// Puts a check in the place of the one before.
    func keep(_ check: ResourceCheck, of resource: UUID) throws {
        try execute("DELETE FROM resource_checks WHERE resource_id = ?", [.text(resource.text)])
        try execute(
            """
            INSERT INTO resource_checks (resource_id, host, state, answer, checked_at, since, last_success_at, failures, check_after)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .text(resource.text), .text(check.host), .text(check.state.rawValue), try .json(check.answer),
                StoreValue(check.checkedAt), StoreValue(check.since), StoreValue(check.lastSuccessAt),
                StoreValue(check.failures), StoreValue(check.checkAfter),
            ])
        guard check.state != .unchecked else { return }
        let key: [StoreValue] = [.text(resource.text), StoreValue(CheckRow.day(check.checkedAt))]
        let good = StoreValue(check.state.isGood)
        let updated = try execute(
            "UPDATE resource_check_days SET checks = checks + 1, good = good + ? WHERE resource_id = ? AND day = ?", [good] + key)
        if updated == 0 {
            try execute("INSERT INTO resource_check_days (resource_id, day, checks, good) VALUES (?, ?, 1, ?)", key + [good])
        }
    }
}
