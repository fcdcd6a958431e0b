package import Foundation
import Localization
package import Tables

/// The table schemas at hand: those of a folder, and those harvested from a catalogue of schemas and kept.
///
/// Reading never goes to the network; only ``update(progress:)`` and ``schema(at:into:)`` do. The folder comes first:
/// a schema of the same name there takes the place of the harvested one.
package struct SchemaLibrary: Sendable {
    /// The catalogue of the State's schemas.
    package static let national = URL(string: "https://schema.data.gouv.fr/schemas.json")!
    /// Schemas are texts of a few dozen kilobytes; what is larger is something else.
    package static let largestSchema: Int64 = 8 << 20

    let cache: URL
    let folder: URL?
    let serviceFolders: [URL]
    let catalogue: URL
    let fetcher: Fetcher
    let now: @Sendable () -> Date
    private let read = ReadSchemas()

    /// - Parameters:
    ///   - cache: where harvested schemas are kept; made when the first one comes.
    ///   - folder: schemas of one's own, one JSON file each; `a--b.json` is named `a/b`.
    ///   - serviceFolders: folders of services; `schemas/a.json` of the service `mairies` is named `mairies/a`.
    ///   - catalogue: the list that ``update(progress:)`` harvests.
    ///   - fetcher: reads addresses, and refuses those of private networks.
    package init(
        cache: URL, folder: URL? = nil, serviceFolders: [URL] = [], catalogue: URL = SchemaLibrary.national, fetcher: Fetcher,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.cache = cache
        self.folder = folder
        self.serviceFolders = serviceFolders
        self.catalogue = catalogue
        var limits = fetcher.limits
        limits.maximumBytes = Self.largestSchema
        limits.totalTimeout = .seconds(60)
        self.fetcher = fetcher.limited(to: limits)
        self.now = now
    }

    /// Every schema that can be read, by title.
    package func entries() throws -> [SchemaEntry] {
        var byName: [String: SchemaEntry] = [:]
        for harvested in try Harvest.load(cache)?.schemas ?? [] where harvested.file != nil {
            byName[harvested.entry.name] = harvested.entry
        }
        for own in try folderEntries() { byName[own.name] = own }
        // As a person looks for them: accents, case and what stands before the first letter do not count.
        return byName.values.map { (Folding.words($0.title).joined(separator: " "), $0) }
            .sorted { ($0.0, $0.1.name) < ($1.0, $1.1.name) }.map(\.1)
    }

    /// When the catalogue was last harvested; nil where it never was.
    package func updatedAt() throws -> Date? { try Harvest.load(cache)?.updatedAt }

    /// The schema that a person means: by its whole name, its slug, its last part or its title, where only one
    /// has it.
    ///
    /// - Throws: ``CatalogError`` `schema.unknown…` with the nearest name, or `schema.ambiguous`.
    package func entry(named word: String) throws -> SchemaEntry {
        let entries = try entries()
        let wanted = word.lowercased()
        if let exact = entries.first(where: { $0.name.lowercased() == wanted || $0.slug.lowercased() == wanted }) { return exact }
        var parts = entries.filter { entry in
            let last = entry.name.lowercased().split(separator: "/").last ?? ""
            return last == wanted || last == "schema-" + wanted
        }
        if parts.isEmpty { parts = entries.filter { $0.title.lowercased() == wanted } }
        if parts.count == 1 { return parts[0] }
        if parts.count > 1 {
            throw CatalogError(.schemaAmbiguous, [
                "schema": .text(word), "names": .list(parts.map { .text($0.name) }),
            ])
        }
        guard !entries.isEmpty else { throw CatalogError(.schemaNone, ["schema": .text(word)]) }
        let names = entries.map(\.name)
        let shortNames = names.map { String($0.split(separator: "/").last ?? "") }
        let nearest = names.nearest(to: word)
            ?? shortNames.nearest(to: word).flatMap { short in names.first { $0.hasSuffix(short) } }
            ?? names.first { $0.lowercased().contains(wanted) && wanted.count > 2 }
        guard let nearest else { throw CatalogError(.schemaUnknown, ["schema": .text(word)]) }
        throw CatalogError(.schemaMisspelled, ["schema": .text(word), "nearest": .text(nearest)])
    }

    /// The text of a schema as it was published.
    ///
    /// - Throws: ``CatalogError`` `schema.unreadable`.
    package func text(of entry: SchemaEntry) throws -> Data {
        do {
            return try Data(contentsOf: try path(of: entry))
        } catch {
            throw CatalogError(.schemaUnreadable, ["schema": .text(entry.name)], isPermanent: false, underlying: "\(error)")
        }
    }

    /// - Throws: ``CatalogError`` `schema.unreadable`; `SchemaError` where the text is no table schema.
    package func schema(_ entry: SchemaEntry) throws -> TableSchema {
        try read.schema(at: try path(of: entry)) { try TableSchema(json: try text(of: entry)) }
    }

    /// The schema at any address of the public network.
    ///
    /// - Parameter scratch: an existing folder.
    /// - Throws: ``CatalogError`` `fetch.…`; `SchemaError`.
    package func schema(at address: URL, into scratch: URL) async throws -> TableSchema {
        let folder = scratch.appending(path: "schema-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try TableSchema(json: try Data(contentsOf: try await fetcher.fetch(address, into: folder).path))
    }

    private func path(of entry: SchemaEntry) throws -> URL {
        switch entry.origin {
        case .folder:
            guard let file = try (folderFiles() + serviceFiles()).first(where: { $0.name == entry.name }) else {
                throw CatalogError(.schemaUnreadable, ["schema": .text(entry.name)], isPermanent: false)
            }
            return file.path
        case .catalogue: return cache.appending(path: "\(entry.slug).json")
        }
    }

    // MARK: The folder

    private typealias SchemaFile = (name: String, path: URL)

    private func folderFiles() throws -> [SchemaFile] {
        guard let folder else { return [] }
        do {
            return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
                .filter { $0.pathExtension == "json" && SchemaEntry.isName(Self.name(ofFile: $0)) }.map { (Self.name(ofFile: $0), $0) }
        } catch {
            throw CatalogError(.schemaFolder, ["folder": .text(folder.path)], isPermanent: false, underlying: "\(error)")
        }
    }

    /// Those of services; a folder that is not there has none.
    private func serviceFiles() -> [SchemaFile] {
        let files = FileManager.default
        return serviceFolders.flatMap { folder in
            ((try? files.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []).flatMap { service -> [SchemaFile] in
                let schemas = (try? files.contentsOfDirectory(at: service.appending(path: "schemas"), includingPropertiesForKeys: nil)) ?? []
                return schemas.filter { $0.pathExtension == "json" }.map {
                    ("\(service.lastPathComponent)/\($0.deletingPathExtension().lastPathComponent)", $0)
                }.filter { SchemaEntry.isName($0.0) }
            }
        }
    }

    private static func name(ofFile path: URL) -> String {
        path.deletingPathExtension().lastPathComponent.replacing("--", with: "/")
    }

    /// What is no table schema is passed over: such folders also hold JSON Schemas.
    private func folderEntries() throws -> [SchemaEntry] {
        // Those of the folder take the place of others of their name.
        try (serviceFiles() + folderFiles()).compactMap { name, path -> SchemaEntry? in
            guard let schema = try? read.schema(at: path, { try TableSchema(json: try Data(contentsOf: path)) }) else { return nil }
            return SchemaEntry(
                name: name, title: schema.title ?? name, summary: schema.summary ?? "",
                version: schema.version, address: nil, labels: [],
                examples: schema.resources.compactMap { resource in
                    guard let address = URL(string: resource.path), address.scheme?.hasPrefix("http") == true
                    else { return nil }
                    return .init(title: resource.title ?? address.lastPathComponent, address: address)
                },
                origin: .folder)
        }
    }
}
