extension Gazetteer {
    /// The outlines of a level in one square of the world, as a Mapbox Vector Tile; no bytes where there are none.
    ///
    /// One layer, named after the level; each feature has `code`, `nom` and the place of the territory as its id. The
    /// detail is that of the zoom, and neighbours keep the same points. Our own encoder rather than the engine's
    /// `ST_AsMVT`: arcs are read where they lie, without a query.
    package func tile(_ level: TerritoryLevel, at address: TileAddress) -> [UInt8] {
        guard let outlines = outlines[level] else { return [] }
        let box = address.bounds, first = range(level).lowerBound
        let weight = Simplification.weight(squareMetres: address.squareMetresPerUnit * 4)
        // Less than a unit across, a territory shows nowhere.
        let least = (box.east - box.west) / Double(TileAddress.extent)
        var encoder = TileEncoder()
        var ring: [GridPoint] = []
        for place in range(level) {
            guard let bounds = bounds(at: place), bounds.intersects(box), bounds.east - bounds.west > least else { continue }
            var rings: [[TileClipping.Point]] = []
            for polygon in outlines.rings(of: place - first) {
                for (index, arcs) in polygon.enumerated() {
                    ring.removeAll(keepingCapacity: true)
                    for arc in arcs { outlines.append(arc, weight: weight, to: &ring) }
                    let points = Self.units(ring, address)
                    // South is down: a ring that runs counter-clockwise on Earth has a positive area here once reversed.
                    if points.count > 2, Self.doubleArea(points) != 0 { rings.append(points.reversed()) } else if index == 0 { break }
                }
            }
            guard !rings.isEmpty else { continue }
            encoder.add(id: UInt64(place), properties: [("code", id(at: place).code), ("nom", name(at: place))], rings: rings)
        }
        return encoder.tile(layer: level.slug)
    }

    private static func units(_ ring: [GridPoint], _ address: TileAddress) -> [TileClipping.Point] {
        var points: [TileClipping.Point] = []
        points.reserveCapacity(ring.count)
        for point in ring {
            let unit = address.project(point)
            if let last = points.last, last == unit { continue }
            points.append(unit)
        }
        return TileClipping.clipped(points)
    }

    private static func doubleArea(_ points: [TileClipping.Point]) -> Int {
        guard var last = points.last else { return 0 }
        var sum = 0
        for point in points {
            sum += last.x * point.y - point.x * last.y
            last = point
        }
        return sum
    }
}
