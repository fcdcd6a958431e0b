/// Years, months, dates and weeks.
extension OpeningHoursGrammar {
    mutating func wideSelector() -> Bool {
        let start = index
        // A comment before a colon stands for a range.
        if comment() {
            skipSpace()
            if take(":") {
                index -= 1
                return true
            }
            index = start
        }
        var found = false
        let beforeYear = index
        if yearSelector() {
            found = true
            let mark = index
            skipSpace()
            // A year may belong to the date behind it: `2024 Jan 01-2025 Feb 02`.
            if !monthdaySelector(hasYear: true) { index = mark }
        } else {
            index = beforeYear
            found = monthdaySelector(hasYear: false)
        }
        let mark = index
        if found { skipSpace() }
        if weekSelector() { found = true } else { index = mark }
        if !found { index = start }
        return found
    }

    mutating func year() -> Bool {
        guard index + 4 <= bytes.count, bytes[index..<(index + 4)].allSatisfy({ $0 &- 0x30 < 10 }) else { return false }
        if index + 4 < bytes.count, bytes[index + 4] &- 0x30 < 10 || bytes[index + 4] == UInt8(ascii: ":") { return false }
        let value = bytes[index..<(index + 4)].reduce(0) { $0 * 10 + Int($1 & 0xF) }
        guard value >= 1900 else { return false }
        index += 4
        return true
    }

    mutating func yearSelector() -> Bool {
        guard yearRange() else { return false }
        repeated { $0.yearRange() }
        return true
    }

    mutating func yearRange() -> Bool {
        guard year() else { return false }
        if take("+") { return true }
        let mark = index
        if take("-"), year() {
            if take("/"), number(1...3) == nil { index -= 1 }
            return true
        }
        index = mark
        return true
    }

    static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    static let days = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]

    mutating func month() -> Bool { Self.months.contains { takeWord($0) } }

    mutating func day() -> Bool {
        let mark = index
        guard let value = number(1...2), value >= 1, value <= 31 else {
            index = mark
            return false
        }
        // `Jan 10:00` is a month and a time; a colon before anything but a digit ends a wide range.
        let isTime = peek == UInt8(ascii: ":") && index + 1 < bytes.count && bytes[index + 1] &- 0x30 < 10
        if isTime || peek.map({ $0 &- 0x30 < 10 }) == true {
            index = mark
            return false
        }
        return true
    }

    mutating func monthdaySelector(hasYear: Bool) -> Bool {
        guard monthdayRange() else { return false }
        repeated { $0.monthdayRange() }
        return true
    }

    mutating func monthdayRange() -> Bool {
        let start = index
        let hadYear = year()
        if hadYear { skipSpace() }
        if takeWord("easter") {
            _ = dateOffset()
            _ = dateEnd()
            return true
        }
        guard month() else {
            index = start
            return false
        }
        let afterMonth = index
        skipSpace()
        if day() {
            _ = dateOffset()
            let mark = index
            if take("+") { return true }
            index = mark
            _ = dateEnd()
            return true
        }
        index = afterMonth
        // Months: `Jan-Mar`.
        let mark = index
        skipSpace()
        if take("-") {
            skipSpace()
            let beforeYear = index
            if year() { skipSpace() }
            if month() {
                let afterRange = index
                skipSpace()
                // `Jan-Mar 15` would be a date without its day at the start.
                index = afterRange
                return true
            }
            index = beforeYear
        }
        index = mark
        return true
    }

    /// `-Feb 02`, `-15`, `-2025 Feb 02`, `-easter +1 day`.
    mutating func dateEnd() -> Bool {
        let start = index
        skipSpace()
        guard take("-") else {
            index = start
            return false
        }
        skipSpace()
        let mark = index
        if year() { skipSpace() }
        if takeWord("easter") {
            _ = dateOffset()
            return true
        }
        if month() {
            skipSpace()
            if day() {
                _ = dateOffset()
                return true
            }
        }
        index = mark
        if day() {
            _ = dateOffset()
            return true
        }
        index = start
        return false
    }

    /// ` +Su`, ` -2 days`.
    mutating func dateOffset() -> Bool {
        let start = index
        skipSpace()
        if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") {
            index += 1
            if Self.days.contains(where: { takeWord($0) }) {
                let mark = index
                if !dayOffset() { index = mark }
                return true
            }
        }
        index = start
        return dayOffset()
    }

    /// ` +1 day`, ` -2 days`.
    mutating func dayOffset() -> Bool {
        let start = index
        skipSpace()
        if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") {
            index += 1
            skipSpace()
            if number(1...3) != nil {
                skipSpace()
                if takeWord("days") || takeWord("day") { return true }
            }
        }
        index = start
        return false
    }

    mutating func weekSelector() -> Bool {
        let start = index
        guard takeWord("week") else { return false }
        skipSpace()
        guard week() else {
            index = start
            return false
        }
        repeated { $0.week() }
        return true
    }

    mutating func week() -> Bool {
        let isWeek: (Int?) -> Bool = { ($0 ?? 0) >= 1 && $0! <= 53 }
        let start = index
        guard isWeek(number(1...2)) else {
            index = start
            return false
        }
        let mark = index
        if take("-") {
            guard isWeek(number(1...2)) else {
                index = mark
                return true
            }
            if take("/"), number(1...2) == nil { index -= 1 }
        }
        return true
    }
}
