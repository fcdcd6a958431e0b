package import Foundation

/// Dates, times and durations.
extension Localizer {
    /// “1er janvier 2026”, “1 January 2026”.
    package func date(_ date: Date) -> String {
        let moment = CalendarMoment(date, in: timeZone)
        return day(moment)
    }

    /// The same from a number of days since 1970-01-01, as tables hold them: no time zone is involved.
    package func date(daysSince1970 days: Int) -> String {
        day(CalendarMoment(secondsSince1970: days * 86_400))
    }

    /// “22 novembre 2026 à 14 h 05”, “22 November 2026 at 14:05”.
    package func dateTime(_ date: Date) -> String {
        let moment = CalendarMoment(date, in: timeZone)
        return text("format.dateTime", ["date": .text(day(moment)), "time": .text(time(moment))])
    }

    /// The time of day in the localizer's zone: “14 h 05”, “14:05”.
    package func time(_ date: Date) -> String { time(CalendarMoment(date, in: timeZone)) }

    /// How long something takes: “12 ms”, “3,2 s”, “3 min 12 s”, “1 h 05 min”, “2 j 3 h”.
    package func duration(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds >= 0 else { return "–" }
        let space = "\u{A0}"
        if seconds < 0.9995 { return decimal(seconds * 1000, maxDigits: seconds < 0.01 ? 1 : 0) + space + "ms" }
        if seconds < 9.95 { return decimal(seconds, maxDigits: 1) + space + "s" }
        let total = Int(min(seconds.rounded(), 1e15))
        let (minutes, second) = total.quotientAndRemainder(dividingBy: 60)
        if minutes == 0 { return "\(second)\(space)s" }
        if minutes < 60 { return "\(minutes)\(space)min" + (second == 0 ? "" : "\(space)\(Self.two(second))\(space)s") }
        let (hours, minute) = minutes.quotientAndRemainder(dividingBy: 60)
        if hours < 24 { return "\(hours)\(space)h" + (minute == 0 ? "" : "\(space)\(Self.two(minute))\(space)min") }
        let (days, hour) = hours.quotientAndRemainder(dividingBy: 24)
        return number(days) + space + text("format.duration.day") + (hour == 0 ? "" : "\(space)\(hour)\(space)h")
    }

    /// How long ago, or in how long: “il y a 3 jours”, “hier”, “dans 2 heures”.
    ///
    /// - Parameter now: the present, from the caller's clock.
    package func relative(_ date: Date, to now: Date) -> String {
        let seconds = date.timeIntervalSince(now)
        let side = seconds > 0 ? "future" : "past"
        let elapsed = seconds.magnitude
        func say(_ unit: String, _ count: Double) -> String {
            text("format.relative.\(side).\(unit)", ["count": .integer(Int(count))])
        }
        if elapsed < 45 { return text("format.relative.now") }
        if elapsed < 3570 { return say("minutes", max(1, (elapsed / 60).rounded())) }
        // Days are those of the calendar: yesterday at 23:00 is “hier” at 8 in the morning, not “il y a 9 heures”.
        let days = abs(CalendarMoment(date, in: timeZone).dayNumber - CalendarMoment(now, in: timeZone).dayNumber)
        if days == 0 || elapsed < 6 * 3600 { return say("hours", max(1, (elapsed / 3600).rounded())) }
        if days == 1 { return text("format.relative.\(side).day") }
        if days < 31 { return say("days", Double(days)) }
        if days < 365 { return say("months", max(1, (Double(days) / 30.44).rounded(.down))) }
        return say("years", (Double(days) / 365.25).rounded(.down).magnitude.clamped(atLeast: 1))
    }

    private func day(_ moment: CalendarMoment) -> String {
        text("format.date", [
            "day": .text(moment.day == 1 ? text("format.date.first") : "\(moment.day)"),
            "month": .message("format.month.\(moment.month)"),
            "year": .text("\(moment.year)"),
        ])
    }

    private func time(_ moment: CalendarMoment) -> String {
        text("format.time", ["hour": .text("\(moment.hour)"), "minute": .text(Self.two(moment.minute))])
    }

    private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}

extension Double {
    fileprivate func clamped(atLeast bound: Double) -> Double { Swift.max(self, bound) }
}

/// An instant read on the calendar and the clock of one place.
struct CalendarMoment {
    let dayNumber: Int
    let year: Int
    let month: Int
    let day: Int
    let hour: Int
    let minute: Int

    init(_ date: Date, in timeZone: TimeZone) {
        let seconds = date.timeIntervalSince1970.rounded(.down)
        let bounded = Int(min(max(seconds, -1e14), 1e14))
        self.init(secondsSince1970: bounded + timeZone.secondsFromGMT(for: date))
    }

    init(secondsSince1970 seconds: Int) {
        let second: Int
        (dayNumber, second) = seconds.floored(by: 86_400)
        hour = second / 3600
        minute = second % 3600 / 60
        (year, month, day) = CivilCalendar.day(dayNumber)
    }
}
