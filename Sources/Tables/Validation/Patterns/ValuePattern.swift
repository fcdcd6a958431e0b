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
