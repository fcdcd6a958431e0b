package import Foundation

/// A vintage of the official geographic code, open for reading: territories, outlines, places, names, history.
///
/// It costs little to open and nothing to pass on: its columns are read where they lie in the file, and any number
/// of threads may ask at once.
package struct Gazetteer: Sendable {
    /// The day for which the vintage is valid.
    package let date: CivilDate
    /// Where it comes from: names of files and packages.
    package let sources: [String]
    let snapshot: Snapshot
    let names: NameSearch
    let populations: Column<Int32>
    let outlines: [TerritoryLevel: Outlines]
    /// Maps asked for lately; all copies of the gazetteer share them.
    let sheets = Shelf<MapExtent, MapSheet>(capacity: 16_000_000)
    private let levelStarts: Column<UInt32>
    private let codeHigh: Column<UInt64>
    private let codeLow: Column<UInt32>
    private let nameTexts: Column<UInt32>
    private let articles: Column<UInt8>
    private let kinds: Column<UInt32>
    private let seats: Column<Int32>
    private let parentStarts: Column<UInt32>
    private let parents: Column<Int32>
    private let from: Column<Int32>
    private let until: Column<Int32>
    private let areas: Column<Double>
    private let centroids: Column<GridPoint>
    private let bounds: Column<GridPoint>
    private let postalCodes: Column<UInt32>
    private let postalCommunes: Column<Int32>
    private let cellKeys: Column<UInt32>
    private let cellStarts: Column<UInt32>
    private let cellCommunes: Column<Int32>

    /// - Throws: `territories.snapshot.…` where the file is not a snapshot of this version, or is damaged.
    package init(opening file: URL) throws {
        let snapshot = try Snapshot(file)
        self.snapshot = snapshot
        date = snapshot.date
        let sourceTexts: Column<UInt32> = try snapshot.column(.sources)
        sources = sourceTexts.map(snapshot.text)
        names = try NameSearch(snapshot)
        outlines = try TerritoryLevel.allCases.reduce(into: [:]) { $0[$1] = try Outlines(snapshot, $1) }
        levelStarts = try snapshot.column(.levelStarts)
        codeHigh = try snapshot.column(.codeHigh)
        codeLow = try snapshot.column(.codeLow)
        nameTexts = try snapshot.column(.names)
        articles = try snapshot.column(.articles)
        kinds = try snapshot.column(.kinds)
        seats = try snapshot.column(.seats)
        parentStarts = try snapshot.column(.parentStarts)
        parents = try snapshot.column(.parents)
        from = try snapshot.column(.from)
        until = try snapshot.column(.until)
        populations = try snapshot.column(.populations)
        areas = try snapshot.column(.areas)
        centroids = try snapshot.column(.centroids)
        bounds = try snapshot.column(.bounds)
        postalCodes = try snapshot.column(.postalCodes)
        postalCommunes = try snapshot.column(.postalCommunes)
        cellKeys = try snapshot.column(.cellKeys)
        cellStarts = try snapshot.column(.cellStarts)
        cellCommunes = try snapshot.column(.cellCommunes)
    }

    /// Tells the vintage from any other, for caches.
    package var fingerprint: String { String(snapshot.checksum, radix: 16) }

    /// How many territories there are, of all levels.
    package var count: Int { codeHigh.count }

    /// How many territories a level has.
    package func count(_ level: TerritoryLevel) -> Int { range(level).count }

    /// The territory of an identifier; nil where this vintage has none.
    package func territory(_ id: TerritoryID) -> Territory? { place(of: id).flatMap { territory(at: $0) } }

    /// The territories of a level, by code.
    package func territories(_ level: TerritoryLevel) -> [Territory] { range(level).compactMap { territory(at: $0) } }

    /// Some of the territories of a level, by code: as many as `limit` after the first `offset`.
    package func territories(_ level: TerritoryLevel, offset: Int, limit: Int) -> [Territory] {
        range(level).dropFirst(max(0, offset)).prefix(max(0, limit)).compactMap { territory(at: $0) }
    }

    /// The territories of a level that another holds, by code.
    package func territories(_ level: TerritoryLevel, in holder: TerritoryID) -> [Territory] {
        places(level, in: holder).compactMap { territory(at: $0) }
    }

    /// The postal codes that serve a commune, in order; of a wider territory, those of its communes.
    package func postalCodes(of id: TerritoryID) -> [String] {
        guard let place = place(of: id).map(Int32.init) else { return [] }
        return postalCommunes.indices.filter { postalCommunes[$0] == place }.map { Self.text(postalCode: postalCodes[$0]) }
    }

    /// The communes that a postal code serves.
    package func communes(postalCode: String) -> [Territory] {
        guard postalCode.utf8.count == 5, let number = UInt32(postalCode) else { return [] }
        return communes(postalCodesFrom: number, through: number).compactMap { territory(at: $0) }
    }

    /// The commune that holds a place; nil at sea and abroad. On a border, one of the two.
    ///
    /// Time: some microseconds.
    package func commune(at point: GeoPoint) -> TerritoryID? {
        guard let outlines = outlines[.commune], abs(point.longitude) <= 180, abs(point.latitude) < 90 else { return nil }
        let cell = CommuneGrid.cell(point)
        let key = CommuneGrid.key(cell.column, cell.row)
        let index = cellKeys.partitioningIndex { $0 >= key }
        guard index < cellKeys.count, cellKeys[index] == key else { return nil }
        let place = GridPoint(point), first = Int(levelStarts[Int(TerritoryLevel.commune.rawValue)])
        for candidate in Int(cellStarts[index])..<Int(cellStarts[index + 1]) {
            let commune = Int(cellCommunes[candidate])
            let low = bounds[2 * (first + commune)], high = bounds[2 * (first + commune) + 1]
            guard low.x <= place.x, place.x <= high.x, low.y <= place.y, place.y <= high.y else { continue }
            if outlines.contains(commune, place) { return id(at: first + commune) }
        }
        return nil
    }

    /// The territories of the same level with which one shares a border, the longest border first.
    package func neighbours(of id: TerritoryID) -> [(id: TerritoryID, kilometres: Double)] {
        guard let place = place(of: id), let outlines = outlines[id.level] else { return [] }
        let first = range(id.level).lowerBound
        return outlines.neighbours(of: place - first).map { (self.id(at: first + $0.shape), $0.metres / 1000) }
            .sorted { $0.kilometres > $1.kilometres }
    }

    /// The outline of a territory: polygons, each an outer ring and the holes in it, rings closed; nil where none is
    /// known.
    ///
    /// - Parameter squareMetres: points that change it by less go; 0 for all.
    package func outline(of id: TerritoryID, squareMetres: Double = 0) -> [[[GeoPoint]]]? {
        guard let place = place(of: id), let outlines = outlines[id.level] else { return nil }
        let shape = outlines.shape(place - range(id.level).lowerBound, weight: Simplification.weight(squareMetres: squareMetres))
        if shape.polygons.isEmpty { return nil }
        return shape.polygons.map { rings in rings.map { ring in (ring + ring.prefix(1)).map(\.geo) } }
    }

    /// All that happened to communes since 1943, as far as the vintage was given it; empty otherwise.
    ///
    /// It is put together anew at each call: keep it.
    package func history() throws -> GeographyHistory {
        let codes = range(.commune).map { id(at: $0) }.filter { !Self.isOverseasCollectivity($0.code) }.map(\.code)
        return GeographyHistory(movements: try movements(), communes: Set(codes), on: date)
    }

    /// Communes of overseas collectivities are not in INSEE's list of events.
    private static func isOverseasCollectivity(_ code: String) -> Bool {
        code.hasPrefix("98") || ["975", "977", "978"].contains(String(code.prefix(3)))
    }

    // MARK: Places

    func range(_ level: TerritoryLevel) -> Range<Int> {
        Int(levelStarts[Int(level.rawValue)])..<Int(levelStarts[Int(level.rawValue) + 1])
    }

    func level(at place: Int) -> TerritoryLevel {
        let next = levelStarts.partitioningIndex { Int($0) > place }
        return TerritoryLevel(rawValue: UInt8(next - 1)) ?? .france
    }

    func place(of id: TerritoryID) -> Int? {
        let range = range(id.level), code = SnapshotFormat.packed(id.code)
        let place = range.partitioningIndex { (codeHigh[$0], codeLow[$0]) >= code }
        return place < range.upperBound && (codeHigh[place], codeLow[place]) == code ? place : nil
    }

    func id(at place: Int) -> TerritoryID { id(place, level(at: place)) }

    /// The identifier at a place whose level is known.
    func id(_ place: Int, _ level: TerritoryLevel) -> TerritoryID {
        TerritoryID(known: level, SnapshotFormat.unpacked(codeHigh[place], codeLow[place]))
    }

    /// The places of a level's territories that another holds.
    func places(_ level: TerritoryLevel, in holder: TerritoryID) -> [Int] {
        if holder == .france { return Array(range(level)) }
        guard let place = place(of: holder).map(Int32.init) else { return [] }
        return range(level).filter { own in (parentStarts[own]..<parentStarts[own + 1]).contains { parents[Int($0)] == place } }
    }

    func territoryName(at place: Int) -> TerritoryName {
        TerritoryName(name(at: place), article: TerritoryName.Article(rawValue: articles[place]) ?? .noneBeforeConsonant)
    }

    func name(at place: Int) -> String { snapshot.text(nameTexts[place]) }

    func parent(_ level: TerritoryLevel, at place: Int) -> Int? {
        let range = range(level)
        return (parentStarts[place]..<parentStarts[place + 1]).lazy.map { Int(parents[Int($0)]) }.first { range.contains($0) }
    }

    func bounds(at place: Int) -> GeoBounds? {
        let low = bounds[2 * place].geo, high = bounds[2 * place + 1].geo
        guard bounds[2 * place].x != .min else { return nil }
        return GeoBounds(west: low.longitude, south: low.latitude, east: high.longitude, north: high.latitude)
    }

    func territory(at place: Int) -> Territory? {
        guard (0..<count).contains(place) else { return nil }
        var territory = Territory(
            id: id(at: place), name: territoryName(at: place),
            parents: (parentStarts[place]..<parentStarts[place + 1]).map { id(at: Int(parents[Int($0)])) })
        territory.kind = kinds[place] == .max ? nil : snapshot.text(kinds[place])
        territory.seat = seats[place] < 0 ? nil : id(at: Int(seats[place]))
        territory.from = from[place] == 0 ? nil : CivilDate(number: from[place])
        territory.until = until[place] == 0 ? nil : CivilDate(number: until[place])
        territory.population = populations[place] < 0 ? nil : Int(populations[place])
        territory.area = areas[place] < 0 ? nil : areas[place]
        territory.centroid = centroids[place].x == .min ? nil : centroids[place].geo
        territory.bounds = bounds(at: place)
        return territory
    }

    func communes(postalCodesFrom first: UInt32, through last: UInt32) -> [Int] {
        let start = postalCodes.partitioningIndex { $0 >= first }, end = postalCodes.partitioningIndex { $0 > last }
        return (start..<end).map { Int(postalCommunes[$0]) }.filter { $0 >= 0 }
    }

    func allPostalCodes() -> [Geography.PostalCode] {
        postalCodes.indices.filter { postalCommunes[$0] >= 0 }.map {
            Geography.PostalCode(code: Self.text(postalCode: postalCodes[$0]), commune: id(at: Int(postalCommunes[$0])))
        }
    }

    private static func text(postalCode number: UInt32) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 5 - digits.count)) + digits
    }
}
