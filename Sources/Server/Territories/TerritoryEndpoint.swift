import Territories

/// The addresses of the API under which programs find territories, and the few of data.gouv.fr's own (udata) that its
/// clients ask for zones.
package enum TerritoryEndpoint: String, OpenAddress {
    case territories, at, territory, outline
    case zoneSuggestions, zoneLevels

    /// As the router writes it. A final slash is optional in requests.
    package var path: String {
        switch self {
        case .territories: "/api/territories/"
        case .at: "/api/territories/at/"
        case .territory: "/api/territories/{level}/{code}/"
        case .outline: "/api/territories/{level}/{code}/outline/"
        case .zoneSuggestions: "/api/1/spatial/zones/suggest/"
        case .zoneLevels: "/api/1/spatial/levels/"
        }
    }

    static func of(_ id: TerritoryID) -> String { "/api/territories/\(id.level.slug)/\(id.code)/" }
    static func outline(of id: TerritoryID) -> String { "/api/territories/\(id.level.slug)/\(id.code)/outline/" }
}
