/// The territories of one level within another as they lie on a sheet: places, order and paths, before any colour.
///
/// It depends on the vintage alone, whereas every reader brings other values: ``Gazetteer/sheet(_:in:)`` keeps those
/// asked for lately.
struct MapSheet: Sendable {
    /// One territory that is drawn.
    struct Part: Sendable {
        /// In ``MapSheet/territories``.
        let index: Int
        /// The path data; empty where nothing of it is large enough to see.
        let path: String
    }

    /// A frame with what is drawn in it.
    struct Frame: Sendable {
        let frame: MapFrame
        /// In the order of ``MapSheet/territories``.
        let parts: [Part]
        /// The path data of the next wider level's borders, so that small territories can be placed; empty for none.
        let borders: String
    }

    /// Those with an outline and those without, by name, as one looks for them: it is the order of the keyboard.
    let territories: [Territory]
    let frames: [Frame]
    /// Units down the sheet, see ``MapLayout/width``.
    let height: Int
    /// Whether there are so many that lines must be thin.
    let isFine: Bool

    init(_ gazetteer: Gazetteer, _ level: TerritoryLevel, in holder: TerritoryID) {
        let found: [(name: String, place: Int, territory: Territory)] = gazetteer.territories(level, in: holder).compactMap { territory in
            guard let place = gazetteer.place(of: territory.id) else { return nil }
            return (territory.name.sortKey, place, territory)
        }
        let sorted = found.sorted { ($0.name, $0.place) < ($1.name, $1.place) }
        let isFine = sorted.count { $0.territory.bounds != nil } > 400
        let layout = MapLayout(gazetteer, sorted.map(\.place), enlargesParis: level == .departement)
        let byPlace = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1.place, $0) })
        territories = sorted.map(\.territory)
        self.isFine = isFine
        height = layout.height
        frames = layout.frames.map { frame in
            guard let outlines = gazetteer.outlines[level] else { return Frame(frame: frame, parts: [], borders: "") }
            let path = MapPath(outlines, frame, detail: isFine ? 3 : 2)
            let first = gazetteer.range(level).lowerBound
            let parts = frame.places.compactMap { place in byPlace[place].map { Part(index: $0, path: path.data(of: place - first)) } }
            return Frame(frame: frame, parts: parts.sorted { $0.index < $1.index }, borders: Self.borders(gazetteer, level, frame))
        }
    }

    private static func borders(_ gazetteer: Gazetteer, _ level: TerritoryLevel, _ frame: MapFrame) -> String {
        let wider: TerritoryLevel? = switch level {
        case .departement: .region
        case .commune, .epci, .canton, .arrondissement, .livingArea: .departement
        default: nil
        }
        guard frame.nameKey == nil, let wider, let outlines = gazetteer.outlines[wider] else { return "" }
        let holders = Set(frame.places.compactMap { gazetteer.parent(wider, at: $0) })
        guard holders.count > 1 else { return "" }
        let path = MapPath(outlines, frame, detail: 2)
        let first = gazetteer.range(wider).lowerBound
        return holders.sorted().map { path.data(of: $0 - first) }.joined()
    }

    /// About what it takes in memory.
    var bytes: Int {
        frames.reduce(territories.count * 200) { sum, frame in frame.parts.reduce(sum + frame.borders.utf8.count) { $0 + $1.path.utf8.count + 24 } }
    }
}

/// What one sheet shows.
struct MapExtent: Hashable, Sendable {
    let level: TerritoryLevel
    let holder: TerritoryID
}

extension Gazetteer {
    /// The sheet of a level's territories in another. Time: tens of milliseconds the first time, then none.
    func sheet(_ level: TerritoryLevel, in holder: TerritoryID) -> MapSheet {
        sheets.value(MapExtent(level: level, holder: holder), bytes: \.bytes) { MapSheet(self, level, in: holder) }
    }
}
