import CScan

/// One value read as a number, in every way that its marks allow.
struct NumberReading {
    /// Bits of `TypeTraits` for numbers; empty when the value is none.
    var traits = TypeTraits()
    var mantissa: UInt64 = 0
    var isNegative = false
    /// Power of ten written after `e`.
    var exponent = 0
    /// Digits behind the decimal mark, one byte per NumberFormat.Marks.
    var decimals: UInt32 = 0
    /// Set instead of the mantissa when there are more digits than 64 bits hold.
    var longValue: Double?

    /// The number, its marks read as the format of that index does.
    @inline(__always)
    func value(_ marks: Int) -> Double {
        if let longValue { return longValue }
        let magnitude = ExactDouble.scaled(mantissa, exponent - Int(decimals >> UInt32(marks * 8) & 0xFF))
        return isNegative ? -magnitude : magnitude
    }

    /// The whole number; meaningful where a bit of `TypeTraits.wholes` is set.
    @inline(__always)
    var integer: Int64 { isNegative ? Int64(bitPattern: 0 &- mantissa) : Int64(bitPattern: mantissa) }

    /// Whether every format reads the same value.
    @inline(__always)
    var isSameInAllFormats: Bool { decimals == 0 && traits.contains(.wholes) }
}

enum NumberSyntax {
    private static var wholeEverywhere: TypeTraits {
        [.numbers, .wholes, .unitNone, .plainInteger]
    }

    /// Reads a trimmed cell; `mask` is its `ByteClass`.
    @inline(__always)
    static func read(_ bytes: ByteView, mask: UInt16) -> NumberReading {
        if mask == ByteClass.digit { return readDigits(bytes) }
        if mask & ~(ByteClass.digit | ByteClass.dot | ByteClass.dash) == 0 && mask & ByteClass.digit != 0 {
            if let reading = readDotted(bytes) { return reading }
        }
        let first = bytes.first
        // Anything that does not begin as a number does is none; the rest is rare enough for the general way.
        if first >= 0x80 || (first >= 0x24 && first <= 0x39) { return readMarked(bytes, mask: mask) }
        return NumberReading()
    }

    /// Digits alone, up to eighteen but not eight, which may be a day; or `12.5`, `-0.125`: numbers that need no second
    /// look. `nil` for all that is written otherwise. Agrees with `read`.
    @inline(__always)
    static func plain(_ bytes: ByteView) -> (reading: NumberReading, isDigits: Bool)? {
        let whole = unsafe cell_digits(bytes.start, bytes.count)
        if whole >= 0 {
            if bytes.count == 8 { return nil }
            var reading = NumberReading()
            if bytes[0] == 0x30 && bytes.count > 1 {
                reading.traits = .leadingZero
            } else {
                reading.mantissa = UInt64(whole)
                reading.traits = whole <= 1 << 53 ? [wholeEverywhere, .exactInDouble] : wholeEverywhere
            }
            return (reading, true)
        }
        guard let reading = plainDecimal(bytes) else { return nil }
        return (reading, false)
    }

    /// Up to eight digits on either side of a dot, perhaps behind a minus.
    @inline(__always)
    private static func plainDecimal(_ bytes: ByteView) -> NumberReading? {
        let decimal = unsafe cell_plain_decimal(bytes.start, bytes.count)
        guard decimal.is_plain, decimal.integer_digits == 1 || bytes[decimal.is_negative ? 1 : 0] != 0x30 else { return nil }
        var reading = NumberReading()
        reading.mantissa = decimal.mantissa
        reading.isNegative = decimal.is_negative
        reading.decimals = UInt32(decimal.fraction_digits) | UInt32(decimal.fraction_digits) << 24
        reading.traits = [.number(0), .number(3), .unitNone, .exactInDouble]
        if decimal.fraction_digits == 3 && decimal.integer_digits <= 3 && decimal.mantissa >= 1000 {
            // `1.234` is also one thousand two hundred and thirty-four.
            reading.traits.formUnion([.number(2), .whole(2), .thousandsLike])
        }
        return reading
    }

    /// Digits alone.
    @inline(__always)
    private static func readDigits(_ bytes: ByteView) -> NumberReading {
        var reading = NumberReading()
        let count = bytes.count
        if bytes[0] == 0x30 && count > 1 {
            reading.traits = .leadingZero
            return reading
        }
        if count > 18 { return readLongDigits(bytes) }
        let value = unsafe UInt64(bitPattern: cell_digits(bytes.start, count))
        reading.mantissa = value
        reading.traits = value <= 1 << 53 ? [wholeEverywhere, .exactInDouble] : wholeEverywhere
        return reading
    }

    @inline(never)
    private static func readLongDigits(_ bytes: ByteView) -> NumberReading {
        var reading = NumberReading()
        if bytes.count == 19, let value = Int64(bytes.text()) {
            reading.mantissa = UInt64(value)
            reading.traits = wholeEverywhere
        } else {
            reading.traits = .tooLong
        }
        return reading
    }

    /// `-12.345`: the most common decimals, without a detour. `nil` where the general way has to look.
    @inline(__always)
    private static func readDotted(_ bytes: ByteView) -> NumberReading? {
        if let plain = plainDecimal(bytes) { return plain }
        var reading = NumberReading()
        let count = bytes.count
        var index = 0
        if bytes[0] == UInt8(ascii: "-") {
            reading.isNegative = true
            index = 1
        }
        if count - index > 19 { return nil }
        let integerStart = index
        var value: UInt64 = 0
        while index < count, bytes[index] &- 0x30 < 10 {
            value = value &* 10 &+ UInt64(bytes[index] & 0xF)
            index += 1
        }
        let integerDigits = index - integerStart
        if integerDigits == 0 { return nil }
        if integerDigits > 1 && bytes[integerStart] == 0x30 {
            return nil
        }
        if index == count {
            if value == 0 { return nil }
            reading.mantissa = value
            if value > Int64.max { return nil }
            reading.traits = value <= 1 << 53 ? [wholeEverywhere, .exactInDouble] : wholeEverywhere
            return reading
        }
        if bytes[index] != UInt8(ascii: ".") { return nil }
        index += 1
        let fractionStart = index
        while index < count, bytes[index] &- 0x30 < 10 {
            value = value &* 10 &+ UInt64(bytes[index] & 0xF)
            index += 1
        }
        let fractionDigits = index - fractionStart
        if index != count || fractionDigits == 0 { return nil }
        if integerDigits > 15 { return nil }
        reading.mantissa = value
        reading.decimals = UInt32(fractionDigits) | UInt32(fractionDigits) << 24
        reading.traits = [.number(0), .number(3), .unitNone, .exactInDouble]
        if fractionDigits == 3 && integerDigits <= 3 && value >= 1000 {
            // `1.234` is also one thousand two hundred and thirty-four.
            reading.traits.formUnion([.number(2), .whole(2), .thousandsLike])
        }
        return reading
    }
}
