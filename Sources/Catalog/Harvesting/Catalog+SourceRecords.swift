package import Foundation
import Store

/// How many records a source has given.
package struct SourceCounts: Hashable, Sendable {
    /// There at the last reading.
    package var present = 0
    /// No longer there; their datasets are kept.
    package var vanished = 0

    package init(present: Int = 0, vanished: Int = 0) {
        self.present = present
        self.vanished = vanished
    }
}

/// One record of a source, in a list.
package struct SourceRecord: Hashable, Sendable {
    package let title: String
    /// Slug of the dataset.
    package let dataset: String
    /// As the source knows it.
    package let remoteID: String
    package let remoteURL: String?
    /// Whether the dataset shows what this source says of it, rather than what another says.
    package let isPrimary: Bool
    package let firstSeenAt: Date
    package let changedAt: Date
    package let vanishedAt: Date?

    /// Which records of a source are wanted.
    package enum Choice: Hashable, Sendable {
        case present, vanished
        /// That came, or changed, since a moment.
        case new(since: Date)
        case changed(since: Date)
    }
}

extension Catalog {
    /// How many records a source has given.
    package func counts(of source: UUID) async throws -> SourceCounts { try await sourceCounts(of: source)[source] ?? SourceCounts() }

    /// How many records each source has given, by the source's identifier.
    ///
    /// - Parameter source: the only one that is wanted.
    package func sourceCounts(of source: UUID? = nil) async throws -> [UUID: SourceCounts] {
        try await store.read { session in
            let rows = try session.rows(
                """
                SELECT source_id, count(*) AS records, count(vanished_at) AS gone FROM origins
                \(source == nil ? "" : "WHERE source_id = ?") GROUP BY source_id
                """, source.map { [.text($0.text)] } ?? [])
            return Dictionary(
                try rows.map { row in
                    let gone = try row.int("gone")
                    return (try row.uuid("source_id"), SourceCounts(present: try row.int("records") - gone, vanished: gone))
                }, uniquingKeysWith: { first, _ in first })
        }
    }

    /// How many records of a source are wanted ones.
    package func recordCount(of source: UUID, _ choice: SourceRecord.Choice) async throws -> Int {
        let (condition, values) = Self.condition(choice)
        return try await store.read { session in
            try session.row("SELECT count(*) AS records FROM origins o WHERE o.source_id = ? AND \(condition)", [.text(source.text)] + values)?
                .int("records") ?? 0
        }
    }

    /// The records of a source, the latest change first.
    package func records(
        of source: UUID, _ choice: SourceRecord.Choice, offset: Int = 0, limit: Int = 50
    ) async throws -> [SourceRecord] {
        let (condition, values) = Self.condition(choice)
        let order = choice == .vanished ? "o.vanished_at" : "o.changed_at"
        return try await store.read { session in
            try session.rows(
                """
                SELECT d.title, d.slug, d.origin_id, o.id, o.remote_id, o.remote_url, o.first_seen_at, o.changed_at, o.vanished_at
                FROM origins o JOIN datasets d ON d.id = o.dataset_id
                WHERE o.source_id = ? AND \(condition) ORDER BY \(order) DESC, o.remote_id LIMIT ? OFFSET ?
                """, [.text(source.text)] + values + [StoreValue(limit), StoreValue(offset)]
            ).map { row in
                SourceRecord(
                    title: try row.string("title"), dataset: try row.string("slug"), remoteID: try row.string("remote_id"),
                    remoteURL: try row.optionalString("remote_url"),
                    isPrimary: try row.optionalString("origin_id") == row.string("id"), firstSeenAt: try row.date("first_seen_at"),
                    changedAt: try row.date("changed_at"), vanishedAt: try row.optionalDate("vanished_at"))
            }
        }
    }

    private static func condition(_ choice: SourceRecord.Choice) -> (sql: String, values: [StoreValue]) {
        switch choice {
        case .present: ("o.vanished_at IS NULL", [])
        case .vanished: ("o.vanished_at IS NOT NULL", [])
        case .new(let date): ("o.vanished_at IS NULL AND o.first_seen_at >= ?", [StoreValue(date)])
        case .changed(let date):
            ("o.vanished_at IS NULL AND o.changed_at >= ? AND o.first_seen_at < ?", [StoreValue(date), StoreValue(date)])
        }
    }
}
