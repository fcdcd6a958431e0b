import Foundation
import Localization

/// The list of schemas that schema.data.gouv.fr publishes (`schemas.json`, after the open data schema catalogue
/// format, https://opendataschema.frama.io/catalog/schema-catalog.json).
///
/// What is not a table schema, a JSON Schema or a data package, is left out: no file can be checked against it here.
struct SchemaIndex {
    let entries: [SchemaEntry]
    /// Table schemas whose declaration cannot be used: no name, or no address.
    let skipped: Int

    private struct Document: Decodable {
        let schemas: [Tolerant]
    }

    /// One schema that is badly declared must not hide the others.
    private struct Tolerant: Decodable {
        let item: Item?

        init(from decoder: any Decoder) throws {
            item = try? Item(from: decoder)
        }
    }

    private struct Item: Decodable {
        struct Version: Decodable { let version_name: String }
        struct Example: Decodable {
            let title: String?
            let path: String?
        }

        let name: String
        let title: String?
        let description: String?
        let schema_url: String
        let schema_type: String?
        let labels: [String]?
        let examples: [Example]?
        let versions: [Version]?
    }

    /// - Throws: ``CatalogError`` `schema.catalogue` where `json` is no such list.
    init(json: Data, from address: URL) throws {
        guard let document = try? JSONDecoder().decode(Document.self, from: json) else {
            throw CatalogError(.schemaCatalogue, ["address": .text(address.absoluteString)])
        }
        var entries: [SchemaEntry] = []
        var skipped = 0
        for tolerant in document.schemas {
            guard let item = tolerant.item, SchemaEntry.isName(item.name),
                let url = URL(string: item.schema_url, relativeTo: address)?.absoluteURL
            else {
                skipped += 1
                continue
            }
            guard item.schema_type ?? "tableschema" == "tableschema" else { continue }
            entries.append(SchemaEntry(
                name: item.name, title: item.title ?? item.name, summary: item.description ?? "",
                version: item.versions?.last?.version_name, address: url, labels: item.labels ?? [],
                examples: (item.examples ?? []).compactMap { example in
                    guard let address = example.path.flatMap({ URL(string: $0) }), address.scheme?.hasPrefix("http") == true
                    else { return nil }
                    return .init(title: example.title ?? address.lastPathComponent, address: address)
                },
                origin: .catalogue))
        }
        self.entries = entries
        self.skipped = skipped
    }
}
