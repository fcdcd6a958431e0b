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
        let columns = table.columns.compactMap { column in column.meaning.flatMap(Self.level).map { (column.name, $0) } }
        for (name, level) in columns.prefix(Self.mostColumns) {
            var query = TableQuery()
            query.groupBy = [name]
            query.page = .offset(0, size: Self.mostCodes)
            let page = try await lake.rows(table, query)
            for row in page.rows {
                guard let code = row.first.flatMap(Self.text), let id = TerritoryID(level, code), places.gazetteer.territory(id) != nil
                else { continue }
                found.insert(id)
            }
        }
        return found.spread(places)
    }

    private static func level(_ meaning: SemanticType) -> TerritoryLevel? {
        switch meaning {
        case .codeCommune: .commune
        case .codeDepartement: .departement
        case .codeRegion: .region
        case .codeEPCI: .epci
        default: nil
        }
    }

    private static func text(_ value: Value) -> String? {
        switch value {
        case .text(let text): text
        case .int(let number): String(number)
        default: nil
        }
    }
}
