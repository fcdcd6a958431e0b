import Catalog
import DuckDB
import Foundation
import Lake
import Store
import StoreFixtures
import Territories
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
    ///   - gazetteer: whether a small vintage of the official geographic code is at hand (``Fixture/gazetteer(in:)``).
    ///   - now: the catalogue's clock.
    init(
        fetcher: Fetcher = Fetcher(), harvesting: HarvestSettings = HarvestSettings(), schemas: [String: String] = [:],
        gazetteer: Bool = false, now: @escaping @Sendable () -> Date = { Date() }
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
            fetcher: fetcher, harvesting: harvesting, schemas: library,
            gazetteer: gazetteer ? try Self.gazetteer(in: folder) : nil, now: now)
        try await store.migrate(JobQueue.migrations)
        try await catalog.migrate()
    }

    /// Two régions, three départements, an EPCI, eleven communes of which two have the same name.
    private static func gazetteer(in folder: URL) throws -> Gazetteer {
        let communes = [
            ("35238", "Rennes", "35", "53", "243500139", 222_000), ("35001", "Acigné", "35", "53", "243500139", 6_900),
            ("35288", "Saint-Malo", "35", "53", "", 46_000), ("35115", "Fougères", "35", "53", "", 20_000),
            ("22278", "Saint-Brieuc", "22", "53", "", 44_000), ("22113", "Lannion", "22", "53", "", 20_000),
            ("22093", "Lamballe-Armor", "22", "53", "", 16_000), ("22040", "Saint-Denis", "22", "53", "", 900),
            ("93066", "Saint-Denis", "93", "11", "", 113_000), ("93048", "Montreuil", "93", "11", "", 109_000),
            ("93001", "Aubervilliers", "93", "11", "", 88_000),
        ]
        let tables = [
            "regions": "code_region,nom,code_chef_lieu\n53,Bretagne,35238\n11,Île-de-France,93066\n",
            "departements": """
                code_departement,nom,code_region,code_chef_lieu
                35,Ille-et-Vilaine,53,35238
                22,Côtes-d'Armor,53,22278
                93,Seine-Saint-Denis,11,93066

                """,
            "epci": "siren,nom,type\n243500139,Rennes Métropole,ME\n",
            "cantons": "code_canton,nom,type,code_departement,code_bureau_centralisateur,geometry\n",
            "codes_postaux_communes": "code_postal,code_commune\n35000,35238\n",
            "communes": "code_commune,type,nom,population_municipale,code_commune_parente,code_departement,code_region,siren_epci,geometry\n"
                + communes.map { "\($0.0),COM,\($0.1),\($0.5),,\($0.2),\($0.3),\($0.4),\n" }.joined(),
        ]
        let source = folder.appending(path: "code")
        try FileManager.default.createDirectory(at: source, withIntermediateDirectories: true)
        for (name, text) in tables { try Data(text.utf8).write(to: source.appending(path: "\(name).csv")) }
        let target = folder.appending(path: "territories.snapshot")
        _ = try SnapshotBuilder(files: [source], base: nil, date: CivilDate("2026-01-01")).write(to: target)
        return try Gazetteer(opening: target)
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
