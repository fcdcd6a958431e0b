import Foundation
package import Lake
import Localization
import Store

extension Catalog {
    /// The versions of a resource, the last first.
    ///
    /// - Throws: `CatalogError` where the resource is unknown.
    package func versions(of idOrSlug: String) async throws -> [VersionSummary] {
        try await store.read { session in
            guard let row = try session.resourceRow(idOrSlug) else {
                throw CatalogError(.resourceUnknown, ["resource": .text(idOrSlug)])
            }
            let current = try row.optionalUUID("r_current_version_id")
            return try session.rows(
                "SELECT \(VersionRow.summaryColumns) FROM versions v WHERE v.resource_id = ? ORDER BY v.number DESC",
                [.text(try row.uuid("r_id").text)]
            ).map { try VersionRow.summary($0, current: current) }
        }
    }

    /// One version of a resource with its profile, by its number.
    package func version(_ number: Int, of idOrSlug: String) async throws -> Version? {
        try await store.read { session in
            guard let row = try session.resourceRow(idOrSlug) else { return nil }
            return try session.version(number, of: try row.uuid("r_id"))
        }
    }

    /// Serves the content of a former version again, as a new version: the history only grows.
    ///
    /// - Throws: `CatalogError` where the resource or the version is unknown.
    @discardableResult
    package func restore(version number: Int, of idOrSlug: String) async throws -> Version {
        let date = now().stored
        return try await store.write { session in
            guard let row = try session.resourceRow(idOrSlug) else {
                throw CatalogError(.resourceUnknown, ["resource": .text(idOrSlug)])
            }
            let resource = try ResourceRow.resource(row)
            guard let former = try session.version(number, of: resource.id) else {
                throw CatalogError(.versionUnknown, ["resource": .text(resource.slug), "version": .integer(number)])
            }
            let current = try row.optionalUUID("r_current_version_id").flatMap(session.version)
            let version = Version(
                id: UUID(), resourceID: resource.id, number: try session.nextNumber(of: resource.id),
                originalHash: former.originalHash, originalBytes: former.originalBytes,
                originalName: former.originalName, mediaType: former.mediaType, table: former.table,
                inspection: former.inspection, sourceURL: former.sourceURL, publishedAt: date,
                restoredFrom: former.number,
                drift: current.map { ContentDrift(from: $0.inspection, to: former.inspection) }
            )
            // The declared source has not changed: applying the declaration again must not undo this.
            try session.publish(version, signature: try row.optionalString("r_source_signature"))
            try session.execute(
                """
                INSERT INTO conformities (version_id, schema_name, checked_at, result)
                SELECT ?, schema_name, checked_at, result FROM conformities WHERE version_id = ?
                """, [.text(version.id.text), .text(former.id.text)])
            try session.execute(
                """
                INSERT INTO version_territories (version_id, territories)
                SELECT ?, territories FROM version_territories WHERE version_id = ?
                """, [.text(version.id.text), .text(former.id.text)])
            return version
        }
    }

    /// Every file of the lake that a version or a waiting job needs: what clean-up must keep.
    package func referencedContent() async throws -> Set<ContentHash> {
        let waiting = try await pendingOriginals()
        let published = try await store.read { session in
            try session.rows("SELECT DISTINCT original_hash, table_hash FROM versions", []).flatMap { row in
                [try row.optionalString("original_hash"), try row.optionalString("table_hash")]
                    .compactMap { $0.flatMap { ContentHash(hex: $0) } }
            }
        }
        return waiting.union(published)
    }
}

extension ReadSession {
    func version(_ number: Int, of resource: UUID) throws -> Version? {
        try rows(
            "SELECT * FROM versions WHERE resource_id = ? AND number = ?",
            [.text(resource.text), .integer(Int64(number))]
        ).first.map(VersionRow.version)
    }

    func nextNumber(of resource: UUID) throws -> Int {
        let last = try rows(
            "SELECT max(number) AS last FROM versions WHERE resource_id = ?", [.text(resource.text)]
        ).first?.optionalInt64("last") ?? nil
        return Int(last ?? 0) + 1
    }
}
