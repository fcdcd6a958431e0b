import Foundation
import Localization
import Store

extension Catalog {
    /// Creates an organisation, or brings the one of the same slug up to date.
    ///
    /// - Throws: `CatalogError` where the slug or the name is not fit.
    @discardableResult
    package func upsertOrganization(_ metadata: OrganizationMetadata) async throws -> Organization {
        let date = now()
        return try await store.write { try $0.upsertOrganization(metadata, at: date) }
    }

    /// Creates a dataset, or brings the one of the same slug up to date.
    ///
    /// - Parameter slug: `nil` makes a new dataset whose slug comes from its title.
    /// - Throws: `CatalogError` where the slug, the title or the organisation is not fit.
    @discardableResult
    package func upsertDataset(slug: String? = nil, _ metadata: DatasetMetadata) async throws -> Dataset {
        let date = now().stored
        return try await store.write { try $0.upsertDataset(slug: slug, metadata, at: date) }
    }

    /// Creates a resource without content, or brings the metadata of the one of the same slug up to date.
    ///
    /// - Throws: `CatalogError` where the dataset is unknown, or the slug belongs to another dataset.
    @discardableResult
    package func upsertResource(_ metadata: ResourceMetadata, in datasetSlug: String) async throws -> Resource {
        let date = now().stored
        return try await store.write { try $0.upsertResource(metadata, in: datasetSlug, at: date) }
    }
}

extension WriteSession {
    func upsertOrganization(_ metadata: OrganizationMetadata, at date: Date) throws -> Organization {
        guard !metadata.name.isEmpty else { throw CatalogError(.titleMissing) }
        let slug = try validSlug(metadata.slug ?? Slug.make(from: metadata.name))
        if let row = try row("SELECT \(OrganizationRow.columns) FROM organizations o WHERE o.slug = ?", [.text(slug)]),
            let known = try OrganizationRow.organization(row) {
            let updated = Organization(
                id: known.id, slug: slug, name: metadata.name, description: metadata.description, url: metadata.url)
            guard updated != known else { return known }
            try execute(
                "UPDATE organizations SET name = ?, description = ?, url = ? WHERE id = ?",
                [.text(metadata.name), .text(metadata.description), StoreValue(metadata.url?.absoluteString),
                 .text(known.id.text)]
            )
            // The organisation's name is among the words by which its datasets are found.
            for row in try rows("SELECT id FROM datasets WHERE organization_id = ?", [.text(known.id.text)]) {
                try refreshWords(ofDataset: row.uuid("id"))
            }
            return updated
        }
        let organization = Organization(
            id: UUID(), slug: slug, name: metadata.name, description: metadata.description, url: metadata.url)
        try execute(
            "INSERT INTO organizations (id, slug, name, description, url, created_at) VALUES (?, ?, ?, ?, ?, ?)",
            [.text(organization.id.text), .text(slug), .text(metadata.name), .text(metadata.description),
             StoreValue(metadata.url?.absoluteString), StoreValue(date)]
        )
        return organization
    }

