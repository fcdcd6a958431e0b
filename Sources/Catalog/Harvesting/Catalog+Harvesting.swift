package import Foundation
import Localization
package import Store

/// What a harvesting job must do, as the queue keeps it.
struct HarvestPayload: Codable, Sendable {
    let source: UUID
}

extension Catalog {
    /// The kind of harvesting jobs in the queue.
    package static let harvestKind = "harvest"

    var harvestHandler: JobHandler {
        JobHandler(HarvestPayload.self) { payload, context in
            guard let source = try await source(payload.source.text) else {
                throw CatalogError(.sourceUnknown, ["source": .text(payload.source.text)])
            }
            return try await SourceReading(catalog: self, source: source, context: context).run()
        }
    }

    /// All sources that are followed, by name.
    package func sources() async throws -> [HarvestSource] {
        try await store.read {
            try $0.rows("SELECT * FROM harvest_sources WHERE removed_at IS NULL ORDER BY lower(name), slug").map(HarvestRows.source)
        }
    }

    /// The source of a slug or an identifier; `nil` where there is none, or where it is no longer followed.
    package func source(_ slugOrID: String) async throws -> HarvestSource? {
        let (column, value) = key(slugOrID)
        return try await store.read { session in
            try session.row("SELECT * FROM harvest_sources WHERE \(column) = ? AND removed_at IS NULL", [.text(value)]).map(HarvestRows.source)
        }
    }

    /// Asks for a reading of a source now; one that is waiting or under way is given instead.
    ///
    /// - Parameter editor: who asks on a page; a reading that they caused is noted.
    /// - Throws: `CatalogError` where the source is unknown.
    @discardableResult
    package func harvest(_ slug: String, by editor: Editor? = nil) async throws -> JobID {
        guard let source = try await source(slug) else { throw CatalogError(.sourceUnknown, ["source": .text(slug)]) }
        if let editor, try await reading(of: source) == nil {
            try await store.write { try editor.note(.init(.sourceRead, source), $0) }
        }
        return try await queue.enqueue(kind: Self.harvestKind, payload: HarvestPayload(source: source.id), key: source.id.text)
    }

    /// Asks for a reading of every source whose time has come.
    ///
    /// - Returns: how many were asked for.
    @discardableResult
    package func harvestDueSources() async throws -> Int {
        let date = now()
        let due = try await store.read { session in
            try session.rows(
                "SELECT * FROM harvest_sources WHERE is_active = 1 AND removed_at IS NULL AND next_run_at <= ? ORDER BY next_run_at LIMIT 100",
                [StoreValue(date)]
            ).map(HarvestRows.source)
        }
        for source in due {
            _ = try await queue.enqueue(kind: Self.harvestKind, payload: HarvestPayload(source: source.id), key: source.id.text)
            // Not asked for again while it waits; its end sets the next time.
            let later = date.addingTimeInterval(source.declaration.schedule.interval ?? 86_400)
            try await store.write { session in
                try session.execute(
                    "UPDATE harvest_sources SET next_run_at = ? WHERE id = ?", [StoreValue(later), .text(source.id.text)])
            }
        }
        return due.count
    }

    /// What each source says of a dataset, the one shown first.
    package func origins(ofDataset dataset: UUID) async throws -> [DatasetOrigin] {
        try await store.read { session in
            try session.rows(
                """
                SELECT o.*, s.slug AS source_slug, s.name AS source_name, s.removed_at, d.origin_id FROM origins o
                JOIN harvest_sources s ON s.id = o.source_id JOIN datasets d ON d.id = o.dataset_id
                WHERE o.dataset_id = ? ORDER BY CASE WHEN d.origin_id = o.id THEN 0 ELSE 1 END, o.first_seen_at, o.id
                """, [.text(dataset.text)]
            ).map { row in
                DatasetOrigin(
                    id: try row.uuid("id"), sourceSlug: try row.string("source_slug"), sourceName: try row.string("source_name"),
                    isFollowed: try row.optionalDate("removed_at") == nil, remoteID: try row.string("remote_id"), remoteURL: try row.optionalString("remote_url"),
                    checksum: try row.string("checksum"), isPrimary: try row.optionalString("origin_id") == row.string("id"),
                    firstSeenAt: try row.date("first_seen_at"), lastSeenAt: try row.date("last_seen_at"),
                    changedAt: try row.date("changed_at"), vanishedAt: try row.optionalDate("vanished_at"))
            }
        }
    }
}
