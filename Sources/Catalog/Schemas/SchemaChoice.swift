package import Foundation
import Localization
package import Tables

/// The schema that a file is checked against, and how it was chosen.
package struct SchemaChoice: Sendable {
    /// A schema that the file could have been made for.
    package struct Candidate: Sendable, Hashable {
        package let entry: SchemaEntry
        package let fit: SchemaFit
    }

    package let schema: TableSchema
    /// Nil for a schema given by a file or an address.
    package let entry: SchemaEntry?
    /// Where it was guessed: how well the file fits it, first of ``candidates``.
    package var fit: SchemaFit? { candidates.first?.fit }
    /// The best fits, best first, where nobody named a schema.
    package let candidates: [Candidate]

    /// The name to call it by.
    package var name: String { entry?.name ?? schema.name ?? schema.title ?? "schema.json" }
    package var title: String { schema.title ?? entry?.title ?? name }

    package init(schema: TableSchema, entry: SchemaEntry? = nil, candidates: [Candidate] = []) {
        self.schema = schema
        self.entry = entry
        self.candidates = candidates
    }
}

extension SchemaLibrary {
    /// How many of the best fits are told.
    private static let toldCandidates = 5

    /// The schema that `word` names: an address of the public network, or a name of ``entries()``.
    ///
    /// - Parameter scratch: an existing folder.
    /// - Throws: ``CatalogError``, `SchemaError`.
    package func choose(_ word: String, scratch: URL) async throws -> SchemaChoice {
        let word = word.trimmingCharacters(in: .whitespacesAndNewlines)
        if word.contains("://") {
            guard let address = URL(string: word) else { throw CatalogError(.fetchAddress, ["address": .text(word)]) }
            return SchemaChoice(schema: try await schema(at: address, into: scratch))
        }
        let entry = try entry(named: word)
        return SchemaChoice(schema: try schema(entry), entry: entry)
    }

    /// The schemas that a file with these headers fits, best first; only those that are probable.
    package func candidates(headers: [String]) throws -> [SchemaChoice.Candidate] {
        try entries().compactMap { entry in
            guard let schema = try? schema(entry) else { return nil }
            let fit = SchemaFit(headers: headers, schema: schema)
            return fit.isProbable ? .init(entry: entry, fit: fit) : nil
        }.sorted { $0.fit > $1.fit }
    }

    /// The schema that a file with these headers fits best.
    ///
    /// - Throws: ``CatalogError`` `schema.guess` where it fits none, `schema.none` where there is none at all.
    package func guess(headers: [String]) throws -> SchemaChoice {
        let candidates = try candidates(headers: headers)
        guard let best = candidates.first else {
            guard try !entries().isEmpty else { throw CatalogError(.schemaNoneToGuess) }
            throw CatalogError(.schemaGuess, ["headers": .list(headers.prefix(8).map { .text($0) })])
        }
        return SchemaChoice(
            schema: try schema(best.entry), entry: best.entry, candidates: Array(candidates.prefix(Self.toldCandidates)))
    }
}
