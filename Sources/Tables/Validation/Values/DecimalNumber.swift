/// A decimal number of any length, compared exactly: bounds of a schema hold to the last digit.
struct DecimalNumber: Equatable {
    enum Kind: Equatable { case finite, infinite, notANumber }

    private(set) var kind = Kind.finite
    private(set) var isNegative = false
    /// Digits without zeros at either end; empty for zero.
    private(set) var digits: [UInt8] = []
    /// The value is 0.digits × 10^exponent.
    private(set) var exponent = 0

    /// XML Schema's `decimal` and `double`: a sign, digits with or without a point, an exponent; `NaN`, `INF`, `-INF`.
    init?(_ bytes: ByteView) {
        var index = 0
        let count = bytes.count
        if index < count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
            isNegative = bytes[index] == UInt8(ascii: "-")
            index += 1
        }
        guard index < count else { return nil }
        if bytes[index] > 0x39 {
            switch bytes.slice(from: index).text(limit: 4) {
            case "INF": kind = .infinite
            case "NaN" where index == 0: kind = .notANumber
            default: return nil
            }
            return
        }
        var seen = 0
        var places = 0
        var hasPoint = false
        while index < count {
            let byte = bytes[index]
            if byte &- 0x30 < 10 {
                seen += 1
                digits.append(byte & 0xF)
                if !hasPoint { places += 1 }
            } else if byte == UInt8(ascii: "."), !hasPoint {
                hasPoint = true
            } else {
                break
            }
            index += 1
        }
        guard seen > 0 else { return nil }
        if index < count {
            guard bytes[index] | 0x20 == UInt8(ascii: "e"), let power = Self.power(bytes.slice(from: index + 1)) else { return nil }
            places += power
        }
        normalize(places)
    }

    init(_ value: Int) {
        isNegative = value < 0
        digits = String(value.magnitude).utf8.map { $0 & 0xF }
        normalize(digits.count)
    }

    private mutating func normalize(_ places: Int) {
        exponent = places
        while digits.last == 0 { digits.removeLast() }
        let zeros = digits.prefix { $0 == 0 }.count
        digits.removeFirst(zeros)
        exponent -= zeros
        if digits.isEmpty {
            exponent = 0
            isNegative = false
        }
    }

    /// A power of ten; those that no number has are cut to ±1,000,000.
    private static func power(_ bytes: ByteView) -> Int? {
        var index = 0
        let hasSign = bytes.count > 0 && (bytes[0] == UInt8(ascii: "-") || bytes[0] == UInt8(ascii: "+"))
        if hasSign { index = 1 }
        guard index < bytes.count else { return nil }
        var power = 0
        while index < bytes.count {
            guard bytes[index] &- 0x30 < 10 else { return nil }
            power = min(1_000_000, power * 10 + Int(bytes[index] & 0xF))
            index += 1
        }
        return hasSign && bytes[0] == UInt8(ascii: "-") ? -power : power
    }

    /// `nil` where one of them is not a number, which is neither before nor after any.
    func precedes(_ other: DecimalNumber) -> Bool? {
        if kind == .notANumber || other.kind == .notANumber { return nil }
        if isNegative != other.isNegative { return isNegative }
        let isSmaller = magnitudePrecedes(other)
        return isNegative ? other.magnitudePrecedes(self) : isSmaller
    }

    private func magnitudePrecedes(_ other: DecimalNumber) -> Bool {
        if kind == .infinite { return false }
        if other.kind == .infinite { return true }
        if digits.isEmpty || other.digits.isEmpty { return digits.isEmpty && !other.digits.isEmpty }
        if exponent != other.exponent { return exponent < other.exponent }
        return digits.lexicographicallyPrecedes(other.digits)
    }

    var isWhole: Bool { kind == .finite && (digits.isEmpty || exponent >= digits.count) }

    /// The nearest binary64.
    var double: Double {
        switch kind {
        case .notANumber: return .nan
        case .infinite: return isNegative ? -.infinity : .infinity
        case .finite:
            let text = "0." + (digits.isEmpty ? "0" : String(decoding: digits.map { $0 | 0x30 }, as: UTF8.self)) + "e\(exponent)"
            let value = Double(text) ?? 0
            return isNegative ? -value : value
        }
    }

    /// Written as a person would: no exponent below twenty digits.
    var text: String {
        guard kind == .finite else { return kind == .infinite ? (isNegative ? "-INF" : "INF") : "NaN" }
        if digits.isEmpty { return "0" }
        let written = String(decoding: digits.map { $0 | 0x30 }, as: UTF8.self)
        let sign = isNegative ? "-" : ""
        if exponent > 20 || exponent < -10 { return "\(sign)0.\(written)e\(exponent)" }
        if exponent >= digits.count { return sign + written + String(repeating: "0", count: exponent - digits.count) }
        if exponent <= 0 { return sign + "0." + String(repeating: "0", count: -exponent) + written }
        return sign + written.prefix(exponent) + "." + written.dropFirst(exponent)
    }

    /// The exact sum; `nil` for what is not finite or too long to be a count of anything.
    static func + (a: DecimalNumber, b: DecimalNumber) -> DecimalNumber? {
        guard a.kind == .finite, b.kind == .finite else { return nil }
        let scale = max(a.digits.count - a.exponent, b.digits.count - b.exponent, 0)
        guard scale <= 15, let x = a.scaled(scale), let y = b.scaled(scale) else { return nil }
        let (sum, overflow) = x.addingReportingOverflow(y)
        if overflow { return nil }
        var result = DecimalNumber(sum)
        result.exponent -= result.digits.isEmpty ? 0 : scale
        return result
    }

    /// The value times 10^scale, where that is a whole number of 64 bits.
    private func scaled(_ scale: Int) -> Int? {
        if digits.isEmpty { return 0 }
        let places = exponent + scale
        guard places >= digits.count, places <= 18 else { return nil }
        var value = 0
        for place in 0..<places { value = value * 10 + (place < digits.count ? Int(digits[place]) : 0) }
        return isNegative ? -value : value
    }
}
