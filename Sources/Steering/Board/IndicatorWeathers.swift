package import Identity
package import Indicators
package import Territories

/// The weathers of the policies that follow indicators, as far as one reader may see them.
package struct IndicatorWeathers: Sendable {
    /// What is known of an indicator in a territory.
    package enum Answer: Sendable, Hashable {
        /// Where several policies follow the indicator, the weather that was given last; ``Weather/missing`` where none was.
        case given(Weather)
        /// It is followed, for others to see.
        case hidden
        /// No weather is asked for.
        case notAsked
    }

    /// For pages that show no weather.
    package static let none = IndicatorWeathers(followers: [])

    private let followers: [Follower]

    fileprivate init(followers: [Follower]) { self.followers = followers }

    /// A programme that asks for weathers, with those that were given.
    fileprivate struct Follower: Sendable {
        let reader: SteeringPrincipal
        let policies: [IndicatorID: [String]]
        let given: [SteeringPlace: SteeringEntry]
    }

    package func weather(_ indicator: IndicatorID, _ territory: TerritoryID) -> Answer {
        var isFollowed = false, isReadable = false
        var latest: SteeringEntry?
        for follower in followers where follower.reader.programme.levels.contains(territory.level) {
            for policy in follower.policies[indicator] ?? [] {
                isFollowed = true
                guard follower.reader.can(.read, policy: policy, in: territory) else { continue }
                isReadable = true
                let place = SteeringPlace(service: follower.reader.programme.service, policy: policy, territory: territory)
                if let entry = follower.given[place], entry.number > latest?.number ?? .min { latest = entry }
            }
        }
        guard isReadable else { return isFollowed ? .hidden : .notAsked }
        if case .weather(let weather) = latest?.content { return .given(weather) }
        return .given(.missing)
    }

    /// The weather, for who looks for one that is missing; nil where none is asked for or it is hidden.
    package func stated(_ indicator: IndicatorID, _ territory: TerritoryID) -> Weather? {
        if case .given(let weather) = weather(indicator, territory) { weather } else { nil }
    }
}

extension Steering {
    /// The weathers of programmes, for one reader. What they may not read at all is not looked at.
    ///
    /// - Parameter programmes: with their policies, see ``SteeringProgramme/resolved(with:declared:)``.
    package func weathers(of programmes: [SteeringProgramme], for principal: Principal) async throws -> IndicatorWeathers {
        var followers: [IndicatorWeathers.Follower] = []
        for programme in programmes where programme.asks.contains(.weather) {
            let reader = try await self.principal(principal, in: programme)
            let policies = programme.policies.reduce(into: [IndicatorID: [String]]()) { policies, policy in
                for member in policy.indicators { policies[member.indicator, default: []].append(policy.slug) }
            }
            followers.append(.init(
                reader: reader, policies: policies, given: reader.takesPart ? try await latest(.weather, service: programme.service) : [:]))
        }
        return IndicatorWeathers(followers: followers)
    }
}
