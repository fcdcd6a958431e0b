import Foundation
import Localization
package import Store

extension Catalog {
    /// Adds a source, or brings the one of the same slug to what is said of it. What it gave stays; one that was no longer followed is
    /// followed again.
    ///
    /// - Parameter editor: who does so on a page, and notes it; `nil` for the command line and for declarations in files.
    /// - Throws: `CatalogError` where the slug or the organisation is not fit.
    @discardableResult
    package func declareSource(_ declaration: HarvestSourceDeclaration, by editor: Editor? = nil) async throws -> HarvestSource {
        let date = now().stored
        guard Slug.isValid(declaration.slug) else {
            throw CatalogError(.slugInvalid, ["slug": .text(declaration.slug), "proposal": .text(Slug.make(from: declaration.slug))])
        }
        return try await store.write { session in
            if let slug = declaration.organization, try session.row("SELECT id FROM organizations WHERE slug = ?", [.text(slug)]) == nil {
                throw CatalogError(.organizationUnknown, ["organization": .text(slug)])
            }
            let next: StoreValue = declaration.schedule == .manual ? .null : StoreValue(date)
            let columns: [StoreValue] = [
                .text(declaration.name), .text(declaration.backend.rawValue), .text(declaration.url.absoluteString),
                StoreValue(declaration.organization), .text(declaration.schedule.rawValue), try .json(declaration),
                StoreValue(declaration.isActive), next,
            ]
            let known = try session.source(declaration.slug)
            if let known {
                guard known.declaration != declaration || known.removedAt != nil else { return known }
                try session.execute(
                    """
                    UPDATE harvest_sources SET name = ?, backend = ?, url = ?, organization_slug = ?, schedule = ?, options = ?,
                      is_active = ?, next_run_at = ?, removed_at = NULL WHERE id = ?
                    """, columns + [.text(known.id.text)])
                try session.forgetReadings(of: known, against: declaration)
            } else {
                try session.execute(
                    """
                    INSERT INTO harvest_sources (name, backend, url, organization_slug, schedule, options, is_active, next_run_at, id,
                      slug, created_at, failures)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
                    """, columns + [.text(UUID().text), .text(declaration.slug), StoreValue(date)])
            }
            guard let source = try session.source(declaration.slug) else {
                throw CatalogError(.sourceUnknown, ["source": .text(declaration.slug)])
            }
            let former = known.flatMap { $0.removedAt == nil ? $0.declaration : nil }
            try editor?.note(.init(former == nil ? .sourceDeclared : .sourceChanged, source, before: former, after: declaration), session)
            return source
        }
    }

    /// Pauses a source, which is then read on demand only, or has it read again at its pace, beginning now.
    ///
    /// - Throws: `CatalogError` where the source is unknown.
    package func setSource(_ slug: String, active isActive: Bool, by editor: Editor? = nil) async throws {
        let date = now().stored
        try await store.write { session in
            let source = try session.followedSource(slug)
            var declaration = source.declaration
            guard declaration.isActive != isActive else { return }
            declaration.isActive = isActive
            try session.execute(
                "UPDATE harvest_sources SET is_active = ?, options = ?, next_run_at = ? WHERE id = ?",
                [
                    StoreValue(isActive), try .json(declaration),
                    declaration.schedule == .manual || !isActive ? .null : StoreValue(date), .text(source.id.text),
                ])
            try editor?.note(
                .init(isActive ? .sourceResumed : .sourcePaused, source, before: source.declaration, after: declaration), session)
        }
    }

    /// Leaves a source: it is neither read nor shown any more. Its datasets stay as they were last read, or as another source that has
    /// them too tells them. All that is known of it is kept, so that declaring it again makes nothing twice.
    ///
    /// - Returns: whether it was followed until now.
    @discardableResult
    package func removeSource(_ slug: String, by editor: Editor? = nil) async throws -> Bool {
        let date = now().stored
        let removed = try await store.write { session -> HarvestSource? in
            guard let source = try session.source(slug), source.removedAt == nil else { return nil }
            try session.execute(
                "UPDATE harvest_sources SET removed_at = ?, next_run_at = NULL WHERE id = ?", [StoreValue(date), .text(source.id.text)])
            let writing = HarvestWriting(source: source, run: source.id, date: date)
            for row in try session.rows(Self.sharedDatasets, [.text(source.id.text)]) {
                try session.electOrigin(ofDataset: row.uuid("dataset_id"), writing)
            }
            try editor?.note(.init(.sourceRemoved, source, before: source.declaration), session)
            return source
        }
        guard let removed else { return false }
        if let job = try await reading(of: removed) { try await queue.cancel(job.id) }
        return true
    }

    /// Those of a source's datasets that show what it says of them, and that another source has too.
    private static let sharedDatasets = """
        SELECT o.dataset_id FROM origins o JOIN datasets d ON d.id = o.dataset_id AND d.origin_id = o.id
        WHERE o.source_id = ? AND EXISTS (
          SELECT 1 FROM origins p JOIN harvest_sources s ON s.id = p.source_id
          WHERE p.dataset_id = o.dataset_id AND p.source_id <> o.source_id AND p.vanished_at IS NULL AND s.removed_at IS NULL)
        """

    /// The job that reads a source or is about to; `nil` where there is none.
    package func reading(of source: HarvestSource) async throws -> Job? {
        try await queue.active(kind: Self.harvestKind)[source.id.text]
    }

    /// Stops the reading of a source; what it has read is kept.
    ///
    /// - Throws: `CatalogError` where the source is unknown.
    package func stopReading(_ slug: String, by editor: Editor? = nil) async throws {
        guard let source = try await source(slug) else { throw CatalogError(.sourceUnknown, ["source": .text(slug)]) }
        guard let job = try await reading(of: source) else { return }
        try await store.write { try editor?.note(.init(.sourceStopped, source), $0) }
        try await queue.cancel(job.id)
    }
}

extension ReadSession {
    /// The source of a slug, whether it is followed or not.
    fileprivate func source(_ slug: String) throws -> HarvestSource? {
        try row("SELECT * FROM harvest_sources WHERE slug = ?", [.text(slug)]).map(HarvestRows.source)
    }

    fileprivate func followedSource(_ slug: String) throws -> HarvestSource {
        guard let source = try source(slug), source.removedAt == nil else { throw CatalogError(.sourceUnknown, ["source": .text(slug)]) }
        return source
    }
}

extension WriteSession {
    /// Has the next run read again what a change of declaration makes different.
    fileprivate func forgetReadings(of source: HarvestSource, against declaration: HarvestSourceDeclaration) throws {
        var asked = source.declaration
        (asked.name, asked.schedule, asked.isActive) = (declaration.name, declaration.schedule, declaration.isActive)
        if asked.organization != declaration.organization {
            // Records that did not change are written again under their new organisation.
            try execute("UPDATE origins SET checksum = '' WHERE source_id = ?", [.text(source.id.text)])
            asked.organization = declaration.organization
        }
        // Other addresses, other filters: nothing is known of their pages.
        guard asked != declaration else { return }
        try execute("DELETE FROM harvest_pages WHERE source_id = ?", [.text(source.id.text)])
    }
}

extension Editor.Change {
    init(
        _ action: Editor.Action, _ source: HarvestSource, before: HarvestSourceDeclaration? = nil, after: HarvestSourceDeclaration? = nil
    ) {
        self.init(
            action: action, kind: "source", id: source.id.text, name: after?.name ?? source.declaration.name,
            before: before.map { .init($0.withoutSecrets) }, after: after.map { .init($0.withoutSecrets) })
    }
}
