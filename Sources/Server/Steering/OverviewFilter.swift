import Catalog
import Foundation
import Indicators
import Localization
import Steering
import Territories

/// What the address of the overview asks for, and that address again with something changed.
struct OverviewFilter {
    /// In what order.
    enum Order: String, CaseIterable {
        case policies = "", gap = "retard", rate = "avancement", alerts = "alertes"
    }

    var filter = StandingFilter()
    var order = Order.policies
    var page = 1
    /// The territory as it was written; shown again.
    var territory = ""
    /// What cannot be understood of the address.
    var problem: SteeringError?

    init(_ visit: SteeringVisit) throws {
        let items = try visit.visit.request.queryItems
        func word(_ name: String) -> String? { items[name].flatMap { $0.isEmpty ? nil : $0 } }
        filter.policy = word("politique").flatMap { visit.programme.policy($0)?.slug }
        filter.level = word("niveau").flatMap { TerritoryLevel(slug: $0) }
        filter.weather = word("meteo").flatMap { Weather(slug: $0) }
        filter.alert = word("alerte").flatMap { SteeringAlert.Kind(word: $0) }
        filter.isMine = word("miens") == "oui"
        order = word("tri").flatMap(Order.init) ?? .policies
        page = word("page").flatMap { Int($0) }.map { min(max($0, 1), 1_000_000) } ?? 1
        if let text = word("territoire") {
            territory = text
            switch visit.field(text) {
            case .none: break
            case .known(let found): filter.holder = TerritoryID(found.code)
            case .several(let found):
                filter.holder = found.first.flatMap { TerritoryID($0.code) }
            case .unknown: problem = SteeringError(.territoryUnknown, ["territory": .text(text)])
            }
            if let holder = filter.holder { territory = TerritoryField.text(.init(code: holder.description, name: visit.name(holder))) }
        }
    }

    /// Sorted as asked; those without a figure come last.
    func sorted(_ standings: [Standing]) -> [Standing] {
        switch order {
        case .policies: standings
        case .gap: standings.sorted { ($0.gap ?? -1_000) > ($1.gap ?? -1_000) }
        case .rate: standings.sorted { ($0.rate ?? 1_000) < ($1.rate ?? 1_000) }
        case .alerts: standings.sorted { $0.alerts.count > $1.alerts.count }
        }
    }

    /// The query that asks for this, without its page and with another weather or alert where one is given; empty for nothing.
    func query(page: Int = 1, weather: Weather?? = nil, alert: SteeringAlert.Kind?? = nil) -> String {
        var items: [(String, String)] = []
        func add(_ name: String, _ value: String?) { if let value, !value.isEmpty { items.append((name, value)) } }
        add("politique", filter.policy)
        add("niveau", filter.level?.slug)
        add("territoire", filter.holder?.description ?? territory)
        add("meteo", (weather ?? filter.weather)?.slug)
        add("alerte", (alert ?? filter.alert)?.word)
        add("miens", filter.isMine ? "oui" : nil)
        add("tri", order.rawValue)
        if page > 1 { add("page", String(page)) }
        let query = QueryItems(items.map { .init(name: $0.0, value: $0.1) }).encoded
        return query.isEmpty ? "" : "?" + query
    }
}
