internal import Localization

/// The words of an expression.
struct ExpressionToken: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        case number(Double)
        case text(String)
        /// A word that stands bare: a column, a function, `and`…
        case word(String)
        /// A column between brackets.
        case column(String)
        case symbol(String)
        case end
    }

    let kind: Kind
    let span: ExpressionTree.Span
}

/// Cuts a text into words.
///
/// Words are letters (accents too), digits and `_`. Texts stand between `'` or `"`, doubled to stand for themselves;
/// columns whose name is no word stand between `[` and `]`. Numbers have a decimal point.
struct ExpressionLexer {
    private let characters: [Character]
    private var index = 0

    init(_ text: String) { characters = Array(text) }

    /// - Throws: ``ExpressionProblem`` `character`, `quote`, `bracket`, `number`.
    static func tokens(_ text: String) throws(ExpressionProblem) -> [ExpressionToken] {
        var lexer = ExpressionLexer(text)
        var tokens: [ExpressionToken] = []
        while let token = try lexer.next() { tokens.append(token) }
        tokens.append(ExpressionToken(kind: .end, span: .init(start: lexer.index, end: lexer.index)))
        return tokens
    }

    private mutating func next() throws(ExpressionProblem) -> ExpressionToken? {
        while index < characters.count, characters[index].isWhitespace { index += 1 }
        guard index < characters.count else { return nil }
        let start = index
        let first = characters[index]
        if first.isNumber, first.isASCII { return try number() }
        if first.isLetter || first == "_" {
            while index < characters.count, characters[index].isLetter || characters[index].isNumber || characters[index] == "_" { index += 1 }
            return token(.word(String(characters[start..<index])), start)
        }
        switch first {
        case "'", "\"": return try quoted(first)
        case "[":
            guard let end = characters[start...].firstIndex(of: "]"), end > start + 1 else {
                throw ExpressionProblem("bracket", at: .init(start: start, end: characters.count))
            }
            index = end + 1
            return token(.column(String(characters[start + 1..<end])), start)
        case "!", "<", ">":
            index += 1
            if index < characters.count, characters[index] == "=" || (first == "<" && characters[index] == ">") { index += 1 }
            let symbol = String(characters[start..<index])
            guard symbol != "!" else { break }
            return token(.symbol(symbol == "<>" ? "!=" : symbol), start)
        case "+", "-", "*", "/", "(", ")", ",", "=", "%":
            index += 1
            return token(.symbol(String(first)), start)
        case "×", "÷", "−", "≠", "≤", "≥":
            index += 1
            let plain: [Character: String] = ["×": "*", "÷": "/", "−": "-", "≠": "!=", "≤": "<=", "≥": ">="]
            return token(.symbol(plain[first] ?? ""), start)
        default: break
        }
        throw ExpressionProblem("character", at: .init(start: start, end: start + 1), ["character": .text(String(first))])
    }

    private mutating func number() throws(ExpressionProblem) -> ExpressionToken {
        let start = index
        while index < characters.count, characters[index].isASCII, characters[index].isNumber || characters[index] == "." { index += 1 }
        let text = String(characters[start..<index])
        guard let number = Double(text), index == characters.count || !(characters[index].isLetter || characters[index] == "_") else {
            throw ExpressionProblem("number", at: .init(start: start, end: index), ["number": .text(text)])
        }
        return token(.number(number), start)
    }

    private mutating func quoted(_ quote: Character) throws(ExpressionProblem) -> ExpressionToken {
        let start = index
        index += 1
        var text = ""
        while index < characters.count {
            if characters[index] == quote {
                if index + 1 < characters.count, characters[index + 1] == quote {
                    index += 1
                } else {
                    index += 1
                    return token(.text(text), start)
                }
            }
            text.append(characters[index])
            index += 1
        }
        throw ExpressionProblem("quote", at: .init(start: start, end: index))
    }

    private func token(_ kind: ExpressionToken.Kind, _ start: Int) -> ExpressionToken {
        ExpressionToken(kind: kind, span: .init(start: start, end: index))
    }
}
