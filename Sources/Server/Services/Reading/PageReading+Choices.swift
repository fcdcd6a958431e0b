import Charts
import Indicators
import Localization
import Services
import Territories

extension PageReading {
    /// The values that a parameter can have, with their names; empty where they cannot be listed.
    func choices(_ parameter: ServiceParameter) -> [ServiceParameter.Choice] {
        switch parameter.kind {
        case .choice(let choices): choices
        case .category(let indicator, let breakdown):
            figures.categories(indicator, breakdown).map { .init(value: $0.code, label: $0.label) }
        case .level(let levels): levels.map { .init(value: $0.slug, label: text($0.nameKey)) }
        case .indicator: service.indicators.compactMap(figures.definition).map { .init(value: value(of: $0.id), label: $0.name) }
        case .policy: service.policies.map { .init(value: $0.slug, label: $0.name) }
        case .theme: service.themes.map { .init(value: $0.slug, label: $0.name) }
        case .territory(let levels):
            levels.filter { $0 < .epci }.flatMap { territories($0, in: .france) }.map { .init(value: $0.description, label: name($0)) }
        case .date: days
        }
    }

    /// An indicator as an address names it.
    func value(of id: IndicatorID) -> String { id.service == service.slug ? id.slug : id.description }

    /// The days on which the service has values for the page's level, the last first.
    var days: [ServiceParameter.Choice] {
        var all: [CivilDate: Cadence] = [:]
        for definition in service.indicators.compactMap(figures.definition) {
            for day in figures.dates(definition.id, arguments.territory.level) where all[day] == nil || cadence(definition) == .day {
                all[day] = cadence(definition)
            }
        }
        return all.keys.sorted(by: >).prefix(120).map { .init(value: $0.description, label: (all[$0] ?? .day).name(day: $0.dayNumber, localizer)) }
    }

    /// The territories that stand beside another, in the order asked for and without repeats.
    ///
    /// - Parameter limit: how many of each sort that may be many.
    func comparands(_ comparands: [Comparand], of territory: TerritoryID, limit: Int = 5) -> [TerritoryID] {
        var found: [TerritoryID] = []
        for comparand in comparands {
            switch comparand {
            case .fixed(let id): found.append(id)
            case .holder(let level):
                if level == .france { found.append(.france) } else if let holder = gazetteer.territory(territory)?.parent(level) { found.append(holder) }
            case .neighbours: found += gazetteer.neighbours(of: territory).prefix(limit).map(\.id)
            case .similar: found += gazetteer.similar(to: territory, limit: limit)
            case .siblings:
                let holder = gazetteer.territory(territory)?.parents.last ?? .france
                found += territories(territory.level, in: holder).filter { $0 != territory }.prefix(limit)
            }
        }
        var seen: Set<TerritoryID> = [territory]
        return found.filter { seen.insert($0).inserted }
    }
}
