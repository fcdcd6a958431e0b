import Localization

/// Days and times in other spellings, brought to the one that the schema asks for.
enum DateCandidates {
    /// - Parameter format: Table Schema's, such as `%Y-%m-%d`; nil or `default` for ISO 8601.
    static func days(_ text: String, format: String?, evidence: ColumnEvidence) -> [Candidate] {
        readings(text, evidence).compactMap { reading in
            written(reading.days, format).map { Candidate($0, .dateSpelling, isFaithful: reading.isSure) }
        }
    }

    /// - Parameter format: as for days; nil or `default` for `2024-03-01T12:30:00Z`.
    static func instants(_ text: String, format: String?, evidence: ColumnEvidence) -> [Candidate] {
        guard format == nil || format == "default" || format == "any" else { return [] }
        return readings(text, evidence, takesTime: true).flatMap { reading -> [Candidate] in
            let time = ISO8601.text(timeOfDay: reading.microseconds % 86_400_000_000)
            let day = ISO8601.text(day: Int(reading.days))
            // The zone is not written: UTC would be a guess.
            return [
                Candidate("\(day)T\(time)", .dateSpelling, isFaithful: reading.isSure),
                Candidate("\(day)T\(time)Z", .dateSpelling, isFaithful: false),
            ]
        }
    }

    /// `9h30`, `9:30`, `9 h 30 min` to `09:30:00`.
    static func times(_ text: String) -> [Candidate] {
        let parts = text.lowercased().split(whereSeparator: { !$0.isASCII || !$0.isNumber })
        let marks = text.lowercased().filter { !$0.isNumber && !$0.isWhitespace }
        guard (1...3).contains(parts.count), ["h", "hmin", "hm", ":", "::", "h:", "hmins", "heures", "heure"].contains(marks)
        else { return [] }
        let numbers = parts.compactMap { $0.count <= 2 ? Int($0) : nil } + [0, 0]
        guard numbers.count == parts.count + 2, numbers[0] < 24, numbers[1] < 60, numbers[2] < 60 else { return [] }
        return [Candidate(numbers.prefix(3).map { padded($0, 2) }.joined(separator: ":"), .dateSpelling)]
    }

    /// `2023.0`, `2023-01-01` to `2023`.
    static func years(_ text: String) -> [Candidate] {
        let start = text.prefix { $0.isASCII && $0.isNumber }
        guard start.count == 4 else { return [] }
        let rest = text.dropFirst(4)
        if rest == ".0" || rest == ",0" { return [Candidate(String(start), .numberForCode)] }
        return rest.hasPrefix("-") ? [Candidate(String(start), .dateSpelling, isFaithful: rest == "-01-01")] : []
    }

    // MARK: Reading

    private struct Reading {
        var days: Int64
        var microseconds: Int64
        var isSure: Bool
    }

    private static func readings(_ text: String, _ evidence: ColumnEvidence, takesTime: Bool = false) -> [Reading] {
        text.withView { view -> [Reading] in
            let reading = DateSyntax.read(view, mask: ByteClass.table.scan(view))
            guard !reading.traits.isEmpty else { return [] }
            // A time that says something would be lost in a day.
            if !takesTime, reading.microseconds != 0 { return [] }
            var found: [Reading] = []
            for (index, format) in DateFormat.allCases.enumerated() where !reading.traits.isDisjoint(with: .date(index)) {
                let days = reading.days(format)
                let isSure = !format.hasShortYear
                if found.contains(where: { $0.days == days && $0.isSure == isSure }) { continue }
                let order = order(of: format)
                if let isDayFirst = evidence.isDayFirst, let order, order != (isDayFirst ? .day : .month) { continue }
                found.append(Reading(days: days, microseconds: reading.microseconds, isSure: isSure))
            }
            // Two readings that give two days: the French order is likely, and no more.
            if Set(found.map(\.days)).count > 1 { for index in found.indices { found[index].isSure = false } }
            return found
        }
    }

    private enum Order { case day, month }

    private static func order(of format: DateFormat) -> Order? {
        if format.rawValue.hasPrefix("dd") { return .day }
        if format.rawValue.hasPrefix("MM/") || format.rawValue.hasPrefix("MM-") || format.rawValue.hasPrefix("MM.") { return .month }
        return nil
    }

    // MARK: Writing

    /// The day as a format of `strptime` writes it; nil for a format with anything else than day, month and year.
    private static func written(_ days: Int64, _ format: String?) -> String? {
        let (year, month, day) = CivilCalendar.day(Int(days))
        guard let format, format != "default", format != "any" else { return ISO8601.text(day: Int(days)) }
        var text = ""
        var rest = format[...]
        while let character = rest.popFirst() {
            guard character == "%" else {
                text.append(character)
                continue
            }
            switch rest.popFirst() {
            case "Y": text += padded(year, 4)
            case "m": text += padded(month, 2)
            case "d": text += padded(day, 2)
            case "y": text += padded(year % 100, 2)
            default: return nil
            }
        }
        return text
    }

    private static func padded(_ value: Int, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
