/// Numbers and sizes. French: narrow no-break spaces between thousands (U+202F) and a decimal comma; English: commas
/// and a point. Source: Unicode CLDR, `fr` and `en`.
extension Localizer {
    /// A whole number with its thousands apart: “508 788”, “508,788”.
    package func number(_ value: some BinaryInteger) -> String {
        grouped(value.description)
    }

    /// Rounded to at most `maxDigits` decimals (0…9), without zeros at the end; halves go away from zero.
    /// What is not a number is shown as a dash.
    package func decimal(_ value: Double, maxDigits: Int = 3) -> String {
        guard value.isFinite else { return "–" }
        let digits = min(max(maxDigits, 0), 9)
        let scale = Self.powersOfTen[digits]
        let scaled = (value.magnitude * scale).rounded(.toNearestOrAwayFromZero)
        // From 2^53 on, a double has no decimals left to show.
        guard scaled < 9_007_199_254_740_992 else { return grouped(Self.integerDigits(value)) }
        let units = Int64(scaled)
        let (whole, fraction) = units.quotientAndRemainder(dividingBy: Int64(scale))
        let sign = value < 0 && units != 0 ? "-" : ""
        var decimals = String(fraction)
        decimals = String(repeating: "0", count: digits - min(digits, decimals.count)) + decimals
        while decimals.last == "0" { decimals.removeLast() }
        return grouped(sign + String(whole)) + (decimals.isEmpty ? "" : decimalSeparator + decimals)
    }

    /// A measured amount: as ``decimal(_:maxDigits:)``, but what is not nothing does not look like nothing. With one
    /// decimal, 0.04 is “< 0,1” and -0.04 is “> −0,1”. Below a billionth it is an error of computing.
    package func amount(_ value: Double, maxDigits: Int) -> String {
        let digits = min(max(maxDigits, 0), 9)
        let step = 1 / Self.powersOfTen[digits]
        guard value.magnitude < step / 2, value.magnitude >= 1e-9 else { return decimal(value, maxDigits: digits) }
        return (value > 0 ? "<\u{A0}" : ">\u{A0}") + decimal(value > 0 ? step : -step, maxDigits: digits)
    }

    /// A ratio as a percentage: 0.1234 is “12,3 %”.
    package func percent(_ ratio: Double, maxDigits: Int = 1) -> String {
        // Something between 0 and 1 must look neither like nothing nor like everything.
        let step = 0.01 / Self.powersOfTen[min(max(maxDigits, 0), 9)]
        var shown = ratio
        if ratio > 0, ratio < step / 2 { return "< " + percent(step, maxDigits: maxDigits) }
        if ratio < 1, ratio > 1 - step / 2 { shown = 1 - step }
        return decimal(shown * 100, maxDigits: maxDigits) + (language == .french ? "\u{202F}%" : "%")
    }

    /// An amount with its unit: “12,3 %”, “1 250 habitants”, “< 0,1 %”; the number alone where there is no unit.
    package func quantity(_ value: Double, unit: String, maxDigits: Int = 1) -> String {
        let number = amount(value, maxDigits: maxDigits)
        if unit.isEmpty { return number }
        return number + (unit == "%" ? (language == .french ? "\u{202F}" : "") : "\u{A0}") + unit
    }

    /// A size in decimal units, with at most one decimal: “40,5 Mo”.
    package func bytes(_ count: Int64) -> String {
        let units = ["byte", "kilo", "mega", "giga", "tera", "peta"]
        var value = Double(count)
        var unit = 0
        // 999,950 bytes would round to 1,000.0 ko: go to the next unit as soon as the rounded value reaches it.
        while value.magnitude >= (unit == 0 ? 1000 : 999.95), unit + 1 < units.count {
            value /= 1000
            unit += 1
        }
        let name = text("format.bytes.\(units[unit])", ["count": .decimal(value)])
        return decimal(value, maxDigits: value.magnitude < 100 ? 1 : 0) + "\u{A0}" + name
    }

    private var decimalSeparator: String { language == .french ? "," : "." }

    private func grouped(_ digits: String) -> String {
        let separator: Character = language == .french ? "\u{202F}" : ","
        var result = ""
        var remaining = digits.count
        for digit in digits {
            if digit == "-" {
                result.append("\u{2212}")
            } else {
                if remaining % 3 == 0, let last = result.last, last != "\u{2212}" { result.append(separator) }
                result.append(digit)
            }
            remaining -= 1
        }
        return result
    }

    private static let powersOfTen: [Double] = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9]

    /// Every digit of a double too large for an integer.
    private static func integerDigits(_ value: Double) -> String {
        if let integer = Int64(exactly: value.rounded()) { return integer.description }
        var exponent = 0
        var mantissa = value
        while mantissa.magnitude >= 1e18 { mantissa /= 10; exponent += 1 }
        return (Int64(exactly: mantissa.rounded()) ?? 0).description + String(repeating: "0", count: exponent)
    }
}
