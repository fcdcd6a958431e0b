package import Foundation
import Localization

/// The arithmetic of days that periods and delays need.
extension CivilDate {
    /// Days since 1970-01-01.
    package var dayNumber: Int { CivilCalendar.dayNumber(year, month, day) }

    /// - Parameter dayNumber: days since 1970-01-01.
    /// - Returns: nil outside of the years 1 to 9999.
    package init?(dayNumber: Int) {
        let (year, month, day) = CivilCalendar.day(dayNumber)
        self.init(year: year, month: month, day: day)
    }

    /// The same day some months later, or the last of its month; the last of a month stays the last of a month.
    package func adding(months: Int) -> CivilDate {
        let count = year * 12 + month - 1 + months
        let (year, month) = (count / 12, count % 12 + 1)
        let isLast = self.day == CivilCalendar.daysInMonth(self.month, self.year)
        let last = CivilCalendar.daysInMonth(month, year)
        return CivilDate(year: year, month: month, day: isLast ? last : min(day, last)) ?? self
    }

    /// Some days later, or earlier where they are negative.
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
