import Foundation

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

    /// Multiplied by a power of two.
    func doubled(times: Int) -> LongDouble {
        var result = self
        result.high *= Double(sign: .plus, exponent: times, significand: 1)
        result.low *= Double(sign: .plus, exponent: times, significand: 1)
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
