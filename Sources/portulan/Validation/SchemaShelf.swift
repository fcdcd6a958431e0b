import Catalog
import Foundation
import Instance
import Localization
import Tables
import Terminal

/// The schemas that the command line knows: those of the instance, where there is one; else those of the person, kept
/// in the cache folder of their account, so that files can be checked without any instance.
struct SchemaShelf {
    let library: SchemaLibrary
    private let session: Session

    init(_ options: InstanceOptions, in session: Session) throws {
        self.session = session
        if let folder = InstanceLocation.candidate(options, in: session).map({ InstanceFolder($0) }) {
            guard folder.exists else { throw InstanceProblem("not", ["folder": .text(folder.root.path)]) }
            let settings = try SettingsFile.load(folder.settings, environment: session.environment)
            library = SchemaLibrary(settings, in: folder, fetcher: Fetcher(allowsPrivateAddresses: settings.privateAddresses))
            return
        }
        let environment = session.environment
        func named(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        let cache = named("XDG_CACHE_HOME").map { URL(filePath: $0) }
            ?? URL(filePath: named("HOME") ?? NSTemporaryDirectory()).appending(path: ".cache")
        library = SchemaLibrary(
            cache: cache.appending(path: "portulan/schemas"),
            folder: named("PORTULAN_SCHEMA_FOLDER").map(session.path),
            catalogue: named("PORTULAN_SCHEMA_CATALOGUE").flatMap { URL(string: $0) } ?? SchemaLibrary.national,
            fetcher: Fetcher())
    }

    /// The schema that a word of the command line means: an address, a file, or a name.
    func choose(_ word: String) async throws -> SchemaChoice {
        if word.contains("://") {
            return try await ScratchFolder.withAsync { try await library.choose(word, scratch: $0) }
        }
        // What looks like a path is one; a name has no extension.
        let isFile = word.hasSuffix(".json") || word.hasPrefix(".") || word.hasPrefix("/") || word.hasPrefix("~")
        if isFile || FileManager.default.fileExists(atPath: session.path(word).path) && !session.path(word).hasDirectoryPath {
            let path = try LocalFile(word, in: session).path
            let text: Data
            do {
                text = try Data(contentsOf: path)
            } catch {
                throw FileProblem("permission", file: word)
            }
            return SchemaChoice(schema: try TableSchema(json: text))
        }
        let entry = try library.entry(named: word)
        return SchemaChoice(schema: try library.schema(entry), entry: entry)
    }
}

extension ScratchFolder {
    static func withAsync<R>(_ body: (URL) async throws -> R) async throws -> R {
        let folder = FileManager.default.temporaryDirectory.appending(path: "portulan-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await body(folder)
    }
}
