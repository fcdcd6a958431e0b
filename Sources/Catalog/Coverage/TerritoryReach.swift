package import Territories

/// The territories that hold one, the nearest first: what speaks of any of them covers it.
package struct TerritoryReach: Sendable, Hashable {
    /// From the territory itself to France.
    package let steps: [TerritoryID]

    /// The levels between a commune and France, the nearest first.
    private static let order: [TerritoryLevel] = [
        .municipalArrondissement, .associatedCommune, .delegatedCommune, .commune, .epci, .livingArea, .canton, .arrondissement,
        .departement, .overseasCollectivity, .region, .france,
    ]

    package init(_ id: TerritoryID, in gazetteer: Gazetteer?) {
        var holders: [TerritoryID]
        if let territory = gazetteer?.territory(id) {
            holders = territory.parents
        } else {
            // Without the official code, that of a commune tells its département.
            let length = id.code.hasPrefix("97") ? 3 : 2
            holders = id.level == .commune ? [TerritoryID(.departement, id.code.prefix(length))].compactMap(\.self) : []
        }
        if id != .france { holders.append(.france) }
        var known: Set<TerritoryID> = []
        steps = ([id] + holders.sorted { Self.rank($0) < Self.rank($1) }).filter { known.insert($0).inserted }
    }

    private static func rank(_ id: TerritoryID) -> Int { order.firstIndex(of: id.level) ?? order.count }

    /// For each territory, its place among the steps.
    var tiers: [String: Int] { Dictionary(uniqueKeysWithValues: steps.enumerated().map { ($1.description, $0) }) }
}

/// A territory that covers the one that was asked for, and how many datasets are nearest by it.
package struct CoverageStep: Hashable, Sendable {
    package let territory: TerritoryID
    /// As the official code names it; its identifier where that is not at hand.
    package let name: String
    package let count: Int
}
