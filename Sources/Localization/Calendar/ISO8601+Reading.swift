/// Dates and times read again, to the letter.
extension ISO8601 {
    /// Days since 1970-01-01 of `2024-03-31`, in the proleptic Gregorian calendar; nil where there is no such day.
    package static func days(_ text: some StringProtocol) -> Int? {
        var text = Substring(text).utf8
        guard let days = days(&text), text.isEmpty else { return nil }
        return days
    }

    /// Microseconds since 1970-01-01T00:00:00 of a date, or of a date and a time parted by `T` or a space. A zone
    /// (`Z`, `+02:00`) is taken off, which leaves UTC.
    package static func timestamp(_ text: some StringProtocol) -> Int64? {
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
    package static func time(_ text: some StringProtocol) -> Int64? {
        var text = Substring(text).utf8
        guard let time = time(&text), text.isEmpty else { return nil }
        return time
    }

    private static func days(_ text: inout Substring.UTF8View) -> Int? {
        guard let year = digits(4, &text), text.popFirst() == UInt8(ascii: "-"), let month = digits(2, &text),
            text.popFirst() == UInt8(ascii: "-"), let day = digits(2, &text), // The year 0, which ISO 8601 has, is as long as the year 400.
            CivilCalendar.isValid(year == 0 ? 400 : year, month, day)
        else { return nil }
        return CivilCalendar.dayNumber(year, month, day)
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
}
