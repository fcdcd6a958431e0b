package import Indicators
package import Territories

/// What the indicators say of one policy in one territory.
package struct PolicyFigures: Sendable {
    package let policy: SteeredPolicy
    package let territory: TerritoryID
    /// With each indicator's own progress.
    package let rate: PolicyRate
    /// As it was a year before the latest value; nil where it cannot be told.
    package let rateBefore: Double?
    /// Of the same policy in the whole country.
    package let nationalRate: Double?
    /// Of its indicators, the most telling first.
    package let alerts: [SteeringAlert]

    /// In points over a year; nil where one of the two is not known.
    package var change: Double? {
        guard let now = rate.rate, let rateBefore else { return nil }
        return now - rateBefore
    }

    /// The day of the latest value among its indicators.
    package var date: CivilDate? { rate.parts.compactMap(\.progress.current?.date).max() }

    /// - Parameter nationalRate: of ``nationalRate(of:_:)``, which is the same for all territories.
    /// - Returns: nil where the policy has no indicator on the territory's level.
    init?(
        _ policy: SteeredPolicy, _ territory: TerritoryID, nationalRate: Double?, _ observations: Observations, on today: CivilDate
    ) {
        let members = policy.members(on: territory.level, observations)
        guard !members.isEmpty else { return nil }
        self.policy = policy
        self.territory = territory
        rate = Self.rate(members, territory, observations)
        let latest = rate.parts.compactMap(\.progress.current?.date).max()
        let before = latest?.adding(months: -12)
        rateBefore = before.flatMap { Self.rate(members, territory, observations, on: $0).rate }
        self.nationalRate = nationalRate
        alerts = members.flatMap { observations.alerts($0.definition.id, territory, on: today) }
            .map(SteeringAlert.init).sorted { $0.kind.rank < $1.kind.rank }
    }

    /// The rate of a policy in the whole country.
    static func nationalRate(of policy: SteeredPolicy, _ observations: Observations) -> Double? {
        rate(policy.members(on: .france, observations), .france, observations).rate
    }

    private static func rate(
        _ members: [SteeredPolicy.Weighed], _ territory: TerritoryID, _ observations: Observations, on date: CivilDate? = nil
    ) -> PolicyRate {
        PolicyRate(territory: territory, term: .final, parts: members.compactMap { member in
            observations.progress(member.definition.id, territory, on: date).map { ($0, member.weight) }
        })
    }
}

extension SteeredPolicy {
    /// An indicator with its weight in the policy.
    struct Weighed: Sendable {
        let definition: IndicatorDefinition
        let weight: Double
    }

    /// Those of its indicators that have values on a level, which a finer one gives where it must.
    func members(on level: TerritoryLevel, _ observations: Observations) -> [Weighed] {
        indicators.compactMap { member in
            guard let definition = observations.definition(member.indicator), level <= definition.level else { return nil }
            return Weighed(definition: definition, weight: member.weight ?? definition.weight)
        }
    }
}

extension SteeringAlert.Kind {
    var rank: Int { Self.all.firstIndex(of: self) ?? Self.all.count }
}
