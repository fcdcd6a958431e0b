/// What a number format of a spreadsheet (ECMA-376, 18.8.30) makes of a number, as far as its meaning goes.
enum NumberStyle: Equatable {
    case general
    case percent, euro
    case day, dayTime, time
    /// Hours that may exceed a day: `[h]:mm`.
    case duration
    /// As many digits at least, with zeros in front: codes kept as numbers.
    case padded(Int)
    /// `@`: what looks like a number is text.
    case text

    /// The formats that have a number and no code; those of dates in other locales (27–36, 50–58) are days.
    init(builtIn id: Int) {
        self = switch id {
        case 9, 10: .percent
        case 14...17, 27...31, 34...36, 50...54, 57, 58: .day
        case 22: .dayTime
        case 18...21, 32, 33, 45, 47, 55, 56: .time
        case 46: .duration
        case 49: .text
        default: .general
        }
    }

    init(code: String) {
        // The first section is for positive numbers; the others follow it.
        var letters: [Character] = []
        var shown: [Character] = []
        var isQuoted = false
        var isEscaped = false
        var bracket: [Character]?
        var isDuration = false
        var hasEuro = false
        // The marks of half-days hold an `M` that is no month.
        scan: for character in code.replacing("AM/PM", with: "").replacing("A/P", with: "") {
            if isEscaped {
                isEscaped = false
                if character == "€" { hasEuro = true }
                continue
            }
            if isQuoted {
                if character == "\"" { isQuoted = false } else if character == "€" { hasEuro = true }
                continue
            }
            if let open = bracket {
                guard character == "]" else {
                    bracket = open + [character]
                    continue
                }
                let inside = String(open).lowercased()
                if inside.hasPrefix("$"), inside.contains("€") || inside.contains("eur") { hasEuro = true }
                if ["h", "hh", "m", "mm", "s", "ss"].contains(inside) { isDuration = true }
                bracket = nil
                continue
            }
            switch character {
            case "\"": isQuoted = true
            case "\\", "_", "*": isEscaped = true
            case "[": bracket = []
            case ";": break scan
            case "€": hasEuro = true
            default:
                shown.append(character)
                if character.isLetter { letters.append(Character(character.lowercased())) }
            }
        }
        let text = String(letters)
        if isDuration {
            self = .duration
        } else if shown == ["@"] {
            self = .text
        } else if shown.contains("%") {
            self = .percent
        } else if text == "general" || text == "standard" || text.hasPrefix("general") {
            self = .general
        } else if text.contains(where: { "yd".contains($0) }) || text.contains("mmm") || text.contains("m") && !text.contains(where: { "hs".contains($0) }) {
            self = text.contains(where: { "hs".contains($0) }) ? .dayTime : .day
        } else if text.contains(where: { "hs".contains($0) }) {
            self = .time
        } else if hasEuro {
            self = .euro
        } else if shown.count >= 2, shown.allSatisfy({ $0 == "0" }) {
            self = .padded(shown.count)
        } else {
            self = .general
        }
    }
}
