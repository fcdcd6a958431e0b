import Foundation
import Lake
import Localization
import Store
import Tables
import Threads

/// One attempt at one ingestion job: fetch where needed, inspect, convert, publish.
///
/// Every step may be cut short and begun again: the lake names files by their content, and only the last step, one
/// transaction, shows anything.
struct Ingestion: Sendable {
    let catalog: Catalog
    let payload: IngestionPayload
    let context: JobContext

    func run() async throws -> IngestionResult {
        do {
            return try await attempt()
        } catch let error as CancellationError {
            throw error
        } catch {
            let failure = IngestionFailure(describing: error, at: catalog.now().stored)
            try? await catalog.record(failure, on: payload.resourceID)
            throw JobFailure(
                code: failure.code, arguments: try JSONText.of(failure.arguments), isPermanent: failure.isPermanent)
        }
    }

    private func attempt() async throws -> IngestionResult {
        guard let detail = try await catalog.resource(payload.resourceID.text) else {
            throw CatalogError(.resourceUnknown, ["resource": .text(payload.resourceID.text)])
        }
        let scratch = catalog.scratch.appendingPathComponent("ingestion-\(context.job.id)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: scratch) }

        let original = try await original(scratch: scratch)
        try context.checkCancellation()
        if let served = detail.version, served.originalHash == original.hash,
            served.inspection.options == payload.options {
            if detail.conformity == nil || detail.conformity?.word != detail.resource.schema,
                let found = try await conformity(original, served.inspection, detail, scratch: scratch) {
                try await catalog.store.write { try $0.keep(found, of: served.id) }
            }
            try await catalog.markUnchanged(payload.resourceID, signature: payload.signature)
            let outcome: IngestionResult.Outcome = served.jobID == context.job.id.rawValue ? .published : .unchanged
            return result(outcome, served, detail)
        }
        let inspection = try await inspect(original, scratch: scratch)
        try context.checkCancellation()
        let table = try await convert(original, inspection)
        try context.checkCancellation()
        let conformity = try await conformity(original, inspection, detail, scratch: scratch)
        try context.checkCancellation()
        context.report(JobProgress(phase: Phase.publish.key, done: inspection.rows, total: inspection.rows, unit: .rows))
        let version = try await catalog.publish(
            original, inspection, table, conformity, as: payload, job: context.job.id)
        // The history of the score is worth no failure of what is published already.
        try? await catalog.recordQuality(of: detail.dataset.id)
        try? await catalog.recordCoverage(of: version)
        return result(.published, version, detail)
    }

    /// The original in the lake, fetched first where the job was given an address.
    private func original(scratch: URL) async throws -> IngestionPayload.Original {
        if let original = payload.original { return original }
        guard let address = payload.address else {
            throw CatalogError(.fetchAddress, ["address": .text("")])
        }
        let context = context
        let file = try await catalog.fetcher.fetch(address, into: scratch) { done, total in
            try context.checkCancellation()
            context.report(JobProgress(phase: Phase.fetch.key, done: done, total: total, unit: .bytes))
        }
        context.report(JobProgress(phase: Phase.copy.key, done: 0, total: file.bytes, unit: .bytes))
        let (hash, bytes) = try await catalog.lake.keepOriginal(file.path)
        return .init(hash: hash, bytes: bytes, name: file.name, mediaType: file.mediaType)
    }

    private func inspect(_ original: IngestionPayload.Original, scratch: URL) async throws -> Inspection {
        let path = catalog.lake.original(original.hash)
        let (options, support) = (payload.options, catalog.support)
        let observer = observer(.inspect)
        return try await OwnThread.run("inspect") { _ in
            try TableFile.inspect(
                path, name: original.name, options: options, reference: ReferenceCodes(folder: support.referenceCodes),
                support: support, scratch: scratch, progress: observer)
        }
    }

    private func convert(
        _ original: IngestionPayload.Original, _ inspection: Inspection
    ) async throws -> StoredTable {
        try await catalog.lake.makeTable(
            from: catalog.lake.original(original.hash), name: original.name, inspection: inspection,
            progress: observer(.convert))
    }

    /// A schema that cannot be had or read keeps no content from being published.
    private func conformity(
        _ original: IngestionPayload.Original, _ inspection: Inspection, _ detail: ResourceDetail, scratch: URL
    ) async throws -> Conformity? {
        guard let schemas = catalog.schemas else { return nil }
        let check = ConformityCheck(schemas: schemas, support: catalog.support, scratch: scratch)
        do {
            return try await check.run(
                catalog.lake.original(original.hash), name: original.name, inspection, of: detail, at: catalog.now().stored,
                progress: observer(.validate))
        } catch let error as CancellationError {
            throw error
        } catch {
            try context.checkCancellation()
            return nil
        }
    }

    private func observer(_ phase: Phase) -> ProgressObserver {
        let context = context
        return { progress in
            try context.checkCancellation()
            context.report(JobProgress(phase: phase.key, done: progress.done, total: progress.total, unit: .bytes))
        }
    }

    private func result(
        _ outcome: IngestionResult.Outcome, _ version: Version, _ detail: ResourceDetail
    ) -> IngestionResult {
        IngestionResult(
            outcome: outcome, datasetSlug: detail.dataset.slug, resourceSlug: detail.resource.slug,
            resourceID: detail.resource.id, version: version.number, rows: version.rows,
            rejectedRows: version.inspection.rejectedRows, bytes: version.originalBytes)
    }

    /// The steps that people see; `jobs.phase.<raw value>` names each.
    enum Phase: String, CaseIterable {
        case fetch, copy, inspect, convert, validate, publish

        var key: String { "jobs.phase.\(rawValue)" }
    }
}

extension IngestionFailure {
    /// An error in a form that can be stored; one that nobody prepared a message for keeps its own description.
    init(describing error: any Error, at date: Date) {
        switch error {
        case let failure as any LocalizedFailure:
            self.init(
                code: failure.code, arguments: failure.arguments, isPermanent: failure.isPermanent, date: date)
        case let error as StoreError:
            self.init(
                code: "unexpected", arguments: ["detail": .text("\(error)")], isPermanent: !error.isTransient, date: date)
        default:
            self.init(code: "unexpected", arguments: ["detail": .text("\(error)")], isPermanent: false, date: date)
        }
    }
}

/// JSON as the queue keeps arguments.
enum JSONText {
    static func of(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
