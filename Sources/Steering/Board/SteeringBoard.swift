package import Indicators
package import Territories

/// What the indicators say of every policy of a programme, in every territory of its levels, at one moment.
///
/// It is made once for each state of the figures, and read by all.
package struct SteeringBoard: Sendable {
    package let programme: SteeringProgramme
    package let observations: Observations
    package let gazetteer: Gazetteer?
    /// The day to which lateness is counted.
    package let date: CivilDate
    /// By policy in the programme's order, then from the widest territory to the smallest, by code.
    package let figures: [PolicyFigures]
    private let places: [SteeringPlace: Int]
    /// Of each territory of the levels: what people call it, itself and all that it lies in.
    private let names: [TerritoryID: String]
    private let holders: [TerritoryID: Set<TerritoryID>]

    /// - Parameter programme: with its policies, see ``SteeringProgramme/resolved(with:declared:)``.
    package init(_ programme: SteeringProgramme, _ observations: Observations, _ gazetteer: Gazetteer?, on date: CivilDate) {
        self.programme = programme
        self.observations = observations
        self.gazetteer = gazetteer
        self.date = date
        let territories = programme.levels.flatMap { Self.territories($0, gazetteer) }
        var figures: [PolicyFigures] = []
        for policy in programme.policies {
            let national = PolicyFigures.nationalRate(of: policy, observations)
            figures += territories.compactMap { PolicyFigures(policy, $0, nationalRate: national, observations, on: date) }
        }
        self.figures = figures
        places = Dictionary(
            figures.enumerated().map { (SteeringPlace(service: programme.service, policy: $1.policy.slug, territory: $1.territory), $0) },
            uniquingKeysWith: { first, _ in first })
        let known = territories.map { ($0, gazetteer?.territory($0)) }
        names = known.reduce(into: [:]) { $0[$1.0] = $1.1?.name.full ?? observations.tree.name($1.0) }
        holders = known.reduce(into: [:]) { $0[$1.0] = Set($1.1?.parents ?? []).union([$1.0, .france]) }
    }

    /// The figures of one place; nil where the policy is not followed there.
    package func figures(_ policy: String, _ territory: TerritoryID) -> PolicyFigures? {
        places[SteeringPlace(service: programme.service, policy: policy, territory: territory)].map { figures[$0] }
    }

    /// What people call a territory.
    package func name(_ territory: TerritoryID) -> String {
        names[territory] ?? gazetteer?.territory(territory)?.name.full ?? observations.tree.name(territory) ?? territory.description
    }

    /// Whether the programme follows its policies there.
    package func follows(_ territory: TerritoryID) -> Bool {
        programme.levels.contains(territory.level) && (territory == .france || gazetteer?.territory(territory) != nil)
    }

    /// Whether a territory lies in another, or is it.
    package func lies(_ territory: TerritoryID, in holder: TerritoryID) -> Bool {
        holder == .france || territory == holder || holders(of: territory).contains(holder)
    }

    /// A territory and all those that it lies in.
    func holders(of territory: TerritoryID) -> Set<TerritoryID> {
        holders[territory] ?? Set(gazetteer?.territory(territory)?.parents ?? []).union([territory, .france])
    }

    private static func territories(_ level: TerritoryLevel, _ gazetteer: Gazetteer?) -> [TerritoryID] {
        level == .france ? [.france] : gazetteer?.territories(level).map(\.id) ?? []
    }
}
