package import Declarations
package import Localization

/// A mistake in an expression, with the words that it is about and, where the expression stands in a declaration, its place.
package struct ExpressionMistake: LocalizedFailure, Hashable, CustomStringConvertible {
    /// The expression.
    package let expression: IndicatorExpression
    /// The characters of it that are at fault, from 0.
    package let characters: Range<Int>
    /// `indicators.expression.…`
    package let code: String
    package let arguments: [String: MessageArgument]
    package var isPermanent: Bool { true }

    init(_ expression: IndicatorExpression, _ problem: ExpressionProblem) {
        self.expression = expression
        characters = problem.span.start..<max(problem.span.start, problem.span.end)
        code = "indicators.expression.\(problem.kind)"
        let text = Array(expression.text)
        let pointed = String(text[min(problem.span.start, text.count)..<min(max(problem.span.start, problem.span.end), text.count)])
        arguments = problem.details.merging([
            "expression": .text(expression.text), "at": .integer(problem.span.start + 1), "word": .text(pointed),
            // A declaration puts file, line and column in its stead.
            "place": .text("\(expression.text) : \(problem.span.start + 1)"),
        ]) { first, _ in first }
    }

    /// Where in the declaration it is; nil for an expression that stands in none.
    package var place: DeclarationPlace? {
        expression.place.map { DeclarationPlace(line: $0.line, column: $0.column + characters.lowerBound) }
    }

    package var description: String { "\(code) at \(characters.lowerBound + 1) in “\(expression.text)”" }
}

/// All the mistakes of a definition's expressions. Told as the first of them where only one sentence fits.
package struct ExpressionMistakes: LocalizedFailure, CustomStringConvertible {
    /// At least one.
    package let all: [ExpressionMistake]

    package var code: String { all[0].code }
    package var arguments: [String: MessageArgument] { all[0].arguments }
    package var isPermanent: Bool { true }
    package var description: String { all.map(\.description).joined(separator: "\n") }
}
