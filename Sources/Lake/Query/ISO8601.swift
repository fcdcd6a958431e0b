/// Dates and times as ISO 8601 writes them, without Foundation: a table may hold millions.
enum ISO8601 {
    /// Days since 1970-01-01 of `2024-03-31`, in the proleptic Gregorian calendar; nil where there is no such day.
    static func days(_ text: some StringProtocol) -> Int32? {
        var text = Substring(text).utf8
        guard let days = days(&text), text.isEmpty else { return nil }
        return days
    }

    /// Microseconds since 1970-01-01T00:00:00 of a date, or of a date and a time parted by `T` or a space. A zone
    /// (`Z`, `+02:00`) is taken off, which leaves UTC.
    static func timestamp(_ text: some StringProtocol) -> Int64? {
        var text = Substring(text).utf8
        guard let days = days(&text) else { return nil }
        let midnight = Int64(days) * 86_400_000_000
        guard let separator = text.popFirst() else { return midnight }
        guard separator == UInt8(ascii: "T") || separator == UInt8(ascii: " "), let time = time(&text) else { return nil }
        guard let sign = text.popFirst() else { return midnight + time }
        if sign == UInt8(ascii: "Z") { return text.isEmpty ? midnight + time : nil }
        // In a query string, a plus sign that was not encoded arrives as a space.
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") || sign == UInt8(ascii: " "), let hours = digits(2, &text) else { return nil }
        if text.first == UInt8(ascii: ":") { text.removeFirst() }
        guard let minutes = text.isEmpty ? 0 : digits(2, &text), text.isEmpty, hours < 24, minutes < 60 else { return nil }
        let offset = Int64(hours * 60 + minutes) * 60_000_000
        return midnight + time + (sign == UInt8(ascii: "-") ? offset : -offset)
    }

    /// Microseconds since midnight of `14:30`, `14:30:00` or `14:30:00.5`.
    static func time(_ text: some StringProtocol) -> Int64? {
        var text = Substring(text).utf8
        guard let time = time(&text), text.isEmpty else { return nil }
        return time
    }

    /// Appends `2024-03-31`. Years before 0 or past 9999 take as many digits as they need.
    static func append(days: Int32, to out: inout [UInt8]) {
        // Counted from 0000-03-01, so that the leap day ends a year; 146,097 days are 400 years.
        let shifted = Int(days) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * month + 2) / 5 + 1
        let year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0)
        if year < 0 { out.append(UInt8(ascii: "-")) }
        append(abs(year), width: 4, to: &out)
        out.append(UInt8(ascii: "-"))
        append(month < 10 ? month + 3 : month - 9, width: 2, to: &out)
        out.append(UInt8(ascii: "-"))
        append(day, width: 2, to: &out)
    }

    /// Appends `14:30:00`, and the fraction where there is one.
    static func append(timeOfDay microseconds: Int64, to out: inout [UInt8]) {
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
    static func append(timestamp microseconds: Int64, isZoned: Bool, to out: inout [UInt8]) {
        let day: Int64 = 86_400_000_000
        let (days, time) = microseconds.floored(by: day)
        append(days: Int32(truncatingIfNeeded: days), to: &out)
        out.append(UInt8(ascii: "T"))
        append(timeOfDay: time, to: &out)
        if isZoned { out.append(UInt8(ascii: "Z")) }
    }

    private static func days(_ text: inout Substring.UTF8View) -> Int32? {
        guard let year = digits(4, &text), text.popFirst() == UInt8(ascii: "-"), let month = digits(2, &text),
            text.popFirst() == UInt8(ascii: "-"), let day = digits(2, &text), (1...12).contains(month), day >= 1
        else { return nil }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard day <= lengths[month - 1] else { return nil }
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return Int32(era * 146_097 + dayOfEra - 719_468)
    }

    private static func time(_ text: inout Substring.UTF8View) -> Int64? {
        guard let hours = digits(2, &text), text.popFirst() == UInt8(ascii: ":"), let minutes = digits(2, &text) else { return nil }
        var seconds = 0
        var fraction: Int64 = 0
        if text.first == UInt8(ascii: ":") {
            text.removeFirst()
            guard let read = digits(2, &text) else { return nil }
            seconds = read
            if text.first == UInt8(ascii: ".") {
                text.removeFirst()
                var unit: Int64 = 100_000
                guard let first = text.first, (48...57).contains(first) else { return nil }
                while let digit = text.first, (48...57).contains(digit) {
                    fraction += Int64(digit - 48) * unit
                    unit /= 10
                    text.removeFirst()
                }
            }
        }
        guard hours < 24, minutes < 60, seconds < 60 else { return nil }
        return Int64(hours * 3600 + minutes * 60 + seconds) * 1_000_000 + fraction
    }

    private static func digits(_ count: Int, _ text: inout Substring.UTF8View) -> Int? {
        var number = 0
        for _ in 0..<count {
            guard let digit = text.popFirst(), (48...57).contains(digit) else { return nil }
            number = number * 10 + Int(digit - 48)
        }
        return number
    }

    private static func append(_ number: Int, width: Int, to out: inout [UInt8]) {
        let digits = String(number).utf8
        for _ in 0..<max(0, width - digits.count) { out.append(48) }
        out.append(contentsOf: digits)
    }
}

extension Int64 {
    /// Quotient and remainder, the remainder never negative.
    fileprivate func floored(by divisor: Int64) -> (Int64, Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
