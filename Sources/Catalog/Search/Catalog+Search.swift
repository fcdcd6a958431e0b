import Foundation
import Store
import Tables

extension Catalog {
    /// The datasets that answer a search, one page of them, with the facets that narrow it further.
    ///
    /// A page past the end is empty and still tells the total.
    package func datasets(_ search: DatasetSearch) async throws -> DatasetPage {
        try await store.read { session in
            let conditions = SearchConditions(search)
            let (clause, values) = conditions.clause()
            let total = try session.count("SELECT count(*) AS n FROM \(Self.searched) \(clause)", values)
            return DatasetPage(
                items: try session.summaries(search, conditions, documents), total: total, page: search.page,
                pageSize: search.pageSize, facets: try session.facets(search, conditions)
            )
        }
    }

    fileprivate static let searched = "datasets d LEFT JOIN organizations o ON o.id = d.organization_id"
}

extension ReadSession {
    fileprivate func count(_ sql: String, _ values: [StoreValue]) throws -> Int {
        try Int(rows(sql, values).first?.int64("n") ?? 0)
    }

    fileprivate func summaries(
        _ search: DatasetSearch, _ conditions: SearchConditions, _ documents: DecodedDocuments
    ) throws -> [DatasetSummary] {
        let (clause, values) = conditions.clause()
        let (order, orderValues) = order(search, conditions)
        let found = try rows(
            """
            SELECT \(DatasetRow.columns), \(OrganizationRow.columns)
            FROM \(Catalog.searched) \(clause) ORDER BY \(order) LIMIT ? OFFSET ?
            """,
            values + orderValues
                + [.integer(Int64(search.pageSize)), .integer(Int64(search.page - 1) * Int64(search.pageSize))]
        )
        let datasets = try found.map { (try DatasetRow.dataset($0, documents), try OrganizationRow.organization($0)) }
        let contents = try contents(of: datasets.map(\.0.id))
        return datasets.map { dataset, organization in
            let content = contents[dataset.id]
            return DatasetSummary(
                dataset: dataset, organization: organization, resourceCount: content?.resources ?? 0,
                rows: content?.rows ?? 0, bytes: content?.bytes ?? 0, formats: content?.formats ?? [],
                lastPublishedAt: content?.lastPublishedAt
            )
        }
    }

    private func order(
        _ search: DatasetSearch, _ conditions: SearchConditions
    ) -> (sql: String, values: [StoreValue]) {
        let score = conditions.titleScore
        switch search.sort ?? (score == nil ? .modified : .relevance) {
        case .relevance:
            guard let score else { fallthrough }
            return ("(\(score.sql)) DESC, d.modified_at DESC, d.slug", score.values)
        case .modified:
            return ("d.modified_at DESC, d.slug", [])
        case .created:
            return ("d.created_at DESC, d.slug", [])
        case .title:
            return ("d.title_words, d.slug", [])
        case .rows:
            let sum = """
                (SELECT coalesce(sum(v.row_count), 0) FROM resources r
                 JOIN versions v ON v.id = r.current_version_id WHERE r.dataset_id = d.id)
                """
            return ("\(sum) DESC, d.slug", [])
        }
    }

    /// What the resources of some datasets hold together, by dataset.
    private func contents(of datasets: [UUID]) throws -> [UUID: DatasetContent] {
        guard !datasets.isEmpty else { return [:] }
        let marks = datasets.map { _ in "?" }.joined(separator: ", ")
        let found = try rows(
            """
            SELECT r.dataset_id, r.format, v.row_count, v.original_bytes, v.published_at
            FROM resources r LEFT JOIN versions v ON v.id = r.current_version_id
            WHERE r.dataset_id IN (\(marks)) ORDER BY r.position
            """,
            datasets.map { .text($0.text) }
        )
        var contents: [UUID: DatasetContent] = [:]
        for row in found {
            try contents[row.uuid("dataset_id"), default: DatasetContent()].add(row)
        }
        return contents
    }
}

/// The sums that a list shows for one dataset.
private struct DatasetContent {
    var resources = 0
    var rows: Int64 = 0
    var bytes: Int64 = 0
    var formats: [FileFormat] = []
    var lastPublishedAt: Date?

    mutating func add(_ row: Row) throws {
        resources += 1
        rows += try row.optionalInt64("row_count") ?? 0
        bytes += try row.optionalInt64("original_bytes") ?? 0
        if let format = try row.optionalString("format").flatMap(FileFormat.init), !formats.contains(format) {
            formats.append(format)
        }
        if let date = try row.optionalDate("published_at") {
            lastPublishedAt = max(lastPublishedAt ?? date, date)
        }
    }
}
