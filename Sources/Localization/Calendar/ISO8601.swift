/// Dates and times as ISO 8601 writes them, without Foundation: a table may hold millions.
package enum ISO8601 {
    /// Appends `2024-03-31`, by the number of days since 1970-01-01. Years before 0 or past 9999 take as many digits as they need.
    package static func append(day number: Int, to out: inout [UInt8]) {
        let (year, month, day) = CivilCalendar.day(number)
        if year < 0 { out.append(UInt8(ascii: "-")) }
        append(abs(year), width: 4, to: &out)
        out.append(UInt8(ascii: "-"))
        append(month, width: 2, to: &out)
        out.append(UInt8(ascii: "-"))
        append(day, width: 2, to: &out)
    }

    /// Appends `14:30:00`, and the fraction where there is one.
    package static func append(timeOfDay microseconds: Int64, to out: inout [UInt8]) {
        let seconds = Int(microseconds / 1_000_000)
        append(seconds / 3600, width: 2, to: &out)
        out.append(UInt8(ascii: ":"))
        append(seconds / 60 % 60, width: 2, to: &out)
        out.append(UInt8(ascii: ":"))
        append(seconds % 60, width: 2, to: &out)
        let fraction = Int(microseconds % 1_000_000)
        if fraction != 0 {
            out.append(UInt8(ascii: "."))
            append(fraction, width: 6, to: &out)
        }
    }

    /// Appends `2024-03-31T14:30:00`, with a `Z` where the time is in UTC.
    package static func append(timestamp microseconds: Int64, isZoned: Bool, to out: inout [UInt8]) {
        let (day, time) = microseconds.floored(by: 86_400_000_000)
        append(day: Int(day), to: &out)
        out.append(UInt8(ascii: "T"))
        append(timeOfDay: time, to: &out)
        if isZoned { out.append(UInt8(ascii: "Z")) }
    }

    /// `2024-03-31`, by the number of days since 1970-01-01.
    package static func text(day number: Int) -> String { text { append(day: number, to: &$0) } }

    /// `14:30:00`, and the fraction where there is one, by the microseconds since midnight.
    package static func text(timeOfDay microseconds: Int64) -> String { text { append(timeOfDay: microseconds, to: &$0) } }

    /// `2024-03-31T14:30:00`, by the microseconds since 1970-01-01T00:00:00, with a `Z` where the time is in UTC.
    package static func text(timestamp microseconds: Int64, isZoned: Bool) -> String {
        text { append(timestamp: microseconds, isZoned: isZoned, to: &$0) }
    }

    private static func text(_ write: (inout [UInt8]) -> Void) -> String {
        var out: [UInt8] = []
        write(&out)
        return String(decoding: out, as: UTF8.self)
    }

    private static func append(_ number: Int, width: Int, to out: inout [UInt8]) {
        let digits = String(number).utf8
        for _ in 0..<max(0, width - digits.count) { out.append(48) }
        out.append(contentsOf: digits)
    }
}
