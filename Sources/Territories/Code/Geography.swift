/// One vintage of the official geographic code: the territories that are in it on a day.
package struct Geography: Sendable {
    /// The day for which it is valid.
    package var date: CivilDate
    /// Where it comes from, in words: names of files and packages.
    package var sources: [String]
    /// Every territory, France first, then by level and code.
    package private(set) var territories: [Territory]
    /// Which postal codes serve which communes, sorted.
    package var postalCodes: [PostalCode]
    private var places: [TerritoryID: Int]

    /// A postal code and one commune that it serves.
    package struct PostalCode: Sendable, Hashable, Comparable {
        package let code: String
        package let commune: TerritoryID

        package init(code: String, commune: TerritoryID) {
            self.code = code
            self.commune = commune
        }

        package static func < (left: Self, right: Self) -> Bool { (left.code, left.commune) < (right.code, right.commune) }
    }

    /// - Parameter territories: in any order; of two of the same identifier the last counts.
    package init(date: CivilDate, sources: [String], territories: some Sequence<Territory>, postalCodes: [PostalCode] = []) {
        var byID: [TerritoryID: Territory] = [:]
        for territory in territories { byID[territory.id] = territory }
        self.date = date
        self.sources = sources
        self.territories = byID.values.sorted { $0.id < $1.id }
        self.postalCodes = Set(postalCodes).sorted()
        places = Dictionary(uniqueKeysWithValues: self.territories.enumerated().map { ($1.id, $0) })
    }

    /// The territory of an identifier; nil where this vintage has none.
    package subscript(id: TerritoryID) -> Territory? { places[id].map { territories[$0] } }

    /// Where a territory is in ``territories``.
    package func place(of id: TerritoryID) -> Int? { places[id] }

    /// The territories of one level, by code.
    package func territories(_ level: TerritoryLevel) -> ArraySlice<Territory> {
        let start = territories.partitioningIndex { $0.id.level >= level }
        let end = territories.partitioningIndex { $0.id.level > level }
        return territories[start..<end]
    }

    /// The codes of one level.
    package func codes(_ level: TerritoryLevel) -> Set<String> { Set(territories(level).map(\.id.code)) }
}

extension RandomAccessCollection {
    /// The first place from which on `predicate` holds, of a collection that it parts in two.
    func partitioningIndex(where predicate: (Element) -> Bool) -> Index {
        var low = startIndex
        var count = self.count
        while count > 0 {
            let half = count / 2
            let middle = index(low, offsetBy: half)
            if predicate(self[middle]) {
                count = half
            } else {
                low = index(after: middle)
                count -= half + 1
            }
        }
        return low
    }
}
