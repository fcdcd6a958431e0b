import DuckDB
import Foundation
import Lake
import Store
import Tables
import Threads

/// Checks a content that comes in against the schema that it is meant to follow.
struct ConformityCheck: Sendable {
    /// Columns that fit a schema less well than this were not made for it, as far as can be told unasked.
    private static let recognition = 0.75

    let schemas: SchemaLibrary
    let support: SupportFolder
    /// An existing folder.
    let scratch: URL

    /// - Parameter path: the content.
    /// - Returns: `nil` where no schema is meant and none is recognised.
    /// - Throws: what `progress` throws; `CatalogError` and `SchemaError` where the schema declared cannot be had.
    func run(
        _ path: URL, name: String, _ inspection: Inspection, of detail: ResourceDetail, at date: Date, progress: ProgressObserver?
    ) async throws -> Conformity? {
        guard let (choice, origin) = try await choice(inspection, detail) else { return nil }
        let (support, scratch) = (support, scratch)
        var options = ValidationOptions(reading: inspection.options)
        // The report is made again for whoever asks; only what is counted is kept.
        options.mostPerGroup = 1
        let settled = options
        let validation = try await OwnThread.run("validate") { _ in
            try TableFile.validate(
                path, name: name, schema: choice.schema, options: settled, support: support, scratch: scratch, progress: progress)
        }
        return Conformity(choice, validation, origin: origin, word: detail.resource.schema, at: date)
    }

    private func choice(_ inspection: Inspection, _ detail: ResourceDetail) async throws -> (SchemaChoice, Conformity.Origin)? {
        if let word = detail.resource.schema { return (try await schemas.choose(word, scratch: scratch), .declared) }
        if let announced = try announced(detail) { return (announced, .announced) }
        guard let guess = try? schemas.guess(for: inspection), let fit = guess.fit, fit.score >= Self.recognition, fit.missingRequired == 0
        else { return nil }
        return (guess, .recognised)
    }

    /// The schema of the library that a source names, by its address or its title.
    private func announced(_ detail: ResourceDetail) throws -> SchemaChoice? {
        let told = (detail.resource.distribution?.conformsTo ?? []) + (detail.dataset.metadata.details?.conformsTo ?? [])
        guard !told.isEmpty else { return nil }
        let entry = try schemas.entries().first { entry in
            told.contains { reference in
                let address = reference.url ?? ""
                return address == entry.address?.absoluteString || address.contains("/\(entry.name)/") || address.hasSuffix("/\(entry.name)")
                    || reference.title.map { $0 == entry.name || $0 == entry.title } == true
            }
        }
        return try entry.map { SchemaChoice(schema: try schemas.schema($0), entry: $0) }
    }
}
