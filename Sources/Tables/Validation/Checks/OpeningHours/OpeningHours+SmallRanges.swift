/// Days of the week, holidays and times of the day.
extension OpeningHoursGrammar {
    mutating func smallSelector() -> Bool {
        let start = index
        let hasDays = weekdaySelector()
        let mark = index
        if hasDays { skipSpace() }
        if timeSelector() { return true }
        index = hasDays ? mark : start
        return hasDays
    }

    mutating func weekdaySelector() -> Bool {
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

    mutating func weekdayRange() -> Bool { holiday() || weekday() }

    mutating func holiday() -> Bool {
        guard takeWord("PH") || takeWord("SH") else { return false }
        _ = dayOffset()
        return true
    }

    mutating func weekday() -> Bool {
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
    mutating func nth() -> Bool {
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

    mutating func timeSelector() -> Bool {
        guard timespan() else { return false }
        repeated { $0.timespan() }
        return true
    }

    mutating func timespan() -> Bool {
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

    mutating func time(latest: Int) -> Bool {
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

    mutating func event() -> Bool { ["dawn", "sunrise", "sunset", "dusk"].contains { takeWord($0) } }
}
