import Foundation
import Hummingbird
import Indicators
import Localization
import NIOCore
import Steering
import Territories

/// All policies in all territories, filtered.
struct OverviewView: ViewModel {
    var alert: Alert?
    var navigation: [Link]
    var heading: String
    var lead: String
    var action: String
    var clearHref: String?
    var policies: [Choice]
    var levels: [Choice]
    var weathers: [Choice]
    var alerts: [Choice]
    var orders: [Choice]
    var territory: String
    var canBeMine: Bool
    var isMine: Bool
    var countText: String
    /// To the page of the policy and of the territory that are filtered by.
    var sheets: [Link]
    var weatherCounts: [WeatherCount]
    /// What there is to look at, each kind of alert alone.
    var alertCounts: [Link]
    /// What the columns say.
    var meanings: [Fact]
    var table: StandingTable
    var pagination: PaginationView?
    var csvHref: String
    var jsonHref: String
}

/// A table of standings.
struct StandingTable: ViewModel {
    var caption: String
    var rows: [StandingRow]
    var showsPolicy = true
    var showsTerritory = true
    var asksWeather: Bool
}

extension SteeringRoutes {
    private static let pageSize = 50

    /// `/services/{service}/pilotage`.
    func overviewPage(_ visit: SteeringVisit) async throws -> Response {
        var asked = try OverviewFilter(visit)
        let (weather, alert) = (asked.filter.weather, asked.filter.alert)
        (asked.filter.weather, asked.filter.alert) = (nil, nil)
        let all = try await steering.standings(visit.board, for: visit.reader, asked.filter)
        (asked.filter.weather, asked.filter.alert) = (weather, alert)
        // Each row of counts says what the other leaves.
        let alerted = alert.map { kind in all.filter { $0.has(kind) } } ?? all
        let weathered = weather.map { state in all.filter { $0.state == state } } ?? all
        let standings = asked.sorted(weather.map { state in alerted.filter { $0.state == state } } ?? alerted)
        let here = visit.address(.overview)
        let pages = max((standings.count + Self.pageSize - 1) / Self.pageSize, 1)
        if asked.page > pages { return .redirecting(to: here + asked.query(page: pages)) }
        let shown = standings.dropFirst((asked.page - 1) * Self.pageSize).prefix(Self.pageSize)
        let programme = visit.programme
        let view = OverviewView(
            alert: asked.problem.map { visit.visit.alert($0) }, navigation: visit.navigation(.overview), heading: programme.title.typeset,
            lead: visit.text("site.steering.overview.lead", [
                "policies": .integer(programme.policies.count),
                "levels": .list(programme.levels.map { .message($0.pluralKey) }),
            ]),
            action: here, clearHref: asked.query().isEmpty ? nil : here,
            policies: choices(programme.policies.map { ($0.slug, $0.name) }, asked.filter.policy, visit.text("site.steering.filter.allPolicies")),
            levels: choices(
                programme.levels.map { ($0.slug, visit.visit.text($0.pluralKey)) }, asked.filter.level?.slug, visit.text("site.steering.filter.allLevels")),
            weathers: choices(
                Weather.allCases.map { ($0.slug, visit.visit.text($0.nameKey)) }, asked.filter.weather?.slug, visit.text("site.steering.filter.allWeathers")),
            alerts: choices(
                SteeringAlert.Kind.all.map { ($0.word, visit.visit.text($0.nameKey)) }, asked.filter.alert?.word, visit.text("site.steering.filter.noAlert")),
            orders: OverviewFilter.Order.allCases.map {
                Choice(value: $0.rawValue, label: visit.text("site.steering.order.\($0)"), isSelected: $0 == asked.order)
            },
            territory: asked.territory, canBeMine: !visit.reader.territories.isEmpty, isMine: asked.filter.isMine,
            countText: visit.text("site.steering.overview.count", ["count": .integer(standings.count)]),
            sheets: sheets(asked, visit),
            weatherCounts: programme.asks.contains(.weather) ? weatherCounts(alerted, asked, visit) : [],
            alertCounts: alertCounts(weathered, asked, visit), meanings: meanings(visit),
            table: StandingTable(
                caption: visit.text("site.steering.overview.caption"), rows: shown.map { StandingRow($0, visit, now: site.now()) },
                asksWeather: programme.asks.contains(.weather)),
            pagination: PaginationView(current: asked.page, count: pages, localizer: visit.localizer) { here + asked.query(page: $0) },
            csvHref: visit.address(.overviewCSV) + asked.query(), jsonHref: visit.address(.overviewJSON) + asked.query())
        return try page("steering", view, title: view.heading, trail: visit.trail(isOverview: true), summary: view.lead, visit)
    }

    private func weatherCounts(_ standings: [Standing], _ asked: OverviewFilter, _ visit: SteeringVisit) -> [WeatherCount] {
        let counts = Dictionary(grouping: standings, by: \.state).mapValues(\.count)
        return Weather.allCases.map { weather in
            let isCurrent = weather == asked.filter.weather
            return WeatherCount(
                weather: WeatherView(weather, visit.visit), count: visit.localizer.number(counts[weather] ?? 0),
                href: visit.address(.overview) + asked.query(weather: isCurrent ? .some(nil) : weather), isCurrent: isCurrent)
        }
    }

