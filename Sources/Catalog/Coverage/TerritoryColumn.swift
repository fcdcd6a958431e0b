package import Lake
import Tables
package import Territories

/// A table whose rows name territories of a level by their official code.
package struct TerritoryColumn: Sendable {
    package let level: TerritoryLevel
    /// The first column of the table whose values are such codes.
    package let column: String
    package let table: StoredTable
    package let dataset: DatasetName
    package let resourceSlug: String
    package let resourceTitle: String
}

extension StoredTable {
    /// The columns whose values were recognised to be codes of territories, in their order.
    var territoryColumns: [(name: String, level: TerritoryLevel)] {
        columns.compactMap { column in column.meaning.flatMap(\.territoryLevel).map { (column.name, $0) } }
    }
}

extension SemanticType {
    /// The level of the territories that such values are codes of; `nil` for other values.
    fileprivate var territoryLevel: TerritoryLevel? {
        switch self {
        case .codeCommune: .commune
        case .codeCanton: .canton
        case .codeEPCI: .epci
        case .codeDepartement: .departement
        case .codeRegion: .region
        default: nil
        }
    }
}
