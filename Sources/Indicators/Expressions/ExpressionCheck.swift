internal import Declarations
internal import Localization
internal import Tables

/// Decides the type of each part of an expression, or tells what does not fit.
struct ExpressionCheck {
    /// The columns with their types; nil where the table is not known yet: any name is then taken.
    let columns: [String: ExpressionType]?

    init(columns: [String: ExpressionType]?) { self.columns = columns }

    /// What an expression is.
    struct Verdict: Hashable {
        let type: ExpressionType
        /// Whether it makes one value of many rows.
        let isAggregate: Bool
        /// The first column that is read row by row, outside of any aggregate.
        let bareColumn: ExpressionTree.Span?
    }

    /// - Throws: ``ExpressionProblem``: `column`, `function`, `arguments`, `type`, `condition`, `nested`, `mixed`.
    func verdict(_ tree: ExpressionTree) throws(ExpressionProblem) -> Verdict {
        let verdict = try check(tree, inAggregate: false)
        if verdict.isAggregate, let span = verdict.bareColumn { throw ExpressionProblem("mixed", at: span) }
        return verdict
    }

    private func check(_ tree: ExpressionTree, inAggregate: Bool) throws(ExpressionProblem) -> Verdict {
        switch tree {
        case .number: return Verdict(type: .number, isAggregate: false, bareColumn: nil)
        case .text: return Verdict(type: .text, isAggregate: false, bareColumn: nil)
        case .boolean: return Verdict(type: .boolean, isAggregate: false, bareColumn: nil)
        case .name(let name, let span):
            guard let columns else { return Verdict(type: .unknown, isAggregate: false, bareColumn: span) }
            guard let type = columns[name] else {
                let names = columns.keys.sorted()
                throw ExpressionProblem("column", at: span, ["column": .text(name)].proposing(name, among: names, as: "columns"))
            }
            return Verdict(type: type, isAggregate: false, bareColumn: span)
        case .not(let part, _): return try expecting(.boolean, part, inAggregate)
        case .negative(let part, _): return try expecting(.number, part, inAggregate)
        case .binary(let symbol, let left, let right, _):
            if symbol == .and || symbol == .or {
                return joined(.boolean, [try expecting(.boolean, left, inAggregate), try expecting(.boolean, right, inAggregate)])
            }
            if symbol.isComparison {
                let first = try check(left, inAggregate: inAggregate)
                return joined(.boolean, [first, try expecting(first.type, right, inAggregate)])
            }
            return joined(.number, [try expecting(.number, left, inAggregate), try expecting(.number, right, inAggregate)])
        case .member(let value, let list, _):
            let first = try check(value, inAggregate: inAggregate)
            var all = [first]
            for item in list { all.append(try expecting(first.type, item, inAggregate)) }
            return joined(.boolean, all)
        case .call(let name, let arguments, let condition, let span):
            return try call(name, arguments, condition, span, inAggregate)
        }
    }

    private func call(
        _ name: String, _ arguments: [ExpressionTree], _ condition: ExpressionTree?, _ span: ExpressionTree.Span, _ inAggregate: Bool
    ) throws(ExpressionProblem) -> Verdict {
        guard let function = ExpressionFunction.byName[name] else {
            let names = ExpressionFunction.all.map(\.name)
            throw ExpressionProblem("function", at: span, ["function": .text(name)].proposing(name, among: names, as: "functions"))
        }
        guard function.takes(arguments.count) else {
            throw ExpressionProblem("arguments", at: span, [
                "function": .text(name), "count": .integer(arguments.count), "expected": .integer(function.parameters.count),
            ])
        }
        if function.isAggregate, inAggregate { throw ExpressionProblem("nested", at: span, ["function": .text(name)]) }
        if let condition, !function.isAggregate { throw ExpressionProblem("condition", at: condition.span, ["function": .text(name)]) }
        let isInside = inAggregate || function.isAggregate
        var verdicts: [Verdict] = []
        for (index, argument) in arguments.enumerated() {
            verdicts.append(try expecting(function.parameter(index), argument, isInside))
        }
        if let condition { verdicts.append(try expecting(.boolean, condition, isInside)) }
        var result = function.result
        if result == .unknown {
            let own = name == "if" ? verdicts.dropFirst() : verdicts[...]
            result = own.map(\.type).first { $0 != .unknown } ?? .unknown
            let places = name == "if" ? arguments.dropFirst() : arguments[...]
            for (verdict, argument) in zip(own, places) where !verdict.type.fits(result) {
                throw mismatch(argument.span, result, verdict.type)
            }
        }
        if function.isAggregate { return Verdict(type: result, isAggregate: true, bareColumn: nil) }
        return joined(result, verdicts)
    }

    private func expecting(_ type: ExpressionType, _ tree: ExpressionTree, _ inAggregate: Bool) throws(ExpressionProblem) -> Verdict {
        let verdict = try check(tree, inAggregate: inAggregate)
        guard verdict.type.fits(type) else { throw mismatch(tree.span, type, verdict.type) }
        return verdict
    }

    private func mismatch(_ span: ExpressionTree.Span, _ expected: ExpressionType, _ found: ExpressionType) -> ExpressionProblem {
        ExpressionProblem("type", at: span, ["expected": .message(expected.nameKey), "found": .message(found.nameKey)])
    }

    private func joined(_ type: ExpressionType, _ parts: [Verdict]) -> Verdict {
        Verdict(type: type, isAggregate: parts.contains(where: \.isAggregate), bareColumn: parts.lazy.compactMap(\.bareColumn).first)
    }
}

extension ExpressionType {
    /// How the language sees a column of a stored table.
    init(_ type: ColumnType) {
        switch type {
        case .integer, .number: self = .number
        case .boolean: self = .boolean
        case .date, .datetime: self = .date
        case .text, .json, .time: self = .text
        }
    }
}
