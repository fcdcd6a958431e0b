import Charts
import Foundation
import Indicators
import Localization
import Services
import Territories

/// Something that may be said of an indicator, typed.
enum FacetValue: Sendable, Hashable {
    case number(Double, unit: MeasureUnit, digits: Int)
    /// A difference, written with its sign.
    case change(Double, unit: MeasureUnit, digits: Int)
    case day(CivilDate, Cadence)
    case trend([ChartPoint])
    case rank(Int, of: Int)
    /// One of a list: by its code, which conditions compare, and as people call it.
    case code(String, label: String)
    /// Nothing, and why.
    case missing(String)

    var isMissing: Bool { if case .missing = self { true } else { false } }
    var isNumber: Bool {
        switch self {
        case .number, .change, .rank: true
        default: false
        }
    }

    /// As text. A trend says its last value.
    func written(_ localizer: Localizer) -> String {
        switch self {
        case .number(let value, let unit, let digits): localizer.quantity(value, unit: unit, maxDigits: digits)
        case .change(let value, let unit, let digits):
            (value > 0 ? "+" : "") + localizer.quantity(value, unit: unit, maxDigits: Self.digits(telling: value, digits))
        case .day(let day, let cadence): cadence.name(day: day.dayNumber, localizer)
        case .trend: ""
        case .rank(let place, let count): localizer.text("service.rank", ["rank": .integer(place), "count": .integer(count)])
        case .code(_, let label): label
        case .missing(let reason): reason
        }
    }

    /// The text in two, so that a long unit can be written smaller than its number.
    func parts(_ localizer: Localizer) -> (number: String, unit: String?) {
        guard case .number(let value, let unit, let digits) = self, unit.other.count > 2 else { return (written(localizer), nil) }
        return (localizer.amount(value, maxDigits: digits), localizer.word(unit, for: value, maxDigits: digits))
    }

    /// The decimals with which a change, which has a sign before it, does not look like none.
    private static func digits(telling value: Double, _ digits: Int) -> Int {
        (digits..<9).first { value.magnitude >= 0.5 * pow(10, -Double($0)) } ?? digits
    }

    var cell: ChartTable.Cell {
        switch self {
        case .number(let value, let unit, let digits), .change(let value, let unit, let digits): .number(value, unit: unit, digits: digits)
        case .day(let day, let cadence): .period(day: day.dayNumber, cadence)
        case .trend(let points): points.last { $0.value != nil }?.value.map { .number($0, unit: "", digits: 6) } ?? .missing(nil)
        case .rank(let place, _): .number(Double(place), unit: "", digits: 0)
        case .code(_, let label): .text(label)
        case .missing(let reason): .missing(reason)
        }
    }

    /// What a condition compares.
    var operand: Condition.Value? {
        switch self {
        case .number(let value, _, _), .change(let value, _, _): .number(value)
        case .day(let day, _): .word(day.description)
        case .rank(let place, _): .number(Double(place))
        case .code(let code, _): .word(code)
        case .trend, .missing: nil
        }
    }
}

extension IndicatorFacet {
    /// The message that heads its column.
    var nameKey: String { "service.facet.\(rawValue)" }
}
