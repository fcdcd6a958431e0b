import Foundation
import Lake
import Localization
import Store
import Tables
import Territories
import Texts

extension Catalog {
    /// Makes the index of datasets ready, so that the first search does not wait for it.
    package func prepareSearch() async throws {
        _ = try await index.current(self)
    }

    /// The next datasets in the order of their changes, as the index wants them, and the place after them.
    func changedDatasets(after page: ChangedDatasets) async throws -> ([IndexedDocument], ChangedDatasets) {
        let now = now()
        return try await store.read { session in
            let last = try session.lastSearchChange()
            let found = try session.rows(
                """
                SELECT \(DatasetRow.columns), \(OrganizationRow.columns), o.siren AS o_siren, d.search_change
                FROM datasets d LEFT JOIN organizations o ON o.id = d.organization_id
                WHERE d.search_change > ? OR (d.search_change = ? AND d.id > ?)
                ORDER BY d.search_change, d.id LIMIT ?
                """,
                [.integer(page.change), .integer(page.change), .text(page.id), .integer(Int64(ChangedDatasets.pageSize))]
            )
            let documents = try found.map { row in
                let dataset = try DatasetRow.dataset(row)
                let organization = try OrganizationRow.organization(row)
                let resources = try contents(dataset, organization, session)
                let siren = try row.optionalString("o_siren")
                let covered = DatasetCoverage(places: places).territories(
                    dataset, organization.map { ($0.name, siren) }, columns: Set(resources.flatMap(\.territories)))
                return IndexedDocument(dataset, organization, resources, covered: covered, at: now)
            }
            var next = page
            if let row = found.last, found.count == ChangedDatasets.pageSize {
                (next.change, next.id) = (try row.int64("search_change"), try row.string("d_id"))
            } else {
                (next.change, next.isLast) = (last, true)
            }
            return (documents, next)
        }
    }

    /// The resources of a dataset with what they hold, in their order.
    func contents(
        _ dataset: Dataset, _ organization: Organization?, _ session: any ReadSession
    ) throws -> [ResourceDetail] {
        try session.rows(
            "SELECT \(ResourceRow.factColumns) FROM \(ResourceRow.factTables) WHERE r.dataset_id = ? ORDER BY r.position, r.slug",
            [.text(dataset.id.text)]
        ).map { row in
            ResourceDetail(
                dataset: dataset, organization: organization, resource: try ResourceRow.resource(row),
                version: try row.optionalUUID("r_current_version_id").flatMap(session.version), versionCount: 0,
                check: try CheckRow.optionalCheck(row, prefix: "c_"), conformity: try row.optionalJSON("f_result"),
                territories: try row.optionalJSON("t_territories") ?? [])
        }
    }
}

extension IndexedDocument {
    /// A dataset by the words that its producer and its files say, and by the codes that narrow a list.
    init(_ dataset: Dataset, _ organization: Organization?, _ resources: [ResourceDetail], covered: Set<TerritoryID>, at now: Date) {
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
        if let organization {
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
