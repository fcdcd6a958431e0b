/// France in small, with a mark where a territory is.
///
/// The régions are drawn once, and serve every territory.
package struct LocatorMap: Sendable {
    private let gazetteer: Gazetteer
    private let layout: MapLayout
    private let regions: String

    package init(_ gazetteer: Gazetteer) {
        self.gazetteer = gazetteer
        let places = Array(gazetteer.range(.region))
        layout = MapLayout(gazetteer, places, enlargesParis: false)
        guard let outlines = gazetteer.outlines[.region] else { regions = ""; return }
        var text = ""
        for frame in layout.frames {
            let path = MapPath(outlines, frame, detail: 60)
            text += frame.places.map { path.data(of: $0 - places[0]) }.joined()
        }
        regions = text
    }

    /// - Parameter title: where the territory is, in words.
    /// - Returns: nil where the territory is nowhere on it.
    package func svg(_ territory: Territory, title: String, identifier: String = "situation") -> String? {
        guard !regions.isEmpty, let centre = territory.centroid, let place = gazetteer.place(of: territory.id) else { return nil }
        let region = territory.id.level == .region ? place : gazetteer.parent(.region, at: place)
        let frame = layout.frames.first { frame in region.map { frame.places.contains($0) } ?? (frame.nameKey == nil) }
        guard let frame else { return nil }
        let point = frame.project(GridPoint(centre))
        var own = ""
        if let outlines = gazetteer.outlines[territory.id.level], territory.id.level <= .departement {
            own = MapPath(outlines, frame, detail: 30).data(of: place - gazetteer.range(territory.id.level).lowerBound)
        }
        let mark = "<circle class=\"contour-repere\" cx=\"\(point.x)\" cy=\"\(point.y)\" r=\"38\" fill=\"#000091\" stroke=\"#fff\" stroke-width=\"12\"/>"
        let boxes = layout.frames.filter { $0.nameKey != nil }.map {
            "<rect class=\"contour-carton\" x=\"\($0.box.x + 2)\" y=\"\($0.box.y + 2)\" width=\"\($0.box.width - 4)\" height=\"\($0.box.height - 4)\" rx=\"8\" fill=\"none\" stroke=\"#929292\" stroke-width=\"4\"/>"
        }.joined()
        return """
            <svg xmlns="http://www.w3.org/2000/svg" class="contour" viewBox="0 0 \(MapLayout.width) \(layout.height)" role="img" aria-labelledby="\(identifier)-titre">
            <title id="\(identifier)-titre">\(SVGText.escaped(title))</title>
            \(boxes)<path class="contour-voisin" fill="#e5e5e5" stroke="#929292" stroke-width="5" stroke-linejoin="round" d="\(regions)"/>
            \(own.isEmpty ? mark : "<path class=\"contour-soi\" fill=\"#000091\" stroke=\"#000091\" stroke-width=\"4\" d=\"\(own)\"/>")
            </svg>

            """
    }
}
