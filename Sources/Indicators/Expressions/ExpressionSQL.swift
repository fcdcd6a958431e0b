internal import DuckDB

/// SQL text with the values of its placeholders, in their order.
struct SQLTerm: Sendable, Hashable {
    var sql: String
    var values: [Value] = []

    /// Joins pieces; those that are terms bring their values.
    init(_ pieces: [Piece]) {
        sql = ""
        for piece in pieces {
            switch piece {
            case .sql(let text): sql += text
            case .term(let term):
                sql += term.sql
                values += term.values
            }
        }
    }

    init(_ sql: String, _ values: [Value] = []) {
        self.sql = sql
        self.values = values
    }

    enum Piece { case sql(String), term(SQLTerm) }
}

/// What one engine's SQL has of its own. Everything else that expressions compile to is standard.
protocol ExpressionDialect: Sendable {
    func identifier(_ name: String) -> String
    /// A column as the language sees it: a number as a double, a moment as its day.
    func column(_ name: String, as type: ExpressionType) -> String
    /// Calls of the functions of ``ExpressionFunction``, without aggregates.
    func call(_ name: String, _ arguments: [SQLTerm]) -> SQLTerm
    func aggregate(_ name: String, _ arguments: [SQLTerm], condition: SQLTerm?) -> SQLTerm
}

/// DuckDB's SQL.
struct DuckDBExpressions: ExpressionDialect {
    func identifier(_ name: String) -> String { quoted(identifier: name) }

    func column(_ name: String, as type: ExpressionType) -> String {
        switch type {
        case .number: "CAST(\(identifier(name)) AS DOUBLE)"
        case .date: "CAST(\(identifier(name)) AS DATE)"
        case .text: "CAST(\(identifier(name)) AS VARCHAR)"
        case .boolean, .unknown: identifier(name)
        }
    }

    func call(_ name: String, _ arguments: [SQLTerm]) -> SQLTerm {
        func plain(_ function: String) -> SQLTerm {
            SQLTerm([.sql("\(function)(")] + list(arguments) + [.sql(")")])
        }
        func around(_ before: String, _ after: String) -> SQLTerm { SQLTerm([.sql(before), .term(arguments[0]), .sql(after)]) }
        switch name {
        case "if": return SQLTerm([.sql("CASE WHEN "), .term(arguments[0]), .sql(" THEN "), .term(arguments[1]), .sql(" ELSE "), .term(arguments[2]), .sql(" END")])
        case "missing": return around("(", " IS NULL)")
        case "number": return around("TRY_CAST(replace(CAST(", " AS VARCHAR), ',', '.') AS DOUBLE)")
        case "text": return around("CAST(", " AS VARCHAR)")
        case "round" where arguments.count == 2:
            return SQLTerm([.sql("round("), .term(arguments[0]), .sql(", CAST("), .term(arguments[1]), .sql(" AS INTEGER))")])
        case "left", "right":
            return SQLTerm([.sql("\(name)("), .term(arguments[0]), .sql(", CAST("), .term(arguments[1]), .sql(" AS BIGINT))")])
        case "length": return around("CAST(length(", ") AS DOUBLE)")
        case "concat": return SQLTerm([.sql("concat(")] + list(arguments) + [.sql(")")])
        case "date": return around("TRY_CAST(", " AS DATE)")
        case "year", "month", "quarter": return around("CAST(\(name)(", ") AS DOUBLE)")
        case "end_of_month": return around("last_day(", ")")
        case "end_of_quarter": return around("CAST(date_trunc('quarter', ", ") + INTERVAL 3 MONTH - INTERVAL 1 DAY AS DATE)")
        case "end_of_year": return around("make_date(CAST(year(", ") AS BIGINT), 12, 31)")
        case "days": return SQLTerm([.sql("CAST(date_diff('day', ")] + list(arguments) + [.sql(") AS DOUBLE)")])
        // Whole years: `date_sub` counts those that are complete.
        case "age": return SQLTerm([.sql("CAST(date_sub('year', ")] + list(arguments) + [.sql(") AS DOUBLE)")])
        default: return plain(name)
        }
    }

    func aggregate(_ name: String, _ arguments: [SQLTerm], condition: SQLTerm?) -> SQLTerm {
        var pieces: [SQLTerm.Piece]
        switch name {
        case "count": pieces = arguments.isEmpty ? [.sql("count(*)")] : [.sql("count(")] + list(arguments) + [.sql(")")]
        case "count_distinct": pieces = [.sql("count(DISTINCT ")] + list(arguments) + [.sql(")")]
        case "mean": pieces = [.sql("avg(")] + list(arguments) + [.sql(")")]
        default: pieces = [.sql("\(name)(")] + list(arguments) + [.sql(")")]
        }
        if let condition { pieces += [.sql(" FILTER (WHERE "), .term(condition), .sql(")")] }
        let isCount = name.hasPrefix("count")
        return isCount ? SQLTerm([.sql("CAST("), .term(SQLTerm(pieces)), .sql(" AS DOUBLE)")]) : SQLTerm(pieces)
    }

