import Foundation
import Territories
import Testing

/// Days of the calendar, and those before and after them.
struct CivilDateTests {
    @Test("Some months later: the same day, the last where the month is shorter; the last of a month stays the last", arguments: [
        ("2024-01-15", 1, "2024-02-15"), ("2024-01-30", 1, "2024-02-29"), ("2023-01-31", 1, "2023-02-28"), ("2024-02-29", 12, "2025-02-28"),
        ("2024-06-30", 1, "2024-07-31"), ("2024-11-30", 3, "2025-02-28"), ("2024-03-15", -3, "2023-12-15"), ("2024-12-31", 12, "2025-12-31"),
    ])
    func months(date: String, months: Int, after: String) throws {
        #expect(try #require(CivilDate(date)).adding(months: months).description == after)
    }

    @Test("Some days later or earlier", arguments: [("2024-02-28", 1, "2024-02-29"), ("2024-01-01", -1, "2023-12-31"), ("9999-12-31", 1, "9999-12-31")])
    func days(date: String, days: Int, after: String) throws {
        #expect(try #require(CivilDate(date)).adding(days: days).description == after)
    }

    @Test("The day of a moment is that of universal time", arguments: [(0.0, "1970-01-01"), (-0.5, "1969-12-31"), (1_709_251_199, "2024-02-29"), (1e15, "9909-12-07")])
    func moments(seconds: Double, date: String) throws {
        #expect(CivilDate(Date(timeIntervalSince1970: seconds)).description == date)
        let day = try #require(CivilDate(date))
        #expect(CivilDate(day.moment) == day && CivilDate(dayNumber: day.dayNumber) == day)
    }
}
