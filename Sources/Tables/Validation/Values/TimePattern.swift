import Localization

/// A pattern of dates and times in the manner of POSIX `strptime`, as Python reads it: the format of Table Schema.
///
/// Numbers may lack their leading zeros, a space stands for any number of spaces, and names of months and days are
/// taken in French and English.
struct TimePattern: Sendable {
    private enum Part: Sendable {
        case literal(UInt8), space, directive(UInt8)
    }

    /// What a cell gives; a missing field keeps what `strptime` leaves: 1900-01-01 00:00.
    struct Fields {
        var year = 1900
        var month = 1
        var day = 1
        var dayOfYear: Int?
        var hour = 0
        var isAfternoon: Bool?
        var minute = 0
        var second = 0
        var microsecond = 0
        /// Microseconds east of Greenwich.
        var offset: Int64?

        func value(_ type: SchemaType) -> TypedValue? {
            var days: Int64
            if let dayOfYear {
                guard dayOfYear <= (CivilCalendar.isLeap(year) ? 366 : 365) else { return nil }
                days = Int64(CivilCalendar.dayNumber(year, 1, 1)) + Int64(dayOfYear - 1)
            } else {
                guard CivilCalendar.isValid(year, month, day) else { return nil }
                days = Int64(CivilCalendar.dayNumber(year, month, day))
            }
            var hour = hour
            if let isAfternoon { hour = hour % 12 + (isAfternoon ? 12 : 0) }
            let time = Int64(hour * 3600 + minute * 60 + second) * 1_000_000 + Int64(microsecond) - (offset ?? 0)
            return switch type {
            case .date: .date(days)
            case .time: .time(time)
            default: .instant(days * 86_400_000_000 + time)
            }
        }
    }

    private let parts: [Part]

    /// Directives that stand for several others.
    private static let composed: [UInt8: String] = [
        UInt8(ascii: "T"): "%H:%M:%S", UInt8(ascii: "R"): "%H:%M", UInt8(ascii: "D"): "%m/%d/%y", UInt8(ascii: "F"): "%Y-%m-%d",
    ]
    private static let known = Set("YymdejHIpMSfzZbBhaA%TRDF".utf8)

    /// The first directive that no pattern knows, such as `%Q`; a lone `%` at the end is one.
    static func unknownDirective(_ pattern: String) -> String? {
        var bytes = Array(pattern.utf8)[...]
        while let byte = bytes.popFirst() {
            guard byte == UInt8(ascii: "%") else { continue }
            guard let letter = bytes.popFirst() else { return "%" }
            if !known.contains(letter) { return "%" + String(decoding: [letter], as: UTF8.self) }
        }
        return nil
    }

    init(_ pattern: String) {
        var parts: [Part] = []
        var bytes = Array(pattern.utf8)[...]
        while let byte = bytes.popFirst() {
            if byte == UInt8(ascii: "%"), let letter = bytes.popFirst() {
                if let longer = Self.composed[letter] {
                    bytes = (Array(longer.utf8) + bytes)[...]
                } else {
                    parts.append(letter == UInt8(ascii: "%") ? .literal(letter) : .directive(letter))
                }
            } else if byte == 0x20 || byte >= 0x09 && byte <= 0x0D {
                parts.append(.space)
            } else {
                parts.append(.literal(byte))
            }
        }
        self.parts = parts
    }

    /// Whether the pattern is `%Y-%m-%d`, the most common one.
    var isISODay: Bool {
        let expected: [Part] = Array("Y-m-d".utf8).map { $0 == UInt8(ascii: "-") ? .literal($0) : .directive($0) }
        return parts.count == expected.count && zip(parts, expected).allSatisfy { pair in
            switch pair {
            case (.literal(let a), .literal(let b)), (.directive(let a), .directive(let b)): a == b
            default: false
            }
        }
    }

    func read(_ cell: ByteView) -> Fields? {
        var steps = 0
        return match(cell, 0, part: 0, Fields(), &steps)
    }

