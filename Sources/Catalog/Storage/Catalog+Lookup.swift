import Foundation
import Store

extension Catalog {
    /// The dataset of a slug or an identifier, with its resources and its quality; `nil` where there is none.
    package func dataset(_ slugOrID: String) async throws -> DatasetDetail? {
        try await store.read { try datasetDetail(slugOrID, $0) }
    }

    /// The same within a state of the store that is read already.
    func datasetDetail(_ slugOrID: String, _ session: any ReadSession) throws -> DatasetDetail? {
        guard let row = try session.datasetRow(slugOrID) else { return nil }
        let dataset = try DatasetRow.dataset(row, documents)
        let organization = try OrganizationRow.organization(row)
        let resources = try session.rows(
            """
            SELECT \(ResourceRow.factColumns), \(Self.versionCount) FROM \(ResourceRow.factTables)
            WHERE r.dataset_id = ? ORDER BY r.position, r.slug
            """,
            [.text(dataset.id.text)]
        ).map { try detail($0, dataset: dataset, organization: organization, session) }
        return DatasetDetail(
            dataset: dataset, organization: organization, resources: resources,
            quality: Quality.measure(dataset, resources: resources, at: now()),
            qualityHistory: try session.qualityHistory(of: dataset.id, limit: DatasetDetail.mostScores))
    }

    /// The resource of a slug or an identifier; `nil` where there is none.
    package func resource(_ idOrSlug: String) async throws -> ResourceDetail? {
        try await store.read { session in
            let (column, value) = key(idOrSlug)
            let found = try session.rows(
                """
                SELECT \(ResourceRow.factColumns), \(DatasetRow.columns), \(OrganizationRow.columns), \(Self.versionCount)
                FROM \(ResourceRow.factTables) JOIN datasets d ON d.id = r.dataset_id
                LEFT JOIN organizations o ON o.id = d.organization_id WHERE r.\(column) = ?
                """,
                [.text(value)]
            )
            guard let row = found.first else { return nil }
            return try detail(
                row, dataset: try DatasetRow.dataset(row, documents), organization: try OrganizationRow.organization(row), session
            )
        }
    }

    /// All organisations, by name.
    package func organizations() async throws -> [Organization] {
        try await store.read { session in
            try session.rows("SELECT \(OrganizationRow.columns) FROM organizations o ORDER BY o.name, o.slug", [])
                .compactMap(OrganizationRow.organization)
        }
    }

    /// The organisation of a slug or an identifier.
    package func organization(_ slugOrID: String) async throws -> Organization? {
        try await store.read { session in
            let (column, value) = key(slugOrID)
            return try session.rows(
                "SELECT \(OrganizationRow.columns) FROM organizations o WHERE o.\(column) = ?", [.text(value)]
            ).first.flatMap(OrganizationRow.organization)
        }
    }

    /// The figures of the home page.
    package func statistics() async throws -> Statistics {
        try await store.read { session in
            let counts = try session.rows(
                """
                SELECT (SELECT count(*) FROM datasets) AS datasets, (SELECT count(*) FROM resources) AS resources,
                  (SELECT count(*) FROM organizations) AS organizations
                """, []
            ).first
            let contents = try session.rows(
                """
                SELECT CAST(coalesce(sum(v.row_count), 0) AS BIGINT) AS row_count,
                  CAST(coalesce(sum(v.original_bytes), 0) AS BIGINT) AS bytes, max(v.published_at) AS last
                FROM resources r JOIN versions v ON v.id = r.current_version_id
                """, []
            ).first
            return Statistics(
                datasets: Int(try counts?.int64("datasets") ?? 0), resources: Int(try counts?.int64("resources") ?? 0),
                rows: try contents?.int64("row_count") ?? 0,
                organizations: Int(try counts?.int64("organizations") ?? 0),
                bytes: try contents?.int64("bytes") ?? 0, lastUpdate: try contents?.optionalDate("last") ?? nil
            )
        }
    }

    fileprivate static let versionCount =
        "(SELECT count(*) FROM versions v WHERE v.resource_id = r.id) AS version_count"

    private func detail(
        _ row: Row, dataset: Dataset, organization: Organization?, _ session: any ReadSession
    ) throws -> ResourceDetail {
        let version = try row.optionalUUID("r_current_version_id").flatMap { id in
            try versionCache.version(id) { try session.version(id) }
        }
        return ResourceDetail(
            dataset: dataset, organization: organization, resource: try ResourceRow.resource(row, documents), version: version,
            versionCount: Int(try row.int64("version_count")), check: try CheckRow.optionalCheck(row, prefix: "c_"),
            conformity: try row.optionalJSON("f_result"),
            territories: try row.optionalJSON("t_territories") ?? []
        )
    }
}

/// The column and the value that find a thing by its slug or its identifier.
func key(_ slugOrID: String) -> (column: String, value: String) {
    if let id = UUID(uuidString: slugOrID) { return ("id", id.text) }
    return ("slug", slugOrID)
}

extension ReadSession {
    func datasetRow(_ slugOrID: String) throws -> Row? {
        let (column, value) = key(slugOrID)
        return try rows(
            """
            SELECT \(DatasetRow.columns), \(OrganizationRow.columns)
            FROM datasets d LEFT JOIN organizations o ON o.id = d.organization_id WHERE d.\(column) = ?
            """,
            [.text(value)]
        ).first
    }

    func resourceRow(_ idOrSlug: String) throws -> Row? {
        let (column, value) = key(idOrSlug)
        return try rows("SELECT \(ResourceRow.columns) FROM resources r WHERE r.\(column) = ?", [.text(value)]).first
    }

    func version(_ id: UUID) throws -> Version? {
        try rows("SELECT * FROM versions WHERE id = ?", [.text(id.text)]).first.map(VersionRow.version)
    }
}
