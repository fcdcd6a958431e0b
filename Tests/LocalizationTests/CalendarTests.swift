import Foundation
import Localization
import Testing

/// Days of the calendar by their parts and by their number, and as ISO 8601 writes them.
struct CalendarTests {
    @Test("Days and their numbers say the same, those of Foundation's calendar")
    func numbers() {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        for number in stride(from: -140_000, to: 160_000, by: 97) {
            let day = CivilCalendar.day(number)
            #expect(CivilCalendar.dayNumber(day.year, day.month, day.day) == number)
            let parts = calendar.dateComponents([.year, .month, .day], from: Date(timeIntervalSince1970: Double(number) * 86_400))
            #expect(day.year == parts.year && day.month == parts.month && day.day == parts.day)
        }
        for number in [-800_000_000, -719_529, -719_528, -1, 0, 11_016, 2_932_896, 800_000_000] {
            let day = CivilCalendar.day(number)
            #expect(CivilCalendar.dayNumber(day.year, day.month, day.day) == number)
        }
    }

    @Test("There are days that are not", arguments: [
        (2024, 2, 29, true), (2023, 2, 29, false), (1900, 2, 29, false), (2000, 2, 29, true), (2024, 4, 31, false), (2024, 12, 31, true),
        (2024, 0, 1, false), (2024, 13, 1, false), (2024, 1, 0, false), (2024, 1, 32, false), (0, 1, 1, false), (1, 1, 1, true),
    ])
    func validity(year: Int, month: Int, day: Int, isValid: Bool) {
        #expect(CivilCalendar.isValid(year, month, day) == isValid)
        if isValid { #expect(day <= CivilCalendar.daysInMonth(month, year)) }
    }

    @Test("Days are written and read to the letter", arguments: [
        ("1970-01-01", 0), ("1969-12-31", -1), ("2024-02-29", 19_782), ("0000-03-01", -719_468), ("0001-01-01", -719_162), ("9999-12-31", 2_932_896),
    ])
    func days(text: String, number: Int) {
        #expect(ISO8601.text(day: number) == text)
        #expect(ISO8601.days(text) == number)
    }

    @Test("What is no day is not read", arguments: [
        "", "2024", "2024-02", "2024-2-1", "2023-02-29", "0000-13-01", "0000-02-30", "2024-00-10", "24-02-2024", "2024-02-29 ", " 2024-02-29", "2024-02-29T00:00",
    ])
    func noDay(text: String) {
        #expect(ISO8601.days(text) == nil)
    }

    @Test("Years outside of four digits take as many as they need")
    func farYears() {
        #expect(ISO8601.text(day: 2_932_897) == "10000-01-01")
        #expect(ISO8601.text(day: -719_529) == "-0001-12-31")
    }

    @Test("Moments are written in UTC, and read with their zone taken off", arguments: [
        ("1970-01-01T00:00:00", 0, "1970-01-01T00:00:00"), ("1969-12-31T23:59:59.5", -500_000, "1969-12-31T23:59:59.500000"),
        ("2024-02-29T12:30:00", 1_709_209_800_000_000, "2024-02-29T12:30:00"), ("2024-02-29 12:30", 1_709_209_800_000_000, "2024-02-29T12:30:00"),
        ("2024-02-29T14:30:00+02:00", 1_709_209_800_000_000, "2024-02-29T12:30:00"), ("2024-02-29T12:30:00Z", 1_709_209_800_000_000, "2024-02-29T12:30:00"),
        ("2024-02-29", 1_709_164_800_000_000, "2024-02-29T00:00:00"),
    ] as [(String, Int64, String)])
    func moments(text: String, microseconds: Int64, written: String) {
        #expect(ISO8601.timestamp(text) == microseconds)
        #expect(ISO8601.text(timestamp: microseconds, isZoned: false) == written)
        #expect(ISO8601.text(timestamp: microseconds, isZoned: true) == written + "Z")
    }

    @Test("Times of the day", arguments: [("14:30", 52_200_000_000, "14:30:00"), ("00:00:00.25", 250_000, "00:00:00.250000"), ("24:00", nil, ""), ("14:60", nil, ""), ("14", nil, "")] as [(String, Int64?, String)])
    func times(text: String, microseconds: Int64?, written: String) {
        #expect(ISO8601.time(text) == microseconds)
        if let microseconds { #expect(ISO8601.text(timeOfDay: microseconds) == written) }
    }
}
