import Foundation
import Indicators
import Localization
import Steering
import Territories

/// One policy in one territory, as tables show it.
struct StandingRow: ViewModel {
    var policy: Link
    var territory: Link
    /// The page of both.
    var href: String
    var weather: WeatherView
    /// “62,5 %”.
    var rate: String?
    var bar: Markup?
    /// Why there is no rate.
    var rateNote: String?
    /// “12 points de retard”.
    var gap: String?
    var isBehind: Bool
    /// “+ 3,2 points en un an”.
    var trend: String?
    var alerts: [String]
    var alertCount: String?
    var written: String?
    var datetime: String?

    init(_ standing: Standing, _ visit: SteeringVisit, now: Date) {
        let localizer = visit.localizer
        policy = visit.link(standing.policy)
        territory = visit.link(standing.territory)
        href = visit.address(.place, policy: standing.policy.slug, territory: standing.territory)
        weather = WeatherView(standing.state, visit.visit)
        rate = standing.rate.map { visit.rate($0) }
        bar = standing.rate.map { ColumnDrawings.fillBar($0 / 100) }
        let missing = standing.figures.rate.missing.count
        rateNote = rate == nil ? visit.text("site.steering.rate.missing", ["count": .integer(missing), "all": .integer(standing.figures.rate.parts.count)]) : nil
        gap = standing.gap.map { gap in
            let points = MessageArgument.decimal((abs(gap) * 10).rounded() / 10)
            return visit.text(gap > 0.05 ? "site.steering.gap.behind" : gap < -0.05 ? "site.steering.gap.ahead" : "site.steering.gap.level", ["points": points])
        }
        isBehind = (standing.gap ?? 0) > 10
        trend = standing.figures.change.map { change in
            let points = MessageArgument.decimal((abs(change) * 10).rounded() / 10)
            return visit.text(change > 0.05 ? "site.steering.trend.up" : change < -0.05 ? "site.steering.trend.down" : "site.steering.trend.steady", ["points": points])
        }
        alerts = standing.alerts.map { alert in
            let words = alert.words(in: localizer)
            guard let name = alert.indicator.flatMap({ visit.board.observations.definition($0)?.name }) else { return words }
            return visit.text("site.steering.alert.of", ["indicator": .text(name), "alert": .text(words)])
        }
        alertCount = alerts.isEmpty ? nil : visit.text("site.steering.alert.count", ["count": .integer(alerts.count)])
        written = standing.lastWritten.map { localizer.relative($0, to: now) }
        datetime = standing.lastWritten?.ISO8601Format()
    }
}

/// How many standings have each weather, as a way to see these alone.
struct WeatherCount: ViewModel {
    var weather: WeatherView
    var count: String
    var href: String
    var isCurrent: Bool
}

extension SteeringVisit {
    /// A rate of progress, 0…100: “62,5 %”.
    func rate(_ value: Double) -> String { localizer.percent(value / 100) }

    /// A figure of an indicator in its unit.
    func figure(_ value: Double, _ definition: IndicatorDefinition) -> String {
        localizer.decimal(value, maxDigits: definition.digits) + definition.unit(after: value, localizer)
    }

    func day(_ date: CivilDate) -> String { localizer.date(date.moment) }
}
