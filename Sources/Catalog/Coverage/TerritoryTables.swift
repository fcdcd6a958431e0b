import Foundation
import Lake
import Store
import Synchronization
package import Territories

/// The tables that hold codes of territories, kept in memory and brought up to the store's last change when they are asked for.
final class TerritoryTables: Sendable {
    private typealias Known = (table: StoredTable, columns: [TerritoryLevel: String])

    private struct State {
        var change: Int64 = -1
        var tables: [TerritoryColumn] = []
        /// By version, which never changes.
        var known: [UUID: Known] = [:]
    }

    private let state = Mutex(State())

    /// The tables that hold codes of a level, by the title of their dataset.
    func columns(_ level: TerritoryLevel, _ session: any ReadSession) throws -> [TerritoryColumn] {
        try refresh(session)
        return state.withLock { $0.tables.filter { $0.level == level } }
    }

    private func refresh(_ session: any ReadSession) throws {
        let last = try session.lastSearchChange()
        let (since, known) = state.withLock { ($0.change, $0.known) }
        guard since != last else { return }
        let (tables, versions) = try Self.tables(known, session)
        state.withLock { state in
            // Another reader may have gone further meanwhile.
            guard state.change < last else { return }
            (state.change, state.tables, state.known) = (last, tables, versions)
        }
    }

    private static func tables(_ known: [UUID: Known], _ session: any ReadSession) throws -> (tables: [TerritoryColumn], known: [UUID: Known]) {
        let rows = try session.rows(
            """
            SELECT \(DatasetRow.columns), r.slug AS r_slug, r.title AS r_title, r.current_version_id AS r_current_version_id
            FROM resources r JOIN datasets d ON d.id = r.dataset_id WHERE r.current_version_id IS NOT NULL
            ORDER BY r.dataset_id, r.position, r.slug
            """)
        var tables: [TerritoryColumn] = []
        var versions: [UUID: Known] = [:]
        for row in rows {
            let id = try row.uuid("r_current_version_id")
            if let found = known[id] {
                versions[id] = found
            } else if let table = try session.version(id)?.table {
                versions[id] = (table, Dictionary(table.territoryColumns.map { ($0.level, $0.name) }) { first, _ in first })
            }
            guard let found = versions[id], !found.columns.isEmpty else { continue }
            let dataset = try DatasetRow.dataset(row)
            for (level, column) in found.columns {
                tables.append(TerritoryColumn(
                    level: level, column: column, table: found.table, dataset: DatasetName(id: dataset.id, slug: dataset.slug, title: dataset.title),
                    resourceSlug: try row.string("r_slug"), resourceTitle: try row.string("r_title")))
            }
        }
        tables.sort { ($0.dataset.title, $0.resourceTitle, $0.resourceSlug) < ($1.dataset.title, $1.resourceTitle, $1.resourceSlug) }
        return (tables, versions)
    }
}

extension Catalog {
    /// The tables whose rows name territories of a level by their code, by the title of their dataset.
    package func territoryColumns(_ level: TerritoryLevel) async throws -> [TerritoryColumn] {
        try await store.read { try territoryTables.columns(level, $0) }
    }
}
