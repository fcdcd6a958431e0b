import Foundation
import Localization

/// Dates as catalogues write them, brought to ISO 8601 without guessing: a year, a month, a day or a moment.
package enum DateText {
    /// - Returns: `nil` where the text is no date of this calendar.
    package static func normalise(_ written: String) -> String? {
        var text = written.trimmingWhitespace()
        // Empty times of some exporters.
        if text.hasSuffix("T") { text.removeLast() }
        if let moment = iso(text) { return moment }
        if let day = french(text) { return day }
        if let number = Double(text), text.count >= 12, number > 0 {
            // Milliseconds since 1970.
            return Date(timeIntervalSince1970: (number / 1000).rounded(.down)).formatted(.iso8601)
        }
        return nil
    }

    /// The moment that a normalised date means, at the earliest, in UTC.
    static func date(_ text: String) -> Date? {
        guard let parts = parts(text) else { return nil }
        var components = DateComponents(
            calendar: Calendar(identifier: .gregorian), timeZone: .gmt, year: parts.year, month: parts.month ?? 1,
            day: parts.day ?? 1)
        if let time = text.split(separator: "T").dropFirst().first {
            let clock = time.prefix { $0 != "Z" && $0 != "+" && $0 != "-" }.split(separator: ":").compactMap { Double($0) }
            components.hour = clock.first.map { Int($0) }
            components.minute = clock.dropFirst().first.map { Int($0) }
            components.second = clock.dropFirst(2).first.map { Int($0) }
            guard let local = components.date else { return nil }
            return local.addingTimeInterval(-offset(time))
        }
        return components.date
    }

    /// The days that a normalised date spans, counted since 1970-01-01: all those of its year or its month where it tells no more.
    static func days(_ text: String) -> ClosedRange<Int>? {
        guard let parts = parts(text) else { return nil }
        let first = CivilCalendar.dayNumber(parts.year, parts.month ?? 1, parts.day ?? 1)
        guard parts.day == nil else { return first...first }
        let last = parts.month ?? 12
        return first...CivilCalendar.dayNumber(parts.year, last, CivilCalendar.daysInMonth(last, parts.year))
    }

    private static func offset(_ time: Substring) -> Double {
        guard let sign = time.lastIndex(where: { $0 == "+" || $0 == "-" }) else { return 0 }
        let digits = time[time.index(after: sign)...].filter(\.isNumber)
        guard digits.count == 4, let hours = Double(digits.prefix(2)), let minutes = Double(digits.suffix(2)) else { return 0 }
        return (time[sign] == "-" ? -1 : 1) * (hours * 3600 + minutes * 60)
    }

    private static func iso(_ text: String) -> String? {
        guard let parts = parts(text) else { return nil }
        let day = text.prefix(parts.length)
        var rest = text.dropFirst(parts.length)
        guard parts.day != nil, let separator = rest.first else { return rest.isEmpty ? String(day) : nil }
        guard separator == "T" || separator == " " else {
            // A day with a time zone (xsd:date).
            return separator == "Z" || separator == "+" ? String(day) : nil
        }
        rest = rest.dropFirst()
        guard let time = time(rest) else { return nil }
        return time.isEmpty ? String(day) : "\(day)T\(time)"
    }

    /// `14:30:05.12+01:00` to the second, its zone kept; empty for nothing, `nil` for what is no time.
    private static func time(_ text: Substring) -> String? {
        let trimmed = text.trimmingWhitespace()
        guard !trimmed.isEmpty else { return "" }
        var zone = ""
        var clock = trimmed[...]
        if let mark = clock.firstIndex(where: { "Z+-".contains($0) }) {
            let digits = clock[mark...].filter(\.isNumber)
            if clock[mark] == "Z" || digits.allSatisfy({ $0 == "0" }) { zone = "Z" } else {
                guard digits.count == 4 || digits.count == 2 else { return nil }
                let padded = digits.count == 2 ? digits + "00" : digits
                zone = "\(clock[mark])\(padded.prefix(2)):\(padded.suffix(2))"
            }
            clock = clock[..<mark]
        }
        let parts = clock.trimmingWhitespace().split(separator: ":")
        guard (2...3).contains(parts.count), let hours = Int(parts[0]), (0...24).contains(hours),
            let minutes = Int(parts[1]), (0...59).contains(minutes),
            let seconds = parts.count == 3 ? Double(parts[2]) : 0, (0.0..<61).contains(seconds)
        else { return nil }
        let pair = { (number: Int) in (number < 10 ? "0" : "") + String(number) }
        return "\(pair(hours)):\(pair(minutes)):\(pair(Int(seconds)))\(zone)"
    }

    private static func parts(_ text: String) -> (year: Int, month: Int?, day: Int?, length: Int)? {
        let head = text.prefix(10)
        let pieces = head.split(separator: "-", omittingEmptySubsequences: false)
        guard let first = pieces.first, first.prefix(4).count == 4, first.prefix(4).allSatisfy(\.isNumber),
            let year = Int(first.prefix(4)), (1000...9999).contains(year)
        else { return nil }
        if text.count == 4 { return (year, nil, nil, 4) }
        guard first.count == 4, pieces.count >= 2, let month = Int(pieces[1].prefix(2)), (1...12).contains(month) else { return nil }
        if text.count == 7, pieces.count == 2 { return (year, month, nil, 7) }
        guard pieces.count == 3, pieces[1].count == 2, pieces[2].count == 2, let day = Int(pieces[2]),
            CivilCalendar.isValid(year, month, day)
        else { return nil }
        return (year, month, day, 10)
    }

    /// `jeu, 19/12/2019 - 03:00`, `19/12/2019`, as French sites show dates.
    private static func french(_ text: String) -> String? {
        guard let match = text.firstMatch(of: /(\d{1,2})\/(\d{1,2})\/(\d{4})(?:\s*[-à]?\s*(\d{1,2})[:h](\d{2}))?/),
            let day = Int(match.1), let month = Int(match.2), let year = Int(match.3),
            CivilCalendar.isValid(year, month, day)
        else { return nil }
        let pair = { (number: Int) in (number < 10 ? "0" : "") + String(number) }
        let date = "\(year)-\(pair(month))-\(pair(day))"
        guard let hours = match.4.flatMap({ Int($0) }), let minutes = match.5, hours < 24 else { return date }
        return "\(date)T\(pair(hours)):\(minutes):00"
    }
}
