import Indicators
import Territories

/// The values of whole levels in their order, kept while they are asked for: the place of one commune among thirty-five
/// thousand is then a search by halves.
final class RankedValues: Sendable {
    private struct Key: Hashable {
        /// Figures of another state are other figures; those that nobody asks for any more make room in their turn.
        let release: Int
        let edition: Int
        let indicator: IndicatorID
        let level: TerritoryLevel
        let date: CivilDate
        let slice: Slice?
    }

    /// Some 200 levels of communes.
    private let kept = Shelf<Key, [Double]>(capacity: 60_000_000)

    /// How many territories of the level have a lower value, how many a higher, and how many have one at all.
    func place(
        of value: Double, _ id: IndicatorID, _ level: TerritoryLevel, on date: CivilDate, slice: Slice?, in figures: Observations
    ) -> (lower: Int, higher: Int, count: Int) {
        let key = Key(release: figures.release, edition: figures.edition, indicator: id, level: level, date: date, slice: slice)
        let sorted = kept.value(key, bytes: { 8 * $0.count }) {
            figures.values(id, level, on: date, slice: slice).values.compactMap(\.value).sorted()
        }
        let lower = Self.index(sorted) { $0 >= value }, upTo = Self.index(sorted) { $0 > value }
        return (lower, sorted.count - upTo, sorted.count)
    }

    /// The first place at which `isPast` holds.
    private static func index(_ sorted: [Double], _ isPast: (Double) -> Bool) -> Int {
        var low = 0, high = sorted.count
        while low < high {
            let middle = (low + high) / 2
            if isPast(sorted[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
