import Localization

extension DateSyntax {
    /// `3 mars 2024`, `1er janvier 2020`, `lundi 3 févr. 2024 à 12h30`, `3-mars-20`, `March 3, 2024`.
    @inline(never)
    static func readNamed(_ bytes: ByteView, mask: UInt16) -> DateReading {
        var reading = DateReading()
        if mask & (ByteClass.letters | ByteClass.wide) == 0 || mask & (ByteClass.other | ByteClass.at | ByteClass.bar) != 0 { return reading }
        var index = 0
        func skip() {
            while index < bytes.count, bytes[index] == 0x20 || bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: ",")
                || bytes[index] == UInt8(ascii: "/")
            { index += 1 }
        }
        func word() -> ByteView {
            let from = index
            while index < bytes.count, bytes[index] | 0x20 >= 0x61 && bytes[index] | 0x20 <= 0x7A || bytes[index] >= 0x80 { index += 1 }
            let to = index
            if index < bytes.count, bytes[index] == UInt8(ascii: ".") { index += 1 }
            return bytes.slice(from, to)
        }
        func finish(_ format: Int, _ year: Int, _ month: Int, _ day: Int) -> DateReading {
            guard CivilCalendar.isValid(year, month, day) else { return DateReading() }
            reading.days = Int64(CivilCalendar.dayNumber(year, month, day))
            reading.traits = .date(format)
            if index == bytes.count { reading.traits.insert(.dayOnly) } else { readTime(bytes, index, &reading) }
            return reading
        }
        func year() -> Int? {
            let year = digits(bytes, &index)
            return year.width == 4 ? year.value : year.width == 2 ? fullYear(year.value) : nil
        }

        if bytes[0] &- 0x30 >= 10 {
            var name = word()
            // `le 5 mars 2024`
            var isArticle = name.count == 2 && name[0] | 0x20 == UInt8(ascii: "l") && name[1] | 0x20 == UInt8(ascii: "e")
            if isArticle {
                skip()
                if index < bytes.count, bytes[index] &- 0x30 >= 10 {
                    isArticle = false
                    name = word()
                }
            }
            if !isArticle {
                // A name of a month or a day stands alone: `bd3` is none.
                if index >= bytes.count || bytes[index] &- 0x30 < 10 { return reading }
                if CalendarNames.weekday(name) != nil {
                    skip()
                } else if let month = CalendarNames.month(name) {
                    skip()
                    let day = digits(bytes, &index)
                    skip()
                    guard day.width == 1 || day.width == 2, let year = year() else { return reading }
                    return finish(monthNameDay, year, month, day.value)
                } else {
                    return reading
                }
            }
        }
        let day = digits(bytes, &index)
        guard day.width == 1 || day.width == 2 else { return reading }
        if day.value == 1, index + 2 <= bytes.count, bytes[index] == UInt8(ascii: "e"), bytes[index + 1] == UInt8(ascii: "r") { index += 2 }
        skip()
        guard let month = CalendarNames.month(word()) else { return reading }
        skip()
        guard let year = year() else { return reading }
        return finish(dayMonthName, year, month, day.value)
    }
}

/// The names of months and days, French and English, whole and shortened as the typographic code does.
enum CalendarNames {
    private static func table(_ rows: [String]) -> WordTable<Int> {
        var words: [UInt64: Int] = [:]
        for (index, row) in rows.enumerated() {
            for name in row.split(separator: " ") { words[String(name).withView { FoldedHash.of($0) }] = index + 1 }
        }
        return WordTable(words)
    }

    private static let months = table([
        "janvier janv jan january", "février févr fév feb february fev", "mars mar march", "avril avr apr april",
        "mai may", "juin jun june", "juillet juil jul july", "août aou aug august", "septembre sept sep september",
        "octobre oct october", "novembre nov november", "décembre déc dec december",
    ])

    private static let weekdays = table([
        "lundi lun monday mon", "mardi mar tuesday tue", "mercredi mer wednesday wed", "jeudi jeu thursday thu",
        "vendredi ven friday fri", "samedi sam saturday sat", "dimanche dim sunday sun",
    ])

    /// 1…12.
    static func month(_ bytes: ByteView) -> Int? {
        bytes.count >= 3 && bytes.count <= 12 ? months[FoldedHash.of(bytes)] : nil
    }

    /// 1 for Monday, as ISO 8601 counts.
    static func weekday(_ bytes: ByteView) -> Int? {
        bytes.count >= 3 && bytes.count <= 10 ? weekdays[FoldedHash.of(bytes)] : nil
    }
}
