/// The part of the regular expressions that a finite automaton can decide: characters, classes, alternatives, groups,
/// counted repeats, and `^` and `$` wherever they stand. Everything else is left to PCRE2.
indirect enum PatternSyntax {
    case empty
    case scalars(ScalarSet)
    case sequence([PatternSyntax])
    case choice([PatternSyntax])
    case repeated(PatternSyntax, from: Int, to: Int?)
    case start
    case end
}

/// A set of Unicode scalars, in ranges.
struct ScalarSet {
    var ranges: [ClosedRange<UInt32>] = []
    /// Whether the pattern says a class (`\d`, `\w`, `\s`) whose members beyond ASCII are not listed here: then a value
    /// beyond ASCII must be asked of PCRE2.
    var isOpen = false

    static let last: UInt32 = 0x10_FFFF

    mutating func insert(_ range: ClosedRange<UInt32>) { ranges.append(range) }

    /// Sorted, joined.
    var normalized: ScalarSet {
        var joined: [ClosedRange<UInt32>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = joined.last, range.lowerBound <= last.upperBound + 1 {
                joined[joined.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                joined.append(range)
            }
        }
        return ScalarSet(ranges: joined, isOpen: isOpen)
    }

    /// All scalars that are not in the set.
    var inverted: ScalarSet {
        var others: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in normalized.ranges {
            if range.lowerBound > next { others.append(next...(range.lowerBound - 1)) }
            next = range.upperBound + 1
        }
        if next <= Self.last { others.append(next...Self.last) }
        return ScalarSet(ranges: others, isOpen: isOpen)
    }
}

/// Reads a pattern; `nil` at the first thing that an automaton does not decide or that this reader is not sure of.
struct PatternParser {
    private let scalars: [UInt32]
    private var index = 0
    private var depth = 0

    /// Repeats beyond this would make automata too large.
    static let mostRepeats = 300

    static func parse(_ pattern: String) -> PatternSyntax? {
        var parser = PatternParser(scalars: pattern.unicodeScalars.map(\.value))
        guard let syntax = parser.choice(), parser.index == parser.scalars.count else { return nil }
        return syntax
    }

    private init(scalars: [UInt32]) { self.scalars = scalars }

    private func peek(_ offset: Int = 0) -> UInt32? { index + offset < scalars.count ? scalars[index + offset] : nil }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard peek() == character.value else { return false }
        index += 1
        return true
    }

    private mutating func choice() -> PatternSyntax? {
        depth += 1
        defer { depth -= 1 }
        guard depth < 50 else { return nil }
        var options: [PatternSyntax] = []
        repeat {
            guard let option = sequence() else { return nil }
            options.append(option)
        } while take("|")
        return options.count == 1 ? options[0] : .choice(options)
    }

    private mutating func sequence() -> PatternSyntax? {
        var parts: [PatternSyntax] = []
        while let next = peek(), next != "|", next != ")" {
            guard let atom = atom(), let part = repeats(of: atom) else { return nil }
            parts.append(part)
        }
        return parts.count == 1 ? parts[0] : parts.isEmpty ? .empty : .sequence(parts)
    }

    private mutating func atom() -> PatternSyntax? {
        guard let next = peek() else { return nil }
        index += 1
        switch Unicode.Scalar(next) {
        case "(":
            if take("?"), !take(":") { return nil }
            guard let inner = choice(), take(")") else { return nil }
            return inner
        case "[": return scalarClass().map { .scalars($0) }
        case ".": return .scalars(ScalarSet(ranges: [0x0A...0x0A]).inverted)
        case "^": return .start
        case "$": return .end
        case "\\":
            guard let set = escape(inClass: false) else { return nil }
            return .scalars(set)
        case "*", "+", "?": return nil
        // A brace that opens no repeat is a character in some dialects and an error in others.
        case "{": return nil
        default: return .scalars(ScalarSet(ranges: [next...next]))
        }
    }

