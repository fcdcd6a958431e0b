import Foundation
import Lake
import Store
import Synchronization

/// What the catalogue knows of territories, kept in memory and brought up to the store's last change when it is asked:
/// which tables hold their codes, and which datasets say that they cover them.
final class TerritoryIndex: Sendable {
    /// A place that a dataset says it covers.
    struct Place: Hashable, Sendable {
        let level: Granularity
        let code: String
    }

    private struct State {
        var change: Int64 = -1
        var tables: [TerritoryColumn] = []
        /// By version, which never changes.
        var known: [UUID: (table: StoredTable, columns: [Granularity: String])] = [:]
        /// By dataset.
        var coverage: [UUID: (name: DatasetName, places: Set<Place>)] = [:]
    }

    private let state = Mutex(State())

    /// The tables that hold codes of a level, by the title of their dataset.
    func columns(_ level: Granularity, _ session: any ReadSession) throws -> [TerritoryColumn] {
        try refresh(session)
        return state.withLock { $0.tables.filter { $0.level == level } }
    }

    /// The datasets that say they cover a place, by title.
    func datasets(covering place: Place, _ session: any ReadSession) throws -> [DatasetName] {
        try refresh(session)
        return state.withLock { $0.coverage.values.filter { $0.places.contains(place) }.map(\.name) }
            .sorted { ($0.title, $0.slug) < ($1.title, $1.slug) }
    }

    private func refresh(_ session: any ReadSession) throws {
        let last = try session.lastSearchChange()
        let (since, known, coverage) = state.withLock { ($0.change, $0.known, $0.coverage) }
        guard since != last else { return }
        let (tables, versions) = try Self.tables(known, session)
        let covered = try Self.coverage(coverage, since: since, session)
        state.withLock { state in
            // Another reader may have gone further meanwhile.
            guard state.change < last else { return }
            (state.change, state.tables, state.known, state.coverage) = (last, tables, versions, covered)
        }
    }

    private static func tables(
        _ known: [UUID: (table: StoredTable, columns: [Granularity: String])], _ session: any ReadSession
    ) throws -> (tables: [TerritoryColumn], known: [UUID: (table: StoredTable, columns: [Granularity: String])]) {
        let rows = try session.rows(
            """
            SELECT \(DatasetRow.columns), r.slug AS r_slug, r.title AS r_title, r.current_version_id AS r_current_version_id
            FROM resources r JOIN datasets d ON d.id = r.dataset_id WHERE r.current_version_id IS NOT NULL
            ORDER BY r.dataset_id, r.position, r.slug
            """)
        var tables: [TerritoryColumn] = []
        var versions: [UUID: (table: StoredTable, columns: [Granularity: String])] = [:]
        for row in rows {
            let id = try row.uuid("r_current_version_id")
            if let found = known[id] {
                versions[id] = found
            } else if let table = try session.version(id)?.table {
                versions[id] = (table, TerritoryColumn.columns(of: table))
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

    /// Datasets changed since, read again; those that are gone, forgotten.
    private static func coverage(
        _ known: [UUID: (name: DatasetName, places: Set<Place>)], since: Int64, _ session: any ReadSession
    ) throws -> [UUID: (name: DatasetName, places: Set<Place>)] {
        var coverage = known
        let rows = try session.rows("SELECT \(DatasetRow.columns) FROM datasets d WHERE d.search_change > ?", [.integer(since)])
        for row in rows {
            let dataset = try DatasetRow.dataset(row)
            let places = (dataset.metadata.details?.spatial ?? []).compactMap { place in
                place.level.flatMap { level in place.code.map { Place(level: level, code: $0) } }
            }
            coverage[dataset.id] = places.isEmpty ? nil : (DatasetName(id: dataset.id, slug: dataset.slug, title: dataset.title), Set(places))
        }
        if !coverage.isEmpty {
            let alive = Set(try session.rows("SELECT id FROM datasets").map { try $0.uuid("id") })
            coverage = coverage.filter { alive.contains($0.key) }
        }
        return coverage
    }
}

extension Catalog {
    /// The tables whose rows name territories of a level by their code, by the title of their dataset.
    package func territoryColumns(_ level: Granularity) async throws -> [TerritoryColumn] {
        try await store.read { try territories.columns(level, $0) }
    }

    /// The datasets whose spatial coverage names a territory by its code, by title.
    package func datasets(covering level: Granularity, _ code: String) async throws -> [DatasetName] {
        try await store.read { try territories.datasets(covering: .init(level: level, code: code), $0) }
    }
}
