import Localization

/// A day of the civil calendar (ISO 8601), as official texts date what they decide: no time, no time zone.
package struct CivilDate: Sendable, Hashable, Comparable, Codable, LosslessStringConvertible {
    /// Year, month and day as one number, 20260101, whose order is that of the days.
    package let number: Int32

    /// - Returns: nil for a day that the calendar does not have.
    package init?(year: Int, month: Int, day: Int) {
        guard year <= 9999, CivilCalendar.isValid(year, month, day) else { return nil }
        number = Int32(year * 10_000 + month * 100 + day)
    }

    /// Reads `2026-01-01`; a year alone stands for its first day, on which the official code of the year is valid.
    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { part in part.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(part) : nil }
        guard numbers.count == parts.count, parts.first?.utf8.count == 4 else { return nil }
        switch numbers.count {
        case 1: self.init(year: numbers[0], month: 1, day: 1)
        case 3: self.init(year: numbers[0], month: numbers[1], day: numbers[2])
        default: return nil
        }
    }

    /// A number that another date gave.
    init(number: Int32) { self.number = number }

    /// The year.
    package var year: Int { Int(number) / 10_000 }
    /// From 1 to 12.
    package var month: Int { Int(number) / 100 % 100 }
    /// From 1 to 31.
    package var day: Int { Int(number) % 100 }

    /// `2026-01-01`.
    package var description: String { ISO8601.text(day: dayNumber) }

    package static func < (left: CivilDate, right: CivilDate) -> Bool { left.number < right.number }

    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let date = CivilDate(text) else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "not a date: \(text)"))
        }
        self = date
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
