/// What a figure counts, as it is written after it: `%`, `habitants`; with its singular, `cantine`, where it has one.
///
/// The plural rules are those of ``Localizer``: in French, what is under two is singular (Unicode CLDR).
package struct MeasureUnit: Sendable, Hashable {
    /// For one; nil for a unit that does not change.
    package let one: String?
    /// For all other numbers, and where the unit stands alone.
    package let other: String

    package init(one: String? = nil, other: String) {
        self.one = one
        self.other = other
    }

    package var isEmpty: Bool { other.isEmpty }
}

extension MeasureUnit: ExpressibleByStringLiteral {
    package init(stringLiteral value: String) { self.init(other: value) }
}

extension Localizer {
    /// An amount with its unit, in the number that the amount asks for: “1 cantine”, “12 cantines”.
    package func quantity(_ value: Double, unit: MeasureUnit, maxDigits: Int = 1) -> String {
        quantity(value, unit: word(unit, for: value, maxDigits: maxDigits), maxDigits: maxDigits)
    }

    /// The unit in the number that an amount asks for, as the amount is shown.
    package func word(_ unit: MeasureUnit, for value: Double, maxDigits: Int) -> String {
        guard let one = unit.one else { return unit.other }
        var scale = 1.0
        for _ in 0..<max(0, maxDigits) { scale *= 10 }
        let shown = abs((value * scale).rounded() / scale)
        return (language == .french ? shown < 2 : shown == 1) ? one : unit.other
    }
}
