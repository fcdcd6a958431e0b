import Crypto
import Foundation
import Localization
import Store

extension WriteSession {
    /// Makes a dataset under a slug that is free.
    func insertDataset(slug: String, _ metadata: DatasetMetadata, at date: Date) throws -> Dataset {
        try upsertDataset(slug: slug, metadata, at: date, isIndexing: false)
    }

    /// A slug that nothing has: the wanted one, else with a number, else with letters that no other will have. Thousands
    /// of files are called « CSV »: counting them one by one would take longer with each.
    ///
    /// - Parameter own: what the thing has for itself alone, from which the letters come.
    func freeSlug(_ wanted: String, own: String, isTaken: (String) throws -> Bool) rethrows -> String {
        if try !isTaken(wanted) { return wanted }
        for number in 2...4 {
            let candidate = Slug.extended(wanted, by: String(number))
            if try !isTaken(candidate) { return candidate }
        }
        var sum = SHA256.hash(data: Data(own.utf8))
        while true {
            let letters = sum.prefix(4).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            let candidate = Slug.extended(wanted, by: letters)
            if try !isTaken(candidate) { return candidate }
            sum = SHA256.hash(data: Data(sum))
        }
    }

    /// The slug of the organisation that publishes: the source's own where it names one, else the one that the record
    /// names, found by its address, its SIREN or its name, and made where there is none.
    func organizationSlug(_ agent: Agent?, _ writing: HarvestWriting) throws -> String? {
        if let fixed = writing.source.declaration.organization { return fixed }
        guard let agent, !agent.name.isEmpty else { return nil }
        for (column, value) in [("uri", agent.uri), ("siren", agent.siren)] {
            guard let value else { continue }
            if let row = try row("SELECT slug FROM organizations WHERE \(column) = ? ORDER BY slug LIMIT 1", [.text(value)]) {
                return try row.string("slug")
            }
        }
        let slug = Slug.make(from: agent.name)
        if try row("SELECT 1 AS one FROM organizations WHERE slug = ?", [.text(slug)]) == nil {
            let url = agent.homepage.flatMap { WebAddress.isWeb($0) ? URL(string: $0) : nil }
            _ = try upsertOrganization(OrganizationMetadata(slug: slug, name: agent.name, url: url), at: writing.date)
        }
        try execute(
            "UPDATE organizations SET uri = coalesce(uri, ?), siren = coalesce(siren, ?) WHERE slug = ?",
            [StoreValue(agent.uri), StoreValue(agent.siren), .text(slug)])
        return slug
    }

    /// Brings a dataset's resources to those of a record. What the record no longer has is marked, not dropped: its
    /// versions stay.
    func writeResources(_ record: HarvestedDataset, of dataset: Dataset, _ writing: HarvestWriting) throws {
        let known = try rows(
            "SELECT \(ResourceRow.columns) FROM resources r WHERE r.dataset_id = ? ORDER BY r.position, r.slug", [.text(dataset.id.text)]
        ).map { try ResourceRow.resource($0) }
        var free = known
        for (index, harvested) in record.resources.enumerated() {
            let address = harvested.address.flatMap { URL(string: $0) }
            let match = free.firstIndex { harvested.details.remoteID != nil && $0.distribution?.remoteID == harvested.details.remoteID }
                ?? free.firstIndex { address != nil && $0.sourceURL == address && $0.title == harvested.title }
                ?? free.firstIndex { address != nil && $0.sourceURL == address }
                ?? free.firstIndex { $0.distribution != nil && $0.title == harvested.title && $0.distribution?.format == harvested.details.format }
            if let match {
                let before = free.remove(at: match)
                var resource = before
                resource.title = harvested.title
                resource.description = harvested.description
                resource.position = index + 1
                resource.sourceURL = address
                resource.distribution = harvested.details
                guard resource != before || before.vanishedAt != nil else { continue }
                try execute(
                    """
                    UPDATE resources SET title = ?, description = ?, position = ?, column_descriptions = ?, source_url = ?,
                      distribution = ?, schema_word = ?, vanished_at = NULL WHERE id = ?
                    """, try columns(of: resource) + [.text(resource.id.text)])
            } else {
                try insertResource(harvested, address, position: index + 1, of: dataset, writing)
            }
        }
        for gone in free where gone.vanishedAt == nil && gone.distribution != nil {
            try execute("UPDATE resources SET vanished_at = ? WHERE id = ?", [StoreValue(writing.date), .text(gone.id.text)])
        }
        for service in record.services {
            let id = try take(service, writing)
            try execute("DELETE FROM dataset_services WHERE dataset_id = ? AND service_id = ?", [.text(dataset.id.text), .text(id.text)])
            try execute("INSERT INTO dataset_services (dataset_id, service_id) VALUES (?, ?)", [.text(dataset.id.text), .text(id.text)])
        }
    }

    private func insertResource(
        _ harvested: HarvestedResource, _ address: URL?, position: Int, of dataset: Dataset, _ writing: HarvestWriting
    ) throws {
        let wanted = Slug.make(from: "\(dataset.slug.prefix(60)) \(harvested.title)", fallback: dataset.slug)
        let slug = try freeSlug(wanted, own: "\(dataset.slug) \(position) \(harvested.address ?? "")") { try row("SELECT 1 AS one FROM resources WHERE slug = ?", [.text($0)]) != nil }
        let resource = Resource(
            id: UUID(), datasetID: dataset.id, slug: slug, title: harvested.title, description: harvested.description,
            position: position, sourceURL: address, createdAt: writing.date, distribution: harvested.details)
        try execute(
            """
            INSERT INTO resources (title, description, position, column_descriptions, source_url, distribution, schema_word, id,
              dataset_id, slug, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            try columns(of: resource)
                + [.text(resource.id.text), .text(dataset.id.text), .text(slug), StoreValue(writing.date)])
    }

    /// Takes a service over, and gives its identifier.
    @discardableResult
    func take(_ service: HarvestedService, _ writing: HarvestWriting) throws -> UUID {
        var metadata = service.metadata
        metadata.organization = try organizationSlug(service.publisher, writing)
        let known = try row(
            "SELECT id, metadata FROM data_services WHERE source_id = ? AND remote_id = ?",
            [.text(writing.source.id.text), .text(service.remoteID)])
        guard let known else {
            let id = UUID()
            let slug = try freeSlug(Slug.make(from: metadata.title), own: service.remoteID) {
                try row("SELECT 1 AS one FROM data_services WHERE slug = ?", [.text($0)]) != nil
            }
            try execute(
                """
                INSERT INTO data_services (id, slug, title, metadata, source_id, remote_id, seen_run_id, created_at, modified_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    .text(id.text), .text(slug), .text(metadata.title), try .json(metadata), .text(writing.source.id.text),
                    .text(service.remoteID), .text(writing.run.text), StoreValue(writing.date), StoreValue(writing.date),
                ])
            return id
        }
        let id = try known.uuid("id")
        let isChanged = try known.json("metadata", as: DataServiceMetadata.self) != metadata
        if isChanged {
            try execute(
                "UPDATE data_services SET title = ?, metadata = ?, modified_at = ? WHERE id = ?",
                [.text(metadata.title), try .json(metadata), StoreValue(writing.date), .text(id.text)])
        }
        try execute(
            "UPDATE data_services SET seen_run_id = ?, vanished_at = NULL WHERE id = ?", [.text(writing.run.text), .text(id.text)])
        return id
    }
}
