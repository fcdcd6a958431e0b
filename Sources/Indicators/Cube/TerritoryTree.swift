package import Territories

/// Which territories there are and which hold which, as aggregation needs them: numbers in place of codes.
package struct TerritoryTree: Sendable {
    /// The vintage of the official code.
    package let date: CivilDate
    /// What became of communes since 1943, for sources of another year; nil where it is not known.
    package let history: GeographyHistory?
    private let floors: [TerritoryLevel: Floor]

    /// The territories of one level.
    struct Floor: Sendable {
        /// In order.
        let codes: [String]
        let names: [String]
        /// Inhabitants; 0 where they are not known.
        let populations: [Double]
        /// For each wider level, the place of the territory of that level which holds each one; −1 for none.
        let parents: [TerritoryLevel: [Int32]]
    }

    /// - Parameter territories: of all levels, in any order.
    package init(date: CivilDate, territories: some Sequence<Territory>, history: GeographyHistory? = nil) {
        self.date = date
        self.history = history
        let byLevel = Dictionary(grouping: territories, by: \.id.level).mapValues { $0.sorted { $0.id.code < $1.id.code } }
        var places: [TerritoryLevel: [String: Int32]] = [:]
        for (level, members) in byLevel {
            places[level] = Dictionary(members.enumerated().map { ($1.id.code, Int32($0)) }, uniquingKeysWith: { first, _ in first })
        }
        var floors: [TerritoryLevel: Floor] = [:]
        for (level, members) in byLevel {
            var parents: [TerritoryLevel: [Int32]] = [:]
            for wider in TerritoryLevel.allCases where wider < level && places[wider] != nil {
                let found = members.map { member in
                    member.parent(wider).flatMap { places[wider]?[$0.code] } ?? -1
                }
                if found.contains(where: { $0 >= 0 }) { parents[wider] = found }
            }
            floors[level] = Floor(
                codes: members.map(\.id.code), names: members.map(\.name.full), populations: members.map { Double($0.population ?? 0) },
                parents: parents)
        }
        self.floors = floors
    }

    /// The vintage of an instance, with its history.
    ///
    /// - Throws: `territories.snapshot.…` where the snapshot is damaged.
    package init(_ gazetteer: Gazetteer) throws {
        self.init(
            date: gazetteer.date, territories: TerritoryLevel.allCases.flatMap { gazetteer.territories($0) },
            history: try gazetteer.history())
    }

    /// The levels that have territories, the widest first.
    package var levels: [TerritoryLevel] { floors.keys.sorted() }

    func floor(_ level: TerritoryLevel) -> Floor? { floors[level] }

    /// How many territories a level has.
    package func count(_ level: TerritoryLevel) -> Int { floors[level]?.codes.count ?? 0 }

    /// Where a territory is among those of its level; nil where there is none of this code.
    func place(_ id: TerritoryID) -> Int? { floors[id.level]?.codes.place(of: id.code) }

    /// Whether the code has the territory.
    package func contains(_ id: TerritoryID) -> Bool { place(id) != nil }

    /// A territory's name; nil where there is none.
    package func name(_ id: TerritoryID) -> String? { place(id).flatMap { floors[id.level]?.names[$0] } }

    /// The places of `level` that a territory holds; all for France, itself for its own level.
    func places(_ level: TerritoryLevel, in holder: TerritoryID) -> [Int] {
        guard let floor = floors[level], let own = place(holder) ?? (holder == .france ? 0 : nil) else { return [] }
        if holder.level == level { return [own] }
        if holder == .france { return Array(floor.codes.indices) }
        guard let parents = floor.parents[holder.level] else { return [] }
        return parents.indices.filter { parents[$0] == Int32(own) }
    }
}

extension [String] {
    /// Where a text is in this sorted array.
    func place(of text: String) -> Int? {
        var low = 0, high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < text { low = middle + 1 } else { high = middle }
        }
        return low < count && self[low] == text ? low : nil
    }
}
