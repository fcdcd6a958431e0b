package import Foundation
import Store

/// What the catalogue holds of one record of a source, as a person or a program would check it.
package struct HarvestedRecord: Codable, Hashable, Sendable {
    /// One resource of it, in its place.
    package struct Resource: Codable, Hashable, Sendable {
        package let slug: String
        package let title: String
        package let description: String
        /// Where the content is.
        package let url: URL?
        package let details: DistributionDetails?
        package let vanishedAt: Date?
    }

    package let remoteID: String
    package let remoteURL: String?
    /// Slug of the dataset in the catalogue.
    package let dataset: String
    /// Whether the dataset shows what this source says of it, rather than what another says.
    package let isPrimary: Bool
    package let metadata: DatasetMetadata
    /// Name of the organisation that publishes it.
    package let organization: String?
    package let resources: [Resource]
    /// Names of the services that serve it.
    package let services: [String]
    package let firstSeenAt: Date
    package let changedAt: Date
    package let vanishedAt: Date?
}

extension Catalog {
    /// The records of a source, by remote identifier, in slices: a source may have hundreds of thousands.
    ///
    /// - Parameter after: remote identifier of the last one of the slice before.
    package func harvestedRecords(of source: UUID, after: String? = nil, limit: Int = 200) async throws -> [HarvestedRecord] {
        try await store.read { session in
            let rows = try session.rows(
                """
                SELECT g.id AS origin, g.remote_id, g.remote_url, g.first_seen_at, g.changed_at, g.vanished_at AS gone_at,
                  \(DatasetRow.columns), \(OrganizationRow.columns)
                FROM origins g JOIN datasets d ON d.id = g.dataset_id LEFT JOIN organizations o ON o.id = d.organization_id
                WHERE g.source_id = ? AND g.remote_id > ? ORDER BY g.remote_id LIMIT ?
                """, [.text(source.text), .text(after ?? ""), StoreValue(limit)])
            return try rows.map { row in
                let dataset = try DatasetRow.dataset(row)
                let resources = try session.rows(
                    "SELECT \(ResourceRow.columns) FROM resources r WHERE r.dataset_id = ? ORDER BY r.position, r.slug",
                    [.text(dataset.id.text)]
                ).map { try ResourceRow.resource($0) }
                let services = try session.rows(
                    """
                    SELECT s.title FROM data_services s JOIN dataset_services l ON l.service_id = s.id
                    WHERE l.dataset_id = ? ORDER BY s.title
                    """, [.text(dataset.id.text)]
                ).map { try $0.string("title") }
                return HarvestedRecord(
                    remoteID: try row.string("remote_id"), remoteURL: try row.optionalString("remote_url"), dataset: dataset.slug,
                    isPrimary: try row.optionalString("d_origin_id") == row.string("origin"), metadata: dataset.metadata,
                    organization: try OrganizationRow.organization(row)?.name,
                    resources: resources.map {
                        .init(
                            slug: $0.slug, title: $0.title, description: $0.description, url: $0.sourceURL,
                            details: $0.distribution, vanishedAt: $0.vanishedAt)
                    },
                    services: services, firstSeenAt: try row.date("first_seen_at"), changedAt: try row.date("changed_at"),
                    vanishedAt: try row.optionalDate("gone_at"))
            }
        }
    }
}
