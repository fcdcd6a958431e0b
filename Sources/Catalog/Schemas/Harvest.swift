import Foundation
import Localization

/// What is kept of a harvest: the list, and for each schema how the server named the state that was fetched.
struct Harvest: Codable, Sendable {
    struct Harvested: Codable, Sendable {
        var entry: SchemaEntry
        /// The name of its file in the cache; nil while it could not be fetched.
        var file: String?
        var validators: Fetcher.Validators
    }

    var catalogue: URL
    var validators: Fetcher.Validators
    var updatedAt: Date
    var schemas: [Harvested]

    private static let name = "harvest.json"

    /// - Returns: nil where nothing was harvested.
    /// - Throws: ``CatalogError`` `schema.cache` where the file cannot be understood.
    static func load(_ folder: URL) throws -> Harvest? {
        guard let data = try? Data(contentsOf: folder.appending(path: name)) else { return nil }
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        do {
            return try decoder.decode(Harvest.self, from: data)
        } catch {
            throw CatalogError(
                .schemaCache, ["file": .text(folder.appending(path: name).path)], underlying: "\(error)")
        }
    }

    /// Takes the place of the one before at once.
    func save(_ folder: URL) throws {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try encoder.encode(self).write(to: folder.appending(path: Self.name), options: .atomic)
    }
}
