import Foundation
import Lake
import Store
import Tables

/// Columns of `organizations o`, each under a name of its own, so that they can stand beside others.
enum OrganizationRow {
    static let columns = "o.id AS o_id, o.slug AS o_slug, o.name AS o_name, o.description AS o_description, o.url AS o_url"

    static func organization(_ row: Row) throws -> Organization? {
        guard let id = try row.optionalUUID("o_id") else { return nil }
        return Organization(
            id: id, slug: try row.string("o_slug"), name: try row.string("o_name"),
            description: try row.string("o_description"), url: try row.optionalURL("o_url")
        )
    }
}

/// Columns of `datasets d`.
enum DatasetRow {
    static let columns = """
        d.id AS d_id, d.slug AS d_slug, d.metadata AS d_metadata, d.created_at AS d_created_at, \
        d.modified_at AS d_modified_at, d.vanished_at AS d_vanished_at, d.origin_id AS d_origin_id
        """

    static func dataset(_ row: Row, _ documents: DecodedDocuments? = nil) throws -> Dataset {
        Dataset(
            id: try row.uuid("d_id"), slug: try row.string("d_slug"),
            metadata: try documents?.metadata.value(row, "d_metadata") ?? row.json("d_metadata"), createdAt: try row.date("d_created_at"),
            modifiedAt: try row.date("d_modified_at"), vanishedAt: try row.optionalDate("d_vanished_at")
        )
    }
}

/// Columns of `resources r`.
enum ResourceRow {
    static let columns = """
        r.id AS r_id, r.dataset_id AS r_dataset_id, r.slug AS r_slug, r.title AS r_title, \
        r.description AS r_description, r.format AS r_format, r.position AS r_position, \
        r.column_descriptions AS r_column_descriptions, r.source_url AS r_source_url, \
        r.current_version_id AS r_current_version_id, r.source_signature AS r_source_signature, \
        r.failure AS r_failure, r.checked_at AS r_checked_at, r.created_at AS r_created_at, \
        r.distribution AS r_distribution, r.vanished_at AS r_vanished_at, r.schema_word AS r_schema_word
        """

    /// The columns of resources with how their addresses answered last and how far their tables follow a schema.
    static let factColumns = """
        \(columns), c.state AS c_state, c.host AS c_host, c.answer AS c_answer, c.checked_at AS c_checked_at, c.since AS c_since, \
        c.last_success_at AS c_last_success_at, c.failures AS c_failures, c.check_after AS c_check_after, f.result AS f_result, t.territories AS t_territories
        """

    /// Where ``factColumns`` are.
    static let factTables = """
        resources r LEFT JOIN resource_checks c ON c.resource_id = r.id \
        LEFT JOIN conformities f ON f.version_id = r.current_version_id \
        LEFT JOIN version_territories t ON t.version_id = r.current_version_id
        """

    static func resource(_ row: Row, _ documents: DecodedDocuments? = nil) throws -> Resource {
        Resource(
            id: try row.uuid("r_id"), datasetID: try row.uuid("r_dataset_id"), slug: try row.string("r_slug"),
            title: try row.string("r_title"), description: try row.string("r_description"),
            format: try row.optionalString("r_format").flatMap(FileFormat.init),
            position: try row.int("r_position"),
            columnDescriptions: try documents?.columnDescriptions.value(row, "r_column_descriptions")
                ?? row.json("r_column_descriptions"),
            sourceURL: try row.optionalURL("r_source_url"),
            failure: try row.optionalJSON("r_failure"),
            checkedAt: try row.optionalDate("r_checked_at"), createdAt: try row.date("r_created_at"),
            distribution: try row.optionalJSON("r_distribution"), vanishedAt: try row.optionalDate("r_vanished_at"),
            schema: try row.optionalString("r_schema_word")
        )
    }
}

/// Columns of `versions v`.
enum VersionRow {
    static let summaryColumns = """
        v.id, v.number, v.original_hash, v.original_bytes, v.original_name, v.format, v.row_count, v.rejected_rows, \
        v.column_count, v.published_at, v.restored_from
        """

    static func version(_ row: Row) throws -> Version {
        Version(
            id: try row.uuid("id"), resourceID: try row.uuid("resource_id"), number: try row.int("number"),
            originalHash: try hash(row), originalBytes: try row.int64("original_bytes"),
            originalName: try row.string("original_name"), mediaType: try row.string("media_type"),
            table: try row.optionalJSON("table_json"),
            inspection: try row.json("inspection", as: Inspection.self), sourceURL: try row.optionalURL("source_url"),
            publishedAt: try row.date("published_at"),
            restoredFrom: try row.optionalInt("restored_from"),
            jobID: try row.optionalString("job_id"), drift: try row.optionalJSON("drift")
        )
    }

    static func summary(_ row: Row, current: UUID?) throws -> VersionSummary {
        let id = try row.uuid("id")
        let format = try row.string("format")
        guard let format = FileFormat(rawValue: format) else { throw StoreError(.unexpectedValue, "unknown format \(format)") }
        return VersionSummary(
            id: id, number: try row.int("number"), originalHash: try hash(row),
            originalBytes: try row.int64("original_bytes"), originalName: try row.string("original_name"),
            format: format, rows: try row.int64("row_count"), rejectedRows: try row.int64("rejected_rows"),
            columns: try row.int("column_count"), publishedAt: try row.date("published_at"),
            restoredFrom: try row.optionalInt("restored_from"), isCurrent: id == current
        )
    }

    private static func hash(_ row: Row) throws -> ContentHash {
        let text = try row.string("original_hash")
        guard let hash = ContentHash(hex: text) else { throw StoreError(.unexpectedValue, "not a content hash: \(text)") }
        return hash
    }
}
