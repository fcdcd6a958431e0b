/// How long a place is open in a week, from opening hours as French administrations write them.
///
/// Read are days (`lundi`, `lun.`, and OpenStreetMap's `Mo`), lists and ranges of days (`lundi-vendredi`, `du lundi au
/// vendredi`, `lundi, mardi et jeudi`), and ranges of times (`09:00-12:00`, `9h-12h30`, `de 9 h à 12 h`), the groups parted by
/// `;`. Hours told twice count once. Anything else is not guessed: it has no value.
package struct WeeklyHours {
    /// - Returns: hours, from 0 to 168; nil where the text says anything that is not read.
    package static func hours(_ text: String) -> Double? {
        if text == "24/7" { return 168 }
        var reading = WeeklyHours()
        for word in words(text) {
            guard reading.take(word) else { return nil }
        }
        return reading.finished()
    }

    private enum Word { case day(Int), minute(Int), to, and, group }

    /// Minutes of the week that are open, in order and apart, by day.
    private var open: [[Range<Int>]] = Array(repeating: [], count: 7)
    private var days: [Int] = []
    private var isDayRange = false
    private var begin: Int?
    private var isTimeRange = false
    private var hasTimes = false

    private mutating func take(_ word: Word) -> Bool {
        switch word {
        case .day(let day):
            guard begin == nil else { return false }
            if hasTimes {
                days = []
                hasTimes = false
            }
            if isDayRange {
                guard let first = days.last else { return false }
                var next = first
                while next != day {
                    next = (next + 1) % 7
                    days.append(next)
                }
                isDayRange = false
            } else {
                days.append(day)
            }
        case .minute(let minute):
            guard !days.isEmpty, !isDayRange else { return false }
            if let start = begin {
                guard isTimeRange, minute >= start else { return false }
                for day in days { open[day].append(start..<minute) }
                begin = nil
                isTimeRange = false
                hasTimes = true
            } else {
                begin = minute
            }
        case .to:
            if begin != nil {
                guard !isTimeRange else { return false }
                isTimeRange = true
            } else {
                guard !days.isEmpty, !hasTimes, !isDayRange else { return false }
                isDayRange = true
            }
        case .and: return begin == nil && !isDayRange
        case .group:
            guard begin == nil, !isDayRange, hasTimes || days.isEmpty else { return false }
            days = []
            hasTimes = false
        }
        return true
    }

    private func finished() -> Double? {
        guard begin == nil, !isDayRange, hasTimes || days.isEmpty, open.contains(where: { !$0.isEmpty }) else { return nil }
        var minutes = 0
        for ranges in open {
            var end = 0
            for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
                minutes += max(0, range.upperBound - max(end, range.lowerBound))
                end = max(end, range.upperBound)
            }
        }
        return Double(minutes) / 60
    }

    private static let dayNames: [(name: String, short: String, open: String)] = [
        ("lundi", "lun", "mo"), ("mardi", "mar", "tu"), ("mercredi", "mer", "we"), ("jeudi", "jeu", "th"), ("vendredi", "ven", "fr"),
        ("samedi", "sam", "sa"), ("dimanche", "dim", "su"),
    ]

    /// The words of a text; one that is not known makes a reading that fails.
    private static func words(_ text: String) -> [Word] {
        let characters = Array(text.lowercased())
        var words: [Word] = []
        var index = 0
        while index < characters.count {
            let character = characters[index]
            if character.isWhitespace || character == "." || character == ":" { index += 1; continue }
            if character.isLetter {
                let start = index
                while index < characters.count, characters[index].isLetter { index += 1 }
                let word = String(characters[start..<index])
                if let day = dayNames.firstIndex(where: { [$0.name, $0.short, $0.open].contains(word) || word == $0.name + "s" }) {
                    words.append(.day(day))
                } else if ["à", "a", "au"].contains(word) {
                    words.append(.to)
                } else if ["et", "puis"].contains(word) {
                    words.append(.and)
                } else if !["de", "du", "le", "les"].contains(word) {
                    return [.to]
                }
                continue
            }
            if character.isASCII, character.isNumber {
                guard let minute = time(characters, &index) else { return [.to] }
                words.append(.minute(minute))
                continue
            }
            switch character {
            case "-", "–", "—": words.append(.to)
            case ",", "/", "&": words.append(.and)
            case ";", "|", "\n": words.append(.group)
            default: return [.to]
            }
            index += 1
        }
        return words
    }

    /// `9`, `9h`, `9 h 30`, `09:30` as minutes since midnight.
    private static func time(_ characters: [Character], _ index: inout Int) -> Int? {
        func digits(_ index: inout Int) -> Int? {
            let start = index
            while index < characters.count, characters[index].isASCII, characters[index].isNumber, index - start < 2 { index += 1 }
            return Int(String(characters[start..<index]))
        }
        guard let hour = digits(&index) else { return nil }
        var mark = index
        while mark < characters.count, characters[mark] == " " { mark += 1 }
        var minute = 0
        if mark < characters.count, characters[mark] == ":" || characters[mark] == "h" {
            let isColon = characters[mark] == ":"
            mark += 1
            while mark < characters.count, characters[mark] == " ", !isColon { mark += 1 }
            index = mark
            if mark < characters.count, characters[mark].isASCII, characters[mark].isNumber, let read = digits(&index) {
                minute = read
            } else if isColon {
                return nil
            }
            // Seconds, where a table adds them.
            if isColon, index + 2 < characters.count, characters[index] == ":", characters[index + 1] == "0", characters[index + 2] == "0" { index += 3 }
        }
        guard minute < 60, hour * 60 + minute <= 1440 else { return nil }
        return hour * 60 + minute
    }
}
