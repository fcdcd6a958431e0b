import Catalog
import Lake
import Localization

extension SiteRoutes {
    /// Places drawn on one map: more would weigh more than they show.
    private static let mostPoints = 5_000
    private static let mostShapes = 1_500

    /// The map of the rows kept; nil where none of them has a place.
    func map(_ explorer: Explorer) async throws -> MapView? {
        guard let geo = GeoColumns(explorer.table) else { return nil }
        let visit = explorer.visit
        let limit = geo.isShape ? Self.mostShapes : Self.mostPoints
        var query = explorer.tabular.query
        query.columns = geo.names
        query.page = .offset(0, size: limit)
        let page = try await catalog.lake.rows(explorer.table, query)
        let rows = page.rows.map(geo.shapes)
        let placed = rows.count { !$0.isEmpty }
        let drawing = MapDrawing(shapes: rows.flatMap { $0 })
        let isPartial = page.total > limit
        let caption = visit.text(isPartial ? "site.map.captionPartial" : "site.map.caption", [
            "shown": .integer(placed), "total": .integer(page.total),
            "columns": .list(geo.names.map { .text($0) }),
        ])
        guard placed > 0, let svg = drawing.markup(label: caption) else { return nil }
        let note = drawing.isFramedOnMainland
            ? visit.text("site.map.note") + " " + visit.text("site.map.noteFrame") : visit.text("site.map.note")
        let export = explorer.state.forExport.without(["columns"])
        return MapView(
            svg: svg, caption: caption, note: note,
            dataHref: export.address(Downloads.api(explorer.detail.resource.slug) + "data/geojson/"),
            script: assets.url("maplibre/maplibre-gl.js"), stylesheet: assets.url("maplibre/maplibre-gl.css"))
    }
}
