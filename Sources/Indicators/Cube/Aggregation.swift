internal import Territories

/// Values up the levels: from those of the finest territories to those that hold them.
struct Aggregation {
    let tree: TerritoryTree
    let nature: IndicatorNature
    /// The smallest share of the territories within whose values must be known.
    let minimumCoverage: Double

    /// What each territory weighs in the coverage of those that hold it: its inhabitants; the mean of the others where
    /// they are not known; one where none are.
    static func weights(_ floor: TerritoryTree.Floor) -> [Double] {
        let known = floor.populations.filter { $0 > 0 }
        let usual = known.isEmpty ? 1 : known.reduce(0, +) / Double(known.count)
        return floor.populations.map { $0 > 0 ? $0 : usual }
    }

    /// The values of a wider level; nil where no territory of it holds any, or where values do not add up.
    func lifted(_ grid: Grid, from level: TerritoryLevel, to wider: TerritoryLevel) -> Grid? {
        guard let floor = tree.floor(level), let parents = floor.parents[wider] else { return nil }
        if case .published = nature { return nil }
        let places = tree.count(wider), width = grid.dates.count, count = places * width
        let weights = Self.weights(floor)
        var totals = [Double](repeating: 0, count: places)
        for (place, parent) in parents.enumerated() where parent >= 0 { totals[Int(parent)] += weights[place] }
        var result = Grid(dates: grid.dates, places: places, isDivided: !grid.numerators.isEmpty)
        var known = [Double](repeating: 0, count: count)
        if grid.numerators.isEmpty {
            var sums = known
            Self.add(grid.values, parents, width, weights, &sums, &known)
            result.values = sums
        } else {
            var numerators = known, denominators = known, again = known
            Self.add(grid.numerators, parents, width, weights, &numerators, &known)
            Self.add(grid.denominators, parents, width, weights, &denominators, &again)
            result.numerators = numerators
            result.denominators = denominators
        }
        finish(&result, known, totals)
        return result
    }

    /// Adds the rows of each territory to those of the one that holds it: the loop in which all the time goes.
    private static func add(
        _ cells: [Double], _ parents: [Int32], _ width: Int, _ weights: [Double], _ sums: inout [Double], _ known: inout [Double]
    ) {
        precondition(cells.count == parents.count * width && weights.count == parents.count)
        unsafe cells.withUnsafeBufferPointer { cells in
            unsafe sums.withUnsafeMutableBufferPointer { sums in
                unsafe known.withUnsafeMutableBufferPointer { known in
                    for (place, parent) in parents.enumerated() where parent >= 0 {
                        let from = place * width, to = Int(parent) * width
                        let size = sums.count
                        precondition(to + width <= size)
                        let weight = weights[place]
                        for column in 0..<width {
                            let value = unsafe cells[from + column]
                            if value.isNaN { continue }
                            unsafe sums[to + column] += value
                            unsafe known[to + column] += weight
                        }
                    }
                }
            }
        }
    }

    private func finish(_ result: inout Grid, _ known: [Double], _ totals: [Double]) {
        let width = result.dates.count
        result.coverage = [Float](repeating: 0, count: known.count)
        for place in 0..<result.places {
            for column in 0..<width {
                let index = place * width + column
                let share = totals[place] > 0 ? min(1, known[index] / totals[place]) : 0
                result.coverage[index] = Float(share)
                if known[index] == 0 {
                    result.remove(index, .missing)
                } else if share < minimumCoverage {
                    result.remove(index, .coverage)
                } else {
                    result.states[index] = 0
                }
            }
        }
        switch nature {
        case .ratio(let scale): result.divide(scale: scale)
        case .mean: result.divide(scale: 1)
        case .sum, .published: break
        }
    }
}
