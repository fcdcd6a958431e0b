import Territories

/// Every address of the site that concerns territories: the one table from which the router and the check of the
/// documentation are made. Words stand before what they could be taken for.
package enum TerritoryAddress: String, FormAddress {
    case home, here, tile
    case level, territory

    /// As the router writes it.
    package var path: String {
        switch self {
        case .home: "/territoires"
        case .here: "/territoires/ici"
        case .tile: "/territoires/tuiles/{level}/{z}/{x}/{y}"
        case .level: "/territoires/{level}"
        case .territory: "/territoires/{level}/{code}"
        }
    }

    package var isShown: Bool { true }
    package var takesForm: Bool { false }

    /// The page of a territory.
    static func of(_ id: TerritoryID) -> String { "/territoires/\(id.level.slug)/\(id.code)" }

    /// The list of the territories of a level.
    static func list(_ level: TerritoryLevel) -> String { "/territoires/\(level.slug)" }

    /// The tiles of a level, as MapLibre asks for them.
    static func tiles(_ level: TerritoryLevel) -> String { "/territoires/tuiles/\(level.slug)/{z}/{x}/{y}.mvt" }
}
