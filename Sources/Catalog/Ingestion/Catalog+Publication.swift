import Foundation
import Lake
import Localization
import Store
import Tables

extension Catalog {
    /// Makes a content the one that is served, in one transaction.
    ///
    /// Called again after a crash between the commit and its record, it gives the version already published.
    func publish(
        _ original: IngestionPayload.Original, _ inspection: Inspection, _ table: StoredTable, _ conformity: Conformity?,
        as payload: IngestionPayload, job: JobID
    ) async throws -> Version {
        let date = now().stored
        return try await store.write { session in
            guard let row = try session.resourceRow(payload.resourceID.text) else {
                throw CatalogError(.resourceUnknown, ["resource": .text(payload.resourceID.text)])
            }
            let current = try row.optionalUUID("r_current_version_id").flatMap(session.version)
            if let current, current.jobID == job.rawValue { return current }
            let version = Version(
                id: UUID(), resourceID: payload.resourceID, number: try session.nextNumber(of: payload.resourceID),
                originalHash: original.hash, originalBytes: original.bytes, originalName: original.name,
                mediaType: original.mediaType ?? MediaType.of(inspection.format), table: table,
                inspection: inspection, sourceURL: payload.address, publishedAt: date, jobID: job.rawValue,
                drift: current.map { ContentDrift(from: $0.inspection, to: inspection) })
            try session.publish(version, signature: payload.signature)
            if let conformity { try session.keep(conformity, of: version.id) }
            return version
        }
    }

    /// Records that the source was read and holds what is served already.
    func markUnchanged(_ resource: UUID, signature: String?) async throws {
        let date = now()
        try await store.write { session in
            try session.execute(
                """
                UPDATE resources SET failure = NULL, checked_at = ?, source_signature = coalesce(?, source_signature)
                WHERE id = ?
                """,
                [StoreValue(date), StoreValue(signature), .text(resource.text)]
            )
        }
    }

    /// Shows on a resource why it could not be renewed; what is served stays.
    func record(_ failure: IngestionFailure, on resource: UUID) async throws {
        try await store.write { session in
            try session.execute(
                "UPDATE resources SET failure = ? WHERE id = ?", [try .json(failure), .text(resource.text)])
        }
    }
}

extension WriteSession {
    /// Puts what was found of a version in the place of what was found before.
    func keep(_ conformity: Conformity, of version: UUID) throws {
        try execute(
            """
            INSERT INTO conformities (version_id, schema_name, checked_at, result) VALUES (?, ?, ?, ?)
            ON CONFLICT (version_id) DO UPDATE SET schema_name = excluded.schema_name, checked_at = excluded.checked_at,
              result = excluded.result
            """,
            [.text(version.text), .text(conformity.schema), StoreValue(conformity.checkedAt), try .json(conformity)])
    }

    /// Adds a version and serves it.
    func publish(_ version: Version, signature: String?) throws {
        let inspection = version.inspection
        try execute(
            """
            INSERT INTO versions (id, resource_id, number, original_hash, original_bytes, original_name, media_type,
              format, table_hash, row_count, rejected_rows, column_count, table_json, inspection, source_url,
              published_at, restored_from, job_id, drift)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .text(version.id.text), .text(version.resourceID.text), .integer(Int64(version.number)),
                .text(version.originalHash.hex), .integer(version.originalBytes), .text(version.originalName),
                .text(version.mediaType), .text(inspection.format.rawValue), StoreValue(version.table?.hash.hex),
                .integer(version.rows), .integer(inspection.rejectedRows), .integer(Int64(inspection.columns.count)),
                try .json(version.table), try .json(inspection), StoreValue(version.sourceURL?.absoluteString),
                StoreValue(version.publishedAt), StoreValue(version.restoredFrom), StoreValue(version.jobID),
                try .json(version.drift),
            ]
        )
        try execute(
            """
            UPDATE resources SET current_version_id = ?, format = ?, failure = NULL, checked_at = ?,
              source_signature = ? WHERE id = ?
            """,
            [
                .text(version.id.text), .text(inspection.format.rawValue), StoreValue(version.publishedAt),
                StoreValue(signature), .text(version.resourceID.text),
            ]
        )
        guard let row = try row("SELECT dataset_id FROM resources WHERE id = ?", [.text(version.resourceID.text)])
        else { return }
        let dataset = try row.uuid("dataset_id")
        try execute(
            "UPDATE datasets SET modified_at = ? WHERE id = ?",
            [StoreValue(version.publishedAt), .text(dataset.text)])
        try refreshWords(ofDataset: dataset)
    }
}
