import Territories

extension Set<TerritoryID> {
    /// A part of the communes of a département that stands for it: a table of schools or of charging points holds no row for
    /// many communes, and tells of them all the same.
    private static let ofCommunes = 0.25
    /// The same of the départements of France or of a région.
    private static let ofDepartements = 0.8
    /// More than these, a set is no longer told one by one.
    private static let most = 3_000

    /// The territories that rows with these codes tell of, the wider ones in place of those that they hold.
    func spread(_ places: PlaceNames) -> Set<TerritoryID> {
        if contains(.france) { return [.france] }
        let content = places.content
        var byDepartement: [TerritoryID: Int] = [:]
        for id in self { if let departement = content.departementOfCommune[id] { byDepartement[departement, default: 0] += 1 } }
        let named = filter { $0.level == .departement }
        let all = content.counts[.departement] ?? 0
        func isMost(_ part: Int, of whole: Int) -> Bool { whole > 0 && Double(part) >= Self.ofDepartements * Double(whole) }
        if isMost(named.union(byDepartement.keys).count, of: all) { return [.france] }
        if isMost(filter { $0.level == .region }.count, of: content.counts[.region] ?? 0) { return [.france] }
        if isMost(filter { $0.level == .epci }.count, of: content.counts[.epci] ?? 0) { return [.france] }
        let whole = named.union(byDepartement.filter { departement, count in
            let total = content.communes[departement] ?? 0
            return count == total || count >= 3 && Double(count) >= Self.ofCommunes * Double(total)
        }.keys)
        let regions = filter { $0.level == .region }
            .union(content.departements.filter { $0.value.count > 1 && isMost($0.value.intersection(whole).count, of: $0.value.count) }.keys)
        let held = regions.reduce(into: Set<TerritoryID>()) { $0.formUnion(content.departements[$1] ?? []) }
        let rest = filter { id in
            switch id.level {
            case .commune: content.departementOfCommune[id].map { !whole.contains($0) && !held.contains($0) } ?? true
            case .region, .departement: false
            default: true
            }
        }
        let told = regions.union(whole.subtracting(held))
        return told.union(rest.sorted().prefix(Swift.max(0, Self.most - told.count)))
    }
}
