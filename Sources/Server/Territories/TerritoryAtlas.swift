import Synchronization
package import Territories

/// The official geographic code with what its pages need beside: the history of communes, the figures that a territory
/// is compared with, the maps that serve all.
///
/// It is made once, when the server starts, and only read from then on.
package final class TerritoryAtlas: Sendable {
    package let gazetteer: Gazetteer
    /// Nil where the vintage came without events.
    let history: GeographyHistory?
    let locator: LocatorMap
    private let medians: [PeerGroup: PeerFigures]
    /// Maps that are the same for all readers of a language.
    private let drawings = Mutex<[String: Markup]>([:])

    /// Time: some tenths of a second.
    ///
    /// - Throws: `territories.snapshot.damaged`.
    package init(_ gazetteer: Gazetteer) throws {
        self.gazetteer = gazetteer
        let history = try gazetteer.history()
        self.history = history.movements.isEmpty ? nil : history
        locator = LocatorMap(gazetteer)
        var groups: [PeerGroup: [Territory]] = [:]
        for level in [TerritoryLevel.region, .departement, .epci, .commune] {
            for territory in gazetteer.territories(level) {
                for group in PeerGroup.all(of: territory) { groups[group, default: []].append(territory) }
            }
        }
        medians = groups.mapValues(PeerFigures.init)
    }

    /// A drawing that is made once and then kept, under its name.
    func drawing(_ name: String, _ make: () -> String) -> Markup {
        if let known = drawings.withLock({ $0[name] }) { return known }
        let made = Markup(trusted: make())
        drawings.withLock { $0[name] = made }
        return made
    }

    /// What the territories of a group have in the middle; nil for a group without members.
    func figures(_ group: PeerGroup) -> PeerFigures? { medians[group] }

    /// The place of a territory in a group by its inhabitants, from 1, the most inhabited first.
    func rank(_ territory: Territory, in group: PeerGroup) -> (place: Int, of: Int)? {
        guard let population = territory.population, let figures = medians[group] else { return nil }
        return (figures.populations.count { $0 > population } + 1, figures.populations.count)
    }
}

/// Territories of one level with which one of them is compared.
enum PeerGroup: Hashable, Sendable {
    /// All those of a level within a territory.
    case within(TerritoryLevel, TerritoryID)
    /// Communes of a group of size, see ``PopulationStratum``.
    case stratum(PopulationStratum)
    /// EPCI of one nature: `CC`, `CA`, `CU`, `ME`.
    case nature(String)

    /// The groups that a territory is in, the nearest first.
    static func all(of territory: Territory) -> [PeerGroup] {
        let level = territory.id.level
        var groups: [PeerGroup] = []
        for holder in [TerritoryLevel.epci, .departement, .region] where holder < level || level == .commune && holder == .epci {
            if let id = territory.parent(holder) { groups.append(.within(level, id)) }
        }
        if level == .commune, let stratum = territory.population.map(PopulationStratum.init(population:)) { groups.append(.stratum(stratum)) }
        if level == .epci, let nature = territory.kind { groups.append(.nature(nature)) }
        return groups + [.within(level, .france)]
    }
}

/// What is in the middle of a group: as many members above as below. Those whose figure is not known do not count.
struct PeerFigures: Sendable {
    let count: Int
    let population: Double?
    let area: Double?
    let density: Double?
    /// For ranks.
    let populations: [Int]

    init(_ territories: [Territory]) {
        count = territories.count
        populations = territories.compactMap(\.population)
        population = Self.median(populations.map(Double.init))
        area = Self.median(territories.compactMap(\.area))
        density = Self.median(territories.compactMap(\.density))
    }

    static func median(_ values: [Double]) -> Double? {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted(), half = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
    }
}

extension Territory {
    /// Inhabitants to the square kilometre; nil where one of the two is not known.
    var density: Double? {
        guard let population, let area, area > 0 else { return nil }
        return Double(population) / area
    }
}
