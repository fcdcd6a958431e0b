import Foundation
import Store

extension Catalog {
    /// The nine reference bases, and what the instance sees of their producers' duties.
    package func referenceReports() async throws -> [ReferenceReport] {
        let now = now()
        return try await store.read { session in
            try ReferenceBase.allCases.map { base in
                guard let dataset = try session.referenceDataset(base) else { return ReferenceReport(base: base, dataset: nil, duties: []) }
                let resources = try session.rows(
                    "SELECT \(ResourceRow.columns) FROM resources r WHERE r.dataset_id = ? AND r.vanished_at IS NULL ORDER BY r.position",
                    [.text(dataset.id.text)]
                ).map { try ResourceRow.resource($0) }
                let month = try session.checks(ofDataset: dataset.id, since: now.addingTimeInterval(-30 * 86_400))
                return ReferenceReport(base: base, dataset: dataset, duties: base.duties(dataset, resources, month: month, now: now))
            }
        }
    }
}

extension ReadSession {
    /// The dataset that data.gouv.fr knows by the base's identifier, from whichever source it came.
    fileprivate func referenceDataset(_ base: ReferenceBase) throws -> Dataset? {
        try row(
            """
            SELECT \(DatasetRow.columns) FROM datasets d JOIN origins g ON g.dataset_id = d.id
            WHERE g.remote_id = ? OR g.remote_url LIKE ? ORDER BY g.first_seen_at LIMIT 1
            """, [.text(base.datasetID), .text("%data.gouv.fr/%/\(base.datasetID)%")]
        ).map { try DatasetRow.dataset($0) }
    }

    /// How many times the files of a dataset were asked for since a day, and how many times they could be had.
    fileprivate func checks(ofDataset dataset: UUID, since date: Date) throws -> (checks: Int, good: Int) {
        let row = try row(
            """
            SELECT CAST(coalesce(sum(c.checks), 0) AS BIGINT) AS checks, CAST(coalesce(sum(c.good), 0) AS BIGINT) AS good
            FROM resource_check_days c JOIN resources r ON r.id = c.resource_id WHERE r.dataset_id = ? AND c.day >= ?
            """, [.text(dataset.text), StoreValue(CheckRow.day(date))])
        return (try row?.int("checks") ?? 0, try row?.int("good") ?? 0)
    }
}
