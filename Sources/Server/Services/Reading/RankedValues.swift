import Indicators
import Synchronization
import Territories

/// The values of whole levels in their order, kept while the figures stay as they are: the place of one commune among
/// thirty-five thousand is then a search by halves.
final class RankedValues: Sendable {
    private struct Key: Hashable {
        let indicator: IndicatorID
        let level: TerritoryLevel
        let date: CivilDate
        let slice: Slice?
    }

    private struct State {
        var state = [0, 0]
        var values: [Key: [Double]] = [:]
    }

    /// So many levels are kept at most, some 300 kB each for communes.
    private static let most = 200
    private let state = Mutex(State())

    /// How many territories of the level have a lower value, how many a higher, and how many have one at all.
    func place(
        of value: Double, _ id: IndicatorID, _ level: TerritoryLevel, on date: CivilDate, slice: Slice?, in figures: Observations
    ) -> (lower: Int, higher: Int, count: Int) {
        let key = Key(indicator: id, level: level, date: date, slice: slice)
        let sorted = kept(key, Self.state(of: figures)) ?? read(key, figures)
        let lower = Self.index(sorted) { $0 >= value }, upTo = Self.index(sorted) { $0 > value }
        return (lower, sorted.count - upTo, sorted.count)
    }

    private func kept(_ key: Key, _ now: [Int]) -> [Double]? {
        state.withLock { $0.state == now ? $0.values[key] : nil }
    }

    private func read(_ key: Key, _ figures: Observations) -> [Double] {
        let sorted = figures.values(key.indicator, key.level, on: key.date, slice: key.slice).values.compactMap(\.value).sorted()
        state.withLock { state in
            if state.state != Self.state(of: figures) || state.values.count >= Self.most {
                state = State(state: Self.state(of: figures))
            }
            state.values[key] = sorted
        }
        return sorted
    }

    private static func state(of figures: Observations) -> [Int] { [figures.release, figures.edition] }

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
