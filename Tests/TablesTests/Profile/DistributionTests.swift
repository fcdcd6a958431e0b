import Foundation
import Tables
import Testing

/// Quantiles, histograms and moments of streams too long to remember, against those worked out from every value.
@Suite struct DistributionTests {
    struct Law: Sendable, CustomTestStringConvertible {
        let name: String
        /// One value as the file writes it, and what it is.
        let draw: @Sendable (inout Dice) -> (String, Double)
        var testDescription: String { name }
    }

    private static func uniform(_ dice: inout Dice) -> Double { Double(dice.below(1 << 52)) / 0x1p52 }

    private static func normal(_ dice: inout Dice) -> Double {
        (-2 * log(uniform(&dice) + 1e-18)).squareRoot() * cos(2 * .pi * uniform(&dice))
    }

    private static func written(_ value: Double, _ decimals: Int) -> (String, Double) {
        let text = String(format: "%.\(decimals)f", value)
        return (text, Double(text) ?? .nan)
    }

    /// With the error of each addition carried along (Neumaier 1974).
    private static func sum(_ values: [Double]) -> Double {
        var sum = 0.0
        var lost = 0.0
        for value in values {
            let next = sum + value
            lost += abs(sum) >= abs(value) ? (sum - next) + value : (value - next) + sum
            sum = next
        }
        return sum + lost
    }

    static let laws: [Law] = [
        Law(name: "whole numbers, even") { dice in
            let value = Int(dice.below(4_000_000))
            return (String(value), Double(value))
        },
        Law(name: "whole numbers, huge") { dice in
            let value = Int(dice.below(900_000_000_000_000_000))
            return (String(value), Double(value))
        },
        Law(name: "decimals in a narrow band far from zero") { written(6_800_000 + 1_000 * uniform(&$0), 2) },
        Law(name: "both signs, bell") { written(50 * normal(&$0), 4) },
        Law(name: "long tail") { written(exp(3 + 2 * normal(&$0)), 2) },
        Law(name: "between 0 and 1") { written(uniform(&$0), 6) },
        Law(name: "decimals of different lengths") { dice in written(1_000 * uniform(&dice), Int(dice.below(7)) + 1) },
        Law(name: "decimal comma") { dice in
            let (text, value) = written(1_000 * uniform(&dice), 4)
            return (text.replacingOccurrences(of: ".", with: ","), value)
        },
    ]

    @Test(arguments: laws)
    func figuresAreThoseOfTheValues(_ law: Law) {
        var dice = Dice(seed: 5)
        let drawn = (0..<24_000).map { _ in law.draw(&dice) }
        let profile = Columns.profile(drawn.map(\.0), distinctLimit: 1_024 * 8)
        let values = drawn.map(\.1).sorted()
        #expect(profile.type.isNumeric && !profile.distinctIsExact)
        guard let least = values.first, let greatest = values.last else { return }

        let mean = Self.sum(values) / Double(values.count)
        let deviation = (Self.sum(values.map { ($0 - mean) * ($0 - mean) }) / Double(values.count)).squareRoot()
        let scale = Swift.max(abs(least), abs(greatest))
        #expect(abs((profile.mean ?? .nan) - mean) <= 1e-13 * scale)
        #expect(abs((profile.standardDeviation ?? .nan) - deviation) <= 1e-11 * deviation)
        #expect(Double(profile.min ?? "") == least && Double(profile.max ?? "") == greatest)

        for (level, quantile) in zip(ColumnProfile.quantileLevels, profile.quantiles) {
            let exact = values[Int((level * Double(values.count - 1)).rounded())]
            #expect(abs(quantile - exact) <= Swift.max((greatest - least) / 2_000, 0.016 * abs(exact)), "\(level): \(quantile) for \(exact)")
        }
        // Every bar holds just the values between its bounds.
        #expect(profile.histogram.count > 8 && profile.histogram.count <= 32)
        for (index, bin) in profile.histogram.enumerated() {
            let isLast = index == profile.histogram.count - 1
            let exact = values.count { $0 >= bin.lower && (isLast ? $0 <= bin.upper : $0 < bin.upper) }
            #expect(Int(bin.count) == exact, "\(bin.lower)…\(bin.upper)")
        }
    }

    @Test func daysAreMeasuredAsNumbers() {
        var dice = Dice(seed: 9)
        let days = (0..<24_000).map { _ in Int(dice.below(40_000)) - 10_000 }
        let formatter = ISO8601DateFormatter()
        formatter.formatOptions = [.withFullDate]
        let profile = Columns.profile(days.map { formatter.string(from: Date(timeIntervalSince1970: Double($0) * 86_400)) }, distinctLimit: 8_192)
        #expect(profile.type == .date)
        let sorted = days.sorted()
        for (level, quantile) in zip(ColumnProfile.quantileLevels, profile.quantiles) {
            #expect(abs(quantile - Double(sorted[Int((level * 23_999).rounded())])) <= 20, "\(level)")
        }
        #expect(profile.histogram.reduce(0) { $0 + $1.count } == 24_000)
    }
}
