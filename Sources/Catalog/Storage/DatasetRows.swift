import Foundation
import Lake
import Store

/// Datasets and all that they hold, as the store has them: read together in a moment, and understood where it hinders nobody.
struct DatasetRows: Sendable {
    private let datasets: [Row]
    private let resources: [Row]
    /// Of current versions.
    private let versions: [Row]

    /// One of the datasets, with its resources in their order.
    struct Content: Sendable {
        let dataset: Dataset
        let organization: Organization?
        /// Number of the organisation in the register of enterprises; `nil` where it is not known.
        let siren: String?
        let resources: [ResourceDetail]
    }

    /// - Parameters:
    ///   - condition: which datasets, of `datasets d`; what follows `WHERE`, with its order and limit.
    ///   - parameters: the values of its placeholders.
    init(where condition: String, _ parameters: [StoreValue], _ session: any ReadSession) throws {
        datasets = try session.rows(
            """
            SELECT \(DatasetRow.columns), \(OrganizationRow.columns), o.siren AS o_siren, d.search_change
            FROM datasets d LEFT JOIN organizations o ON o.id = d.organization_id WHERE \(condition)
            """, parameters)
        let ids = try datasets.map { StoreValue.text(try $0.string("d_id")) }
        resources = try session.rows(
            """
            SELECT \(ResourceRow.factColumns) FROM \(ResourceRow.factTables)
            WHERE r.dataset_id IN (\(Self.marks(ids))) ORDER BY r.position, r.slug
            """, ids)
        let current = try resources.compactMap { try $0.optionalString("r_current_version_id").map { StoreValue.text($0) } }
        versions = current.isEmpty ? [] : try session.rows("SELECT * FROM versions WHERE id IN (\(Self.marks(current)))", current)
    }

    private static func marks(_ values: [StoreValue]) -> String {
        values.isEmpty ? "NULL" : values.map { _ in "?" }.joined(separator: ", ")
    }

    var count: Int { datasets.count }

    /// The last change of the last dataset, and its identifier; `nil` where there is none.
    var last: (change: Int64, id: String)? {
        get throws { try datasets.last.map { (try $0.int64("search_change"), try $0.string("d_id")) } }
    }

    /// What some of them hold, in their order.
    ///
    /// - Parameter part: places in the list; `nil` for all.
    func contents(_ part: Range<Int>? = nil) throws -> [Content] {
        let resources = try Dictionary(grouping: resources) { try $0.string("r_dataset_id") }
        let versions = Dictionary(try versions.map { (try $0.string("id"), $0) }) { first, _ in first }
        return try datasets[part ?? datasets.indices].map { row in
            let dataset = try DatasetRow.dataset(row)
            let organization = try OrganizationRow.organization(row)
            return Content(
                dataset: dataset, organization: organization, siren: try row.optionalString("o_siren"),
                resources: try (resources[row.string("d_id")] ?? []).map { row in
                    ResourceDetail(
                        dataset: dataset, organization: organization, resource: try ResourceRow.resource(row),
                        version: try row.optionalString("r_current_version_id").flatMap { versions[$0] }.map(VersionRow.version),
                        versionCount: 0, check: try CheckRow.optionalCheck(row, prefix: "c_"), conformity: try row.optionalJSON("f_result"),
                        territories: try row.optionalJSON("t_territories") ?? [])
                })
        }
    }
}
