import Catalog
import Foundation
import Instance
import Store
import StoreFixtures
import Synchronization

/// A folder that goes with the test that made it, and the program's surroundings.
final class Workplace: Sendable {
    let url: URL
    /// As the program would have it, here: support files are found upwards from it.
    static let executable = URL(fileURLWithPath: CommandLine.arguments[0])
    static let environment = ProcessInfo.processInfo.environment.filter {
        ["PORTULAN_SUPPORT", "DUCKDB_LIBRARY", "HOME", "PATH"].contains($0.key)
    }

    private let schemas = Mutex<[String: String]>([:])

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("instance-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> URL { url.appendingPathComponent(name) }

    func create(_ name: String = "site") async throws -> Instance {
        try await Instance.create(
            at: path(name), environment: try await environment(name), executable: Self.executable)
    }

    func open(_ name: String = "site", environment: [String: String] = [:]) async throws -> Instance {
        try await Instance.open(
            at: path(name), environment: try await self.environment(name).merging(environment) { _, new in new },
            executable: Self.executable)
    }

    /// The program's surroundings for one instance, whose store is on the engine of the run, in a schema of its own.
    func environment(_ name: String) async throws -> [String: String] {
        guard TestDatabase.isPostgres else { return Self.environment }
        let (schema, isNew) = schemas.withLock { schemas -> (String, Bool) in
            if let known = schemas[name] { return (known, false) }
            schemas[name] = TestDatabase.newSchema()
            return (schemas[name]!, true)
        }
        if isNew { try await TestDatabase.makeSchema(schema) }
        let address = try TestDatabase.address(schema: schema)
        return Self.environment.merging(address.map { ["PORTULAN_STORE": $0.uri] } ?? [:]) { _, new in new }
    }

    func restore(_ archive: URL, to name: String) async throws {
        try await Instance.restore(from: archive, to: path(name), environment: try await environment(name))
    }

    func mode(_ file: URL) throws -> Int {
        try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int ?? -1
    }

    /// Paths, relative to `folder`, of every regular file below it, with their contents.
    func files(_ folder: URL) throws -> [String: Data] {
        var files: [String: Data] = [:]
        let prefix = folder.resolvingSymlinksInPath().path + "/"
        for case let file as URL in FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil) ?? .init() {
            guard (try? file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true else { continue }
            files[String(file.resolvingSymlinksInPath().path.dropFirst(prefix.count))] = try Data(contentsOf: file)
        }
        return files
    }
}

extension Instance {
    /// Takes in a small table and waits until it is published.
    func ingest(_ csv: String, named name: String, in folder: URL) async throws {
        let file = folder.appendingPathComponent("\(name).csv")
        try Data(csv.utf8).write(to: file)
        let job = try await catalog.ingest(IngestionRequest(source: .file(file)))
        let runner = Task { await runJobs() }
        for try await state in queue.updates(of: job) where state.state.isFinal {
            if state.state != .succeeded { throw IngestionStopped(state: state) }
        }
        runner.cancel()
        await runner.value
    }
}

struct IngestionStopped: Error { let state: Job }
