import Foundation
import Store
import Texts

extension Catalog {
    /// The datasets whose title or keywords answer what somebody is typing, the best first: the last word may be unfinished, a
    /// typing error is borne.
    package func suggestedDatasets(_ text: String, limit: Int) async throws -> [DatasetName] {
        let found = try await index.current(self).suggestions(text, limit: limit).documents.map(\.id)
        guard !found.isEmpty else { return [] }
        return try await store.read { session in
            let rows = try session.rows(
                "SELECT id, slug, title FROM datasets WHERE vanished_at IS NULL AND slug IN (\(found.map { _ in "?" }.joined(separator: ", ")))",
                found.map { .text($0) })
            let names = Dictionary(uniqueKeysWithValues: try rows.map { row in
                let slug = try row.string("slug")
                return (slug, DatasetName(id: try row.uuid("id"), slug: slug, title: try row.string("title")))
            })
            return found.compactMap { names[$0] }
        }
    }
}
