/// The proleptic Gregorian calendar (ISO 8601): days by their year, month and day, and by their number.
///
/// Arithmetic on numbers, some fifty times faster than Foundation's calendar, since readers of tables do it for every
/// cell. Years are counted from March, so that the leap day ends the year and months follow a straight line; 146,097
/// days are 400 years (Howard Hinnant, “chrono-compatible low-level date algorithms”).
package enum CivilCalendar {
    /// Whether the year has a 29th of February.
    @inlinable @inline(__always)
    package static func isLeap(_ year: Int) -> Bool { year & 3 == 0 && (year % 100 != 0 || year % 400 == 0) }

    /// Days of a month, from 1 to 12.
    @inlinable @inline(__always)
    package static func daysInMonth(_ month: Int, _ year: Int) -> Int {
        if month == 2 { return isLeap(year) ? 29 : 28 }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31
    }

    /// Whether there is such a day, from the year 1 on.
    @inlinable @inline(__always)
    package static func isValid(_ year: Int, _ month: Int, _ day: Int) -> Bool {
        month >= 1 && month <= 12 && day >= 1 && year >= 1 && (day <= 28 || day <= daysInMonth(month, year))
    }

    /// The number of a day, counted from 1970-01-01, negative before.
    @inlinable @inline(__always)
    package static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The day of a number counted from 1970-01-01.
    @inlinable
    package static func day(_ number: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }
}

extension FixedWidthInteger {
    /// Quotient and remainder, the remainder never negative.
    func floored(by divisor: Self) -> (quotient: Self, remainder: Self) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
