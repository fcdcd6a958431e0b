package import Foundation
package import Territories

/// The arithmetic of days that periods and delays need.
extension CivilDate {
    /// Days since 1970-01-01, in the proleptic Gregorian calendar.
    ///
    /// Source: H. Hinnant, “chrono-compatible low-level date algorithms”, `days_from_civil`.
    package var dayNumber: Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// - Parameter dayNumber: days since 1970-01-01.
    /// - Returns: nil outside of the years 1 to 9999.
    package init?(dayNumber: Int) {
        let shifted = dayNumber + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let turned = (5 * dayOfYear + 2) / 153
        let month = turned + (turned < 10 ? 3 : -9)
        self.init(year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month, day: dayOfYear - (153 * turned + 2) / 5 + 1)
    }

    /// The same day some months later, or the last of its month; the last of a month stays the last of a month.
    package func adding(months: Int) -> CivilDate {
        let count = year * 12 + month - 1 + months
        let (year, month) = (count / 12, count % 12 + 1)
        let isLast = CivilDate(year: self.year, month: self.month, day: day + 1) == nil
        for day in stride(from: isLast ? 31 : day, through: 1, by: -1) {
            if let date = CivilDate(year: year, month: month, day: day) { return date }
        }
        return self
    }

    /// Some days later.
    package func adding(days: Int) -> CivilDate { CivilDate(dayNumber: dayNumber + days) ?? self }

    /// The day as the messages take it: noon, so that it is the same day in every time zone of France.
    package var moment: Date { Date(timeIntervalSince1970: Double(dayNumber) * 86_400 + 43_200) }

    /// The day of a moment in universal time.
    package init(_ moment: Date) {
        let days = Int((moment.timeIntervalSince1970 / 86_400).rounded(.down))
        guard let day = CivilDate(dayNumber: min(max(days, -700_000), 2_900_000)) else { preconditionFailure("a day of the years 1 to 9999") }
        self = day
    }
}

