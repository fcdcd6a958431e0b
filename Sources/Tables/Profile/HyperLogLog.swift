import CScan
import Foundation

/// An estimate of how many different hashes went by: with 2^14 registers, a standard error of 0.8 % (Flajolet et al. 2007),
/// with Ertl's estimator (2017), which needs no table of corrections. Merging is exact and in any order.
struct HyperLogLog: Sendable {
    private let precision: UInt64
    private var registers: [UInt8]

    /// - Parameter precision: 2^precision registers, of a byte each; those that merge have the same.
    init(precision: Int) {
        self.precision = UInt64(precision)
        registers = [UInt8](repeating: 0, count: 1 << precision)
    }

    @inline(__always)
    mutating func add(_ hash: UInt64) {
        unsafe registers.withUnsafeMutableBufferPointer { unsafe cell_note_distinct($0.baseAddress!, UInt32(truncatingIfNeeded: precision), hash) }
    }

    mutating func merge(_ other: HyperLogLog) {
        for index in registers.indices { registers[index] = Swift.max(registers[index], other.registers[index]) }
    }

    var estimate: Int64 {
        let count = Double(registers.count)
        let last = 64 - Int(precision) + 1
        var histogram = [Double](repeating: 0, count: last + 1)
        for register in registers { histogram[Int(register)] += 1 }
        var sum = count * Self.tau((count - histogram[last]) / count)
        for rank in stride(from: last - 1, through: 1, by: -1) { sum = (sum + histogram[rank]) * 0.5 }
        sum += count * Self.sigma(histogram[0] / count)
        return Int64((count * count / (2 * log(2) * sum)).rounded())
    }

    private static func sigma(_ start: Double) -> Double {
        if start == 1 { return .infinity }
        var x = start
        var y = 1.0
        var sum = x
        while true {
            x *= x
            let next = sum + x * y
            if next == sum { return sum }
            sum = next
            y += y
        }
    }

    private static func tau(_ start: Double) -> Double {
        if start == 0 || start == 1 { return 0 }
        var x = start
        var y = 1.0
        var sum = 1 - x
        while true {
            x = x.squareRoot()
            let next = sum - (1 - x) * (1 - x) * (y * 0.5)
            if next == sum { return sum / 3 }
            sum = next
            y *= 0.5
        }
    }
}
