internal import Declarations
internal import Localization
internal import Territories

/// An indicator that is computed from others, of the same territory and date: arithmetic over their figures.
///
/// Names are slugs of the same service, or `[service/slug]`. `latest(x)` is the value of this date or the last one before.
struct Formula: Sendable {
    let tree: ExpressionTree
    let service: String

    /// What the language has of use here.
    static let functions: Set<String> = ["least", "greatest", "if", "coalesce", "missing", "abs", "round", "floor", "ceil", "latest"]

    /// - Throws: ``ExpressionProblem``.
    init(_ expression: IndicatorExpression, service: String) throws(ExpressionProblem) {
        tree = try ExpressionParser.parse(expression.text)
        self.service = service
        try Self.check(tree)
        let verdict = try ExpressionCheck(columns: nil).verdict(Self.withoutLatest(tree))
        guard verdict.type.fits(.number) else {
            throw ExpressionProblem("type", at: tree.span, [
                "expected": .message(ExpressionType.number.nameKey), "found": .message(verdict.type.nameKey),
            ])
        }
    }

    /// The indicators it names, each once.
    var references: [(id: IndicatorID, span: ExpressionTree.Span)] {
        var seen: Set<IndicatorID> = []
        return tree.names.compactMap { name, span in
            let id = id(name)
            return seen.insert(id).inserted ? (id, span) : nil
        }
    }

    func id(_ name: String) -> IndicatorID { IndicatorID(name) ?? IndicatorID(service: service, slug: name.replacing("_", with: "-")) }

    private static func check(_ tree: ExpressionTree) throws(ExpressionProblem) {
        if case .call(let name, let arguments, _, let span) = tree {
            guard functions.contains(name) else {
                throw ExpressionProblem("function", at: span, ["function": .text(name)].proposing(name, among: functions.sorted(), as: "functions"))
            }
            if name == "latest" {
                guard arguments.count == 1, case .name = arguments[0] else {
                    throw ExpressionProblem("arguments", at: span, ["function": .text(name), "count": .integer(arguments.count), "expected": .integer(1)])
                }
            }
        }
        for part in tree.parts { try check(part) }
    }

    private static func withoutLatest(_ tree: ExpressionTree) -> ExpressionTree {
        switch tree {
        case .call("latest", let arguments, _, _): arguments[0]
        case .not(let part, let span): .not(withoutLatest(part), span)
        case .negative(let part, let span): .negative(withoutLatest(part), span)
        case .binary(let symbol, let left, let right, let span): .binary(symbol, withoutLatest(left), withoutLatest(right), span)
        case .member(let value, let list, let span): .member(withoutLatest(value), list.map(withoutLatest), span)
        case .call(let name, let arguments, let condition, let span): .call(name, arguments.map(withoutLatest), condition: condition, span)
        default: tree
        }
    }

    /// What evaluation ends in.
    enum Outcome: Hashable {
        case number(Double)
        case boolean(Bool)
        case absent(Point.Absence)
    }

    /// The value, given that of each name; `latest` asks for the last one known.
    func value(_ lookup: (_ id: IndicatorID, _ isLatest: Bool) -> Outcome) -> Outcome { evaluate(tree, lookup) }

    private func evaluate(_ tree: ExpressionTree, _ lookup: (IndicatorID, Bool) -> Outcome) -> Outcome {
        switch tree {
        case .number(let number, _): return .number(number)
        case .boolean(let value, _): return .boolean(value)
        case .text: return .absent(.missing)
        case .name(let name, _): return lookup(id(name), false)
        case .not(let part, _):
            if case .boolean(let value) = evaluate(part, lookup) { return .boolean(!value) }
            return .absent(.missing)
        case .negative(let part, _):
            let value = evaluate(part, lookup)
            if case .number(let number) = value { return .number(-number) }
            return value
        case .member(let value, let list, _):
            let own = evaluate(value, lookup)
            if case .absent = own { return own }
            return .boolean(list.contains { evaluate($0, lookup) == own })
        case .binary(let symbol, let left, let right, _): return binary(symbol, evaluate(left, lookup), evaluate(right, lookup))
        case .call(let name, let arguments, _, _): return call(name, arguments, lookup)
        }
    }

    private func binary(_ symbol: ExpressionTree.Operator, _ left: Outcome, _ right: Outcome) -> Outcome {
        if case .boolean(let first) = left, case .boolean(let second) = right {
            switch symbol {
            case .and: return .boolean(first && second)
            case .or: return .boolean(first || second)
            case .equal: return .boolean(first == second)
            case .different: return .boolean(first != second)
            default: return .absent(.missing)
            }
        }
        guard case .number(let first) = left else { return Self.absence(left, right) }
        guard case .number(let second) = right else { return Self.absence(left, right) }
        switch symbol {
        case .add: return .number(first + second)
        case .subtract: return .number(first - second)
        case .multiply: return .number(first * second)
        case .divide: return second == 0 ? .absent(.division) : .number(first / second)
        case .equal: return .boolean(first == second)
        case .different: return .boolean(first != second)
        case .less: return .boolean(first < second)
        case .lessOrEqual: return .boolean(first <= second)
        case .greater: return .boolean(first > second)
        case .greaterOrEqual: return .boolean(first >= second)
        case .and, .or: return .absent(.missing)
        }
    }

    /// Secrecy goes through everything: what is computed from a withheld value is withheld.
    private static func absence(_ outcomes: Outcome...) -> Outcome {
        let reasons = outcomes.compactMap { outcome -> Point.Absence? in if case .absent(let reason) = outcome { reason } else { nil } }
        return .absent(reasons.first { $0 == .secrecy || $0 == .complement } ?? reasons.first ?? .missing)
    }

    private func call(_ name: String, _ arguments: [ExpressionTree], _ lookup: (IndicatorID, Bool) -> Outcome) -> Outcome {
        if name == "latest", case .name(let text, _) = arguments[0] { return lookup(id(text), true) }
        let outcomes = arguments.map { evaluate($0, lookup) }
        let isWithheld = outcomes.contains { $0 == .absent(.secrecy) || $0 == .absent(.complement) }
        if isWithheld { return .absent(.complement) }
        switch name {
        case "if":
            guard case .boolean(let holds) = outcomes[0] else { return outcomes[0] }
            return holds ? outcomes[1] : outcomes[2]
        case "coalesce": return outcomes.first { if case .absent = $0 { false } else { true } } ?? outcomes[0]
        case "missing": return .boolean({ if case .absent = outcomes[0] { true } else { false } }())
        default: break
        }
        let numbers = outcomes.compactMap { outcome -> Double? in if case .number(let number) = outcome { number } else { nil } }
        guard numbers.count == outcomes.count, let first = numbers.first else {
            return .absent(outcomes.compactMap { outcome -> Point.Absence? in if case .absent(let reason) = outcome { reason } else { nil } }.first ?? .missing)
        }
        switch name {
        case "least": return .number(numbers.min() ?? first)
        case "greatest": return .number(numbers.max() ?? first)
        case "abs": return .number(abs(first))
        case "floor": return .number(first.rounded(.down))
        case "ceil": return .number(first.rounded(.up))
        case "round":
            var scale = 1.0
            for _ in 0..<Int(min(9, max(0, numbers.count > 1 ? numbers[1] : 0))) { scale *= 10 }
            return .number((first * scale).rounded(.toNearestOrAwayFromZero) / scale)
        default: return .absent(.missing)
        }
    }
}
