package import Foundation
import Localization
import Store

/// Some of a list, and how long it is.
package struct ListPart<Item: Sendable>: Sendable {
    package let items: [Item]
    package let total: Int
}

/// An organisation as a list shows it.
package struct OrganizationListing: Sendable {
    package let organization: Organization
    /// Datasets that it publishes here.
    package let datasets: Int
    package let createdAt: Date
    package let siren: String?
}

/// A reuse, and who made it.
package struct ReuseListing: Sendable {
    package let reuse: Reuse
    package let organization: Organization?
}

/// A service, and who runs it.
package struct DataServiceListing: Sendable {
    package let service: DataService
    package let organization: Organization?
}

/// What a dataset is called.
package struct DatasetName: Hashable, Sendable {
    package let id: UUID
    package let slug: String
    package let title: String
}

extension Catalog {
    /// The organisations whose name holds some words, accents and case apart, by name.
    package func organizations(matching words: String, offset: Int, limit: Int) async throws -> ListPart<OrganizationListing> {
        let wanted = Folding.words(words)
        // Few enough to be looked through: a country has some thousands of them.
        let all = try await store.read { session in
            try session.rows("SELECT \(Self.listedOrganization) FROM organizations o ORDER BY o.name, o.slug", []).compactMap(Self.organizationListing)
        }
        let found = wanted.isEmpty ? all : all.filter { listing in
            let own = Folding.haystack([listing.organization.name, listing.organization.slug])
            return wanted.allSatisfy { own.contains(" \($0)") }
        }
        return ListPart(items: Array(found.dropFirst(offset).prefix(limit)), total: found.count)
    }

    /// The organisation of a slug or an identifier, as a list shows it.
    package func organizationListing(_ slugOrID: String) async throws -> OrganizationListing? {
        try await store.read { session in
            let (column, value) = key(slugOrID)
            return try session.rows("SELECT \(Self.listedOrganization) FROM organizations o WHERE o.\(column) = ?", [.text(value)])
                .first.flatMap(Self.organizationListing)
        }
    }

    /// What the reuses are, the latest first.
    package func reuses(offset: Int, limit: Int) async throws -> ListPart<ReuseListing> {
        try await store.read { session in
            ListPart(
                items: try session.rows(
                    "SELECT \(Self.listedReuse) ORDER BY r.modified_at DESC, r.id LIMIT ? OFFSET ?",
                    [.integer(Int64(limit)), .integer(Int64(offset))]
                ).map { try Self.reuseListing($0, session) },
                total: try session.total("reuses"))
        }
    }

    /// What was made with a dataset, by title.
    package func reuses(of dataset: UUID) async throws -> [ReuseListing] {
        try await store.read { session in
            try session.rows(
                "SELECT \(Self.listedReuse) JOIN reuse_datasets l ON l.reuse_id = r.id WHERE l.dataset_id = ? ORDER BY r.title, r.id",
                [.text(dataset.text)]
            ).map { try Self.reuseListing($0, session) }
        }
    }

    /// The reuse of a slug or an identifier.
    package func reuse(_ slugOrID: String) async throws -> ReuseListing? {
        try await store.read { session in
            let (column, value) = key(slugOrID)
            return try session.rows("SELECT \(Self.listedReuse) WHERE r.\(column) = ?", [.text(value)])
                .first.map { try Self.reuseListing($0, session) }
        }
    }

    /// What the services are, the latest first.
    package func dataServices(offset: Int, limit: Int) async throws -> ListPart<DataServiceListing> {
        try await store.read { session in
            ListPart(
                items: try session.rows(
                    "SELECT \(Self.listedService) ORDER BY s.modified_at DESC, s.id LIMIT ? OFFSET ?",
                    [.integer(Int64(limit)), .integer(Int64(offset))]
                ).map { try Self.serviceListing($0, session) },
                total: try session.total("data_services"))
        }
    }

    /// The service of a slug or an identifier.
    package func dataService(_ slugOrID: String) async throws -> DataServiceListing? {
        try await store.read { session in
            let (column, value) = key(slugOrID)
            return try session.rows("SELECT \(Self.listedService) WHERE s.\(column) = ?", [.text(value)])
                .first.map { try Self.serviceListing($0, session) }
        }
    }

