import Localization

/// One value read as a day, alone or with a time, in every order that its fields allow.
struct DateReading {
    /// Bits of `TypeTraits` for dates; empty when the value is none.
    var traits = TypeTraits()
    /// Days since 1970-01-01: year first with four digits, or day first.
    var days: Int64 = 0
    /// The same fields read month first.
    var monthFirstDays: Int64 = 0
    /// The same fields read year first, of two digits.
    var yearFirstDays: Int64 = 0
    /// Microseconds since midnight, less the offset of the zone: may be negative or past the day.
    var microseconds: Int64 = 0

    /// Days in the order of that format.
    @inline(__always)
    func days(_ format: DateFormat) -> Int64 {
        switch format {
        case .monthDayYearSlash, .monthDayYearDash, .monthDayYearDot, .monthDayShortYearSlash, .monthDayShortYearDash: monthFirstDays
        case .yearMonthDayShortSlash, .yearMonthDayShortDash: yearFirstDays
        default: days
        }
    }
}

enum DateSyntax {
    // Positions in DateFormat.allCases, as constants for the loops; a test holds them to the enumeration.
    static var yearFirstDash: Int { 0 }
    static var yearFirstSlash: Int { 1 }
    static var yearFirstDot: Int { 2 }
    static var yearFirstCompact: Int { 3 }
    static var dayFirstSlash: Int { 4 }
    static var dayFirstDash: Int { 5 }
    static var dayFirstDot: Int { 6 }
    static var dayFirstSpace: Int { 7 }
    static var dayFirstCompact: Int { 8 }
    static var monthFirstSlash: Int { 9 }
    static var monthFirstDash: Int { 10 }
    static var monthFirstDot: Int { 11 }
    static var dayShortSlash: Int { 12 }
    static var dayShortDash: Int { 13 }
    static var dayShortDot: Int { 14 }
    static var monthShortSlash: Int { 15 }
    static var monthShortDash: Int { 16 }
    static var yearShortSlash: Int { 17 }
    static var yearShortDash: Int { 18 }
    static var dayMonthName: Int { 19 }
    static var monthNameDay: Int { 20 }

