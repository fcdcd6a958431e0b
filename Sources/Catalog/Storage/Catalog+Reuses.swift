package import Foundation
import Localization
import Store

extension Catalog {
    /// Creates a reuse, or brings the one of the same slug up to date.
    ///
    /// - Returns: its identifier.
    /// - Throws: `CatalogError` where the slug or the title is not fit, where the organisation or a dataset is unknown.
    @discardableResult
    package func upsertReuse(_ metadata: ReuseMetadata) async throws -> UUID {
        let date = now().stored
        return try await store.write { try $0.upsertReuse(metadata, at: date) }
    }
}

extension WriteSession {
    func upsertReuse(_ metadata: ReuseMetadata, at date: Date) throws -> UUID {
        guard !metadata.title.isEmpty else { throw CatalogError(.titleMissing) }
        guard Slug.isValid(metadata.slug) else {
            throw CatalogError(.slugInvalid, ["slug": .text(metadata.slug), "proposal": .text(Slug.make(from: metadata.slug))])
        }
        let organization = try metadata.organization.map { slug in
            guard let row = try row("SELECT id FROM organizations WHERE slug = ?", [.text(slug)]) else {
                throw CatalogError(.organizationUnknown, ["organization": .text(slug)])
            }
            return try row.string("id")
        }
        let datasets = try Set(metadata.datasets.map { slug in
            guard let row = try datasetRow(slug) else { throw CatalogError(.datasetUnknown, ["dataset": .text(slug)]) }
            return try row.uuid("d_id")
        })
        let values: [StoreValue] = [
            .text(metadata.title), .text(metadata.description), StoreValue(metadata.url?.absoluteString), .text(metadata.kind.rawValue),
            StoreValue(organization),
        ]
        guard let known = try row("SELECT id, title, description, url, kind, organization_id FROM reuses WHERE slug = ?", [.text(metadata.slug)])
        else {
            let id = UUID()
            try execute(
                """
                INSERT INTO reuses (title, description, url, kind, organization_id, created_at, modified_at, id, slug)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, values + [StoreValue(date), StoreValue(date), .text(id.text), .text(metadata.slug)])
            try link(id, to: datasets)
            return id
        }
        let id = try known.uuid("id")
        let former: [StoreValue] = [
            .text(try known.string("title")), .text(try known.string("description")), StoreValue(try known.optionalString("url")),
            .text(try known.string("kind")), StoreValue(try known.optionalString("organization_id")),
        ]
        let linked = try Set(rows("SELECT dataset_id FROM reuse_datasets WHERE reuse_id = ?", [.text(id.text)]).map { try $0.uuid("dataset_id") })
        guard former != values || linked != datasets else { return id }
        try execute(
            "UPDATE reuses SET title = ?, description = ?, url = ?, kind = ?, organization_id = ?, modified_at = ? WHERE id = ?",
            values + [StoreValue(date), .text(id.text)])
        try execute("DELETE FROM reuse_datasets WHERE reuse_id = ?", [.text(id.text)])
        try link(id, to: datasets)
        return id
    }

    private func link(_ reuse: UUID, to datasets: Set<UUID>) throws {
        for dataset in datasets {
            try execute("INSERT INTO reuse_datasets (reuse_id, dataset_id) VALUES (?, ?)", [.text(reuse.text), .text(dataset.text)])
        }
    }
}
