import Catalog
import Declarations
import Foundation
import Indicators
package import Localization
import Services
import Store
import Territories

/// What the job that computes an indicator must do.
struct IndicatorPayload: Codable, Sendable {
    let indicator: String
}

/// What it gives.
package struct IndicatorResult: Codable, Sendable, Hashable {
    package let indicator: String
    /// Whether another release was made.
    package let isNew: Bool
    /// Cells that have a value.
    package let cells: Int
}

extension Instance {
    /// The kind of the jobs that compute indicators.
    package static let indicatorKind = "indicator"

    /// Reads the folders of services, and takes their indicators and the territories. Until then the instance has no
    /// services.
    ///
    /// - Throws: `TerritoriesError` where the official geographic code is damaged.
    package func prepareServices() throws {
        services.read()
        if let gazetteer = try gazetteer() { indicators.settle(on: try TerritoryTree(gazetteer)) }
        indicators.define(services.indicators)
    }

    /// Reads the folders of services again where a file changed, and takes what they say now.
    ///
    /// - Returns: whether anything changed.
    package func renewServices() -> Bool {
        guard services.readIfChanged() else { return false }
        indicators.define(services.indicators)
        return true
    }

    /// Computes the indicators whose tables are there; those that are up to date are left as they are.
    ///
    /// - Parameter service: the only service that is meant; nil for all.
    /// - Returns: how many were computed, and what went wrong, by indicator.
    package func computeIndicators(of service: String? = nil) async -> (computed: Int, failures: [(indicator: String, error: any Error)]) {
        var computed = 0
        var failures: [(String, any Error)] = []
        for definition in services.indicators where service == nil || definition.id.service == service {
            guard !Task.isCancelled else { break }
            do {
                if try await compute(IndicatorPayload(indicator: definition.id.description)).isNew { computed += 1 }
            } catch {
                failures.append((definition.id.description, error))
            }
        }
        return (computed, failures)
    }

    /// What is to be told of rows that count nowhere, once for all indicators of a service of which it is the same.
    package func lostRows(of service: String, _ localizer: Localizer) async throws -> [(indicators: [String], sentence: String)] {
        var told: [String: [String]] = [:]
        for definition in services.indicators where definition.id.service == service {
            let latest = try await indicators.releases(definition.id).first { $0.kind == .computed && $0.undoneBy == nil }
            if let sentence = latest?.source?.reading?.sentence(localizer) { told[sentence, default: []].append(definition.id.slug) }
        }
        return told.map { ($0.value, $0.key) }.sorted { $0.0[0] < $1.0[0] }
    }

    /// Asks for the computation of the indicators of a table, once it is published.
    private func followPublication(_ result: IngestionResult) async throws {
        guard result.outcome == .published else { return }
        for definition in services.indicators {
            guard let table = definition.source.table, table.resource ?? result.resourceSlug == result.resourceSlug,
                table.resource != nil || table.dataset == result.datasetSlug
            else { continue }
            let payload = IndicatorPayload(indicator: definition.id.description)
            let key = "\(definition.id) \(result.version)"
            _ = try await store.write { [queue] in try queue.enqueue(kind: Self.indicatorKind, payload: payload, key: key, in: $0) }
        }
        queue.ring()
    }

    /// The catalogue's jobs; a table that is published leads to the computation of its indicators.
    var jobHandlers: [String: JobHandler] {
        var handlers = catalog.jobHandlers
        guard !services.services.isEmpty else { return handlers }
        handlers[Catalog.ingestionKind] = handlers[Catalog.ingestionKind]?.then { (result: IngestionResult) in
            try await self.followPublication(result)
        }
        handlers[Self.indicatorKind] = JobHandler(IndicatorPayload.self) { payload, _ in try await self.compute(payload) }
        return handlers
    }

    private func compute(_ payload: IndicatorPayload) async throws -> IndicatorResult {
        let nothing = IndicatorResult(indicator: payload.indicator, isNew: false, cells: 0)
        // What a service no longer declares is nobody's business.
        guard let id = IndicatorID(payload.indicator), let table = indicators.definition(id)?.source.table,
            let detail = try await resource(of: table), let version = detail.version, let stored = version.table
        else { return nothing }
        let source = Release.Source(
            title: detail.resource.title, dataset: table.dataset, resource: detail.resource.slug, version: version.id.uuidString.lowercased(),
            date: CivilDate(version.publishedAt), hash: version.originalHash,
            address: version.sourceURL?.absoluteString)
        let refreshed: Indicators.Refreshed
        do {
            refreshed = try await indicators.refresh(id, from: stored, source: source, author: settings.title)
        } catch let mistakes as ExpressionMistakes {
            // Where the declaration is wrong about its table is told with its file and its line.
            guard let definition = indicators.definition(id) else { throw mistakes }
            throw DeclarationError(IndicatorDeclaration.problems(mistakes.all, in: definition))
        }
        return IndicatorResult(indicator: payload.indicator, isNew: !refreshed.isUnchanged, cells: refreshed.release.cells)
    }

    /// The resource that an indicator reads: the one it names, else the first of its dataset.
    private func resource(of table: TableSource) async throws -> ResourceDetail? {
        if let slug = table.resource { return try await catalog.resource(slug) }
        guard let first = try await catalog.dataset(table.dataset)?.resources.first else { return nil }
        return try await catalog.resource(first.resource.slug)
    }
}
