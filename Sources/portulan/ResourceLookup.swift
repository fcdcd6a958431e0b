import Catalog
import Lake
import Localization
import Terminal

/// Finds the table that a word names: a resource, or a dataset that has a single one.
struct ResourceLookup {
    let catalog: Catalog

    /// - Throws: ``ResourceProblem``, with the names that would do.
    func table(of word: String) async throws -> StoredTable {
        let resource = try await resource(word)
        guard let table = resource.version?.table else {
            throw ResourceProblem("unpublished", ["resource": .text(word)])
        }
        return table
    }

    private func resource(_ word: String) async throws -> ResourceDetail {
        if let found = try await catalog.resource(word) { return found }
        if let dataset = try await catalog.dataset(word) {
            if dataset.resources.count == 1 { return dataset.resources[0] }
            guard dataset.resources.isEmpty else {
                throw ResourceProblem("ambiguous", [
                    "dataset": .text(word), "known": .names(dataset.resources.map(\.resource.slug)),
                ])
            }
        }
        let names = try await names()
        guard !names.isEmpty else { throw ResourceProblem("empty") }
        let nearest = names.nearest(to: word)
        throw ResourceProblem(nearest == nil ? "unknown" : "unknown.near", [
            "resource": .text(word), "nearest": .text(nearest ?? ""), "known": .names(names),
        ])
    }

    /// Slugs of the resources of the first hundred datasets: enough to help, bounded where there are many.
    private func names() async throws -> [String] {
        var names: [String] = []
        for summary in try await catalog.datasets(DatasetSearch(sort: .title, pageSize: 100)).items {
            guard let dataset = try await catalog.dataset(summary.dataset.slug) else { continue }
            names += dataset.resources.map(\.resource.slug)
        }
        return names
    }
}

/// No table answers to the name that was given.
struct ResourceProblem: LocalizedFailure {
    let code: String
    let arguments: [String: MessageArgument]
    let isPermanent = true

    init(_ problem: String, _ arguments: [String: MessageArgument] = [:]) {
        code = "cli.resource.\(problem)"
        self.arguments = arguments
    }
}
