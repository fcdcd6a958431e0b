import DuckDB
import Foundation
import Lake
import Tables
import Territories

/// The territories whose codes stand in the columns of a table: what it tells of, whatever is said of it.
struct ColumnTerritories: Sendable {
    /// Columns looked at; tables with more hold the same places under other names.
    private static let mostColumns = 4
    private static let mostCodes = 50_000

    let places: PlaceNames
    let lake: Lake

    /// - Throws: `CancellationError`; `LakeError`.
    func run(_ table: StoredTable) async throws -> Set<TerritoryID> {
        var found: Set<TerritoryID> = []
        for (name, level) in table.territoryColumns.prefix(Self.mostColumns) {
            let codes = try await lake.withRelation(of: table) { relation, connection in
                let column = quoted(identifier: name)
                return try connection.rows(
                    "SELECT DISTINCT \(column) FROM \(relation) WHERE \(column) IS NOT NULL LIMIT \(Self.mostCodes)", [])
            }
            for row in codes {
                guard let code = row.first.flatMap(Self.text), let id = TerritoryID(level, code), places.gazetteer.territory(id) != nil
                else { continue }
                found.insert(id)
            }
        }
        return found.spread(places)
    }

    private static func text(_ value: Value) -> String? {
        switch value {
        case .text(let text): text
        case .int(let number): String(number)
        default: nil
        }
    }
}
