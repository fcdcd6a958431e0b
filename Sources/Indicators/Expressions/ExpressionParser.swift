internal import Localization

/// Reads an expression by recursive descent, loosest first: `or`, `and`, `not`, comparisons and `in`, `+ -`, `* /`, sign.
struct ExpressionParser {
    /// Deeper than anybody writes, and far from the end of a stack.
    static let depthLimit = 60

    private let tokens: [ExpressionToken]
    private var index = 0
    private var depth = 0

    /// - Throws: ``ExpressionProblem`` with the place of the first mistake.
    static func parse(_ text: String) throws(ExpressionProblem) -> ExpressionTree {
        guard text.count <= 4000 else { throw ExpressionProblem("long", at: .init(start: 4000, end: 4000), ["limit": .integer(4000)]) }
        var parser = ExpressionParser(tokens: try ExpressionLexer.tokens(text))
        if parser.current.kind == .end { throw ExpressionProblem("empty", at: parser.current.span) }
        let tree = try parser.disjunction()
        guard parser.current.kind == .end else { throw parser.unexpected() }
        return tree
    }

    private init(tokens: [ExpressionToken]) { self.tokens = tokens }

    private var current: ExpressionToken { tokens[index] }

    private mutating func disjunction() throws(ExpressionProblem) -> ExpressionTree {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthLimit else { throw ExpressionProblem("deep", at: current.span) }
        var left = try conjunction()
        while take(word: "or") { left = binary(.or, left, try conjunction()) }
        return left
    }

    private mutating func conjunction() throws(ExpressionProblem) -> ExpressionTree {
        var left = try negation()
        while take(word: "and") { left = binary(.and, left, try negation()) }
        return left
    }

    private mutating func negation() throws(ExpressionProblem) -> ExpressionTree {
        let start = current.span.start
        var count = 0
        while take(word: "not") { count += 1 }
        let value = try comparison()
        return count % 2 == 0 ? value : .not(value, .init(start: start, end: value.span.end))
    }

    private mutating func comparison() throws(ExpressionProblem) -> ExpressionTree {
        let left = try sum()
        if case .symbol(let symbol) = current.kind, let comparison = ExpressionTree.Operator(rawValue: symbol), comparison.isComparison {
            index += 1
            return binary(comparison, left, try sum())
        }
        let isNot = word == "not" && index + 1 < tokens.count && tokens[index + 1].kind == .word("in")
        if isNot { index += 1 }
        if take(word: "in") {
            try expect("(")
            var list: [ExpressionTree] = []
            repeat { list.append(try disjunction()) } while take(",")
            let end = current.span.end
            try expect(")")
            let span = ExpressionTree.Span(start: left.span.start, end: end)
            let member = ExpressionTree.member(left, list, span)
            return isNot ? .not(member, span) : member
        }
        return left
    }

    private mutating func sum() throws(ExpressionProblem) -> ExpressionTree {
        var left = try product()
        while case .symbol(let symbol) = current.kind, symbol == "+" || symbol == "-" {
            index += 1
            left = binary(symbol == "+" ? .add : .subtract, left, try product())
        }
        return left
    }

    private mutating func product() throws(ExpressionProblem) -> ExpressionTree {
        var left = try signed()
        while case .symbol(let symbol) = current.kind, symbol == "*" || symbol == "/" {
            index += 1
            left = binary(symbol == "*" ? .multiply : .divide, left, try signed())
        }
        return left
    }

    private mutating func signed() throws(ExpressionProblem) -> ExpressionTree {
        let start = current.span.start
        var isNegative = false
        while true {
            if take("-") { isNegative.toggle() } else if !take("+") { break }
        }
        let value = try operand()
        return isNegative ? .negative(value, .init(start: start, end: value.span.end)) : value
    }

    private mutating func operand() throws(ExpressionProblem) -> ExpressionTree {
        let token = current
        switch token.kind {
        case .number(let number): index += 1; return .number(number, token.span)
        case .text(let text): index += 1; return .text(text, token.span)
        case .column(let name): index += 1; return .name(name, token.span)
        case .word("true"): index += 1; return .boolean(true, token.span)
        case .word("false"): index += 1; return .boolean(false, token.span)
        case .word(let word) where !["and", "or", "in", "where", "not"].contains(word):
            index += 1
            return current.kind == .symbol("(") ? try call(word, token.span) : .name(word, token.span)
        case .symbol("("):
            index += 1
            let inner = try disjunction()
            try expect(")")
            return inner
        default: throw unexpected()
        }
    }

    private mutating func call(_ name: String, _ span: ExpressionTree.Span) throws(ExpressionProblem) -> ExpressionTree {
        try expect("(")
        var arguments: [ExpressionTree] = []
        var condition: ExpressionTree?
        if current.kind != .symbol(")"), word != "where" {
            repeat { arguments.append(try disjunction()) } while take(",")
        }
        if take(word: "where") { condition = try disjunction() }
        let end = current.span.end
        try expect(")")
        return .call(name, arguments, condition: condition, .init(start: span.start, end: end))
    }

    private var word: String? { if case .word(let word) = current.kind { word } else { nil } }

    private mutating func take(_ symbol: String) -> Bool {
        guard current.kind == .symbol(symbol) else { return false }
        index += 1
        return true
    }

    private mutating func take(word: String) -> Bool {
        guard current.kind == .word(word) else { return false }
        index += 1
        return true
    }

    private mutating func expect(_ symbol: String) throws(ExpressionProblem) {
        if take(symbol) { return }
        throw ExpressionProblem("expected", at: current.span, ["expected": .text(symbol), "found": .text(shown(current))])
    }

    private func unexpected() -> ExpressionProblem {
        current.kind == .end
            ? ExpressionProblem("unfinished", at: current.span)
            : ExpressionProblem("unexpected", at: current.span, ["found": .text(shown(current))])
    }

    private func shown(_ token: ExpressionToken) -> String {
        switch token.kind {
        case .number(let number): "\(number)"
        case .text(let text): "'\(text)'"
        case .word(let word): word
        case .column(let name): "[\(name)]"
        case .symbol(let symbol): symbol
        case .end: "…"
        }
    }

    private func binary(_ symbol: ExpressionTree.Operator, _ left: ExpressionTree, _ right: ExpressionTree) -> ExpressionTree {
        .binary(symbol, left, right, .init(start: left.span.start, end: right.span.end))
    }
}
