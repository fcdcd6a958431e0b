package import Catalog
package import Hummingbird
import Localization
import Territories

/// The pages of territories: to find one, to see where it is, what is in it and what the catalogue holds on it.
package struct TerritoryRoutes: Sendable {
    let site: SiteRoutes
    let catalog: Catalog
    /// Nil where the instance has no vintage of the official geographic code.
    let atlas: TerritoryAtlas?
    /// What other rooms show on every territory's page, in the order of the page.
    var sources: [any TerritorySectionSource] = []
    private let tiles = TileShelf()

    package init(site: SiteRoutes, catalog: Catalog, atlas: TerritoryAtlas?) {
        self.site = site
        self.catalog = catalog
        self.atlas = atlas
    }

    /// Adds every address to `router`. The switch is exhaustive: an address without a handler does not compile.
    package func add(to router: Router<PortulanContext>) {
        for address in TerritoryAddress.allCases {
            router.get(RouterPath(address.path)) { request, context in
                try await respond(at: address, Visit(request: request, context: context, address: nil))
            }
        }
    }

    private func respond(at address: TerritoryAddress, _ visit: Visit) async throws -> Response {
        guard let atlas else { return try lackingPage(visit) }
        switch address {
        case .home: return try await homePage(atlas, visit)
        case .here: return try here(atlas, visit)
        case .tile: return try tile(atlas, visit)
        case .level: return try levelPage(atlas, visit)
        case .territory: return try await page(atlas, visit)
        }
    }

    /// Without a vintage there is nothing to show but how to get one.
    private func lackingPage(_ visit: Visit) throws -> Response {
        let title = visit.text("site.territory.title")
        let view = TerritoryMissingView(title: title, text: visit.text("site.territory.lacking"), proposals: [])
        return try site.page("territory-missing", view, frame: site.frame(visit, title: title, isIndexed: false), visit)
    }

    /// `/territoires/ici?longitude=…&latitude=…`: the commune that holds a place.
    private func here(_ atlas: TerritoryAtlas, _ visit: Visit) throws -> Response {
        let point = try Territories.GeoPoint(visit.request.queryItems)
        guard let commune = atlas.gazetteer.commune(at: point) else {
            return try missing(visit.text("site.territory.nowhere"), [], visit)
        }
        return .redirecting(to: TerritoryAddress.of(commune))
    }

    private func tile(_ atlas: TerritoryAtlas, _ visit: Visit) throws -> Response {
        func part(_ name: String) -> String { visit.context.parameters.get(name) ?? "" }
        let file = part("y")
        guard let level = TerritoryLevel(slug: part("level")), file.hasSuffix(".mvt"), let zoom = Int(part("z")),
            let column = Int(part("x")), let row = Int(file.dropLast(4)),
            let address = TileAddress(zoom: zoom, column: column, row: row), TileShelf.zooms(level).contains(zoom)
        else { throw RequestError.notFound }
        return tiles.answer(level, address, atlas.gazetteer, visit.request)
    }

    /// The levels that the pages list, the widest first.
    static func levels(_ gazetteer: Gazetteer) -> [TerritoryLevel] {
        TerritoryLevel.allCases.filter { $0 != .france && gazetteer.count($0) > 0 }
    }

    func listLink(_ visit: Visit) -> Link { Link(label: visit.text("site.territory.title"), href: TerritoryAddress.home.path) }

    /// What surrounds a page on territories, with the script that adds to it.
    func frame(_ visit: Visit, title: String, trail: [Link] = [], summary: String? = nil, isIndexed: Bool = true) -> Frame {
        var frame = site.frame(visit, title: title, trail: trail, summary: summary, isIndexed: isIndexed)
        frame.modules.append(site.assets.url("site/territories.js"))
        return frame
    }

    /// There is no such territory; the page says which there are.
    func missing(_ text: String, _ proposals: [Territory], _ visit: Visit) throws -> Response {
        guard let gazetteer = atlas?.gazetteer else { throw RequestError.notFound }
        let title = visit.text("site.territory.missing.title")
        let words = TerritoryWords(gazetteer, visit.localizer)
        let view = TerritoryMissingView(title: title, text: text, proposals: proposals.map { words.link($0) })
        var response = try site.page(
            "territory-missing", view, frame: frame(visit, title: title, trail: [listLink(visit)], isIndexed: false), visit)
        response.status = .notFound
        return response
    }
}

extension Territories.GeoPoint {
    /// The place that `longitude` and `latitude` say, in degrees.
    ///
    /// - Throws: ``RequestError`` `request.place`.
    init(_ items: QueryItems) throws {
        guard let longitude = items["longitude"].flatMap(Double.init), let latitude = items["latitude"].flatMap(Double.init),
            (-180...180).contains(longitude), (-90...90).contains(latitude)
        else { throw RequestError("request.place") }
        self.init(longitude: longitude, latitude: latitude)
    }
}
