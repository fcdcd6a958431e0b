import Foundation
import Store

extension WriteSession {
    /// Writes again the words by which a dataset is found: its own, its organisation's, its resources' and those of
    /// their columns.
    func refreshWords(ofDataset id: UUID) throws {
        guard let row = try datasetRow(id.text) else { return }
        let dataset = try DatasetRow.dataset(row)
        var texts = [dataset.title, dataset.description, dataset.slug] + dataset.keywords
        if let organization = try OrganizationRow.organization(row) { texts += [organization.name, organization.slug] }
        let resources = try rows(
            """
            SELECT \(ResourceRow.columns), v.table_json FROM resources r
            LEFT JOIN versions v ON v.id = r.current_version_id WHERE r.dataset_id = ? ORDER BY r.position
            """,
            [.text(id.text)]
        )
        for row in resources {
            let resource = try ResourceRow.resource(row)
            texts += [resource.title, resource.slug, resource.description]
            texts += resource.columnDescriptions.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
            texts += try row.optionalJSON("table_json", as: TableColumns.self)?.columns.map(\.name) ?? []
        }
        try execute(
            "UPDATE datasets SET title_words = ?, search_words = ? WHERE id = ?",
            [.text(Folding.haystack([dataset.title])), .text(Self.haystack(texts)), .text(id.text)]
        )
    }

    /// Each word once: a word said twice finds the dataset no better.
    private static func haystack(_ texts: [String]) -> String {
        var seen: Set<String> = []
        let words = texts.flatMap { Folding.words($0) }.filter { seen.insert($0).inserted }
        return words.isEmpty ? "" : " " + words.joined(separator: " ") + " "
    }
}

/// The names of a stored table's columns, without the rest of it.
private struct TableColumns: Decodable {
    struct Column: Decodable { let name: String }
    let columns: [Column]
}
