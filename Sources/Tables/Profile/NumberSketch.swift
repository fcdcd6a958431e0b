import Foundation

/// Sums, extremes and distribution of a stream of numbers, in bounded memory, merging exactly in any order.
///
/// Two histograms share the work: bins of equal width, which double when the range outgrows them, resolve narrow ranges;
/// bins of equal ratio (1.6 %) resolve ranges over several orders of magnitude. A quantile is read from whichever is
/// finer around it, so with 4,096 bins its error is below 1/2,000 of the range or 1.6 % of the value.
struct NumberSketch: Sendable {
    private(set) var count: Int64 = 0
    private(set) var min = Double.infinity
    private(set) var max = -Double.infinity
    private var sum = LongDouble()
    private var squares = LongDouble()
    /// By the number of decimals, up to `ExactSum.mostDecimals`.
    private var exact: [ExactSum] = []
    private var linear: LinearBins
    private var ratios = RatioBins()

    /// - Parameter bins: most bins of equal width; those that merge have the same.
    init(bins: Int) { linear = LinearBins(capacity: bins) }

    @inline(__always)
    mutating func add(_ value: Double, _ weight: Int64) {
        count &+= weight
        if value < min { min = value }
        if value > max { max = value }
        if weight == 1 {
            sum.add(value)
            squares.addSquare(value)
        } else {
            sum.add(product: value, Double(weight))
            squares.addSquare(value, times: Double(weight))
        }
        linear.add(value, weight)
        ratios.add(value, weight)
    }

    /// Adds `mantissa` / 10^`decimals`, which is `value`; sums of such numbers are exact.
    @inline(__always)
    mutating func add(_ value: Double, mantissa: UInt64, isNegative: Bool, decimals: Int, _ weight: Int64) {
        count &+= weight
        if value < min { min = value }
        if value > max { max = value }
        if exact.isEmpty { exact = Array(repeating: ExactSum(), count: ExactSum.mostDecimals + 1) }
        unsafe exact.withUnsafeMutableBufferPointer { unsafe $0[decimals].add(mantissa, isNegative: isNegative, weight: weight) }
        linear.add(value, weight)
        ratios.add(value, weight)
    }

    mutating func merge(_ other: NumberSketch) {
        if other.count == 0 { return }
        count += other.count
        min = Swift.min(min, other.min)
        max = Swift.max(max, other.max)
        sum.merge(other.sum)
        squares.merge(other.squares)
        if exact.isEmpty {
            exact = other.exact
        } else {
            for decimals in other.exact.indices { exact[decimals].merge(other.exact[decimals]) }
        }
        linear.merge(other.linear)
        ratios.merge(other.ratios)
    }

    /// The sums of all values and of their squares.
    private var sums: (values: LongDouble, squares: LongDouble) {
        var values = sum
        var squared = squares
        for (decimals, part) in exact.enumerated() {
            let power = ExactDouble.power(decimals)
            values.merge(part.sum.divided(by: power))
            squared.merge(part.squares.divided(by: power).divided(by: power))
        }
        return (values, squared)
    }

    var mean: Double { count == 0 ? .nan : LongDouble.rounded(sums.values.value / Double(count)) }

    var standardDeviation: Double {
        if count == 0 { return .nan }
        // (Σx² − (Σx)²/n) / n, in double-double so that nothing cancels.
        let sums = self.sums
        let total = sums.values.normalized
        var product = LongDouble()
        product.add(product: total.high, total.high)
        product.add(product: 2 * total.high, total.low)
        product = product.normalized.divided(by: Double(count))
        var spread = sums.squares
        spread.add(-product.high)
        spread.add(-product.low)
        return LongDouble.rounded(Swift.max(0, spread.value / Double(count)).squareRoot())
    }

    /// The value below which that share of the numbers lies.
    func quantile(_ probability: Double) -> Double {
        if count == 0 { return .nan }
        if min == max { return min }
        let rank = probability * Double(count - 1)
        let a = linear.bounds(of: rank)
        let b = ratios.bounds(of: rank)
        let bin = a.upper - a.lower <= b.upper - b.lower ? a : b
        let within = bin.count > 0 ? (rank - bin.before + 0.5) / bin.count : 0.5
        let value = bin.lower + (bin.upper - bin.lower) * Swift.min(1, Swift.max(0, within))
        return Swift.min(max, Swift.max(min, value))
    }

    /// Values within bars of equal width.
    func histogram(bars: Int) -> [ColumnProfile.Bin] { linear.histogram(bars: bars, min: min, max: max) }
}
