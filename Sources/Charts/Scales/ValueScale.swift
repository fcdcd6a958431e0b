internal import Foundation
import Localization

/// Places values along an axis that begins and ends at round numbers.
struct ValueScale {
    let lower: Double
    let upper: Double
    let ticks: [Double]
    private let step: Double

    /// - Parameters:
    ///   - values: all that is shown; zero is added where the axis must begin there.
    ///   - count: marks wanted, about.
    init(_ values: some Collection<Double>, includesZero: Bool, count: Int) {
        var least = values.min() ?? 0, most = values.max() ?? 1
        if includesZero { least = min(least, 0); most = max(most, 0) }
        if least == most {
            // One value alone: an axis around it that does not make nothing of it.
            let room = least == 0 ? 1 : abs(least) * 0.1
            if includesZero { if most > 0 { least = 0 } else if least < 0 { most = 0 } else { most = room } } else { least -= room; most += room }
        }
        // Half a commune is no mark on the axis of a count.
        let step = Self.roundStep((most - least) / Double(max(count, 1)), isWhole: values.allSatisfy { $0 == $0.rounded() })
        let first = (least / step + 1e-9).rounded(.down), last = (most / step - 1e-9).rounded(.up)
        self.step = step
        // Whole numbers of steps, so that 0.3 is not 0.30000000000000004.
        ticks = stride(from: first, through: last, by: 1).map { Self.multiple($0, step) }
        lower = ticks.first ?? least
        upper = ticks.last ?? most
    }

    /// From 0 at the lower end to 1 at the upper one.
    func share(_ value: Double) -> Double { upper > lower ? (value - lower) / (upper - lower) : 0.5 }

    /// The mark of an axis, with no more decimals than the steps need, and millions told in a word.
    func label(_ tick: Double, unit: MeasureUnit, _ localizer: Localizer) -> String {
        let reach = max(abs(lower), abs(upper))
        let (scale, word): (Double, String?) = switch reach {
        case 1e9...: (1e9, "charts.billion")
        case 1e6...: (1e6, "charts.million")
        default: (1, nil)
        }
        let digits = max(0, min(6, Int((-log10(step / scale) + 1e-9).rounded(.up))))
        // 2.5 has one decimal more than its power of ten.
        let needsMore = abs((step / scale * pow(10, Double(digits))).rounded() - step / scale * pow(10, Double(digits))) > 1e-6
        let number = localizer.decimal(tick / scale, maxDigits: digits + (needsMore ? 1 : 0))
        let told = tick == 0 ? number : word.map { localizer.text($0, ["value": .text(number)]) } ?? number
        if unit == "%" { return told + (localizer.language == .french ? "\u{202F}%" : "%") }
        return unit == "€" ? told + "\u{A0}€" : told
    }

    private static func roundStep(_ rough: Double, isWhole: Bool) -> Double {
        guard rough > 0, rough.isFinite else { return 1 }
        let exponent = Int(log10(rough).rounded(.down))
        for factor in [1.0, 2, 2.5, 5, 10] {
            let step = exponent >= 0 ? factor * pow(10, Double(exponent)) : factor / pow(10, Double(-exponent))
            if step >= rough * 0.999, !isWhole || step == step.rounded() { return step }
        }
        return rough
    }

    private static func multiple(_ count: Double, _ step: Double) -> Double {
        let product = count * step
        guard step < 1 else { return product }
        let power = pow(10, (-log10(step)).rounded(.up) + 1)
        return (product * power).rounded() / power
    }
}
