/// Where a territory lies: its outline among its neighbours, drawn as SVG on the server.
///
/// Colours are classes (`contour-…`) with attributes as a fallback, so that a page's theme decides and a copy of the
/// drawing alone still shows something.
package struct OutlineMap: Sendable {
    /// A territory of the same level, drawn around.
    package struct Neighbour: Sendable {
        let id: TerritoryID
        let name: String
        let href: String?

        /// - Parameter href: where its shape leads; nil for nowhere.
        package init(id: TerritoryID, name: String, href: String?) {
            self.id = id
            self.name = name
            self.href = href
        }
    }

    /// Units across the sheet, and down.
    static let width = 1000, height = 720
    private static let margin = 1.34, textSize = 26

    private let gazetteer: Gazetteer
    private let territory: Territory
    private let neighbours: [Neighbour]
    private let title: String
    private let identifier: String

    /// - Parameters:
    ///   - title: what the drawing shows, in one line, for those who do not see it.
    ///   - identifier: tells its ids from those of others on the page: letters, digits and dashes.
    package init(_ gazetteer: Gazetteer, _ territory: Territory, neighbours: [Neighbour], title: String, identifier: String = "contour") {
        self.gazetteer = gazetteer
        self.territory = territory
        self.neighbours = neighbours
        self.title = title
        self.identifier = identifier
    }

    /// - Returns: nil where the territory has no outline.
    package func svg() -> String? {
        let level = territory.id.level
        guard let outlines = gazetteer.outlines[level], let place = gazetteer.place(of: territory.id), let frame = frame(place) else { return nil }
        let path = MapPath(outlines, frame, detail: 1.5, box: ((-20, -20), (Self.width + 20, Self.height + 20)))
        let first = gazetteer.range(level).lowerBound
        let own = path.drawing(of: place - first)
        guard !own.data.isEmpty else { return nil }
        var labels = Labels()
        labels.add(territory.name.full, at: own.middle, size: Self.textSize + 8, kind: "contour-nom", isForced: true)
        var around = ""
        for neighbour in neighbours {
            guard let other = gazetteer.place(of: neighbour.id) else { continue }
            let drawing = path.drawing(of: other - first)
            if drawing.data.isEmpty { continue }
            labels.add(neighbour.name, at: drawing.middle, size: Self.textSize, kind: "contour-voisin-nom", isForced: false)
            around += Self.neighbour(neighbour, drawing.data)
        }
        return """
            <svg xmlns="http://www.w3.org/2000/svg" class="contour" viewBox="0 0 \(Self.width) \(Self.height)" role="group" aria-labelledby="\(identifier)-titre" font-family="Marianne, system-ui, sans-serif">
            <title id="\(identifier)-titre">\(SVGText.escaped(title))</title>
            <g stroke="#929292" stroke-width="2" stroke-linejoin="round">\(around)</g>
            \(widerBorders(frame))<path class="contour-soi" fill="#6a6af4" fill-opacity="0.35" stroke="#000091" stroke-width="5" stroke-linejoin="round" fill-rule="evenodd" d="\(own.data)"/>
            <g class="contour-noms" aria-hidden="true" text-anchor="middle" pointer-events="none">\(labels.text)</g>
            </svg>

            """
    }

    private static func neighbour(_ neighbour: Neighbour, _ data: String) -> String {
        let name = SVGText.escaped(neighbour.name)
        let shape = "<path class=\"contour-voisin\" fill=\"#f6f6f6\" fill-rule=\"evenodd\" d=\"\(data)\"/>"
        guard let href = neighbour.href else { return "<g><title>\(name)</title>\(shape)</g>\n" }
        // The page lists the same neighbours as links: the keyboard need not stop here too.
        return "<a href=\"\(SVGText.escaped(href))\" tabindex=\"-1\" aria-label=\"\(name)\"><title>\(name)</title>\(shape)</a>\n"
    }

    /// The metres that the sheet shows: the territory, with room around it for its neighbours.
    private func frame(_ place: Int) -> MapFrame? {
        guard let centre = territory.centroid else { return nil }
        let projection = Projection.suited(to: centre)
        guard let extent = MapLayout.extent(gazetteer, [place], projection) else { return nil }
        let width = extent.east - extent.west, height = extent.north - extent.south
        let scale = max(max(width * Self.margin / Double(Self.width), height * Self.margin / Double(Self.height)), 1)
        return MapFrame(
            nameKey: nil, projection: projection, places: [place], metresPerUnit: scale,
            west: (extent.west + extent.east) / 2 - Double(Self.width) / 2 * scale,
            north: (extent.south + extent.north) / 2 + Double(Self.height) / 2 * scale, box: (0, 0, Self.width, Self.height))
    }

    /// The borders of the départements, or of the régions, that meet on the sheet.
    private func widerBorders(_ frame: MapFrame) -> String {
        let wider: TerritoryLevel = territory.id.level == .departement ? .region : .departement
        guard territory.id.level > .region, let outlines = gazetteer.outlines[wider] else { return "" }
        let shown = ([territory.id] + neighbours.map(\.id)).compactMap { gazetteer.place(of: $0) }
        let holders = Set(shown.compactMap { gazetteer.parent(wider, at: $0) })
        guard holders.count > 1 else { return "" }
        // Far out, so that the cuts along the edges of the sheet do not show.
        let path = MapPath(outlines, frame, detail: 1.5, box: ((-60, -60), (Self.width + 60, Self.height + 60)))
        let first = gazetteer.range(wider).lowerBound
        let data = holders.sorted().map { path.data(of: $0 - first) }.joined()
        return "<path class=\"contour-limites\" fill=\"none\" stroke=\"#3a3a3a\" stroke-width=\"3\" stroke-dasharray=\"14 8\" d=\"\(data)\"/>\n"
    }

    /// Names on the sheet, those that would cover another or leave the sheet left out.
    private struct Labels {
        private(set) var text = ""
        private var boxes: [(x: ClosedRange<Int>, y: ClosedRange<Int>)] = []

        mutating func add(_ name: String, at middle: TileClipping.Point, size: Int, kind: String, isForced: Bool) {
            let half = max(1, name.count * size * 29 / 100)
            let x = (middle.x - half)...(middle.x + half), y = (middle.y - size)...(middle.y + size / 3)
            let fits = x.lowerBound >= 4 && x.upperBound <= OutlineMap.width - 4 && y.lowerBound >= 4 && y.upperBound <= OutlineMap.height - 4
            guard isForced || fits && !boxes.contains(where: { $0.x.overlaps(x) && $0.y.overlaps(y) }) else { return }
            boxes.append((x, y))
            text += "<text class=\"\(kind)\" x=\"\(middle.x)\" y=\"\(middle.y)\" font-size=\"\(size)\"\(isForced ? " font-weight=\"700\"" : "")>\(SVGText.escaped(name))</text>"
        }
    }
}
