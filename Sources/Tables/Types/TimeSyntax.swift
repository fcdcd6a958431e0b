extension DateSyntax {
    /// Reads the time and the zone that follow a day, from `start`; clears the reading when something else stands there.
    @inline(__always)
    static func readTime(_ bytes: ByteView, _ start: Int, _ reading: inout DateReading) {
        var index = start
        let count = bytes.count
        if bytes[index] == UInt8(ascii: "T") || bytes[index] == UInt8(ascii: "t") {
            index += 1
        } else if bytes[index] == 0x20 {
            while index < count, bytes[index] == 0x20 { index += 1 }
            // `3 mars 2024 à 12h30`
            if index + 3 < count, bytes[index] == 0xC3, bytes[index + 1] == 0xA0, bytes[index + 2] == 0x20 { index += 3 }
        } else {
            reading.traits = []
            return
        }
        guard let time = clock(bytes, &index) else { reading.traits = []; return }
        reading.microseconds = time
        if index == count {
            reading.traits.formUnion([.withTime, .unzoned])
        } else if let offset = zone(bytes, index) {
            reading.microseconds -= offset
            reading.traits.formUnion([.withTime, .zoned])
        } else {
            reading.traits = []
        }
    }

    /// `12:30`, `12:30:15.5`, `12h30`, `123015`: microseconds since midnight.
    ///
    /// A fraction finer than the microsecond is refused unless its further digits are zeros: it would be lost.
    @inline(__always)
    static func clock(_ bytes: ByteView, _ index: inout Int) -> Int64? {
        let count = bytes.count
        let hour = digits(bytes, &index)
        if hour.width == 4 { return compactClock(bytes, &index, hour.value) }
        guard hour.width == 1 || hour.width == 2, hour.value < 24, index < count else { return nil }
        // `8 h 30`, as the typographic code has it, and `8 h`.
        if bytes[index] == 0x20, index + 1 < count, bytes[index + 1] | 0x20 == UInt8(ascii: "h") { index += 1 }
        let mark = bytes[index]
        guard mark == UInt8(ascii: ":") || mark | 0x20 == UInt8(ascii: "h") else { return nil }
        index += 1
        if mark != UInt8(ascii: ":") {
            if index < count, bytes[index] == 0x20 { index += 1 }
            if index == count { return Int64(hour.value) * 3_600_000_000 }
        }
        guard index + 2 <= count, let minute = number(bytes, index, 2), minute < 60 else { return nil }
        index += 2
        var micros = Int64(hour.value * 3600 + minute * 60) * 1_000_000
        if index < count, bytes[index] == UInt8(ascii: ":") {
            guard index + 3 <= count, let second = number(bytes, index + 1, 2), second < 60 else { return nil }
            index += 3
            micros += Int64(second) * 1_000_000
            if index < count, bytes[index] == UInt8(ascii: ".") || bytes[index] == UInt8(ascii: ",") {
                index += 1
                guard let fraction = fraction(bytes, &index) else { return nil }
                micros += fraction
            }
        }
        return micros
    }

    private static func fraction(_ bytes: ByteView, _ index: inout Int) -> Int64? {
        var weight: Int64 = 100_000
        var micros: Int64 = 0
        let from = index
        while index < bytes.count, bytes[index] &- 0x30 < 10 {
            let digit = Int64(bytes[index] & 0xF)
            if weight == 0 && digit != 0 { return nil }
            micros += digit * weight
            weight /= 10
            index += 1
        }
        return index > from ? micros : nil
    }

    private static func compactClock(_ bytes: ByteView, _ index: inout Int, _ hourMinute: Int) -> Int64? {
        guard hourMinute / 100 < 24, hourMinute % 100 < 60 else { return nil }
        var seconds = hourMinute / 100 * 3600 + hourMinute % 100 * 60
        if index + 2 <= bytes.count, let second = number(bytes, index, 2), second < 60 {
            seconds += second
            index += 2
        }
        return Int64(seconds) * 1_000_000
    }

    /// `Z`, `+02:00`, `+0200`, `+02`, ` UTC`: microseconds east of Greenwich.
    static func zone(_ bytes: ByteView, _ start: Int) -> Int64? {
        var index = start
        while index < bytes.count, bytes[index] == 0x20 { index += 1 }
        let rest = bytes.slice(from: index)
        if rest.count == 1 { return rest[0] | 0x20 == UInt8(ascii: "z") ? 0 : nil }
        if rest.count == 3, ["UTC", "GMT"].contains(rest.text()) { return 0 }
        guard rest.count == 3 || rest.count == 5 || rest.count == 6 else { return nil }
        let sign: Int64
        switch rest[0] {
        case UInt8(ascii: "+"): sign = 1
        case UInt8(ascii: "-"): sign = -1
        default: return nil
        }
        guard let hours = number(rest, 1, 2), hours <= 14 else { return nil }
        var minutes = 0
        if rest.count == 5 { minutes = number(rest, 3, 2) ?? 60 }
        if rest.count == 6 { minutes = rest[3] == UInt8(ascii: ":") ? number(rest, 4, 2) ?? 60 : 60 }
        return minutes < 60 ? sign * Int64(hours * 3600 + minutes * 60) * 1_000_000 : nil
    }

    /// A trimmed cell that holds a time of day and nothing else: microseconds since midnight.
    static func timeOfDay(_ bytes: ByteView) -> Int64? {
        guard bytes.count >= 4, bytes.count <= 15, bytes[1] == UInt8(ascii: ":") || bytes[2] == UInt8(ascii: ":")
            || bytes[1] | 0x20 == UInt8(ascii: "h") || bytes[2] | 0x20 == UInt8(ascii: "h") || bytes[3] | 0x20 == UInt8(ascii: "h")
        else { return nil }
        var index = 0
        guard let time = clock(bytes, &index), index == bytes.count else { return nil }
        return time
    }
}
