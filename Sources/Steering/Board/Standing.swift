package import Foundation
package import Indicators
import Localization
import Store
package import Territories

/// One policy in one territory: what the indicators say, what people wrote, what is to be done.
package struct Standing: Sendable {
    package let figures: PolicyFigures
    /// What was last given; nil where nothing ever was.
    package let weather: SteeringEntry?
    package let lastWritten: Date?
    /// Of the figures first, then of the weather.
    package let alerts: [SteeringAlert]

    package var policy: SteeredPolicy { figures.policy }
    package var territory: TerritoryID { figures.territory }
    package var rate: Double? { figures.rate.rate }

    /// ``Weather/missing`` where none was given.
    package var state: Weather {
        if case .weather(let weather) = weather?.content { weather } else { .missing }
    }

    package func has(_ kind: SteeringAlert.Kind) -> Bool { alerts.contains { $0.kind == kind } }

    /// How far it is behind the country, in points; negative where it is ahead.
    package var gap: Double? {
        guard let rate, let national = figures.nationalRate, territory != .france else { return nil }
        return national - rate
    }

    init(_ figures: PolicyFigures, weather: SteeringEntry?, lastWritten: Date?, programme: SteeringProgramme, now: Date) {
        self.figures = figures
        self.weather = weather
        self.lastWritten = lastWritten
        var alerts = figures.alerts
        if programme.asks.contains(.weather) {
            if let weather, case .weather(let state) = weather.content, !state.isMissing {
                let age = Int(now.timeIntervalSince(weather.writtenAt) / 86_400)
                if age > programme.weatherLife, state != .notNeeded {
                    alerts.append(SteeringAlert(.weatherOutdated, ["days": .integer(age), "life": .integer(programme.weatherLife)]))
                }
            } else {
                alerts.append(SteeringAlert(.weatherMissing))
            }
        }
        self.alerts = alerts
    }
}

extension Weather {
    /// Whether somebody has still to judge.
    package var isMissing: Bool { self == .missing }
}

/// Which policies and territories of a programme are wanted. What is nil does not count.
package struct StandingFilter: Sendable, Hashable {
    package var policy: String?
    package var level: TerritoryLevel?
    /// Only what lies in this territory, itself included.
    package var holder: TerritoryID?
    package var weather: Weather?
    package var alert: SteeringAlert.Kind?
    /// Only the territories on which the reader was given rights, and what lies in them.
    package var isMine: Bool

    package init(
        policy: String? = nil, level: TerritoryLevel? = nil, holder: TerritoryID? = nil, weather: Weather? = nil,
        alert: SteeringAlert.Kind? = nil, isMine: Bool = false
    ) {
        self.policy = policy
        self.level = level
        self.holder = holder
        self.weather = weather
        self.alert = alert
        self.isMine = isMine
    }
}

extension Steering {
    /// The standings that somebody may read and that a filter lets through, in the board's order.
    package func standings(
        _ board: SteeringBoard, for reader: SteeringPrincipal, _ filter: StandingFilter = .init()
    ) async throws -> [Standing] {
        let service = board.programme.service
        async let weathers = latest(.weather, service: service)
        async let written = lastWritten(service: service)
        let (given, dates, now) = (try await weathers, try await written, self.now())
        let own = reader.territories
        return board.figures.compactMap { figures in
            let (policy, territory) = (figures.policy.slug, figures.territory)
            guard filter.policy == nil || filter.policy == policy, filter.level == nil || filter.level == territory.level,
                filter.holder.map({ board.lies(territory, in: $0) }) ?? true,
                !filter.isMine || own.contains(where: { board.lies(territory, in: $0) }),
                reader.can(anyOf: [.read], policy: policy, in: territory, heldBy: board.holders)
            else { return nil }
            let place = SteeringPlace(service: service, policy: policy, territory: territory)
            let standing = Standing(figures, weather: given[place], lastWritten: dates[place], programme: board.programme, now: now)
            guard filter.weather == nil || filter.weather == standing.state,
                filter.alert.map(standing.has) ?? true
            else { return nil }
            return standing
        }
    }

    /// One standing; nil where the policy is not followed there.
    package func standing(_ board: SteeringBoard, _ policy: String, _ territory: TerritoryID) async throws -> Standing? {
        guard let figures = board.figures(policy, territory) else { return nil }
        let place = SteeringPlace(service: board.programme.service, policy: policy, territory: territory)
        let (weather, written) = try await store.read { session in
            (try session.latest(.weather, in: place), try session.lastWritten(in: place))
        }
        return Standing(figures, weather: weather, lastWritten: written, programme: board.programme, now: now())
    }
}
