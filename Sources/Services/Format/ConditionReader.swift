import Declarations
import Localization

/// Reads a condition: `heures < 10 and not (level = commune or $secteur missing)`.
///
/// The words of logic may be French: `et`, `ou`, `non`, `absent`. A figure or a parameter alone holds where it is there.
struct ConditionReader {
    private let reading: FieldReading
    private let place: DeclarationPlace
    private let tokens: [String]
    private var index = 0
    /// One mistake is enough for one condition.
    private var hasFailed = false

    init(_ text: String, at place: DeclarationPlace, _ reading: FieldReading) {
        self.reading = reading
        self.place = place
        tokens = Self.tokens(of: text)
    }

    /// The condition; nil, and a mistake reported, where it is none.
    mutating func condition() -> Condition? {
        let condition = alternatives()
        if !hasFailed, index < tokens.count { fail() }
        return hasFailed ? nil : condition
    }

    private mutating func alternatives() -> Condition? {
        var conditions = [conjunction()]
        while take(["or", "ou"]) { conditions.append(conjunction()) }
        let known = conditions.compactMap(\.self)
        return known.count == 1 ? known[0] : .any(known)
    }

    private mutating func conjunction() -> Condition? {
        var conditions = [negation()]
        while take(["and", "et"]) { conditions.append(negation()) }
        let known = conditions.compactMap(\.self)
        return known.count == 1 ? known[0] : .all(known)
    }

    private mutating func negation() -> Condition? {
        // A condition has few words; the depth of its parentheses is bounded by them.
        if take(["not", "non"]) { return negation().map { .not($0) } }
        if take(["("]) {
            guard index < 200 else { fail(); return nil }
            let inner = alternatives()
            if !hasFailed, !take([")"]) { fail() }
            return inner
        }
        return comparison()
    }

    private mutating func comparison() -> Condition? {
        guard !hasFailed, index < tokens.count, let left = operand(next(), other: nil) else { fail(); return nil }
        if take(["missing", "absent"]) { return .missing(left) }
        guard index < tokens.count, let comparison = Condition.Comparison(rawValue: tokens[index]) else { return .not(.missing(left)) }
        index += 1
        guard index < tokens.count, let right = operand(next(), other: left) else { fail(); return nil }
        return .comparison(left, comparison, right)
    }

    /// - Parameter other: what the operand is compared with, which tells whether a bare word is a word.
    private mutating func operand(_ text: String, other: Operand?) -> Operand? {
        if let first = text.first, first == "\"" || first == "'" { return .word(String(text.dropFirst().dropLast())) }
        if let number = Double(text.replacing(",", with: ".")), number.isFinite { return .number(number) }
        if let other, other.isWord, !text.hasPrefix("$") { return .word(text) }
        let operand = OperandReader(reading: reading, place: place).operand(text)
        // It said itself what is wrong.
        if operand == nil { hasFailed = true }
        if case .name(let choice, .plain) = operand { return .name(choice, .identifier) }
        return operand
    }

    private mutating func next() -> String {
        defer { index += 1 }
        return tokens[index]
    }

    private mutating func take(_ words: [String]) -> Bool {
        guard !hasFailed, index < tokens.count, words.contains(tokens[index].lowercased()) else { return false }
        index += 1
        return true
    }

    private mutating func fail() {
        guard !hasFailed else { return }
        hasFailed = true
        let near = index < tokens.count ? tokens[index] : tokens.last ?? ""
        reading.reader.report(.conditionInvalid, at: place, ["word": .text(near)])
    }

    private static func tokens(of text: String) -> [String] {
        var tokens: [String] = []
        var word = ""
        var quote: Character?
        func isSign(_ character: Character) -> Bool { "<>=!".contains(character) }
        for character in text {
            if let open = quote {
                word.append(character)
                if character == open { tokens.append(word); word = ""; quote = nil }
                continue
            }
            switch character {
            case "\"", "'":
                if !word.isEmpty { tokens.append(word) }
                (word, quote) = (String(character), character)
            case "(", ")":
                if !word.isEmpty { tokens.append(word); word = "" }
                tokens.append(String(character))
            case _ where character.isWhitespace:
                if !word.isEmpty { tokens.append(word); word = "" }
            default:
                if let last = word.last, isSign(last) != isSign(character) { tokens.append(word); word = "" }
                word.append(character)
            }
        }
        if !word.isEmpty { tokens.append(word) }
        return tokens
    }
}

extension Operand {
    /// Whether it stands for a word rather than a number, so that a bare word may be compared with it.
    fileprivate var isWord: Bool {
        switch self {
        case .name, .level, .date, .parameter, .word, .figure(_, .weather, _), .figure(_, .date, _), .figure(_, .targetDate, _): true
        case .figure, .number: false
        }
    }
}

extension Notation<Condition> {
    static let condition = Notation(.text) { node, key, reading in
        guard let text = reading.reader.text(node, named: key) else { return nil }
        var reader = ConditionReader(text, at: node.place, reading)
        return reader.condition()
    }
}
