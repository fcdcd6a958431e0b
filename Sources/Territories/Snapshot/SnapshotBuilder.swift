package import Foundation

/// Makes a snapshot of a vintage: what is known of each territory, outlines of every level, places, words, history.
package struct SnapshotBuilder: Sendable {
    var geography: Geography
    let movements: [Movement]
    /// Outlines as they were given, by territory.
    let outlines: [TerritoryID: Shape]

    /// What was made, for whoever asked for it.
    package struct Summary: Sendable, Equatable {
        package let date: CivilDate
        package let sources: [String]
        /// How many territories each level has.
        package let counts: [TerritoryLevel: Int]
        package let movements: Int
        /// Communes that have no outline in the sources.
        package let withoutOutline: [TerritoryID]
        /// Communes whose number of inhabitants is in no source.
        package let withoutPopulation: [TerritoryID]
        package let bytes: Int
    }

    /// - Throws: `territories.snapshot.unwritable`.
    package func write(to file: URL) throws -> Summary {
        var writer = SnapshotWriter()
        var territories = geography.territories
        let places = Dictionary(uniqueKeysWithValues: territories.enumerated().map { ($1.id, $0) })
        var grid = CommuneGrid()
        for (level, shapes) in OutlineLevels(territories, outlines).shapes() {
            let first = territories.partitioningIndex { $0.id.level >= level }
            for (index, shape) in shapes.enumerated() where !shape.polygons.isEmpty {
                let place = first + index
                territories[place].area = Ellipsoid.area(shape)
                territories[place].centroid = Ellipsoid.centroid(shape)
                territories[place].bounds = Ellipsoid.bounds(shape)
                if level == .commune, let bounds = territories[place].bounds { grid.add(Int32(index), bounds) }
            }
            add(Topology(shapes), level, to: &writer)
        }
        addTerritories(territories, places, to: &writer)
        grid.add(to: &writer)
        WordList(territories).add(to: &writer)
        addHistory(to: &writer)
        writer.add(.postalCodes, geography.postalCodes.map { UInt32($0.code) ?? 0 })
        writer.add(.postalCommunes, geography.postalCodes.map { Int32(places[$0.commune] ?? -1) })
        writer.add(.sources, geography.sources.map { writer.text($0) })
        try writer.write(to: file, date: geography.date)
        let size = try? FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int
        let communes = territories.filter { $0.id.level == .commune }
        return Summary(
            date: geography.date, sources: geography.sources,
            counts: territories.reduce(into: [:]) { $0[$1.id.level, default: 0] += 1 }, movements: movements.count,
            withoutOutline: communes.filter { $0.area == nil }.map(\.id),
            withoutPopulation: communes.filter { $0.population == nil }.map(\.id), bytes: size ?? 0)
    }

    private func add(_ topology: Topology, _ level: TerritoryLevel, to writer: inout SnapshotWriter) {
        let weights = (0..<topology.arcCount).flatMap { Simplification.weights(topology.arc($0)) }
        func add<Element: BitwiseCopyable>(_ part: SnapshotFormat.OutlinePart, _ elements: [Element]) {
            writer.add(SnapshotFormat.section(level, part), elements)
        }
        add(.points, topology.points)
        add(.weights, weights)
        add(.arcStarts, topology.arcStarts)
        add(.left, topology.left)
        add(.right, topology.right)
        add(.ringArcs, topology.ringArcs)
        add(.ringStarts, topology.ringStarts)
        add(.polygonStarts, topology.polygonStarts)
        add(.shapeStarts, topology.shapeStarts)
    }

    private func addTerritories(_ territories: [Territory], _ places: [TerritoryID: Int], to writer: inout SnapshotWriter) {
        let codes = territories.map { SnapshotFormat.packed($0.id.code) }
        writer.add(.levelStarts, (0...TerritoryLevel.allCases.count).map { level in
            UInt32(territories.partitioningIndex { Int($0.id.level.rawValue) >= level })
        })
        writer.add(.codeHigh, codes.map(\.high))
        writer.add(.codeLow, codes.map(\.low))
        writer.add(.names, territories.map { writer.text($0.name.full) })
        writer.add(.articles, territories.map(\.name.article.rawValue))
        writer.add(.kinds, territories.map { $0.kind.map { writer.text($0) } ?? UInt32.max })
        writer.add(.seats, territories.map { Int32($0.seat.flatMap { places[$0] } ?? -1) })
        let parents = territories.map { $0.parents.compactMap { places[$0].map(Int32.init) } }
        writer.add(.parentStarts, parents.reduce(into: [UInt32(0)]) { $0.append($0[$0.count - 1] + UInt32($1.count)) })
        writer.add(.parents, Array(parents.joined()))
        writer.add(.from, territories.map { $0.from?.number ?? 0 })
        writer.add(.until, territories.map { $0.until?.number ?? 0 })
        writer.add(.populations, territories.map { Int32(clamping: $0.population ?? -1) })
        writer.add(.areas, territories.map { $0.area ?? -1 })
        writer.add(.centroids, territories.map { $0.centroid.map(GridPoint.init) ?? GridPoint(x: .min, y: .min) })
        writer.add(.bounds, territories.flatMap { territory -> [GridPoint] in
            guard let box = territory.bounds else { return [GridPoint(x: .min, y: .min), GridPoint(x: .min, y: .min)] }
            return [
                GridPoint(GeoPoint(longitude: box.west, latitude: box.south)), GridPoint(GeoPoint(longitude: box.east, latitude: box.north)),
            ]
        })
    }

    private func addHistory(to writer: inout SnapshotWriter) {
        writer.add(.movementKinds, movements.map(\.kind.rawValue))
        writer.add(.movementDates, movements.map(\.date.number))
        writer.add(.movementSides, movements.flatMap { movement in
            [movement.before, movement.after].flatMap { side -> [UInt32] in
                guard let side else { return [UInt32.max, 0, 0] }
                let type = UInt32(side.id.level.rawValue) << 8 | UInt32(side.name.article.rawValue)
                return [type, writer.text(side.id.code), writer.text(side.name.full)]
            }
        })
    }
}
