internal import Foundation

/// How values are put into classes.
package enum Classification: Sendable, Hashable {
    /// As many territories in each class, as far as equal values allow.
    case quantiles(Int)
    /// Classes of one width.
    case equalIntervals(Int)
    /// Classes whose values differ least within: the exact optimum of Fisher (“On grouping for maximum homogeneity”,
    /// 1958), which Jenks' method approaches.
    case naturalBreaks(Int)
    /// Between the given bounds; each is the first value of the class above it.
    case given([Double])

    /// The classes of some values; nil where there is no value. There are fewer classes than asked where values are
    /// few, and none is empty unless the bounds were given.
    package func classes(of values: some Collection<Double>) -> ValueClasses? {
        let sorted = values.filter(\.isFinite).sorted()
        guard let least = sorted.first, let most = sorted.last else { return nil }
        let bounds: [Double]
        switch self {
        case .given(let given): return ValueClasses(bounds: Array(Set(given.filter(\.isFinite))).sorted(), sorted: sorted)
        case .quantiles(let count):
            bounds = (1..<max(2, count)).map { sorted[min(sorted.count - 1, ($0 * sorted.count + count / 2) / max(1, count))] }
        case .equalIntervals(let count):
            bounds = (1..<max(2, count)).map { least + (most - least) * Double($0) / Double(max(1, count)) }
        case .naturalBreaks(let count): bounds = Self.naturalBreaks(sorted, count: max(1, count))
        }
        return ValueClasses(bounds: Self.rounded(bounds.filter { $0 > least }, sorted), sorted: sorted)
    }

    /// Each bound as the roundest number that parts the same values, give or take one in a hundred: 14.5 for anything
    /// over 14.37 and up to 14.61.
    private static func rounded(_ bounds: [Double], _ sorted: [Double]) -> [Double] {
        var result: [Double] = []
        for bound in Set(bounds).sorted() {
            let index = sorted.partitioningIndex { $0 >= bound }
            guard index > 0, index < sorted.count else { continue }
            let slack = min(sorted.count / 100, index - 1, sorted.count - 1 - index)
            let below = sorted[index - 1 - slack], above = sorted[index + slack]
            let round = roundest(over: below, upTo: above)
            if round > (result.last ?? -.infinity), round > sorted[0] { result.append(round) }
        }
        return result
    }

    private static func roundest(over below: Double, upTo above: Double) -> Double {
        var exponent = Int(log10(max(abs(below), abs(above), 1e-9)).rounded(.down)) + 1
        while exponent > -10 {
            // Powers of ten divided, never multiplied by negative ones: 0.1 is written 0.1.
            for step in [5.0, 2, 1] {
                let scale = pow(10, Double(abs(exponent)))
                let candidate = exponent >= 0 ? (above / (step * scale)).rounded(.down) * step * scale : (above * scale / step).rounded(.down) * step / scale
                if candidate > below, candidate <= above { return candidate }
            }
            exponent -= 1
        }
        return above
    }

    /// The first value of each class but the lowest. Rows of the table are filled by halves, for the best last cut
    /// only moves up with the values: `count` · n · log n steps.
    private static func naturalBreaks(_ sorted: [Double], count: Int) -> [Double] {
        var distinct: [Double] = [], sums = [0.0], squares = [0.0], weights = [0.0]
        let shift = sorted[sorted.count / 2]
        for value in sorted {
            let centred = value - shift
            if distinct.last == value {
                sums[sums.count - 1] += centred
                squares[squares.count - 1] += centred * centred
                weights[weights.count - 1] += 1
            } else {
                distinct.append(value)
                sums.append(sums[sums.count - 1] + centred)
                squares.append(squares[squares.count - 1] + centred * centred)
                weights.append(weights[weights.count - 1] + 1)
            }
        }
        let n = distinct.count
        guard count > 1, n > 1 else { return [] }
        func cost(_ first: Int, _ last: Int) -> Double {
            let weight = weights[last + 1] - weights[first], sum = sums[last + 1] - sums[first]
            return max(0, squares[last + 1] - squares[first] - sum * sum / weight)
        }
        var costs = (0..<n).map { cost(0, $0) }
        var cuts: [[Int]] = []
        for row in 1..<min(count, n) {
            var next = costs, cut = [Int](repeating: row, count: n)
            func fill(_ from: Int, _ to: Int, _ low: Int, _ high: Int) {
                guard from <= to else { return }
                let middle = (from + to) / 2
                var best = Double.infinity, place = max(row, low)
                for start in max(row, low)...max(max(row, low), min(middle, high)) where start <= middle {
                    let candidate = costs[start - 1] + cost(start, middle)
                    if candidate < best { best = candidate; place = start }
                }
                next[middle] = best
                cut[middle] = place
                fill(from, middle - 1, low, place)
                fill(middle + 1, to, place, high)
            }
            fill(row, n - 1, row, n - 1)
            costs = next
            cuts.append(cut)
        }
        var bounds: [Double] = [], last = n - 1
        for cut in cuts.reversed() {
            let start = cut[last]
            bounds.append(distinct[start])
            last = start - 1
        }
        return bounds.reversed()
    }
}

/// Classes of values: where each begins, and how many values are in it.
package struct ValueClasses: Sendable, Hashable {
    /// The first value of each class but the lowest, which begins with the least value.
    package let bounds: [Double]
    /// How many values each class has.
    package let counts: [Int]
    package let least: Double
    package let most: Double

    init(bounds: [Double], sorted: [Double]) {
        self.bounds = bounds
        let edges = [0] + bounds.map { bound in sorted.partitioningIndex { $0 >= bound } } + [sorted.count]
        counts = (0..<edges.count - 1).map { edges[$0 + 1] - edges[$0] }
        least = sorted.first ?? 0
        most = sorted.last ?? 0
    }

    /// The class of a value, from 0.
    package func index(of value: Double) -> Int { bounds.partitioningIndex { $0 > value } }
}
