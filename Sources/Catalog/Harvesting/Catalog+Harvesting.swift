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

    /// Adds a source, or brings the one of the same slug to what is said of it. What it gave stays.
    ///
    /// - Throws: `CatalogError` where the slug or the organisation is not fit.
    @discardableResult
    package func declareSource(_ declaration: HarvestSourceDeclaration) async throws -> HarvestSource {
        let date = now().stored
        guard Slug.isValid(declaration.slug) else {
            throw CatalogError(.slugInvalid, ["slug": .text(declaration.slug), "proposal": .text(Slug.make(from: declaration.slug))])
        }
        return try await store.write { session in
            if let slug = declaration.organization, try session.row("SELECT id FROM organizations WHERE slug = ?", [.text(slug)]) == nil {
                throw CatalogError(.organizationUnknown, ["organization": .text(slug)])
            }
            let columns: [StoreValue] = [
                .text(declaration.name), .text(declaration.backend.rawValue), .text(declaration.url.absoluteString),
                StoreValue(declaration.organization), .text(declaration.schedule.rawValue), try .json(declaration),
                StoreValue(declaration.isActive),
            ]
            if let known = try session.row("SELECT * FROM harvest_sources WHERE slug = ?", [.text(declaration.slug)]) {
                let before = try HarvestRows.source(known)
                guard before.declaration != declaration else { return before }
                try session.execute(
                    """
                    UPDATE harvest_sources SET name = ?, backend = ?, url = ?, organization_slug = ?, schedule = ?, options = ?,
                      is_active = ?, next_run_at = ? WHERE id = ?
                    """, columns + [declaration.schedule == .manual ? .null : StoreValue(date), .text(before.id.text)])
                // Other addresses, other filters: nothing is known of their pages.
                try session.execute("DELETE FROM harvest_pages WHERE source_id = ?", [.text(before.id.text)])
            } else {
                try session.execute(
                    """
                    INSERT INTO harvest_sources (name, backend, url, organization_slug, schedule, options, is_active, id, slug,
                      created_at, next_run_at, failures)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
                    """,
                    columns + [
                        .text(UUID().text), .text(declaration.slug), StoreValue(date),
                        declaration.schedule == .manual ? .null : StoreValue(date),
                    ])
            }
            guard let row = try session.row("SELECT * FROM harvest_sources WHERE slug = ?", [.text(declaration.slug)]) else {
                throw CatalogError(.sourceUnknown, ["source": .text(declaration.slug)])
            }
            return try HarvestRows.source(row)
        }
    }

    /// All sources, by name.
    package func sources() async throws -> [HarvestSource] {
        try await store.read { try $0.rows("SELECT * FROM harvest_sources ORDER BY name, slug").map(HarvestRows.source) }
    }

    /// The source of a slug or an identifier; `nil` where there is none.
    package func source(_ slugOrID: String) async throws -> HarvestSource? {
        let (column, value) = key(slugOrID)
        return try await store.read { session in
            try session.row("SELECT * FROM harvest_sources WHERE \(column) = ?", [.text(value)]).map(HarvestRows.source)
        }
    }

    /// Asks for a reading of a source now; one that is waiting or under way is given instead.
    ///
    /// - Throws: `CatalogError` where the source is unknown.
    package func harvest(_ slug: String) async throws -> JobID {
        guard let source = try await source(slug) else { throw CatalogError(.sourceUnknown, ["source": .text(slug)]) }
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
                "SELECT * FROM harvest_sources WHERE is_active = 1 AND next_run_at <= ? ORDER BY next_run_at LIMIT 100",
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

    /// The runs of a source, the last first.
    package func runs(of source: UUID, limit: Int = 20) async throws -> [HarvestRun] {
        try await store.read { session in
            try session.rows(
                "SELECT * FROM harvest_runs WHERE source_id = ? ORDER BY started_at DESC, id DESC LIMIT ?",
                [.text(source.text), StoreValue(limit)]
            ).map(HarvestRows.run)
        }
    }

    /// What a run found to mend, in the order in which it came.
    package func findings(of run: UUID, limit: Int = 2_000) async throws -> [HarvestFinding] {
        try await store.read { session in
            try session.rows(
                "SELECT finding FROM harvest_findings WHERE run_id = ? ORDER BY number LIMIT ?", [.text(run.text), StoreValue(limit)]
            ).map { try $0.json("finding") }
        }
    }

    /// What each source says of a dataset, the one shown first.
    package func origins(ofDataset dataset: UUID) async throws -> [DatasetOrigin] {
        try await store.read { session in
            try session.rows(
                """
                SELECT o.*, s.slug AS source_slug, s.name AS source_name, d.origin_id FROM origins o
                JOIN harvest_sources s ON s.id = o.source_id JOIN datasets d ON d.id = o.dataset_id
                WHERE o.dataset_id = ? ORDER BY CASE WHEN d.origin_id = o.id THEN 0 ELSE 1 END, o.first_seen_at, o.id
                """, [.text(dataset.text)]
            ).map { row in
                DatasetOrigin(
                    id: try row.uuid("id"), sourceSlug: try row.string("source_slug"), sourceName: try row.string("source_name"),
                    remoteID: try row.string("remote_id"), remoteURL: try row.optionalString("remote_url"),
                    checksum: try row.string("checksum"), isPrimary: try row.optionalString("origin_id") == row.string("id"),
                    firstSeenAt: try row.date("first_seen_at"), lastSeenAt: try row.date("last_seen_at"),
                    changedAt: try row.date("changed_at"), vanishedAt: try row.optionalDate("vanished_at"))
            }
        }
    }
}