    private func alertCounts(_ standings: [Standing], _ asked: OverviewFilter, _ visit: SteeringVisit) -> [Link] {
        SteeringAlert.Kind.all.compactMap { kind in
            let isCurrent = kind == asked.filter.alert
            let count = standings.count { $0.has(kind) }
            guard count > 0 || isCurrent else { return nil }
            return Link(
                label: visit.visit.text(kind.nameKey), href: visit.address(.overview) + asked.query(alert: isCurrent ? .some(nil) : kind),
                isCurrent: isCurrent, detail: visit.localizer.number(count))
        }
    }

    private func sheets(_ asked: OverviewFilter, _ visit: SteeringVisit) -> [Link] {
        let policy = asked.filter.policy.flatMap(visit.programme.policy).map(visit.link)
        let territory = asked.filter.holder.flatMap { visit.programme.levels.contains($0.level) ? visit.link($0) : nil }
        return [policy, territory].compactMap(\.self)
    }

    private func meanings(_ visit: SteeringVisit) -> [Fact] {
        ["rate", "gap", "trend"].map { Fact(label: visit.text("site.steering.column.\($0)"), value: visit.text("site.steering.meaning.\($0)")) }
            + (visit.programme.asks.contains(.weather)
                ? [Fact(label: visit.text("site.steering.column.weather"), value: visit.text("site.steering.meaning.weather"))] : [])
            + SteeringAlert.Kind.all.map {
                Fact(label: visit.visit.text($0.nameKey), value: visit.text("site.steering.meaning.alert.\($0.word)", ["days": .integer(visit.programme.weatherLife)]))
            }
    }

    /// The choices of a list, its first standing for none.
    func choices(_ known: [(value: String, label: String)], _ selected: String?, _ none: String) -> [Choice] {
        [Choice(value: "", label: none, isSelected: selected == nil)]
            + known.map { Choice(value: $0.value, label: $0.label, isSelected: $0.value == selected) }
    }

    // MARK: For programs

    /// `/services/{service}/pilotage.csv`: one line a policy and territory; `territoire`, `politique`… filter as on the page.
    func overviewCSV(_ visit: SteeringVisit) async throws -> Response {
        let standings = try await exported(visit)
        let header = [
            "policy", "policy_name", "territory", "territory_name", "weather", "weather_date", "rate", "rate_year_before", "national_rate",
            "value_date", "alerts", "last_written",
        ]
        let lines = standings.map { standing in
            CSVText.line([
                standing.policy.slug, standing.policy.name, standing.territory.description, visit.name(standing.territory),
                standing.state.rawValue, standing.weather?.writtenAt.ISO8601Format() ?? "", Self.number(standing.rate),
                Self.number(standing.figures.rateBefore), Self.number(standing.figures.nationalRate),
                standing.figures.date?.description ?? "", standing.alerts.map(\.kind.word).joined(separator: " "),
                standing.lastWritten?.ISO8601Format() ?? "",
            ])
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8; header=present",
                .contentDisposition: "attachment; filename=\"\(visit.service)-pilotage.csv\"",
            ],
            body: .init(byteBuffer: ByteBuffer(string: CSVText.line(header) + lines.joined())))
    }

    /// `/services/{service}/pilotage.json`: the same as JSON.
    func overviewJSON(_ visit: SteeringVisit) async throws -> Response {
        let standings = try await exported(visit)
        var json = JSONBytes(reserving: standings.count * 256)
        json.object { json in
            json.member("service", visit.service)
            json.member("title", visit.programme.title)
            json.member("count", standings.count)
            json.member("standings") { json in
                json.array { json in for standing in standings { write(standing, visit, &json) } }
            }
        }
        return Response(
            status: .ok, headers: [.contentType: "application/json; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(bytes: json.bytes)))
    }

    private func write(_ standing: Standing, _ visit: SteeringVisit, _ json: inout JSONBytes) {
        json.object { json in
            json.member("policy", standing.policy.slug)
            json.member("policy_name", standing.policy.name)
            json.member("territory", standing.territory.description)
            json.member("territory_name", visit.name(standing.territory))
            json.member("weather", standing.state.rawValue)
            json.member("weather_date", optional: standing.weather?.writtenAt.ISO8601Format())
            json.member("rate", standing.rate)
            json.member("rate_year_before", standing.figures.rateBefore)
            json.member("national_rate", standing.figures.nationalRate)
            json.member("value_date", optional: standing.figures.date?.description)
            json.member("alerts") { json in
                json.array { json in
                    for alert in standing.alerts {
                        json.object { json in
                            json.member("kind", alert.kind.word)
                            json.member("indicator", optional: alert.indicator?.description)
                            json.member("text", alert.words(in: visit.localizer))
                        }
                    }
                }
            }
            json.member("last_written", optional: standing.lastWritten?.ISO8601Format())
            json.member("href", visit.visit.context.origin + visit.address(.place, policy: standing.policy.slug, territory: standing.territory))
        }
    }

    private func exported(_ visit: SteeringVisit) async throws -> [Standing] {
        let asked = try OverviewFilter(visit)
        if let problem = asked.problem { throw problem }
        return asked.sorted(try await steering.standings(visit.board, for: visit.reader, asked.filter))
    }

    private static func number(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
}
