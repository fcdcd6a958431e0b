import Localization

/// A test that accepts most valid cells quickly. It may refuse a valid cell, which `FieldCheck.examine` then looks at;
/// it never accepts one that is not valid.
enum FastTest: Sendable {
    /// Any cell that is not missing.
    case everything
    case automaton(ByteAutomaton)
    /// Lower-case hexadecimal in the five groups of a UUID.
    case uuid
    /// Digits with an optional minus, strictly between the bounds.
    case integer(above: Int64, below: Int64)
    /// Digits and a point, strictly between the bounds.
    case decimal(above: Double, below: Double)
    case isoDay
    case words(WordSet)
    /// Nothing: each cell is looked at.
    case none

    private static let uuidPatterns: Set<String> = [
        "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
        "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
        "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$",
    ]

    init(_ check: FieldCheck) {
        let field = check.field
        let constraints = field.constraints
        let hasLengths = field.type.hasLength && (constraints.minLength != nil || constraints.maxLength != nil)
        guard check.rules.isEmpty, check.item == nil, !hasLengths else {
            self = .none
            return
        }
        switch field.type {
        case .any where check.words == nil: self = .everything
        case .string:
            if field.format == "uuid", check.pattern == nil, check.words == nil {
                self = .uuid
            } else if field.format != "default" {
                self = .none
            } else if let pattern = check.pattern {
                if check.words != nil { self = .none }
                else if Self.uuidPatterns.contains(pattern.text) { self = .uuid }
                else { self = pattern.automaton.map { .automaton($0) } ?? .none }
            } else {
                self = check.words.map { .words($0) } ?? .everything
            }
        case .boolean where check.words == nil: self = .words(WordSet(field.trueValues + field.falseValues))
        case .integer where check.words == nil && field.bareNumber:
            // Within these bounds no sum of up to eighteen digits overflows.
            var above = Int64.min
            var below = Int64.max
            for bound in check.bounds {
                guard case .number(let limit) = bound.value else { continue }
                let value = limit.double
                if abs(value) > 1e15 { self = .none; return }
                switch bound.rule {
                case .minimum: above = max(above, Int64(value.rounded(.up)) - 1)
                case .exclusiveMinimum: above = max(above, Int64(value.rounded(.down)))
                case .maximum: below = min(below, Int64(value.rounded(.down)) + 1)
                default: below = min(below, Int64(value.rounded(.up)))
                }
            }
            self = .integer(above: above, below: below)
        case .number where check.words == nil && field.bareNumber && field.decimalChar == "." && field.groupChar.isEmpty:
            var above = -Double.infinity
            var below = Double.infinity
            for bound in check.bounds {
                guard case .number(let limit) = bound.value, limit.kind == .finite else { self = .none; return }
                if bound.rule == .minimum || bound.rule == .exclusiveMinimum { above = max(above, limit.double) }
                else { below = min(below, limit.double) }
            }
            self = .decimal(above: above, below: below)
        case .date where check.words == nil && check.bounds.isEmpty && (field.format == "default" || TimePattern(field.format).isISODay):
            self = .isoDay
        default: self = .none
        }
    }

    @inline(__always)
    static func isUUID(_ cell: ByteView) -> Bool {
        guard cell.count == 36, cell[8] == 0x2D, cell[13] == 0x2D, cell[18] == 0x2D, cell[23] == 0x2D else { return false }
        // Eight bytes at a time; the four-byte groups are joined in pairs, the last of twelve overlaps.
        let high = UInt64(UInt32(truncatingIfNeeded: cell.word4(9))) | UInt64(UInt32(truncatingIfNeeded: cell.word4(14))) << 32
        let low = UInt64(UInt32(truncatingIfNeeded: cell.word4(19))) | UInt64(UInt32(truncatingIfNeeded: cell.word4(24))) << 32
        return areHexadecimal(cell.word8(0)) && areHexadecimal(high) && areHexadecimal(low) && areHexadecimal(cell.word8(28))
    }

    /// Whether all eight bytes are `0`…`9` or `a`…`f`: bit 7 of each lane tells of that lane, as no sum below crosses one.
    @inline(__always)
    private static func areHexadecimal(_ word: UInt64) -> Bool {
        let high: UInt64 = 0x8080_8080_8080_8080
        let ones: UInt64 = 0x0101_0101_0101_0101
        if word & high != 0 { return false }
        let isDigit = (word &+ ones &* (0x80 - 0x30)) & ~(word &+ ones &* (0x80 - 0x3A))
        let isLetter = (word &+ ones &* (0x80 - 0x61)) & ~(word &+ ones &* (0x80 - 0x67))
        return (isDigit | isLetter) & high == high
    }

    @inline(__always)
    static func isInteger(_ cell: ByteView, above: Int64, below: Int64) -> Bool {
        var index = cell[0] == UInt8(ascii: "-") ? 1 : 0
        let isNegative = index == 1
        guard cell.count > index, cell.count <= 16 else { return false }
        var value: Int64 = 0
        while index < cell.count {
            let digit = cell[index] &- 0x30
            if digit > 9 { return false }
            value = value &* 10 &+ Int64(digit)
            index &+= 1
        }
        if isNegative { value = -value }
        return value > above && value < below
    }

    /// At most fifteen digits and twenty-two decimals, so that one division gives the nearest binary64.
    @inline(__always)
    static func isDecimal(_ cell: ByteView, above: Double, below: Double) -> Bool {
        var index = cell[0] == UInt8(ascii: "-") ? 1 : 0
        let isNegative = index == 1
        guard cell.count > index, cell.count <= 16 else { return false }
        var mantissa: Int64 = 0
        var point = -1
        let start = index
        while index < cell.count {
            let byte = cell[index]
            let digit = byte &- 0x30
            if digit > 9 {
                if byte != UInt8(ascii: ".") || point >= 0 { return false }
                point = index
            } else {
                mantissa = mantissa &* 10 &+ Int64(digit)
            }
            index &+= 1
        }
        let digits = cell.count - start - (point >= 0 ? 1 : 0)
        if digits == 0 || digits > 15 { return false }
        if above == -.infinity && below == .infinity { return true }
        let decimals = point >= 0 ? cell.count - point - 1 : 0
        let magnitude = Double(mantissa) / powers[decimals]
        let value = isNegative ? -magnitude : magnitude
        return value > above && value < below
    }

    private static let powers: [Double] = (0...16).map { exponent in (0..<exponent).reduce(1.0) { power, _ in power * 10 } }

    @inline(__always)
    static func isISODay(_ cell: ByteView) -> Bool {
        guard cell.count == 10, cell[4] == 0x2D, cell[7] == 0x2D, let year = DateSyntax.number(cell, 0, 4),
            let month = DateSyntax.number(cell, 5, 2), let day = DateSyntax.number(cell, 8, 2)
        else { return false }
        return CivilCalendar.isValid(year, month, day)
    }
}