    /// Numbers take as many digits as they can, then fewer where the rest would not fit otherwise.
    private func match(_ cell: ByteView, _ start: Int, part: Int, _ fields: Fields, _ steps: inout Int) -> Fields? {
        // A pattern of many numbers in a row could be tried in very many ways.
        steps += 1
        guard steps < 1_000 else { return nil }
        var index = start
        var part = part
        var fields = fields
        while part < parts.count {
            switch parts[part] {
            case .literal(let byte):
                guard index < cell.count, cell[index] == byte else { return nil }
                index += 1
            case .space:
                let from = index
                while index < cell.count, cell[index] == 0x20 || cell[index] >= 0x09 && cell[index] <= 0x0D { index += 1 }
                guard index > from else { return nil }
            case .directive(let letter):
                guard let widths = Self.widths(letter) else {
                    guard Self.readWord(letter, cell, &index, &fields) else { return nil }
                    break
                }
                for width in stride(from: widths.upperBound, through: widths.lowerBound, by: -1) {
                    guard index + width <= cell.count, let number = DateSyntax.number(cell, index, width) else { continue }
                    var tried = fields
                    guard Self.set(letter, number, width, &tried) else { continue }
                    if let found = match(cell, index + width, part: part + 1, tried, &steps) { return found }
                }
                return nil
            }
            part += 1
        }
        return index == cell.count ? fields : nil
    }

    /// How many digits the directive's number may have; `nil` for words.
    private static func widths(_ letter: UInt8) -> ClosedRange<Int>? {
        switch letter {
        case UInt8(ascii: "Y"): 4...4
        case UInt8(ascii: "y"): 2...2
        case UInt8(ascii: "j"): 1...3
        case UInt8(ascii: "f"): 1...6
        case UInt8(ascii: "m"), UInt8(ascii: "d"), UInt8(ascii: "e"), UInt8(ascii: "H"), UInt8(ascii: "I"), UInt8(ascii: "M"), UInt8(ascii: "S"): 1...2
        default: nil
        }
    }

    private static func set(_ letter: UInt8, _ number: Int, _ width: Int, _ fields: inout Fields) -> Bool {
        switch letter {
        case UInt8(ascii: "Y"): fields.year = number; return number >= 1
        case UInt8(ascii: "y"): fields.year = number < 69 ? 2000 + number : 1900 + number; return true
        case UInt8(ascii: "m"): fields.month = number; return number >= 1 && number <= 12
        case UInt8(ascii: "d"), UInt8(ascii: "e"): fields.day = number; return number >= 1 && number <= 31
        case UInt8(ascii: "j"): fields.dayOfYear = number; return number >= 1 && number <= 366
        case UInt8(ascii: "H"): fields.hour = number; return number < 24
        case UInt8(ascii: "I"): fields.hour = number; return number >= 1 && number <= 12
        case UInt8(ascii: "M"): fields.minute = number; return number < 60
        case UInt8(ascii: "S"): fields.second = number; return number <= 61
        default:
            fields.microsecond = number
            for _ in width..<6 { fields.microsecond *= 10 }
            return true
        }
    }

    private static func readWord(_ letter: UInt8, _ cell: ByteView, _ index: inout Int, _ fields: inout Fields) -> Bool {
        if letter == UInt8(ascii: "z") {
            let end = zoneEnd(cell, index)
            guard let offset = DateSyntax.zone(cell.slice(0, end), index) else { return false }
            fields.offset = offset
            index = end
            return true
        }
        let from = index
        while index < cell.count, cell[index] | 0x20 >= 0x61 && cell[index] | 0x20 <= 0x7A || cell[index] >= 0x80 { index += 1 }
        let word = cell.slice(from, index)
        guard word.count > 0 else { return false }
        switch letter {
        case UInt8(ascii: "p"):
            guard word.count == 2, word[1] | 0x20 == UInt8(ascii: "m") else { return false }
            fields.isAfternoon = word[0] | 0x20 == UInt8(ascii: "p")
            return fields.isAfternoon == true || word[0] | 0x20 == UInt8(ascii: "a")
        case UInt8(ascii: "Z"): return ["utc", "gmt", "z"].contains(word.text().lowercased())
        case UInt8(ascii: "b"), UInt8(ascii: "B"), UInt8(ascii: "h"):
            if index < cell.count, cell[index] == UInt8(ascii: ".") { index += 1 }
            guard let month = CalendarNames.month(word) else { return false }
            fields.month = month
            return true
        default: return CalendarNames.weekday(word) != nil
        }
    }

    private static func zoneEnd(_ cell: ByteView, _ start: Int) -> Int {
        guard start < cell.count else { return start }
        if cell[start] | 0x20 == UInt8(ascii: "z") { return start + 1 }
        var end = start + 1
        while end < cell.count, end < start + 6, cell[end] &- 0x30 < 10 || cell[end] == UInt8(ascii: ":") { end += 1 }
        return end
    }
}
