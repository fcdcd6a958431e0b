package import Foundation
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

    // MARK: Rows

    private static let listedOrganization = """
        \(OrganizationRow.columns), o.created_at, \
        (SELECT count(*) FROM datasets d WHERE d.organization_id = o.id) AS dataset_count
        """

    private static func organizationListing(_ row: Row) throws -> OrganizationListing? {
        guard let organization = try OrganizationRow.organization(row) else { return nil }
        return OrganizationListing(
            organization: organization, datasets: Int(try row.int64("dataset_count")), createdAt: try row.date("created_at"))
    }
}
