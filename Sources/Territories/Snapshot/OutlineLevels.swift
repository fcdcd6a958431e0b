/// The outlines of every level: communes as they are given, the levels that communes make up from theirs, the
/// others as given.
struct OutlineLevels {
    private let territories: [Territory]
    private let given: [TerritoryID: Shape]

    init(_ territories: [Territory], _ given: [TerritoryID: Shape]) {
        self.territories = territories
        self.given = given
    }

    /// One shape a territory of the level, empty where none is known; levels without any outline are left out.
    func shapes() -> [(level: TerritoryLevel, shapes: [Shape])] {
        let communes = territories.filter { $0.id.level == .commune }
        var communeShapes = communes.map { given[$0.id] ?? Shape(polygons: []) }
        restoreFromParts(communes, &communeShapes)
        let topology = Topology(communeShapes)
        return TerritoryLevel.allCases.compactMap { level in
            let own = territories.filter { $0.id.level == level }
            var shapes: [Shape]
            switch level {
            case .commune: shapes = communeShapes
            case .france, .region, .departement, .overseasCollectivity, .arrondissement, .epci, .livingArea:
                let places = Dictionary(uniqueKeysWithValues: own.enumerated().map { ($1.id, Int32($0)) })
                let groups = communes.map { commune in commune.parent(level).flatMap { places[$0] } ?? -1 }
                shapes = topology.dissolved(by: groups, count: own.count)
                // A source may outline what its communes do not.
                for (index, territory) in own.enumerated() where shapes[index].polygons.isEmpty {
                    if let shape = given[territory.id] { shapes[index] = shape }
                }
            case .canton, .delegatedCommune, .associatedCommune, .municipalArrondissement:
                shapes = own.map { given[$0.id] ?? Shape(polygons: []) }
            }
            return shapes.contains { !$0.polygons.isEmpty } ? (level, shapes) : nil
        }
    }

    /// A commune has the outline of its parts, where all of them are known and its own is missing or smaller:
    /// sources keep outlines from before mergers, and under the codes of former seats.
    private func restoreFromParts(_ communes: [Territory], _ shapes: inout [Shape]) {
        let parts = Dictionary(grouping: territories.filter { $0.id.level == .delegatedCommune || $0.id.level == .associatedCommune }) {
            $0.parent(.commune)
        }
        for (index, commune) in communes.enumerated() {
            let outlines = (parts[commune.id] ?? []).map { given[$0.id] }
            let known = outlines.compactMap(\.self)
            guard !known.isEmpty, known.count == outlines.count else { continue }
            guard Self.size(shapes[index]) < 0.98 * known.reduce(0, { $0 + Self.size($1) }) else { continue }
            shapes[index] = Topology(known).dissolved(by: known.map { _ in 0 }, count: 1)[0]
        }
    }

    private static func size(_ shape: Shape) -> Double { shape.polygons.joined().reduce(0) { $0 + Shape.doubleArea($1) } }
}
