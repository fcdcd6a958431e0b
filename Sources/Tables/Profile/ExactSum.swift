/// The sum of whole numbers and that of their squares, to the last digit and so in any order.
struct ExactSum: Sendable {
    /// Decimals for which whole numbers are kept: as many as plain decimals have behind the dot.
    static var mostDecimals: Int { 8 }

    private var total: Int128 = 0
    /// 192 bits, lowest word first: room for 2^64 squares of 64 bits.
    private var low: UInt64 = 0
    private var middle: UInt64 = 0
    private var high: UInt64 = 0

    @inline(__always)
    mutating func add(_ value: UInt64, isNegative: Bool, weight: Int64) {
        let times = UInt64(bitPattern: weight)
        let product = value.multipliedFullWidth(by: times)
        let magnitude = Int128(truncatingIfNeeded: UInt128(product.high) << 64 | UInt128(product.low))
        total = isNegative ? total &- magnitude : total &+ magnitude
        let square = value.multipliedFullWidth(by: value)
        let bottom = square.low.multipliedFullWidth(by: times)
        let top = square.high.multipliedFullWidth(by: times)
        addSquares(bottom.low, bottom.high, top.low, top.high)
    }

    @inline(__always)
    private mutating func addSquares(_ a: UInt64, _ b: UInt64, _ c: UInt64, _ d: UInt64) {
        let (sum0, carry0) = low.addingReportingOverflow(a)
        let (part, carry1) = middle.addingReportingOverflow(b)
        let (sum1, carry2) = part.addingReportingOverflow(c)
        let (sum2, carry3) = sum1.addingReportingOverflow(carry0 ? 1 : 0)
        low = sum0
        middle = sum2
        high &+= d &+ (carry1 ? 1 : 0) &+ (carry2 ? 1 : 0) &+ (carry3 ? 1 : 0)
    }

    mutating func merge(_ other: ExactSum) {
        total &+= other.total
        addSquares(other.low, other.middle, 0, other.high)
    }

    var sum: LongDouble {
        let magnitude = total.magnitude
        let result = Self.joined([UInt64(truncatingIfNeeded: magnitude), UInt64(truncatingIfNeeded: magnitude >> 64)])
        return total < 0 ? result.divided(by: -1) : result
    }

    var squares: LongDouble { Self.joined([low, middle, high]) }

    /// The number of those words, lowest first; every half of a word is exact as a double.
    private static func joined(_ words: [UInt64]) -> LongDouble {
        var result = LongDouble()
        for word in words.reversed() {
            for half in [word >> 32, word & 0xFFFF_FFFF] {
                result = result.doubled(times: 32)
                result.add(Double(half))
            }
        }
        return result
    }
}
