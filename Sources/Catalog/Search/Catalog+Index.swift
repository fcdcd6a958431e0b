import Dispatch
import Foundation
import Lake
import Localization
import Store
import Synchronization
import Tables
import Territories
import Texts

extension Catalog {
    /// Makes the index of datasets ready, so that the first search does not wait for it.
    package func prepareSearch() async throws {
        _ = try await index.current(self)
    }

    /// The next datasets in the order of their changes, and the place after them.
    func changedDatasets(after page: ChangedDatasets) async throws -> (DatasetRows, ChangedDatasets) {
        try await store.read { session in
            let last = try session.lastSearchChange()
            let found = try DatasetRows(
                where: "d.search_change > ? OR (d.search_change = ? AND d.id > ?) ORDER BY d.search_change, d.id LIMIT ?",
                [.integer(page.change), .integer(page.change), .text(page.id), .integer(Int64(ChangedDatasets.pageSize))], session)
            var next = page
            if found.count == ChangedDatasets.pageSize, let place = try found.last {
                (next.change, next.id) = place
            } else {
                (next.change, next.isLast) = (last, true)
            }
            return (found, next)
        }
    }

    /// Datasets as the index wants them.
    ///
    /// - Parameter isPrompt: whether all processors work at it.
    func documents(_ rows: DatasetRows, isPrompt: Bool) throws -> [IndexedDocument] {
        let now = now()
        let parts = isPrompt ? min(ProcessInfo.processInfo.activeProcessorCount, max(1, rows.count / 100)) : 1
        let made = Mutex<[Int: Result<[IndexedDocument], any Error>]>([:])
        DispatchQueue.concurrentPerform(iterations: parts) { part in
            let result = Result {
                var coverage = DatasetCoverage(places: places)
                return try rows.contents(rows.count * part / parts..<rows.count * (part + 1) / parts).map { content in
                    IndexedDocument(content, covered: coverage.territories(content), at: now)
                }
            }
            made.withLock { $0[part] = result }
        }
        return try made.withLock { made in try (0..<parts).flatMap { try made[$0]?.get() ?? [] } }
    }
}

extension IndexedDocument {
    /// A dataset by the words that its producer and its files say, and by the codes that narrow a list.
    init(_ content: DatasetRows.Content, covered: Set<TerritoryID>, at now: Date) {
        let (dataset, resources) = (content.dataset, content.resources)
        let rows: Int64 = resources.reduce(0) { $0 + ($1.version?.rows ?? 0) }
        let age = max(0, now.timeIntervalSince(dataset.modifiedAt)) / (365 * 86_400)
        var texts: [TextField: [String]] = [:]
        texts[.title] = [dataset.title]
        texts[.keywords] = dataset.keywords
        texts[.description] = [dataset.description, dataset.slug]
        texts[.columns] = resources.flatMap { Self.columns($0) }
        for resource in resources.map(\.resource) {
            texts[.resources, default: []] += [resource.title, resource.slug, resource.description]
        }
        var codes: [Facet.Key: [String]] = [.licence: [dataset.licence.rawValue]]
        codes[.theme] = Set(dataset.themes).map(\.rawValue)
        codes[.format] = Set(resources.compactMap(\.resource.format)).map(\.rawValue)
        if let organization = content.organization {
            texts[.organization] = [organization.name, organization.slug]
            codes[.organization] = [organization.slug]
        }
        if let level = dataset.territoryLevel { codes[.territoryLevel] = [level.rawValue] }
        let score = Quality.measure(dataset, resources: resources, at: now).score
        var facets = Dictionary(uniqueKeysWithValues: codes.map { ($0.key.rawValue, $0.value) })
        facets[DatasetCode.tag.rawValue] = Array(Set(dataset.keywords.map(DatasetCode.tag)))
        facets[DatasetCode.schema.rawValue] = Array(Set(resources.compactMap(\.conformity?.schema)))
        facets[DatasetCode.covered.rawValue] = covered.map(\.description)
        facets[DatasetCode.zone.rawValue] = dataset.metadata.zones.map(\.description)
        self.init(
            id: dataset.slug, texts: texts, facets: facets,
            boosts: TextBoosts(quality: Float(score) / 100, freshness: Float(1 / (1 + age))),
            order: TextOrderKeys(
                modified: dataset.modifiedAt.timeIntervalSince1970, created: dataset.createdAt.timeIntervalSince1970,
                size: Double(rows))
        )
    }

    /// Each column with what its producer says of it and what its values were recognised to be, so that « SIRET » finds
    /// tables that hold some under whatever name.
    private static func columns(_ resource: ResourceDetail) -> [String] {
        let localizers = Language.allCases.map { Localizer($0) }
        var names = (resource.version?.table?.columns ?? []).map { column in
            let meaning = column.meaning.map { meaning in localizers.map { $0.text("meaning.\(meaning.rawValue)") } } ?? []
            return ([column.name, resource.description(ofColumn: column.name) ?? ""] + meaning).joined(separator: " ")
        }
        // Described before a file has come.
        if names.isEmpty {
            names = resource.resource.columnDescriptions.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        }
        return names
    }
}
