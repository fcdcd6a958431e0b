import Foundation
import Localization
import Store
import Tables
import Territories
import Texts

extension Catalog {
    /// The datasets that answer a search, one page of them, with the facets that narrow it further.
    ///
    /// A page past the end is empty and still tells the total. Everything written before the call is found.
    package func datasets(_ search: DatasetSearch) async throws -> DatasetPage {
        var wanted = TextSearch(search)
        if !search.groups.isEmpty { wanted.only = try await slugs(in: search.groups) }
        let reach = search.territory.map { TerritoryReach($0, in: gazetteer) }
        if let reach { wanted.tiers = TextTiers(facet: DatasetCode.covered.rawValue, values: reach.tiers) }
        let answer = try await index.current(self).search(wanted)
        return try await store.read { session in
            DatasetPage(
                items: try session.summaries(answer.hits.map(\.id), documents), total: answer.total ?? 0,
                page: search.page, pageSize: search.pageSize, facets: try session.facets(search, answer.facets),
                corrections: answer.corrections, unknownWords: answer.unknownWords, isWidened: answer.isWidened,
                coverage: (reach?.steps ?? []).enumerated().map { place, id in
                    CoverageStep(
                        territory: id, name: gazetteer?.territory(id)?.name.full ?? id.description,
                        count: answer.tierCounts.indices.contains(place) ? answer.tierCounts[place] : 0)
                })
        }
    }
}

extension Catalog {
    /// The datasets that belong to every one of some groups, by slug.
    private func slugs(in groups: Set<DatasetGroup>) async throws -> Set<String> {
        try await store.read { session in
            try groups.map { try session.slugs(in: $0) }.reduce(nil) { $0?.intersection($1) ?? $1 } ?? []
        }
    }
}

extension TextSearch {
    /// Values of each facet that a list offers.
    private static let mostFacetValues = 500

    init(_ search: DatasetSearch) {
        let query = TextQuery(search.text)
        let order: TextOrder =
            switch search.sort ?? .relevance {
            case .relevance: query.isBlank ? .modified : .relevance
            case .modified: .modified
            case .created: .created
            case .title: .title
            case .rows: .size
            }
        var filters: [String: Set<String>] = [:]
        var facets: [String: Int] = [:]
        for key in Facet.Key.allCases {
            if let selected = search.selection(of: key) { filters[key.rawValue] = [selected] }
            facets[key.rawValue] = Self.mostFacetValues
        }
        self.init(
            query, filters: filters, order: order, offset: (search.page - 1) * search.pageSize, limit: search.pageSize,
            facets: facets, enough: 1)
        if !search.tags.isEmpty { required[DatasetCode.tag.rawValue] = Set(search.tags.map(DatasetCode.tag)) }
        if let schema = search.schema { required[DatasetCode.schema.rawValue] = [schema] }
        if let zone = search.zone { required[DatasetCode.zone.rawValue] = [zone.description] }
    }
}

/// Codes by which datasets are narrowed and that no list counts.
enum DatasetCode: String {
    case tag, zone, schema, covered

    /// A keyword as it is compared.
    static func tag(_ keyword: String) -> String { Slug.make(from: keyword) }
}

extension ReadSession {
    fileprivate func slugs(in group: DatasetGroup) throws -> Set<String> {
        let condition: String
        let values: [StoreValue]
        switch group {
        case .bouquet(let id):
            values = [.text(id.text)]
            condition = """
                id IN (SELECT e.dataset_id FROM bouquet_elements e JOIN bouquets b ON b.id = e.bouquet_id
                WHERE b.id = ? AND b.is_draft = 0)
                """
        case .service(let id):
            (condition, values) = ("id IN (SELECT dataset_id FROM dataset_services WHERE service_id = ?)", [.text(id.text)])
        case .reuse(let id):
            (condition, values) = ("id IN (SELECT dataset_id FROM reuse_datasets WHERE reuse_id = ?)", [.text(id.text)])
        case .period(let days):
            values = [StoreValue(days.upperBound), StoreValue(days.lowerBound)]
            condition = """
                (covers_from IS NOT NULL OR covers_to IS NOT NULL)
                AND (covers_from IS NULL OR covers_from <= ?) AND (covers_to IS NULL OR covers_to >= ?)
                """
        case .none: return []
        }
        let found = try rows("SELECT slug FROM datasets WHERE \(condition)", values)
        return Set(try found.map { try $0.string("slug") })
    }

    /// Datasets by their slugs, in the same order. One that left the store since the index was read is left out.
    fileprivate func summaries(_ slugs: [String], _ documents: DecodedDocuments) throws -> [DatasetSummary] {
        if slugs.isEmpty { return [] }
        let marks = slugs.map { _ in "?" }.joined(separator: ", ")
        let found = try rows(
            """
            SELECT \(DatasetRow.columns), \(OrganizationRow.columns)
            FROM datasets d LEFT JOIN organizations o ON o.id = d.organization_id WHERE d.slug IN (\(marks))
            """,
            slugs.map { .text($0) }
        )
        let datasets = try found.map { (try DatasetRow.dataset($0, documents), try OrganizationRow.organization($0)) }
        let contents = try contents(of: datasets.map(\.0.id))
        let summaries = datasets.map { dataset, organization in
            let content = contents[dataset.id]
            return DatasetSummary(
                dataset: dataset, organization: organization, resourceCount: content?.resources ?? 0,
                rows: content?.rows ?? 0, bytes: content?.bytes ?? 0, formats: content?.formats ?? [],
                lastPublishedAt: content?.lastPublishedAt
            )
        }
        let places = Dictionary(uniqueKeysWithValues: slugs.enumerated().map { ($1, $0) })
        return summaries.sorted { places[$0.dataset.slug] ?? 0 < places[$1.dataset.slug] ?? 0 }
    }

    /// What the resources of some datasets hold together, by dataset.
    private func contents(of datasets: [UUID]) throws -> [UUID: DatasetContent] {
        guard !datasets.isEmpty else { return [:] }
        let marks = datasets.map { _ in "?" }.joined(separator: ", ")
        let found = try rows(
            """
            SELECT r.dataset_id, r.format, v.row_count, v.original_bytes, v.published_at
            FROM resources r LEFT JOIN versions v ON v.id = r.current_version_id
            WHERE r.dataset_id IN (\(marks)) ORDER BY r.position
            """,
            datasets.map { .text($0.text) }
        )
        var contents: [UUID: DatasetContent] = [:]
        for row in found {
            try contents[row.uuid("dataset_id"), default: DatasetContent()].add(row)
        }
        return contents
    }
}

/// The sums that a list shows for one dataset.
private struct DatasetContent {
    var resources = 0
    var rows: Int64 = 0
    var bytes: Int64 = 0
    var formats: [FileFormat] = []
    var lastPublishedAt: Date?

    mutating func add(_ row: Row) throws {
        resources += 1
        rows += try row.optionalInt64("row_count") ?? 0
        bytes += try row.optionalInt64("original_bytes") ?? 0
        if let format = try row.optionalString("format").flatMap(FileFormat.init), !formats.contains(format) {
            formats.append(format)
        }
        if let date = try row.optionalDate("published_at") {
            lastPublishedAt = max(lastPublishedAt ?? date, date)
        }
    }
}
