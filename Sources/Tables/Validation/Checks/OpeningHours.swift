/// Opening hours in the notation of OpenStreetMap (wiki page “Key:opening_hours/specification”, version 0.7.2).
///
/// A value is valid when it is a sentence of the grammar; whether it makes sense (a rule hidden by the next one) is left
/// to who reads it.
enum OpeningHours {
    static func isValid(_ cell: ByteView) -> Bool {
        var grammar = OpeningHoursGrammar(cell.array)
        return grammar.isDomain()
    }
}

/// A reader by recursive descent: each function takes what it is named after, or stays where it was and says `false`.
struct OpeningHoursGrammar {
    let bytes: [UInt8]
    var index = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    // MARK: Rules

    /// Rules separated by `;`, `||`, or `,` before a rule of its own.
    mutating func isDomain() -> Bool {
        skipSpace()
        guard rule() else { return false }
        while true {
            skipSpace()
            if index == bytes.count { return true }
            if take("||") {
                skipSpace()
                guard rule() else { return false }
            } else if take(";") {
                skipSpace()
                guard rule() else { return false }
            } else if take(",") {
                skipSpace()
                guard rule() else { return false }
            } else {
                return false
            }
        }
    }

    private mutating func rule() -> Bool {
        let start = index
        let hasSelector = selector()
        let mark = index
        skipSpace()
        if modifier() { return true }
        index = mark
        if !hasSelector { index = start }
        return hasSelector
    }

    /// `open`, `closed`, `off`, `unknown`, with or without a comment; or a comment alone.
    private mutating func modifier() -> Bool {
        for word in ["open", "closed", "off", "unknown"] where takeWord(word) {
            let mark = index
            skipSpace()
            if !comment() { index = mark }
            return true
        }
        return comment()
    }

    private mutating func comment() -> Bool {
        guard peek == UInt8(ascii: "\"") else { return false }
        let start = index
        index += 1
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") { index += 1 }
        guard index < bytes.count, index > start + 1 else {
            index = start
            return false
        }
        index += 1
        return true
    }

    private mutating func selector() -> Bool {
        if take("24/7") { return true }
        let start = index
        let isWide = wideSelector()
        let mark = index
        skipSpace()
        let afterSpace = index
        if isWide, take(":") { skipSpace() }
        if smallSelector() { return true }
        if isWide {
            index = mark
            if index < afterSpace || peek == UInt8(ascii: ":") { _ = take(":") }
            return true
        }
        index = start
        return false
    }

    // MARK: Wide ranges: years, months, weeks

