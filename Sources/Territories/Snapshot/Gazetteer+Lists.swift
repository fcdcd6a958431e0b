/// Answers about many territories at once, which read the few columns that they need: a page asks them of thirty-five
/// thousand communes.
extension Gazetteer {
    /// The identifiers of a level's territories that another holds, by code.
    package func ids(_ level: TerritoryLevel, in holder: TerritoryID = .france) -> [TerritoryID] {
        places(level, in: holder).map { id($0, level) }
    }

    /// How a territory is called; nil where this vintage has none of that identifier.
    package func name(of id: TerritoryID) -> TerritoryName? { place(of: id).map(territoryName) }

    /// Those of the same level whose number of inhabitants is nearest by ratio, the nearest first.
    package func similar(to id: TerritoryID, limit: Int) -> [TerritoryID] {
        guard let own = place(of: id), populations[own] > 0 else { return [] }
        let inhabitants = Double(populations[own])
        var nearest: [(distance: Double, place: Int)] = []
        for place in range(id.level) where place != own && populations[place] >= 0 {
            let other = Double(max(populations[place], 1)), distance = max(other / inhabitants, inhabitants / other)
            if nearest.count >= limit, let last = nearest.last, distance >= last.distance { continue }
            // Of two at one distance the first by code stays first.
            nearest.insert((distance, place), at: nearest.firstIndex { $0.distance > distance } ?? nearest.endIndex)
            if nearest.count > limit { nearest.removeLast() }
        }
        return nearest.map { self.id($0.place, id.level) }
    }
}
