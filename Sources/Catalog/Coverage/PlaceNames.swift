import Foundation
import Localization
import Synchronization
import Territories

/// A vintage of the official code as the catalogue asks it, many times a second: territories by their folded names, how many
/// communes each holds, and boxes. Put together at the first question.
final class PlaceNames: Sendable {
    let gazetteer: Gazetteer
    private let made = Mutex<Content?>(nil)

    /// Levels by which datasets are told apart, the widest first.
    static let levels: [TerritoryLevel] = [.region, .departement, .overseasCollectivity, .epci, .commune]

    struct Content: Sendable {
        /// Those of one folded name and level, the most inhabited first.
        var byName: [String: [TerritoryID]] = [:]
        var populations: [TerritoryID: Int] = [:]
        /// Number of communes of départements, départements of régions.
        var communes: [TerritoryID: Int] = [:]
        var departements: [TerritoryID: Set<TerritoryID>] = [:]
        var departementOfCommune: [TerritoryID: TerritoryID] = [:]
        var counts: [TerritoryLevel: Int] = [:]
        /// Of régions and départements.
        var boxes: [(TerritoryID, GeoBounds)] = []
        var authorities = Authorities()
    }

    /// How many régions, départements, EPCI and communes there are.
    struct Authorities: Sendable {
        var all: [TerritoryLevel: Int] = [:]
        /// The régions by name, with what lies in them.
        var regions: [(id: TerritoryID, name: String, levels: [TerritoryLevel: Int])] = []
    }

    init(_ gazetteer: Gazetteer) { self.gazetteer = gazetteer }

    var content: Content {
        made.withLock { made in
            if let made { return made }
            let content = Self.content(gazetteer)
            made = content
            return content
        }
    }

    /// The territory of a level that a text names: the only one, or the one that most people would mean.
    func territory(named name: String, _ level: TerritoryLevel) -> TerritoryID? {
        let content = content
        guard let found = content.byName[Self.key(name, level)], let first = found.first else { return nil }
        guard found.count > 1 else { return first }
        let (most, next) = (content.populations[first] ?? 0, content.populations[found[1]] ?? 0)
        return most >= 10 * max(next, 1) ? first : nil
    }

    /// The territory that a text names, whatever its level: the widest of that name; `nil` where it could be several.
    func territory(named name: String) -> TerritoryID? {
        if ["france", "france entiere", "france metropolitaine", "territoire national"].contains(Self.folded(name)) { return .france }
        return Self.levels.lazy.compactMap { self.territory(named: name, $0) }.first
    }

    private static func content(_ gazetteer: Gazetteer) -> Content {
        var content = Content()
        var inRegion: [TerritoryID: [TerritoryLevel: Int]] = [:]
        for level in levels {
            let territories = gazetteer.territories(level)
            content.counts[level] = territories.count
            for territory in territories {
                if let region = level == .region ? territory.id : territory.parent(.region) { inRegion[region, default: [:]][level, default: 0] += 1 }
                for name in Set([territory.name.full, territory.name.bare]) {
                    content.byName[key(name, level), default: []].append(territory.id)
                }
                content.populations[territory.id] = territory.population ?? 0
                switch level {
                case .region, .departement:
                    if let bounds = territory.bounds { content.boxes.append((territory.id, bounds)) }
                    if level == .departement, let region = territory.parent(.region) {
                        content.departements[region, default: []].insert(territory.id)
                    }
                case .commune:
                    guard let departement = territory.parent(.departement) else { continue }
                    content.communes[departement, default: 0] += 1
                    content.departementOfCommune[territory.id] = departement
                default: break
                }
            }
        }
        content.authorities.all = content.counts
        content.authorities.regions = gazetteer.territories(.region).map { ($0.id, $0.name.full, inRegion[$0.id] ?? [:]) }
            .sorted { ($0.1, $0.0) < ($1.1, $1.0) }
        for (name, ids) in content.byName where ids.count > 1 {
            content.byName[name] = ids.sorted { (content.populations[$0] ?? 0, $1) > (content.populations[$1] ?? 0, $0) }
        }
        return content
    }

    private static func key(_ name: String, _ level: TerritoryLevel) -> String { "\(level.slug) \(folded(name))" }

    static func folded(_ name: String) -> String { Folding.words(name).joined(separator: " ") }
}