    private func list(_ terms: [SQLTerm]) -> [SQLTerm.Piece] {
        terms.enumerated().flatMap { index, term in index == 0 ? [.term(term)] : [.sql(", "), .term(term)] }
    }
}

/// Compiles an expression that was checked.
struct ExpressionCompiler {
    let columns: [String: ExpressionType]
    let dialect: any ExpressionDialect
    /// The columns that hold the results of `weekly_hours`, by what it is asked of.
    var hours: [ExpressionTree: String] = [:]

    /// The expression in SQL.
    func term(_ tree: ExpressionTree) -> SQLTerm {
        switch tree {
        case .number(let number, _): return SQLTerm("CAST(? AS DOUBLE)", [.double(number)])
        case .text(let text, _): return SQLTerm("CAST(? AS VARCHAR)", [.text(text)])
        case .boolean(let value, _): return SQLTerm(value ? "TRUE" : "FALSE")
        case .name(let name, _): return SQLTerm(dialect.column(name, as: columns[name] ?? .unknown))
        case .not(let part, _): return SQLTerm([.sql("(NOT "), .term(term(part)), .sql(")")])
        case .negative(let part, _): return SQLTerm([.sql("(-"), .term(term(part)), .sql(")")])
        case .binary(let symbol, let left, let right, _): return binary(symbol, left, right)
        case .member(let value, let list, _):
            var pieces: [SQLTerm.Piece] = [.sql("("), .term(term(value)), .sql(" IN (")]
            for (index, item) in list.enumerated() { pieces += (index == 0 ? [] : [.sql(", ")]) + [.term(term(item))] }
            return SQLTerm(pieces + [.sql("))")])
        case .call("weekly_hours", let arguments, _, _):
            return SQLTerm(dialect.identifier(hours[arguments[0]] ?? ""))
        case .call(let name, let arguments, let condition, _):
            let terms = arguments.map(term)
            return ExpressionFunction.byName[name]?.isAggregate == true
                ? dialect.aggregate(name, terms, condition: condition.map(term)) : dialect.call(name, terms)
        }
    }

    /// Whether any division of the expression divides by nothing, in SQL; nil where it divides nowhere.
    func division(_ tree: ExpressionTree) -> SQLTerm? {
        let flags = divisions(tree)
        guard !flags.isEmpty else { return nil }
        var pieces: [SQLTerm.Piece] = [.sql("coalesce(")]
        for (index, flag) in flags.enumerated() { pieces += (index == 0 ? [] : [.sql(" OR ")]) + [.sql("coalesce("), .term(flag), .sql(", FALSE)")] }
        return SQLTerm(pieces + [.sql(", FALSE)")])
    }

    private func divisions(_ tree: ExpressionTree) -> [SQLTerm] {
        if case .call(let name, let arguments, let condition, _) = tree, ExpressionFunction.byName[name]?.isAggregate == true {
            return (arguments + (condition.map { [$0] } ?? [])).flatMap(divisions).map { SQLTerm([.sql("bool_or("), .term($0), .sql(")")]) }
        }
        var own: [SQLTerm] = []
        if case .binary(.divide, _, let divisor, _) = tree { own = [SQLTerm([.sql("("), .term(term(divisor)), .sql(" = 0)")])] }
        return own + tree.parts.flatMap(divisions)
    }

    private func binary(_ symbol: ExpressionTree.Operator, _ left: ExpressionTree, _ right: ExpressionTree) -> SQLTerm {
        let (first, second) = (term(left), term(right))
        switch symbol {
        case .divide: return SQLTerm([.sql("("), .term(first), .sql(" / nullif("), .term(second), .sql(", 0))")])
        case .and, .or: return SQLTerm([.sql("("), .term(first), .sql(symbol == .and ? " AND " : " OR "), .term(second), .sql(")")])
        case .different: return SQLTerm([.sql("("), .term(first), .sql(" <> "), .term(second), .sql(")")])
        default: return SQLTerm([.sql("("), .term(first), .sql(" \(symbol.rawValue) "), .term(second), .sql(")")])
        }
    }
}

extension ExpressionTree {
    /// What `weekly_hours` is asked of, anywhere in the expression.
    var hoursArguments: [ExpressionTree] {
        if case .call("weekly_hours", let arguments, _, _) = self { return arguments }
        return parts.flatMap(\.hoursArguments)
    }
}