    /// Reads a trimmed cell; `mask` is its `ByteClass`.
    @inline(__always)
    static func read(_ bytes: ByteView, mask: UInt16) -> DateReading {
        let count = bytes.count
        if count < 6 || count > 48 || mask & ByteClass.digit == 0 { return DateReading() }
        if count >= 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") {
            return readISO(bytes)
        }
        // Letters beyond T, Z, h, UTC name a month; nothing else can hold one.
        if mask & (ByteClass.dash | ByteClass.slash | ByteClass.dot | ByteClass.space) == 0 {
            return count == 8 && mask == ByteClass.digit || count > 8 && bytes[8] == UInt8(ascii: "T") ? readCompact(bytes) : DateReading()
        }
        return readFields(bytes, mask: mask)
    }

    /// `2024-03-01` and what may follow.
    @inline(__always)
    private static func readISO(_ bytes: ByteView) -> DateReading {
        var reading = DateReading()
        guard let year = number(bytes, 0, 4), let month = number(bytes, 5, 2), let day = number(bytes, 8, 2),
            CivilCalendar.isValid(year, month, day)
        else { return reading }
        reading.days = Int64(CivilCalendar.dayNumber(year, month, day))
        reading.traits = .date(yearFirstDash)
        if bytes.count == 10 {
            reading.traits.insert(.dayOnly)
        } else {
            readTime(bytes, 10, &reading)
        }
        return reading
    }

    /// `20240301` and `01032024`, the years between 1800 and 2100: eight digits are too often something else.
    @inline(__always)
    private static func readCompact(_ bytes: ByteView) -> DateReading {
        var reading = DateReading()
        guard let high = number(bytes, 0, 4), let low = number(bytes, 4, 4) else { return reading }
        if high >= 1800 && high <= 2100 && CivilCalendar.isValid(high, low / 100, low % 100) {
            reading.days = Int64(CivilCalendar.dayNumber(high, low / 100, low % 100))
            reading.traits = .date(yearFirstCompact)
        }
        if low >= 1800 && low <= 2100 && CivilCalendar.isValid(low, high % 100, high / 100) {
            if reading.traits.isEmpty { reading.days = Int64(CivilCalendar.dayNumber(low, high % 100, high / 100)) }
            // Day first with a valid year first too (20/11/1930 and 2011-19-30 cannot both hold) keeps the ISO order.
            reading.traits.insert(.date(dayFirstCompact))
        }
        if reading.traits.isEmpty { return reading }
        if bytes.count == 8 { reading.traits.insert(.dayOnly) } else { readTime(bytes, 8, &reading) }
        return reading
    }

    @inline(__always)
    static func number(_ bytes: ByteView, _ from: Int, _ width: Int) -> Int? {
        var value = 0
        var index = from
        while index < from + width {
            let digit = bytes[index] &- 0x30
            if digit > 9 { return nil }
            value = value * 10 + Int(digit)
            index += 1
        }
        return value
    }

    /// As many digits as stand at `index`, at most four.
    @inline(__always)
    static func digits(_ bytes: ByteView, _ index: inout Int) -> (value: Int, width: Int) {
        var value = 0
        let from = index
        while index < bytes.count, index - from < 4, bytes[index] &- 0x30 < 10 {
            value = value * 10 + Int(bytes[index] & 0xF)
            index += 1
        }
        return (value, index - from)
    }

    /// Three fields between two equal separators, in any order; or a month by name.
    @inline(never)
    private static func readFields(_ bytes: ByteView, mask: UInt16) -> DateReading {
        var reading = DateReading()
        var index = 0
        let a = digits(bytes, &index)
        guard a.width > 0, index < bytes.count else { return readNamed(bytes, mask: mask) }
        if a.width == 4, index + 4 < bytes.count, bytes[index] &- 0x30 < 10 { return reading }
        let separator = bytes[index]
        guard separator == UInt8(ascii: "/") || separator == UInt8(ascii: "-") || separator == UInt8(ascii: ".") || separator == 0x20
        else { return readNamed(bytes, mask: mask) }
        index += 1
        let b = digits(bytes, &index)
        if b.width == 0 { return readNamed(bytes, mask: mask) }
        guard b.width <= 2, index < bytes.count, bytes[index] == separator else { return reading }
        index += 1
        let c = digits(bytes, &index)
        let isSlash = separator == UInt8(ascii: "/")
        let isDash = separator == UInt8(ascii: "-")
        let isDot = separator == UInt8(ascii: ".")

        if a.width == 4 && (c.width == 1 || c.width == 2) {
            let format = isSlash ? yearFirstSlash : isDash ? yearFirstDash : isDot ? yearFirstDot : -1
            if format >= 0 && CivilCalendar.isValid(a.value, b.value, c.value) {
                reading.traits = .date(format)
                reading.days = Int64(CivilCalendar.dayNumber(a.value, b.value, c.value))
            }
        } else if a.width <= 2 && c.width == 4 {
            if separator == 0x20 && (a.width != 2 || b.width != 2 || c.value < 1800 || c.value > 2100) { return reading }
            if CivilCalendar.isValid(c.value, b.value, a.value) {
                reading.traits = .date(isSlash ? dayFirstSlash : isDash ? dayFirstDash : isDot ? dayFirstDot : dayFirstSpace)
                reading.days = Int64(CivilCalendar.dayNumber(c.value, b.value, a.value))
            }
            if separator != 0x20 && CivilCalendar.isValid(c.value, a.value, b.value) {
                reading.traits.insert(.date(isSlash ? monthFirstSlash : isDash ? monthFirstDash : monthFirstDot))
                reading.monthFirstDays = Int64(CivilCalendar.dayNumber(c.value, a.value, b.value))
            }
        } else if a.width <= 2 && c.width == 2 {
            let year = fullYear(c.value)
            if separator == 0x20 || isDot && (a.width != 2 || b.width != 2) { return reading }
            if CivilCalendar.isValid(year, b.value, a.value) {
                reading.traits = .date(isSlash ? dayShortSlash : isDash ? dayShortDash : dayShortDot)
                reading.days = Int64(CivilCalendar.dayNumber(year, b.value, a.value))
            }
            if !isDot && CivilCalendar.isValid(year, a.value, b.value) {
                reading.traits.insert(.date(isSlash ? monthShortSlash : monthShortDash))
                reading.monthFirstDays = Int64(CivilCalendar.dayNumber(year, a.value, b.value))
            }
            if !isDot && a.width == 2 && CivilCalendar.isValid(fullYear(a.value), b.value, c.value) {
                reading.traits.insert(.date(isSlash ? yearShortSlash : yearShortDash))
                reading.yearFirstDays = Int64(CivilCalendar.dayNumber(fullYear(a.value), b.value, c.value))
            }
        }
        if reading.traits.isEmpty { return reading }
        if a.width <= 2 && a.value != b.value && a.value <= 12 && b.value <= 12 { reading.traits.insert(.exchangeableDay) }
        if index == bytes.count { reading.traits.insert(.dayOnly) } else { readTime(bytes, index, &reading) }
        return reading
    }

    /// POSIX `%y`: 69…99 are the twentieth century.
    static func fullYear(_ year: Int) -> Int { year < 69 ? 2000 + year : 1900 + year }
}
