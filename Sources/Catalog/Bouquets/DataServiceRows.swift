package import Foundation
import Localization
import Store

extension Catalog {
    /// The service of an identifier; `nil` where there is none.
    package func dataService(_ id: UUID) async throws -> DataService? {
        try await store.read { try $0.dataService(id) }
    }

    /// Services that are still published, by the words of their titles, by their beginning.
    package func dataServices(matching text: String, limit: Int) async throws -> [DataService] {
        let words = Folding.words(text).prefix(12)
        guard !words.isEmpty else { return [] }
        return try await store.read { session in
            // Services are few beside datasets: their titles are gone through, folded as those who search write.
            let rows = try session.rows("SELECT * FROM data_services WHERE vanished_at IS NULL ORDER BY title, id")
            let fitting = try rows.filter { row in
                let haystack = Folding.haystack([try row.string("title")])
                return words.allSatisfy { haystack.contains(" " + $0) }
            }
            return try fitting.prefix(limit).map { try session.dataService($0) }
        }
    }
}

extension ReadSession {
    func dataService(_ id: UUID) throws -> DataService? {
        try row("SELECT * FROM data_services WHERE id = ?", [.text(id.text)]).map(dataService)
    }

    /// The service of a row, with the datasets that it serves.
    fileprivate func dataService(_ row: Row) throws -> DataService {
        let id = try row.uuid("id")
        return DataService(
            id: id, slug: try row.string("slug"), metadata: try row.json("metadata"),
            datasets: try rows("SELECT dataset_id FROM dataset_services WHERE service_id = ? ORDER BY dataset_id", [.text(id.text)])
                .map { try $0.uuid("dataset_id") },
            createdAt: try row.date("created_at"), modifiedAt: try row.date("modified_at"),
            vanishedAt: try row.optionalDate("vanished_at"))
    }
}