    /// - Parameter isIndexing: whether the words by which it is found are written too; otherwise the caller does.
    func upsertDataset(
        slug: String?, _ metadata: DatasetMetadata, at date: Date, isIndexing: Bool = true
    ) throws -> Dataset {
        guard !metadata.title.isEmpty else { throw CatalogError(.titleMissing) }
        if let slug, let row = try datasetRow(try validSlug(slug)) {
            let known = try DatasetRow.dataset(row)
            guard known.metadata != metadata else { return known }
            var updated = known
            updated.metadata = metadata
            updated.modifiedAt = date
            try execute(
                """
                UPDATE datasets SET title = ?, organization_id = ?, licence = ?, frequency = ?, territory_level = ?,
                  metadata = ?, opened_at = ?, covers_from = ?, covers_to = ?, modified_at = ? WHERE id = ?
                """,
                try columns(of: metadata) + [StoreValue(date), .text(known.id.text)]
            )
            try writeThemes(metadata.themes, of: known.id)
            if isIndexing { try refreshWords(ofDataset: known.id) }
            return updated
        }
        let free = try slug ?? Slug.unique(Slug.make(from: metadata.title)) { try datasetRow($0) != nil }
        let dataset = Dataset(id: UUID(), slug: free, metadata: metadata, createdAt: date, modifiedAt: date)
        try execute(
            """
            INSERT INTO datasets (title, organization_id, licence, frequency, territory_level, metadata, opened_at, covers_from,
              covers_to, modified_at, id, slug, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            try columns(of: metadata) + [StoreValue(date), .text(dataset.id.text), .text(free), StoreValue(date)]
        )
        try writeThemes(metadata.themes, of: dataset.id)
        if isIndexing { try refreshWords(ofDataset: dataset.id) }
        return dataset
    }

    func upsertResource(_ metadata: ResourceMetadata, in datasetSlug: String, at date: Date) throws -> Resource {
        guard let row = try datasetRow(datasetSlug) else {
            throw CatalogError(.datasetUnknown, ["dataset": .text(datasetSlug)])
        }
        let dataset = try DatasetRow.dataset(row)
        if let slug = metadata.slug, let row = try resourceRow(try validSlug(slug)) {
            var resource = try ResourceRow.resource(row)
            guard resource.datasetID == dataset.id else {
                throw CatalogError(.slugTaken, ["slug": .text(slug)])
            }
            let known = resource
            metadata.apply(to: &resource)
            guard resource != known else { return known }
            try execute(
                """
                UPDATE resources SET title = ?, description = ?, position = ?, column_descriptions = ?, source_url = ?,
                  distribution = ?, schema_word = ? WHERE id = ?
                """,
                try columns(of: resource) + [.text(resource.id.text)]
            )
            try refreshWords(ofDataset: dataset.id)
            return resource
        }
        let title = metadata.title ?? metadata.slug ?? dataset.title
        let slug = try metadata.slug ?? Slug.unique(Slug.make(from: title)) { try resourceRow($0) != nil }
        var resource = Resource(
            id: UUID(), datasetID: dataset.id, slug: slug, title: title,
            position: try nextPosition(in: dataset.id), createdAt: date)
        metadata.apply(to: &resource)
        try execute(
            """
            INSERT INTO resources (title, description, position, column_descriptions, source_url, distribution, schema_word, id,
              dataset_id, slug, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            try columns(of: resource)
                + [.text(resource.id.text), .text(dataset.id.text), .text(slug), StoreValue(date)]
        )
        try refreshWords(ofDataset: dataset.id)
        return resource
    }

    private func validSlug(_ slug: String) throws -> String {
        guard Slug.isValid(slug) else {
            throw CatalogError(.slugInvalid, ["slug": .text(slug), "proposal": .text(Slug.make(from: slug))])
        }
        return slug
    }

    private func columns(of metadata: DatasetMetadata) throws -> [StoreValue] {
        var organization: String?
        if let slug = metadata.organization {
            guard let row = try row("SELECT id FROM organizations WHERE slug = ?", [.text(slug)]) else {
                throw CatalogError(.organizationUnknown, ["organization": .text(slug)])
            }
            organization = try row.string("id")
        }
        let period = metadata.temporalCoverage?.days
        return [
            .text(metadata.title), StoreValue(organization), .text(metadata.licence.rawValue),
            .text(metadata.frequency.rawValue), StoreValue(metadata.territoryLevel?.rawValue), try .json(metadata),
            StoreValue(metadata.firstPublication), StoreValue(period?.first), StoreValue(period?.last),
        ]
    }

    func columns(of resource: Resource) throws -> [StoreValue] {
        [
            .text(resource.title), .text(resource.description), .integer(Int64(resource.position)),
            try .json(resource.columnDescriptions), StoreValue(resource.sourceURL?.absoluteString),
            try .json(resource.distribution), StoreValue(resource.schema),
        ]
    }

    private func writeThemes(_ themes: [Theme], of dataset: UUID) throws {
        try execute("DELETE FROM dataset_themes WHERE dataset_id = ?", [.text(dataset.text)])
        for theme in Set(themes) {
            try execute(
                "INSERT INTO dataset_themes (dataset_id, theme) VALUES (?, ?)",
                [.text(dataset.text), .text(theme.rawValue)])
        }
    }

    private func nextPosition(in dataset: UUID) throws -> Int {
        let last = try row("SELECT max(position) AS last FROM resources WHERE dataset_id = ?", [.text(dataset.text)])
        return (try last?.optionalInt("last") ?? 0) + 1
    }
}
