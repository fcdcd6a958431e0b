/// One value of a result, or one bound to a placeholder.
package enum Value: Sendable, Hashable {
    case null
    case bool(Bool)
    case int(Int64)
    case double(Double)
    case text(String)
    /// Days since 1970-01-01, in the proleptic Gregorian calendar.
    case date(days: Int32)
    /// Microseconds since midnight.
    case time(microseconds: Int64)
    /// Microseconds since 1970-01-01T00:00:00, without a time zone (or in UTC, for a zoned column).
    case timestamp(microseconds: Int64)
    case blob([UInt8])
    /// Only in results; lists cannot be bound.
    case list([Value])

    package var isNull: Bool { self == .null }

    /// The value as a whole number, where it is one.
    package var intValue: Int64? {
        if case .int(let value) = self { value } else { nil }
    }

    /// The value as a real number, where it is a number.
    package var doubleValue: Double? {
        switch self {
        case .int(let value): Double(value)
        case .double(let value): value
        default: nil
        }
    }

    package var textValue: String? {
        if case .text(let value) = self { value } else { nil }
    }

    package var boolValue: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }
}

extension Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByNilLiteral {
    package init(stringLiteral value: String) { self = .text(value) }
    package init(integerLiteral value: Int64) { self = .int(value) }
    package init(floatLiteral value: Double) { self = .double(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(nilLiteral: ()) { self = .null }
}
