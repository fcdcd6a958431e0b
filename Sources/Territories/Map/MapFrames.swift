internal import Foundation

/// A part of a map: what is drawn there, in which projection, and where on the sheet.
struct MapFrame {
    /// The message that names an inset; nil for the main part.
    let nameKey: String?
    let projection: Projection
    /// Places of the gazetteer.
    let places: [Int]
    /// Metres to the unit of the sheet.
    var metresPerUnit: Double
    /// The metres that lie at the sheet's origin.
    var west: Double
    var north: Double
    /// The box of an inset on the sheet: x, y, width, height.
    var box: (x: Int, y: Int, width: Int, height: Int)

    func project(_ point: GridPoint) -> (x: Int, y: Int) {
        let metres = projection.project(point.geo)
        return (Int(((metres.x - west) / metresPerUnit).rounded()), Int(((north - metres.y) / metresPerUnit).rounded()))
    }
}

/// Puts territories on one sheet: metropolitan France, the overseas départements beside it in boxes of their own,
/// Paris and its neighbours enlarged where they would be too small.
struct MapLayout {
    /// Units across the sheet.
    static let width = 2000
    private(set) var frames: [MapFrame] = []
    private(set) var height = 0

    /// In the order of their codes; each with the UTM zone of its official projection (RGAF09, RGFG95, RGR92, RGM04).
    private static let overseas: [(code: String, utm: Int)] = [("971", 20), ("972", 20), ("973", 22), ("974", 40), ("976", 38)]
    private static let inset = 250, gap = 24

    init(_ gazetteer: Gazetteer, _ places: [Int], enlargesParis: Bool) {
        var main: [Int] = []
        var apart: [(key: String, utm: Int, places: [Int])] = Self.overseas.map { ("territories.inset.\($0.code)", $0.utm, []) }
        for place in places where gazetteer.bounds(at: place) != nil {
            let index = Self.overseas.firstIndex { Self.isIn($0.code, place, gazetteer) }
            if let index { apart[index].places.append(place) } else { main.append(place) }
        }
        apart.removeAll { $0.places.isEmpty }
        if main.isEmpty, apart.count == 1 {
            addMain(gazetteer, apart[0].places, .utm(zone: apart[0].utm), left: 0)
            return
        }
        let column = apart.isEmpty ? 0 : Self.inset + Self.gap
        addMain(gazetteer, main, .lambert93, left: column)
        let step = Self.inset + Self.gap
        let top = max(0, (height - apart.count * step + Self.gap) / 2)
        for (index, inset) in apart.enumerated() {
            let box = (x: 0, y: top + index * step, width: Self.inset, height: Self.inset)
            add(gazetteer, inset.places, .utm(zone: inset.utm), inset.key, box)
        }
        height = max(height, top + apart.count * step - (apart.isEmpty ? 0 : Self.gap))
        let paris = main.filter { place in ["75", "92", "93", "94"].contains(gazetteer.id(at: place).code) }
        if enlargesParis, paris.count == 4, main.count > 20 {
            add(gazetteer, paris, .lambert93, "territories.inset.paris", (x: Self.width - 270, y: 0, width: 270, height: 270))
        }
    }

    private static func isIn(_ departement: String, _ place: Int, _ gazetteer: Gazetteer) -> Bool {
        let id = gazetteer.id(at: place)
        switch id.level {
        case .region: return gazetteer.territories(.departement, in: id).contains { $0.id.code == departement }
        case .epci, .livingArea:
            guard let bounds = gazetteer.bounds(at: place), let holder = gazetteer.place(of: TerritoryID(known: .departement, departement)),
                let box = gazetteer.bounds(at: holder) else { return false }
            return box.intersects(bounds)
        default: return id.code.hasPrefix(departement)
        }
    }

    private mutating func addMain(_ gazetteer: Gazetteer, _ places: [Int], _ projection: Projection, left: Int) {
        guard let extent = Self.extent(gazetteer, places, projection) else { return }
        let width = Double(Self.width - left - 8)
        // A tall territory must not make a page of its own.
        let scale = max((extent.east - extent.west) / width, (extent.north - extent.south) / 1900)
        let spare = (width - (extent.east - extent.west) / scale) / 2
        height = Int(((extent.north - extent.south) / scale).rounded(.up)) + 8
        frames.append(MapFrame(
            nameKey: nil, projection: projection, places: places, metresPerUnit: scale,
            west: extent.west - (Double(left) + 4 + spare) * scale, north: extent.north + 4 * scale, box: (left, 0, Self.width - left, height)))
    }

    private mutating func add(
        _ gazetteer: Gazetteer, _ places: [Int], _ projection: Projection, _ key: String, _ box: (x: Int, y: Int, width: Int, height: Int)
    ) {
        guard let extent = Self.extent(gazetteer, places, projection) else { return }
        // Under the box's lower edge stands its name.
        let width = Double(box.width - 24), height = Double(box.height - 62)
        let scale = max((extent.east - extent.west) / width, (extent.north - extent.south) / height)
        let spareX = (width - (extent.east - extent.west) / scale) / 2, spareY = (height - (extent.north - extent.south) / scale) / 2
        frames.append(MapFrame(
            nameKey: key, projection: projection, places: places, metresPerUnit: scale,
            west: extent.west - (Double(box.x) + 12 + spareX) * scale, north: extent.north + (Double(box.y) + 12 + spareY) * scale,
            box: box))
    }

    /// The metres that hold all points of the outlines.
    static func extent(_ gazetteer: Gazetteer, _ places: [Int], _ projection: Projection)
        -> (west: Double, south: Double, east: Double, north: Double)? {
        var extent: (west: Double, south: Double, east: Double, north: Double)?
        for place in places {
            let level = gazetteer.level(at: place)
            guard let outlines = gazetteer.outlines[level] else { continue }
            let index = place - gazetteer.range(level).lowerBound
            // A few dozen points an outline are enough for its box.
            let coarse = outlines.shape(index, weight: Simplification.weight(squareMetres: 100_000))
            let shape = coarse.polygons.isEmpty ? outlines.shape(index, weight: 0) : coarse
            for point in shape.polygons.compactMap(\.first).joined() {
                let metres = projection.project(point.geo)
                let so = extent ?? (metres.x, metres.y, metres.x, metres.y)
                extent = (min(so.west, metres.x), min(so.south, metres.y), max(so.east, metres.x), max(so.north, metres.y))
            }
        }
        return extent
    }
}
