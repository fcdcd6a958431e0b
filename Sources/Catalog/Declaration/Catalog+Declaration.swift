package import Foundation
package import Store

/// What applying a declaration did for one of its resources.
package struct AppliedResource: Sendable, Hashable {
    package let datasetSlug: String
    package let resourceSlug: String
    package let title: String
    package let resourceID: UUID
    /// The job that will publish the content; `nil` where what is served is up to date.
    package let job: JobID?
}

extension Catalog {
    /// Brings the catalogue to what a declaration says. Applying it again does nothing; what the declaration no longer
    /// names stays.
    ///
    /// Files whose path, size and date are those of the version served are not read again. Addresses are read when
    /// their resource has no content yet, or could not be renewed.
    ///
    /// - Parameter progress: told the number of resources done, and the title of the next.
    package func apply(
        _ declaration: CatalogueDeclaration,
        progress: @Sendable (_ done: Int, _ total: Int, _ next: String) -> Void = { _, _, _ in }
    ) async throws -> [AppliedResource] {
        let known = try await applyMetadata(declaration)
        for source in declaration.sources { try await declareSource(source) }
        var applied: [AppliedResource] = []
        for dataset in declaration.datasets {
            for resource in dataset.resources {
                guard let state = known[resource.slug] else { continue }
                progress(applied.count, known.count, resource.metadata.title ?? resource.slug)
                let job = try await ingestIfNeeded(resource, in: dataset, state)
                applied.append(AppliedResource(
                    datasetSlug: dataset.slug, resourceSlug: resource.slug,
                    title: resource.metadata.title ?? resource.slug, resourceID: state.id, job: job))
            }
        }
        return applied
    }

    private struct KnownState: Sendable {
        let id: UUID
        let signature: String?
        /// Something is served, and the last attempt to renew it did not fail.
        let isSound: Bool
    }

    /// Writes all metadata in one transaction, and gives what each resource holds, by slug.
    private func applyMetadata(_ declaration: CatalogueDeclaration) async throws -> [String: KnownState] {
        let date = now().stored
        return try await store.write { session in
            for organization in declaration.organizations {
                _ = try session.upsertOrganization(organization, at: date)
            }
            var states: [String: KnownState] = [:]
            for dataset in declaration.datasets {
                _ = try session.upsertDataset(slug: dataset.slug, dataset.metadata, at: date)
                for resource in dataset.resources {
                    _ = try session.upsertResource(resource.metadata, in: dataset.slug, at: date)
                    guard let row = try session.resourceRow(resource.slug) else { continue }
                    states[resource.slug] = KnownState(
                        id: try row.uuid("r_id"), signature: try row.optionalString("r_source_signature"),
                        isSound: try row.optionalUUID("r_current_version_id") != nil
                            && row.optionalString("r_failure") == nil)
                }
            }
            return states
        }
    }

    private func ingestIfNeeded(
        _ resource: CatalogueDeclaration.Resource, in dataset: CatalogueDeclaration.Dataset, _ state: KnownState
    ) async throws -> JobID? {
        var signature: String?
        switch resource.source {
        case .file(let file):
            signature = SourceSignature.of(file)
            if state.isSound, signature != nil, signature == state.signature { return nil }
        case .url:
            if state.isSound { return nil }
        }
        return try await ingest(IngestionRequest(
            source: resource.source, datasetSlug: dataset.slug, resourceSlug: resource.slug,
            resourceTitle: resource.metadata.title, signature: signature))
    }
}
