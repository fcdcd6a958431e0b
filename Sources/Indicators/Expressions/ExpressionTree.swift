internal import Localization

/// A parsed expression: what it says, and where in the text each part says it.
indirect enum ExpressionTree: Sendable, Hashable {
    case number(Double, Span)
    case text(String, Span)
    case boolean(Bool, Span)
    /// A column of the table, or an indicator in a formula.
    case name(String, Span)
    case not(ExpressionTree, Span)
    case negative(ExpressionTree, Span)
    case binary(Operator, ExpressionTree, ExpressionTree, Span)
    /// Whether a value is one of several.
    case member(ExpressionTree, [ExpressionTree], Span)
    /// `condition` is what follows `where` in an aggregate.
    case call(String, [ExpressionTree], condition: ExpressionTree?, Span)

    /// Characters of the text, from 0.
    struct Span: Sendable, Hashable {
        var start: Int
        var end: Int
    }

    enum Operator: String, Sendable, Hashable {
        case add = "+", subtract = "-", multiply = "*", divide = "/"
        case equal = "=", different = "!=", less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">="
        case and, or

        var isComparison: Bool {
            switch self {
            case .equal, .different, .less, .lessOrEqual, .greater, .greaterOrEqual: true
            default: false
            }
        }
    }

    var span: Span {
        switch self {
        case .number(_, let span), .text(_, let span), .boolean(_, let span), .name(_, let span), .not(_, let span),
            .negative(_, let span), .binary(_, _, _, let span), .member(_, _, let span), .call(_, _, _, let span): span
        }
    }

    /// The parts it is made of.
    var parts: [ExpressionTree] {
        switch self {
        case .number, .text, .boolean, .name: []
        case .not(let part, _), .negative(let part, _): [part]
        case .binary(_, let left, let right, _): [left, right]
        case .member(let value, let list, _): [value] + list
        case .call(_, let arguments, let condition, _): arguments + (condition.map { [$0] } ?? [])
        }
    }

    /// The columns or indicators that it names, with their places.
    var names: [(name: String, span: Span)] {
        if case .name(let name, let span) = self { return [(name, span)] }
        return parts.flatMap(\.names)
    }
}

/// A mistake in an expression, with the characters that it is about.
struct ExpressionProblem: Error, Hashable {
    /// Ends a key `errors.indicators.expression.<kind>`.
    let kind: String
    let span: ExpressionTree.Span
    let details: [String: MessageArgument]

    init(_ kind: String, at span: ExpressionTree.Span, _ details: [String: MessageArgument] = [:]) {
        self.kind = kind
        self.span = span
        self.details = details
    }
}