    private mutating func wideSelector() -> Bool {
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

    private mutating func year() -> Bool {
        guard index + 4 <= bytes.count, bytes[index..<(index + 4)].allSatisfy({ $0 &- 0x30 < 10 }) else { return false }
        if index + 4 < bytes.count, bytes[index + 4] &- 0x30 < 10 || bytes[index + 4] == UInt8(ascii: ":") { return false }
        let value = bytes[index..<(index + 4)].reduce(0) { $0 * 10 + Int($1 & 0xF) }
        guard value >= 1900 else { return false }
        index += 4
        return true
    }

    private mutating func yearSelector() -> Bool {
        guard yearRange() else { return false }
        repeated { $0.yearRange() }
        return true
    }

    private mutating func yearRange() -> Bool {
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

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    private static let days = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]

    private mutating func month() -> Bool { Self.months.contains { takeWord($0) } }

    private mutating func day() -> Bool {
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

    private mutating func monthdaySelector(hasYear: Bool) -> Bool {
        guard monthdayRange() else { return false }
        repeated { $0.monthdayRange() }
        return true
    }

    private mutating func monthdayRange() -> Bool {
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
    private mutating func dateEnd() -> Bool {
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
    private mutating func dateOffset() -> Bool {
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
    private mutating func dayOffset() -> Bool {
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

    private mutating func weekSelector() -> Bool {
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

    private mutating func week() -> Bool {
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

    // MARK: Small ranges: days of the week, holidays, times

    private mutating func smallSelector() -> Bool {
        let start = index
        let hasDays = weekdaySelector()
        let mark = index
        if hasDays { skipSpace() }
        if timeSelector() { return true }
        index = hasDays ? mark : start
        return hasDays
    }

    private mutating func weekdaySelector() -> Bool {
        let start = index
        if holiday() {
            repeated { $0.holiday() }
            // `PH Mo-Fr`: the holidays that fall on these days. `PH,Su`: the holidays and these days.
            let mark = index
            skipSpace()
            if index > mark, weekday() {
                repeated { $0.weekday() }
                return true
            }
            index = start
        }
        guard weekdayRange() else { return false }
        repeated { $0.weekdayRange() }
        return true
    }

    private mutating func weekdayRange() -> Bool { holiday() || weekday() }

    private mutating func holiday() -> Bool {
        guard takeWord("PH") || takeWord("SH") else { return false }
        _ = dayOffset()
        return true
    }

    private mutating func weekday() -> Bool {
        guard Self.days.contains(where: { takeWord($0) }) else { return false }
        let mark = index
        if take("-") {
            if Self.days.contains(where: { takeWord($0) }) { return true }
            index = mark
            return true
        }
        if take("[") {
            guard nth() else {
                index = mark
                return true
            }
            repeated { $0.nth() }
            guard take("]") else {
                index = mark
                return true
            }
            _ = dayOffset()
        }
        return true
    }

    /// `1`, `1-2`, `-1`: which of the month's days of that name.
    private mutating func nth() -> Bool {
        let start = index
        let isNegative = take("-")
        guard let from = number(1...1), from >= 1, from <= 5 else {
            index = start
            return false
        }
        let mark = index
        if !isNegative, take("-") {
            if let to = number(1...1), to >= from, to <= 5 { return true }
            index = mark
        }
        return true
    }

    private mutating func timeSelector() -> Bool {
        guard timespan() else { return false }
        repeated { $0.timespan() }
        return true
    }

    private mutating func timespan() -> Bool {
        let start = index
        guard time(latest: 24) else { return false }
        if take("+") { return true }
        let mark = index
        skipSpace()
        if take("-") {
            skipSpace()
            guard time(latest: 48) else {
                index = start
                return false
            }
            if take("+") { return true }
            if take("/") {
                // Every so many minutes or hours and minutes.
                if time(latest: 24) { return true }
                guard number(1...3) != nil else {
                    index = start
                    return false
                }
            }
            return true
        }
        index = mark
        return true
    }

    private mutating func time(latest: Int) -> Bool {
        let start = index
        if let hour = number(2...2), hour <= latest, take(":"), let minute = number(2...2), minute < 60, hour < latest || minute == 0 { return true }
        index = start
        if event() { return true }
        if take("(") {
            skipSpace()
            if event() {
                skipSpace()
                if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") {
                    index += 1
                    skipSpace()
                    if let hour = number(2...2), hour <= 24, take(":"), let minute = number(2...2), minute < 60 {
                        skipSpace()
                        if take(")") { return true }
                    }
                }
            }
        }
        index = start
        return false
    }

    private mutating func event() -> Bool { ["dawn", "sunrise", "sunset", "dusk"].contains { takeWord($0) } }

    // MARK: Bytes

    private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func skipSpace() {
        while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
    }

    private mutating func take(_ text: String) -> Bool {
        guard bytes[index...].starts(with: text.utf8) else { return false }
        index += text.utf8.count
        return true
    }

    /// A word that no letter follows.
    private mutating func takeWord(_ word: String) -> Bool {
        let start = index
        guard take(word) else { return false }
        if let next = peek, next | 0x20 >= 0x61, next | 0x20 <= 0x7A {
            index = start
            return false
        }
        return true
    }

    private mutating func number(_ width: ClosedRange<Int>) -> Int? {
        let start = index
        var value = 0
        while index < bytes.count, bytes[index] &- 0x30 < 10, index - start < width.upperBound {
            value = value * 10 + Int(bytes[index] & 0xF)
            index += 1
        }
        if index - start >= width.lowerBound { return value }
        index = start
        return nil
    }

    /// Further elements behind commas; a comma that opens something else is left.
    private mutating func repeated(_ element: (inout Self) -> Bool) {
        while true {
            let mark = index
            skipSpace()
            guard take(",") else {
                index = mark
                return
            }
            skipSpace()
            guard element(&self) else {
                index = mark
                return
            }
        }
    }
}
