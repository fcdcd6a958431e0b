import Catalog
import Crypto
import Declarations
import DuckDB
import Foundation
import Territories

/// Decides, for one resource of a service, which content it gets: its file, what its query makes, its address, or rows
/// made up.
struct SourceSettlement {
    let service: String
    let support: SupportFolder
    let gazetteer: Gazetteer?
    /// Folder for what queries and demonstrations write.
    let scratch: URL
    /// What the resource serves now.
    let served: ServedState?
    /// Whether its address was tried in vain.
    var addressFailed = false

    struct Outcome {
        /// The resource with its content; without one where what is served stays.
        var resource: CatalogueDeclaration.Resource
        var state: ServiceSource.State
        /// The files that a query read, as a table of their own.
        var provenance: URL?
    }

    /// - Throws: `DeclarationError` where a query or a demonstration fails.
    func settle(_ resource: CatalogueDeclaration.Resource) throws -> Outcome {
        guard let origin = resource.service else { return Outcome(resource: resource, state: .real, provenance: nil) }
        var outcome = Outcome(resource: resource, state: .real, provenance: nil)
        if let file = origin.file, FileManager.default.isReadableFile(atPath: file.path) {
            outcome.resource.source = .file(file)
            return outcome
        }
        if let query = origin.query, let made = try result(of: query, origin.files, for: resource.slug) {
            outcome.resource.source = made.file.map { .file($0) }
            outcome.resource.signature = made.signature
            outcome.provenance = made.provenance
            return outcome
        }
        let hasReal = served.map { $0.hasContent && !$0.isSynthetic } ?? false
        if let url = origin.url, !addressFailed {
            outcome.resource.source = .url(url)
            return outcome
        }
        // What was read once stays, though its source is out of reach now.
        if hasReal { return outcome }
        if let demonstration = origin.demonstration, let gazetteer {
            let signature = try signature(of: demonstration, gazetteer)
            outcome.state = .synthetic
            outcome.resource.signature = signature
            if served?.signature != signature || served?.hasContent != true {
                let output = scratch.appendingPathComponent("\(service)-\(resource.slug).csv")
                try DemonstrationTable(contentsOf: demonstration, file: "\(service)/demo/\(demonstration.lastPathComponent)").write(to: output, gazetteer)
                outcome.resource.source = .file(output)
            }
            return outcome
        }
        outcome.state = served?.hasContent == true ? .real : .absent
        return outcome
    }

    private func result(of query: URL, _ patterns: [String], for slug: String) throws -> (file: URL?, signature: String, provenance: URL?)? {
        let source = try SourceQuery(contentsOf: query, file: "\(service)/sources/\(query.lastPathComponent)")
        guard let signature = SourceProvenance.signature(source.text, patterns) else { return nil }
        if served?.hasContent == true, served?.signature == signature { return (nil, signature, nil) }
        let output = scratch.appendingPathComponent("\(service)-\(slug).csv")
        guard let provenance = try source.run(over: patterns, to: output, support) else { return nil }
        let list = scratch.appendingPathComponent("\(service)-\(slug)-fichiers.csv")
        try provenance.csv().write(to: list)
        return (output, signature, list)
    }

    private func signature(of demonstration: URL, _ gazetteer: Gazetteer) throws -> String {
        var hasher = SHA256()
        hasher.update(data: try Data(contentsOf: demonstration))
        hasher.update(data: Data("\(gazetteer.date)".utf8))
        return ServedState.syntheticPrefix + SourceProvenance.hex(hasher.finalize())
    }
}