    private mutating func repeats(of atom: PatternSyntax) -> PatternSyntax? {
        var atom = atom
        while let next = peek() {
            var from = 0
            var to: Int?
            switch Unicode.Scalar(next) {
            case "*": index += 1
            case "+":
                index += 1
                from = 1
            case "?":
                index += 1
                to = 1
            case "{":
                index += 1
                guard let low = count() else { return nil }
                from = low
                to = low
                if take(",") {
                    to = nil
                    if peek() != "}" {
                        guard let high = count(), high >= low else { return nil }
                        to = high
                    }
                }
                guard take("}") else { return nil }
            default: return atom
            }
            // A lazy repeat matches the same whole values; a possessive one does not, and a repeated repeat is an error.
            if take("?") { /* lazy */ }
            if let after = peek(), after == "+" || after == "*" || after == "?" || after == "{" { return nil }
            if max(from, to ?? 0) > Self.mostRepeats { return nil }
            atom = .repeated(atom, from: from, to: to)
        }
        return atom
    }

    private mutating func count() -> Int? {
        var value: Int?
        while let next = peek(), next >= 0x30, next <= 0x39 {
            value = min((value ?? 0) * 10 + Int(next & 0xF), 100_000)
            index += 1
        }
        return value
    }

    /// What follows a backslash.
    private mutating func escape(inClass: Bool) -> ScalarSet? {
        guard let next = peek() else { return nil }
        index += 1
        let single: (UInt32) -> ScalarSet = { ScalarSet(ranges: [$0...$0]) }
        switch Unicode.Scalar(next) {
        case "d": return Self.digits
        case "w": return Self.words
        case "s": return Self.spaces
        case "D": return inClass ? nil : Self.digits.inverted
        case "W": return inClass ? nil : Self.words.inverted
        case "S": return inClass ? nil : Self.spaces.inverted
        case "t": return single(0x09)
        case "n": return single(0x0A)
        case "r": return single(0x0D)
        case "f": return single(0x0C)
        case "u":
            guard index + 4 <= scalars.count else { return nil }
            var value: UInt32 = 0
            for _ in 0..<4 {
                guard let scalar = Unicode.Scalar(scalars[index]), let digit = Character(scalar).hexDigitValue else { return nil }
                value = value << 4 | UInt32(digit)
                index += 1
            }
            return single(value)
        default:
            // Any other letter or digit means something else: an assertion, a reference, a property.
            let isWord = next >= 0x30 && next <= 0x39 || next | 0x20 >= 0x61 && next | 0x20 <= 0x7A && next < 0x80
            return isWord ? nil : single(next)
        }
    }

    private static let digits = ScalarSet(ranges: [0x30...0x39], isOpen: true)
    private static let words = ScalarSet(ranges: [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A], isOpen: true)
    private static let spaces = ScalarSet(ranges: [0x09...0x0D, 0x20...0x20], isOpen: true)

    private mutating func scalarClass() -> ScalarSet? {
        let isNegated = take("^")
        var set = ScalarSet()
        var isFirst = true
        while let next = peek() {
            if next == "]", !isFirst {
                index += 1
                return isNegated ? set.inverted : set.normalized
            }
            // `[]` opens with a bracket in some dialects; `[[:alpha:]]` is a class of POSIX.
            if next == "]" || next == "[" { return nil }
            isFirst = false
            index += 1
            var item = ScalarSet(ranges: [next...next])
            if next == "\\" {
                guard let escaped = escape(inClass: true) else { return nil }
                item = escaped
            }
            if peek() == "-", let after = peek(1), after != "]" {
                guard item.ranges.count == 1, item.ranges[0].count == 1, !item.isOpen else { return nil }
                index += 1
                var end = after
                index += 1
                if after == "\\" {
                    guard let escaped = escape(inClass: true), escaped.ranges.count == 1, escaped.ranges[0].count == 1, !escaped.isOpen
                    else { return nil }
                    end = escaped.ranges[0].lowerBound
                } else if after == "[" {
                    return nil
                }
                guard item.ranges[0].lowerBound <= end else { return nil }
                item = ScalarSet(ranges: [item.ranges[0].lowerBound...end])
            }
            set.ranges += item.ranges
            set.isOpen = set.isOpen || item.isOpen
        }
        return nil
    }
}

private func == (value: UInt32?, scalar: Unicode.Scalar) -> Bool { value == scalar.value }
private func != (value: UInt32, scalar: Unicode.Scalar) -> Bool { value != scalar.value }
private func == (value: UInt32, scalar: Unicode.Scalar) -> Bool { value == scalar.value }
private func != (value: UInt32?, scalar: Unicode.Scalar) -> Bool { value != scalar.value }
