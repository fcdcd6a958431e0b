import Localization

/// A pattern of a schema, compiled once: an automaton where one decides it, PCRE2 for the rest.
struct ValuePattern: Sendable {
    let text: String
    let automaton: ByteAutomaton?
    let expression: RegularExpression

    init(_ text: String) throws(RegularExpression.Fault) {
        self.text = text
        expression = try RegularExpression(text)
        automaton = ByteAutomaton(text)
    }
}

/// A pattern with what one thread needs in order to ask it.
struct PatternMatcher {
    let pattern: ValuePattern
    private let matcher: ExpressionMatcher?

    init(_ pattern: ValuePattern) {
        self.pattern = pattern
        matcher = ExpressionMatcher(pattern.expression)
    }

    @inline(__always)
    func match(_ value: ByteView) -> RegularExpression.Answer {
        if let automaton = pattern.automaton, !automaton.isBeyond(value) {
            return automaton.matches(value) ? .matches : .differs
        }
        return matcher?.match(value) ?? .tooSlow
    }
}

/// One pattern asked in both ways, so that tests can hold them against one another.
package struct PatternComparison {
    private let pattern: ValuePattern

    /// - Throws: `SchemaError` where the pattern is no regular expression.
    package init(_ pattern: String) throws(SchemaError) {
        do {
            self.pattern = try ValuePattern(pattern)
        } catch {
            throw SchemaError("pattern.invalid", at: "", ["pattern": .text(pattern), "detail": .text(error.detail), "offset": .integer(error.offset)])
        }
    }

    /// Whether the pattern is one that an automaton decides.
    package var hasAutomaton: Bool { pattern.automaton != nil }

    /// What the automaton and PCRE2 say; `nil` where the automaton leaves the value to PCRE2, or PCRE2 gave up.
    package func answers(_ value: String) -> (automaton: Bool?, expression: Bool?) {
        value.withView { cell in
            let automaton = pattern.automaton.flatMap { $0.isBeyond(cell) ? nil : $0.matches(cell) }
            let answer = ExpressionMatcher(pattern.expression)?.match(cell) ?? .tooSlow
            return (automaton, answer == .tooSlow ? nil : answer == .matches)
        }
    }
}
