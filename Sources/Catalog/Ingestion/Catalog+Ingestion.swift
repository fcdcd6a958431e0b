import Foundation
import Lake
import Localization
package import Store
import Tables

extension Catalog {
    /// The kind of ingestion jobs in the queue.
    package static let ingestionKind = "ingestion"

    /// What the queue must run for the catalogue, by kind of job.
    package var jobHandlers: [String: JobHandler] {
        [
            Self.ingestionKind: JobHandler(IngestionPayload.self) { payload, context in
                try await Ingestion(catalog: self, payload: payload, context: context).run()
            },
            Self.harvestKind: harvestHandler,
            Self.checkKind: checkHandler,
        ]
    }

    /// Takes charge of a content: once this returns, it will be published or the reason why not will be shown,
    /// whatever becomes of the process.
    ///
    /// A file is copied into the lake first, so the caller may delete it as soon as this returns. An address is
    /// fetched by the job. The same content twice at once is one job.
    ///
    /// - Throws: `CatalogError` where the file is not there or the metadata are not fit; nothing is changed then.
    package func ingest(_ request: IngestionRequest) async throws -> JobID {
        var original: IngestionPayload.Original?
        var address: URL?
        switch request.source {
        case .file(let path):
            try checkReadable(path)
            let (hash, bytes) = try await lake.keepOriginal(path)
            original = .init(hash: hash, bytes: bytes, name: request.sourceName, mediaType: nil)
        case .url(let url):
            address = try FetchTarget(url).url
        }
        let (kept, target, date) = (original, address, now().stored)
        let job = try await store.write { session in
            let dataset = try session.dataset(for: request, at: date)
            let resource = try session.upsertResource(
                try session.resourceMetadata(for: request, in: dataset), in: dataset.slug, at: date)
            let payload = IngestionPayload(
                resourceID: resource.id, original: kept, address: target, options: request.options,
                signature: request.signature)
            let content = kept?.hash.hex ?? target?.absoluteString ?? ""
            return try queue.enqueue(
                kind: Self.ingestionKind, payload: payload, key: "\(resource.id.text) \(content)", in: session)
        }
        queue.ring()
        return job
    }

    /// The originals that jobs not yet done will read.
    func pendingOriginals() async throws -> Set<ContentHash> {
        var hashes: Set<ContentHash> = []
        for state in [JobState.queued, .running] {
            for job in try await queue.jobs(state: state, kind: Self.ingestionKind, limit: .max) {
                if let original = try job.payload(as: IngestionPayload.self).original { hashes.insert(original.hash) }
            }
        }
        return hashes
    }

    private func checkReadable(_ path: URL) throws {
        let name = path.lastPathComponent
        let attributes: [FileAttributeKey: Any]
        do {
            attributes = try FileManager.default.attributesOfItem(atPath: path.resolvingSymlinksInPath().path)
        } catch {
            throw CatalogError(.fileMissing, ["file": .text(name), "path": .text(path.path)], underlying: "\(error)")
        }
        guard attributes[.type] as? FileAttributeType == .typeRegular else {
            throw CatalogError(.fileNotRegular, ["file": .text(name), "path": .text(path.path)])
        }
        guard FileManager.default.isReadableFile(atPath: path.path) else {
            throw CatalogError(.fileUnreadable, ["file": .text(name)])
        }
    }
}

extension WriteSession {
    /// The dataset that a request names, made or brought up to date.
    fileprivate func dataset(for request: IngestionRequest, at date: Date) throws -> Dataset {
        let slug = request.datasetSlug ?? Slug.make(from: request.stem)
        if let metadata = request.metadata { return try upsertDataset(slug: slug, metadata, at: date) }
        if let row = try datasetRow(slug) { return try DatasetRow.dataset(row) }
        return try upsertDataset(slug: slug, DatasetMetadata(title: request.resourceTitle ?? request.stem), at: date)
    }

    /// The resource that a request names: without a name, the dataset's resource of the file's name, or a new one.
    fileprivate func resourceMetadata(for request: IngestionRequest, in dataset: Dataset) throws -> ResourceMetadata {
        var address: URL?
        if case .url(let url) = request.source { address = url }
        let isNew: Bool
        let slug: String
        if let given = request.resourceSlug {
            slug = given
            isNew = try resourceRow(given) == nil
        } else {
            let own = Slug.make(from: request.stem)
            let row = try resourceRow(own)
            if let row, try row.uuid("r_dataset_id") == dataset.id {
                (slug, isNew) = (own, false)
            } else {
                let inDataset = row == nil ? own : Slug.make(from: "\(dataset.slug) \(own)")
                isNew = try resourceRow(inDataset) == nil
                slug = inDataset
            }
        }
        return ResourceMetadata(
            slug: slug, title: request.resourceTitle ?? (isNew ? request.stem : nil), sourceURL: address)
    }
}

extension IngestionRequest {
    /// The name of the file without what tells its format: `communes.csv.gz` gives `communes`.
    var stem: String {
        var name = sourceName
        let known = Set(FileFormat.allCases.map(\.rawValue) + ["gz", "zip", "txt", "tsv", "json", "ndjson"])
        while let dot = name.lastIndex(of: "."), dot != name.startIndex,
            known.contains(name[name.index(after: dot)...].lowercased()) {
            name = String(name[..<dot])
        }
        return name
    }
}
