import Foundation
import Lake
import Store
import Territories

extension Catalog {
    /// Looks at which territories the tables that are served tell of by their columns, where that was not done yet.
    ///
    /// Without the official geographic code it does nothing. A table that cannot be read is left for the next time, and keeps
    /// nobody else's from being looked at.
    ///
    /// - Returns: the number of tables looked at.
    @discardableResult
    package func recordCoverage() async throws -> Int {
        guard places != nil else { return 0 }
        let waiting = try await store.read { session in
            try session.rows(
                """
                SELECT r.current_version_id FROM resources r JOIN versions v ON v.id = r.current_version_id
                WHERE v.table_hash IS NOT NULL
                  AND NOT EXISTS (SELECT 1 FROM version_territories t WHERE t.version_id = r.current_version_id) ORDER BY r.id
                """, []
            ).map { try $0.uuid("current_version_id") }
        }
        var count = 0
        for id in waiting {
            try Task.checkCancellation()
            guard let version = try await store.read({ try $0.version(id) }) else { continue }
            do {
                try await recordCoverage(of: version)
                count += 1
            } catch let error as StoreError {
                throw error
            } catch let error as CancellationError {
                throw error
            } catch {
                continue
            }
        }
        return count
    }

    /// The same of one version.
    func recordCoverage(of version: Version) async throws {
        guard let places, let table = version.table else { return }
        let found = try await ColumnTerritories(places: places, lake: lake).run(table)
        try await store.write { session in
            try session.execute(
                """
                INSERT INTO version_territories (version_id, territories) VALUES (?, ?)
                ON CONFLICT (version_id) DO UPDATE SET territories = excluded.territories
                """, [.text(version.id.text), try .json(found.sorted())])
            guard !found.isEmpty,
                let row = try session.row("SELECT dataset_id FROM resources WHERE id = ?", [.text(version.resourceID.text)])
            else { return }
            try session.refreshWords(ofDataset: row.uuid("dataset_id"))
        }
    }
}
