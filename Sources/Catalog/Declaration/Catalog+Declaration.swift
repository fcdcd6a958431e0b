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

/// What a resource serves, as far as a service's sources are concerned.
package struct ServedState: Sendable, Hashable {
    /// What the signature of rows made up begins with.
    package static let syntheticPrefix = "demo:"

    /// Whether there is a version.
    package let hasContent: Bool
    /// What the content was when it was read (``SourceSignature``); nil for an address.
    package let signature: String?

    /// Whether the rows are made up.
    package var isSynthetic: Bool { hasContent && signature?.hasPrefix(Self.syntheticPrefix) == true }
}

extension Catalog {
    /// What resources serve, by slug; those that are not declared are not there.
    package func servedStates(of slugs: [String]) async throws -> [String: ServedState] {
        try await store.read { session in
            var states: [String: ServedState] = [:]
            for slug in slugs {
                guard let row = try session.resourceRow(slug) else { continue }
                states[slug] = ServedState(
                    hasContent: try row.optionalUUID("r_current_version_id") != nil,
                    signature: try row.optionalString("r_source_signature"))
            }
            return states
        }
    }

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
            for reuse in declaration.reuses { _ = try session.upsertReuse(reuse, at: date) }
            return states
        }
    }

    private func ingestIfNeeded(
        _ resource: CatalogueDeclaration.Resource, in dataset: CatalogueDeclaration.Dataset, _ state: KnownState
    ) async throws -> JobID? {
        guard let source = resource.source else { return nil }
        var signature = resource.signature
        switch source {
        case .file(let file):
            if signature == nil { signature = SourceSignature.of(file) }
            if state.isSound, signature != nil, signature == state.signature { return nil }
        case .url:
            // Rows that stand in for the real ones are no reason not to ask for these.
            if state.isSound, state.signature?.hasPrefix(ServedState.syntheticPrefix) != true { return nil }
        }
        return try await ingest(IngestionRequest(
            source: source, datasetSlug: dataset.slug, resourceSlug: resource.slug,
            resourceTitle: resource.metadata.title, signature: signature))
    }
}