    /// The services that serve a dataset.
    package func dataServices(of dataset: UUID) async throws -> [DataService] {
        try await store.read { session in
            try session.rows(
                "SELECT \(Self.listedService) JOIN dataset_services l ON l.service_id = s.id WHERE l.dataset_id = ? ORDER BY s.slug",
                [.text(dataset.text)]
            ).map { try Self.serviceListing($0, session).service }
        }
    }

    /// What some datasets are called; those that are not known are left out.
    package func names(ofDatasets ids: [UUID]) async throws -> [UUID: DatasetName] {
        guard !ids.isEmpty else { return [:] }
        return try await store.read { session in
            var names: [UUID: DatasetName] = [:]
            for id in Set(ids) {
                guard let row = try session.rows("SELECT id, slug, title FROM datasets WHERE id = ?", [.text(id.text)]).first else { continue }
                names[id] = DatasetName(id: id, slug: try row.string("slug"), title: try row.string("title"))
            }
            return names
        }
    }

    // MARK: Rows

    private static let listedOrganization = """
        \(OrganizationRow.columns), o.created_at, o.siren, \
        (SELECT count(*) FROM datasets d WHERE d.organization_id = o.id) AS dataset_count
        """

    private static func organizationListing(_ row: Row) throws -> OrganizationListing? {
        guard let organization = try OrganizationRow.organization(row) else { return nil }
        return OrganizationListing(
            organization: organization, datasets: Int(try row.int64("dataset_count")), createdAt: try row.date("created_at"),
            siren: try row.optionalString("siren"))
    }

    private static let listedReuse = """
        r.id, r.slug, r.title, r.description, r.url, r.kind, r.created_at, r.modified_at, \(OrganizationRow.columns) \
        FROM reuses r LEFT JOIN organizations o ON o.id = r.organization_id
        """

    private static func reuseListing(_ row: Row, _ session: any ReadSession) throws -> ReuseListing {
        let id = try row.uuid("id")
        let organization = try OrganizationRow.organization(row)
        let datasets = try session.rows("SELECT dataset_id FROM reuse_datasets WHERE reuse_id = ? ORDER BY dataset_id", [.text(id.text)])
        return ReuseListing(
            reuse: Reuse(
                id: id, slug: try row.string("slug"), title: try row.string("title"), description: try row.string("description"),
                url: try row.optionalURL("url"), kind: Reuse.Kind(rawValue: try row.string("kind")) ?? .application,
                organization: organization?.slug, datasets: try datasets.map { try $0.uuid("dataset_id") },
                createdAt: try row.date("created_at"), modifiedAt: try row.date("modified_at")),
            organization: organization)
    }

    private static let listedService = """
        s.id, s.slug, s.metadata, s.created_at, s.modified_at, s.vanished_at FROM data_services s
        """

    private static func serviceListing(_ row: Row, _ session: any ReadSession) throws -> DataServiceListing {
        let id = try row.uuid("id")
        let metadata: DataServiceMetadata = try row.json("metadata")
        let datasets = try session.rows("SELECT dataset_id FROM dataset_services WHERE service_id = ? ORDER BY dataset_id", [.text(id.text)])
        return DataServiceListing(
            service: DataService(
                id: id, slug: try row.string("slug"), metadata: metadata, datasets: try datasets.map { try $0.uuid("dataset_id") },
                createdAt: try row.date("created_at"), modifiedAt: try row.date("modified_at"), vanishedAt: try row.optionalDate("vanished_at")),
            organization: try metadata.organization.flatMap { slug in
                try session.rows("SELECT \(OrganizationRow.columns) FROM organizations o WHERE o.slug = ?", [.text(slug)])
                    .first.flatMap(OrganizationRow.organization)
            })
    }
}

extension ReadSession {
    fileprivate func total(_ table: String) throws -> Int {
        Int(try rows("SELECT count(*) AS n FROM \(table)", []).first?.int64("n") ?? 0)
    }
}
