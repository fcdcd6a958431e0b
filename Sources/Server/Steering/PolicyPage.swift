import Hummingbird
import Indicators
import Localization
import Steering
import Territories

/// One policy in all territories.
struct PolicySheetView: ViewModel {
    var navigation: [Link]
    var heading: String
    var description: Markup?
    var owner: String?
    var members: [Member]
    var isWeighted: Bool
    var action: String
    var levels: [Choice]
    var hasLevels: Bool
    var map: PolicyMapView?
    var national: StandingRow?
    var table: StandingTable?

    struct Member: ViewModel {
        var name: String
        var share: String
    }
}

/// The rates of a policy on a map.
struct PolicyMapView: ViewModel {
    var title: String
    var svg: Markup
    var legend: [ServiceMapView.Entry]
}

extension SteeringRoutes {
    /// `/services/{service}/pilotage/politiques/{policy}`: `niveau` says on which level.
    func policyPage(_ visit: SteeringVisit) async throws -> Response {
        let policy = try visit.policy
        let standings = try await steering.standings(visit.board, for: visit.reader, .init(policy: policy.slug))
        try visit.checkReading(!standings.isEmpty)
        let levels = visit.programme.levels.filter { level in level != .france && standings.contains { $0.territory.level == level } }
        let asked = try visit.visit.request.queryItems["niveau"].flatMap { TerritoryLevel(slug: $0) }
        let level = asked.flatMap { levels.contains($0) ? $0 : nil } ?? levels.last
        let now = site.now()
        let shown = standings.filter { $0.territory.level == level }
        let members = visit.board.figures(policy.slug, .france) ?? standings.first?.figures
        let view = PolicySheetView(
            navigation: visit.navigation(.policy), heading: policy.name.typeset,
            description: policy.description.isEmpty
                ? nil : CommonMark.html(policy.description, headingLevel: 3, tableLabel: visit.visit.text("site.table.label")),
            owner: policy.owner,
            members: (members?.rate.parts ?? []).map { part in
                .init(
                    name: visit.board.observations.definition(part.progress.indicator)?.name ?? part.progress.indicator.description,
                    share: visit.localizer.percent(part.share))
            },
            isWeighted: policy.indicators.count > 1, action: visit.address(.policy, policy: policy.slug),
            levels: levels.map { Choice(value: $0.slug, label: visit.visit.text($0.pluralKey), isSelected: $0 == level) },
            hasLevels: levels.count > 1, map: level.flatMap { map(shown, $0, policy, visit) },
            national: standings.first { $0.territory == .france }.map { StandingRow($0, visit, now: now) },
            table: level.map { level in
                StandingTable(
                    caption: visit.text("site.steering.policy.caption", ["policy": .text(policy.name), "levels": .message(level.pluralKey)]),
                    rows: shown.sorted { ($0.rate ?? -1) > ($1.rate ?? -1) }.map { StandingRow($0, visit, now: now) }, showsPolicy: false,
                    asksWeather: visit.programme.asks.contains(.weather))
            })
        return try page("steering-policy", view, title: view.heading, trail: visit.trail(), summary: policy.owner, visit)
    }

    /// With fewer rates the table says more.
    private static let fewestMapped = 8

    /// The rates on a map; nil where there are few, or no outlines to draw.
    private func map(_ standings: [Standing], _ level: TerritoryLevel, _ policy: SteeredPolicy, _ visit: SteeringVisit) -> PolicyMapView? {
        let rates = standings.reduce(into: [TerritoryID: Double]()) { if let rate = $1.rate { $0[$1.territory] = rate } }
        guard let gazetteer = steering.gazetteer, rates.count >= Self.fewestMapped, level == .region || level == .departement else { return nil }
        var map = ChoroplethMap(
            gazetteer, level, values: rates, title: visit.text("site.steering.policy.map", ["policy": .text(policy.name), "levels": .message(level.pluralKey)]))
        map.unit = "%"
        map.digits = 0
        map.showsCaption = false
        map.link = { [service = visit.service] territory in SteeringAddress.place.of(service, policy: policy.slug, territory: territory.id) }
        return PolicyMapView(
            title: visit.text("site.steering.policy.mapTitle", ["levels": .message(level.pluralKey)]), svg: Markup(trusted: map.svg(visit.localizer)),
            legend: map.entries(visit.localizer))
    }
}
