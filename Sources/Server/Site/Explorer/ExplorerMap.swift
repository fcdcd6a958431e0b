import Catalog
import Lake
import Localization
import Territories

extension SiteRoutes {
    /// Places drawn on one map: more would weigh more than they show.
    private static let mostPoints = 4_000
    private static let mostShapes = 1_200
    /// Beyond what can be drawn, rows are taken at as many places of the file, evenly apart.
    private static let samples = 160

    /// The map of the rows kept; nil where none of them has a place.
    func map(_ explorer: Explorer, total: Int) async throws -> MapView? {
        guard let geo = GeoColumns(explorer.table) else { return nil }
        let visit = explorer.visit
        let isWhole = total <= (geo.isShape ? Self.mostShapes : Self.mostPoints)
        let rows = try await places(explorer, geo, total: total, isWhole: isWhole)
        let placed = rows.filter { !$0.isEmpty }
        // Outlines of a sample would look like a country full of holes: a dot each says where rows are.
        let drawing = MapDrawing(shapes: isWhole ? placed.flatMap { $0 } : placed.compactMap { $0.first?.dot })
        let caption = visit.text(isWhole ? "site.map.caption" : "site.map.captionPartial", [
            "shown": .integer(placed.count), "total": .integer(total), "columns": .list(geo.names.map { .text($0) }),
        ])
        guard !placed.isEmpty, let svg = drawing.markup(label: caption) else { return nil }
        let note = drawing.isFramedOnMainland
            ? visit.text("site.map.note") + " " + visit.text("site.map.noteFrame") : visit.text("site.map.note")
        let export = explorer.state.forExport.without(["columns"])
        return MapView(
            svg: svg, caption: caption, note: note, isWhole: isWhole,
            dataHref: export.address(Downloads.api(explorer.detail.resource.slug) + "data/geojson/"),
            script: assets.url("maplibre/maplibre-gl.js"), stylesheet: assets.url("maplibre/maplibre-gl.css"))
    }

    /// The shapes of each row: of all rows, or of some taken evenly along them.
    private func places(
        _ explorer: Explorer, _ geo: GeoColumns, total: Int, isWhole: Bool
    ) async throws -> [[PlaneShape]] {
        var query = explorer.tabular.query
        query.columns = geo.names
        let size = isWhole ? max(total, 1) : Self.mostPoints / Self.samples
        var places: [[PlaneShape]] = []
        for start in stride(from: 0, to: isWhole ? 1 : total, by: isWhole ? 1 : max(total / Self.samples, size)) {
            query.page = .offset(start, size: size)
            places += try await catalog.lake.rows(explorer.table, query).rows.map(geo.shapes)
        }
        return places
    }
}

extension PlaneShape {
    /// One place that stands for the whole: the middle of its extent.
    fileprivate var dot: PlaneShape? {
        switch self {
        case .point: self
        case .paths(let paths, _):
            GeoBounds(paths.joined()).map { bounds in
                .point(GeoPoint(longitude: (bounds.west + bounds.east) / 2, latitude: (bounds.south + bounds.north) / 2))
            }
        }
    }
}
