package import Foundation
import Localization
package import Tables

/// The schema that a file is checked against, and how it was chosen.
package struct SchemaChoice: Sendable {
    /// A schema that the file could have been made for.
    package struct Candidate: Sendable, Hashable {
        package let entry: SchemaEntry
        package let fit: TableSchema.Fit
        /// Of the file.
        package let columns: Int

        /// Below this score, or with fewer columns in common, two tables share words by chance.
        func isProbable(fields: Int) -> Bool { fit.score >= 0.25 && fit.matched >= min(3, fields) }
    }

    package let schema: TableSchema
    /// Nil for a schema given by a file or an address.
    package let entry: SchemaEntry?
    /// Where it was guessed: how well the file fits it, first of ``candidates``.
    package var fit: TableSchema.Fit? { candidates.first?.fit }
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

    /// The schema that a file was probably made for, by the names of its columns and by what they hold.
    ///
    /// - Throws: ``CatalogError`` `schema.guess` where it fits none, `schema.noneToGuess` where there is none at all.
    package func guess(for inspection: Inspection) throws -> SchemaChoice {
        let entries = try entries()
        let candidates = entries.compactMap { entry -> SchemaChoice.Candidate? in
            guard let schema = try? schema(entry) else { return nil }
            let candidate = SchemaChoice.Candidate(entry: entry, fit: schema.fit(inspection), columns: inspection.columns.count)
            return candidate.isProbable(fields: schema.fields.count) ? candidate : nil
        }.sorted { ($0.fit.score, $0.fit.matched) > ($1.fit.score, $1.fit.matched) }
        guard let best = candidates.first else {
            guard !entries.isEmpty else { throw CatalogError(.schemaNoneToGuess) }
            throw CatalogError(.schemaGuess, ["headers": .list(inspection.columns.prefix(8).map { .text($0.header) })])
        }
        return SchemaChoice(
            schema: try schema(best.entry), entry: best.entry, candidates: Array(candidates.prefix(Self.toldCandidates)))
    }
}
