import Foundation
import Hummingbird
import Indicators
import Localization
import Steering
import Territories

/// All policies of one territory.
struct TerritorySheetView: ViewModel {
    var navigation: [Link]
    var heading: String
    var facts: [Fact]
    /// The territories that hold it, and those within it, of the levels that are followed.
    var around: [Link]
    var reportHref: String
    var weatherCounts: [WeatherCount]
    var table: StandingTable
    var decisions: [DecisionView]
    var proposals: [ProposalRow]
}

/// The same in full, to print.
struct ReportView: ViewModel {
    var heading: String
    var facts: [Fact]
    var table: StandingTable
    var parts: [Part]
    var sheetHref: String
    var madeText: String

    /// One policy.
    struct Part: ViewModel {
        var title: String
        var standing: StandingRow
        var asksWeather: Bool
        var progress: ProgressTable
        var synthesis: WrittenView?
        var objective: WrittenView?
        var decisions: [DecisionView]
        var comments: [WrittenView]
    }
}

extension SteeringRoutes {
    /// How many comments of each policy a report shows.
    private static let reportedComments = 3

    /// `/services/{service}/pilotage/territoires/{territory}`.
    func territoryPage(_ visit: SteeringVisit) async throws -> Response {
        let territory = try visit.territory
        let standings = try await standings(of: territory, visit)
        let place = SteeringEntryFilter(territories: [territory])
        let readable = Set(standings.map(\.policy.slug))
        let decisions = try await steering.decisions(service: visit.service, place).filter { readable.contains($0.entry.place.policy ?? "") }
        let proposals = try await steering.proposals(service: visit.service, place).filter { readable.contains($0.place.policy ?? "") }
        let counts = Dictionary(grouping: standings, by: \.state).mapValues(\.count)
        let heading = visit.text("site.steering.territory.title", ["territory": .text(visit.name(territory))])
        let view = TerritorySheetView(
            navigation: visit.navigation(.territory), heading: heading, facts: facts(territory, visit), around: around(territory, visit),
            reportHref: visit.address(.report, territory: territory),
            weatherCounts: visit.programme.asks.contains(.weather)
                ? Weather.allCases.compactMap { weather in
                    counts[weather].map {
                        WeatherCount(
                            weather: WeatherView(weather, visit.visit), count: visit.localizer.number($0),
                            href: visit.address(.overview) + "?territoire=\(territory)&niveau=\(territory.level.slug)&meteo=\(weather.slug)",
                            isCurrent: false)
                    }
                } : [],
            table: StandingTable(
                caption: heading, rows: standings.map { StandingRow($0, visit, now: site.now()) }, showsTerritory: false,
                asksWeather: visit.programme.asks.contains(.weather)),
            decisions: decisions.filter { !$0.state.isOver }.map { DecisionView($0, visit, isElsewhere: true) },
            proposals: proposals.filter(\.isOpen).map { ProposalRow($0, visit) })
        return try page("steering-territory", view, title: visit.name(territory), trail: visit.trail(), visit)
    }

    /// `/services/{service}/pilotage/territoires/{territory}/rapport`: everything of a territory, policy after policy.
    func reportPage(_ visit: SteeringVisit) async throws -> Response {
        let territory = try visit.territory
        let standings = try await standings(of: territory, visit)
        let now = site.now()
        var parts: [ReportView.Part] = []
        for standing in standings {
            let place = SteeringPlace(service: visit.service, policy: standing.policy.slug, territory: territory)
            let written = PlaceEntries(try await steering.entries(in: place))
            parts.append(.init(
                title: standing.policy.name.typeset, standing: StandingRow(standing, visit, now: now),
                asksWeather: visit.programme.asks.contains(.weather), progress: ProgressTable(standing.figures, visit),
                synthesis: written.latest(.synthesis).map { WrittenView($0, visit) },
                objective: written.latest(.objective).map { WrittenView($0, visit) },
                decisions: written.decisions.map { DecisionView($0, visit) },
                comments: written.all(.comment).prefix(Self.reportedComments).map { WrittenView($0, visit) }))
        }
        let heading = visit.text("site.steering.report.title", ["territory": .text(visit.name(territory))])
        let view = ReportView(
            heading: heading, facts: facts(territory, visit),
            table: StandingTable(
                caption: heading, rows: standings.map { StandingRow($0, visit, now: now) }, showsTerritory: false,
                asksWeather: visit.programme.asks.contains(.weather)),
            parts: parts, sheetHref: visit.address(.territory, territory: territory),
            madeText: visit.text("site.steering.report.made", ["date": .dateTime(now), "service": .text(visit.programme.title)]))
        return try page("steering-report", view, title: heading, trail: visit.trail([visit.link(territory)]), visit)
    }

    private func standings(of territory: TerritoryID, _ visit: SteeringVisit) async throws -> [Standing] {
        let all = try await steering.standings(visit.board, for: visit.reader, .init(level: territory.level, holder: territory))
        let standings = all.filter { $0.territory == territory }
        try visit.checkReading(!standings.isEmpty)
        return standings
    }

    private func facts(_ id: TerritoryID, _ visit: SteeringVisit) -> [Fact] {
        var facts = [Fact(label: visit.text("site.steering.territory.level"), value: visit.visit.text(id.level.nameKey))]
        guard let territory = steering.gazetteer?.territory(id) else { return facts }
        if let population = territory.population {
            facts.append(Fact(label: visit.text("site.steering.territory.population"), value: visit.localizer.number(population)))
        }
        if let area = territory.area {
            facts.append(Fact(label: visit.text("site.steering.territory.area"), value: visit.localizer.decimal(area, maxDigits: 0) + " km²"))
        }
        return facts
    }

    private func around(_ id: TerritoryID, _ visit: SteeringVisit) -> [Link] {
        let levels = visit.programme.levels
        let parents = (id == .france ? [] : [TerritoryID.france]) + (steering.gazetteer?.territory(id)?.parents ?? [])
        let next = levels.first { $0 > id.level }
        let children = next.flatMap { steering.gazetteer?.territories($0, in: id).map(\.id) } ?? []
        let all = parents.filter { levels.contains($0.level) } + (children.count <= 120 ? children : [])
        return all.filter { territory in visit.programme.policies.contains { visit.reader.can(.read, policy: $0.slug, in: territory) } }
            .map { visit.link($0) }
    }
}
