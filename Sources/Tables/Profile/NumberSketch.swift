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
    private(set) var sum = LongDouble()
    private(set) var squares = LongDouble()
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

    mutating func merge(_ other: NumberSketch) {
        if other.count == 0 { return }
        count += other.count
        min = Swift.min(min, other.min)
        max = Swift.max(max, other.max)
        sum.merge(other.sum)
        squares.merge(other.squares)
        linear.merge(other.linear)
        ratios.merge(other.ratios)
    }

    var mean: Double { count == 0 ? .nan : LongDouble.rounded(sum.value / Double(count)) }

    var standardDeviation: Double {
        if count == 0 { return .nan }
        // (Σx² − (Σx)²/n) / n, in double-double so that nothing cancels.
        let total = sum.normalized
        var product = LongDouble()
        product.add(product: total.high, total.high)
        product.add(product: 2 * total.high, total.low)
        product = product.normalized.divided(by: Double(count))
        var spread = squares
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

/// An unevaluated sum of two doubles, about 106 bits: sums of millions of values come out the same in any order.
struct LongDouble: Sendable {
    private(set) var high = 0.0
    private(set) var low = 0.0

    var value: Double { high + low }

    @inline(__always)
    mutating func add(_ value: Double) {
        let total = high + value
        let part = total - high
        low += (high - (total - part)) + (value - part)
        high = total
    }

    @inline(__always)
    mutating func add(product a: Double, _ b: Double) {
        let product = a * b
        add(product)
        low += (-product).addingProduct(a, b)
    }

    @inline(__always)
    mutating func addSquare(_ value: Double) { add(product: value, value) }

    mutating func addSquare(_ value: Double, times weight: Double) {
        let square = value * value
        add(product: square, weight)
        low += (-square).addingProduct(value, value) * weight
    }

    /// The same value with a low part below the last bit of the high one.
    var normalized: LongDouble {
        var result = LongDouble()
        result.high = high + low
        result.low = low - (result.high - high)
        return result
    }

    func divided(by divisor: Double) -> LongDouble {
        var result = LongDouble()
        let quotient = high / divisor
        result.high = quotient
        result.low = (high.addingProduct(-quotient, divisor) + low) / divisor
        return result
    }

    /// To 14 digits, below which the order of the additions may show.
    static func rounded(_ value: Double) -> Double {
        guard value.isFinite, value != 0 else { return value }
        let exponent = 13 - Int(log10(abs(value)).rounded(.down))
        guard abs(exponent) <= 22 else { return value }
        let power = pow(10, Double(abs(exponent)))
        return exponent >= 0 ? (value * power).rounded() / power : (value / power).rounded() * power
    }

    mutating func merge(_ other: LongDouble) {
        add(other.high)
        low += other.low
    }
}
