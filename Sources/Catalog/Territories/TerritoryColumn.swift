package import Lake
import Tables

/// A table whose rows name territories of a level by their official code.
package struct TerritoryColumn: Sendable {
    package let level: Granularity
    /// The first column of the table whose values are such codes.
    package let column: String
    package let table: StoredTable
    package let dataset: DatasetName
    package let resourceSlug: String
    package let resourceTitle: String

    /// The first column of each level, told by what its values were recognised to be.
    static func columns(of table: StoredTable) -> [Granularity: String] {
        var found: [Granularity: String] = [:]
        for column in table.columns {
            guard let level = column.meaning.flatMap(level), found[level] == nil else { continue }
            found[level] = column.name
        }
        return found
    }

    private static func level(_ meaning: SemanticType) -> Granularity? {
        switch meaning {
        case .codeCommune: .commune
        case .codeCanton: .canton
        case .codeEPCI: .epci
        case .codeDepartement: .departement
        case .codeRegion: .region
        default: nil
        }
    }
}
