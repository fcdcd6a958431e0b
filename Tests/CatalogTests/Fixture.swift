import Catalog
import DuckDB
import Foundation
import Lake
import Store
import StoreFixtures
import Testing

/// A catalogue with a real store and a real lake in a folder of its own, which goes with it.
final class Fixture: Sendable {
    let folder: URL
    let store: any Store
    let lake: Lake
    let queue: JobQueue
    let catalog: Catalog
    let support: SupportFolder

    /// - Parameters:
    ///   - schemas: table schemas by name, kept in the library's folder; without any there is no library.
    ///   - now: the catalogue's clock.
    init(
        fetcher: Fetcher = Fetcher(), harvesting: HarvestSettings = HarvestSettings(), schemas: [String: String] = [:],
        now: @escaping @Sendable () -> Date = { Date() }
    ) async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "portulan-catalog-\(UUID().uuidString)")
        for name in ["lake", "scratch", "files"] {
            try FileManager.default.createDirectory(
                at: folder.appending(path: name), withIntermediateDirectories: true)
        }
        support = try SupportFolder.locate(
            environment: ProcessInfo.processInfo.environment,
            executable: URL(filePath: CommandLine.arguments[0]))
        store = try await TestStore(in: folder).open()
        lake = try Lake(folder: folder.appending(path: "lake"), scratch: folder.appending(path: "scratch"), support: support)
        var timing = JobTiming()
        timing.pulse = .milliseconds(10)
        queue = JobQueue(store: store, policy: RetryPolicy(maxAttempts: 2, base: 0.01, cap: 0.02), timing: timing)
        var library: SchemaLibrary?
        if !schemas.isEmpty {
            let own = folder.appending(path: "schemas")
            try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
            for (name, text) in schemas { try Data(text.utf8).write(to: own.appending(path: "\(name).json")) }
            library = SchemaLibrary(cache: folder.appending(path: "cache"), folder: own, fetcher: fetcher)
        }
        catalog = Catalog(
            store: store, lake: lake, queue: queue, support: support, scratch: folder.appending(path: "scratch"),
            fetcher: fetcher, harvesting: harvesting, schemas: library, now: now)
        try await store.migrate(JobQueue.migrations)
        try await catalog.migrate()
    }

    deinit {
        try? store.close()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Writes a file and gives its place.
    func file(_ name: String, _ text: String) throws -> URL {
        let file = folder.appending(path: "files").appending(path: name)
        try Data(text.utf8).write(to: file)
        return file
    }

    /// Runs the queue until a job has ended.
    @discardableResult
    func finish(_ job: JobID) async throws -> Job {
        let (queue, handlers) = (queue, catalog.jobHandlers)
        let runner = Task { await queue.run(kinds: handlers, concurrency: 2) }
        var last: Job?
        for try await job in queue.updates(of: job) { last = job }
        runner.cancel()
        await runner.value
        return try #require(last)
    }

    /// Takes charge of a file and waits until it is published or refused.
    @discardableResult
    func ingest(_ name: String, _ text: String, dataset: String? = nil, resource: String? = nil) async throws -> Job {
        let request = IngestionRequest(
            source: .file(try file(name, text)), datasetSlug: dataset, resourceSlug: resource)
        return try await finish(catalog.ingest(request))
    }
}
