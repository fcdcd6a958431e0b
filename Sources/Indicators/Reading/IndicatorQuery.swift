internal import DuckDB
internal import Lake
internal import Localization
internal import Territories

/// What a definition asks of a table, checked against its columns and compiled.
struct IndicatorQuery {
    /// One measured term.
    enum Measure: Int, CaseIterable { case value, numerator, denominator, weight, units, initial, target }

    let definition: IndicatorDefinition
    let source: TableSource
    let columns: [String: ExpressionType]
    private let trees: [Measure: ExpressionTree]
    private let territory: ExpressionTree
    private let territoryIsNumber: Bool
    private let date: ExpressionTree?
    private let dateIsYear: Bool
    private let filter: ExpressionTree?
    private let breakdowns: [String: (category: ExpressionTree, label: ExpressionTree?)]
    /// Whether rows are put together; otherwise each territory and date has one row.
    let isGrouped: Bool
    let measures: [Measure]

    /// - Throws: ``ExpressionMistake``, all the definition's mistakes that this table shows.
    init(_ definition: IndicatorDefinition, source: TableSource, columns given: [LakeColumn]?) throws {
        self.definition = definition
        self.source = source
        let known = given.map { columns in
            Dictionary(columns.map { ($0.name, ExpressionType($0.type)) }, uniquingKeysWith: { first, _ in first })
        }
        columns = known ?? [:]
        let check = ExpressionCheck(columns: known)
        var mistakes: [ExpressionMistake] = []
        func read(_ expression: IndicatorExpression, _ types: [ExpressionType]) -> (ExpressionTree, ExpressionCheck.Verdict)? {
            do {
                let tree = try ExpressionParser.parse(expression.text)
                let verdict = try check.verdict(tree)
                guard types.isEmpty || types.contains(where: verdict.type.fits) else {
                    throw ExpressionProblem("type", at: tree.span, [
                        "expected": .message((types.first ?? .unknown).nameKey), "found": .message(verdict.type.nameKey),
                    ])
                }
                return (tree, verdict)
            } catch let problem as ExpressionProblem {
                mistakes.append(ExpressionMistake(expression, problem))
            } catch {}
            return nil
        }
        func row(_ expression: IndicatorExpression, _ types: [ExpressionType]) -> (ExpressionTree, ExpressionCheck.Verdict)? {
            guard let (tree, verdict) = read(expression, types) else { return nil }
            guard !verdict.isAggregate else {
                mistakes.append(ExpressionMistake(expression, ExpressionProblem("aggregate", at: tree.span)))
                return nil
            }
            return (tree, verdict)
        }
        let none = ExpressionTree.boolean(true, .init(start: 0, end: 0))
        let place = row(source.territory, [.text, .number])
        territory = place?.0 ?? none
        territoryIsNumber = place?.1.type == .number
        if case .expression(let expression) = source.date {
            let found = row(expression, [.date, .number])
            date = found?.0
            dateIsYear = found?.1.type == .number
        } else {
            date = nil
            dateIsYear = false
        }
        filter = source.filter.flatMap { row($0, [.boolean]) }?.0
        var breakdowns: [String: (category: ExpressionTree, label: ExpressionTree?)] = [:]
        for breakdown in definition.breakdowns {
            guard let category = row(breakdown.category, []) else { continue }
            breakdowns[breakdown.slug] = (category.0, breakdown.label.flatMap { row($0, []) }?.0)
        }
        self.breakdowns = breakdowns
        var expressions: [(Measure, IndicatorExpression)] = []
        if let value = source.value { expressions.append((.value, value)) }
        if let numerator = source.numerator { expressions.append((.numerator, numerator)) }
        if let denominator = source.denominator { expressions.append((.denominator, denominator)) }
        if case .mean(let weight) = definition.nature { expressions.append((.weight, weight)) }
        if let units = definition.secrecy?.units { expressions.append((.units, units)) }
        if let initial = source.initial { expressions.append((.initial, initial)) }
        if let target = source.target { expressions.append((.target, target)) }
        var trees: [Measure: ExpressionTree] = [:]
        var aggregates: [(IndicatorExpression, ExpressionCheck.Verdict)] = []
        for (measure, expression) in expressions {
            guard let (tree, verdict) = read(expression, [.number]) else { continue }
            trees[measure] = tree
            aggregates.append((expression, verdict))
        }
        isGrouped = aggregates.contains { $0.1.isAggregate }
        if isGrouped {
            for (expression, verdict) in aggregates where !verdict.isAggregate {
                if let span = verdict.bareColumn { mistakes.append(ExpressionMistake(expression, ExpressionProblem("mixed", at: span))) }
            }
        }
        self.trees = trees
        measures = expressions.map(\.0)
        if !mistakes.isEmpty { throw ExpressionMistakes(all: mistakes) }
    }

    /// What `weekly_hours` is asked of, once each.
    var hours: [ExpressionTree] {
        var seen: Set<String> = []
        let parts = Array(trees.values) + [territory] + [date, filter].compactMap { $0 }
            + breakdowns.values.flatMap { [$0.category] + ($0.label.map { [$0] } ?? []) }
        return parts.flatMap(\.hoursArguments).filter { seen.insert("\($0)").inserted }
    }

    /// The statement that measures the whole, or the categories of a breakdown.
    ///
    /// Columns: territory, day, category and label (of a breakdown), each measure, whether something was divided by nothing,
    /// and how many rows were put together.
    ///
    /// - Parameters:
    ///   - relation: what to write after `FROM`.
    ///   - hoursTables: the tables of opening hours, in the order of ``hours``.
    ///   - version: the day of the table's version.
    func statement(
        breakdown: String?, from relation: String, hoursTables: [String], version: CivilDate, dialect: any ExpressionDialect
    ) -> SQLTerm {
        var compiler = ExpressionCompiler(columns: columns, dialect: dialect)
        var base = SQLTerm("SELECT t.*")
        for (index, tree) in hours.enumerated() {
            compiler.hours[tree] = "__hours_\(index)"
            base.sql += ", h\(index).hours AS \(dialect.identifier("__hours_\(index)"))"
        }
        base.sql += " FROM \(relation) AS t"
        for (index, tree) in hours.enumerated() {
            base = SQLTerm([
                .term(base), .sql(" LEFT JOIN \(dialect.identifier(hoursTables[index])) AS h\(index) ON h\(index).words = CAST("),
                .term(compiler.term(tree)), .sql(" AS VARCHAR)"),
            ])
        }
        let code = territoryIsNumber
            ? SQLTerm([.sql("CAST(CAST("), .term(compiler.term(territory)), .sql(" AS BIGINT) AS VARCHAR)")])
            : SQLTerm([.sql("CAST("), .term(compiler.term(territory)), .sql(" AS VARCHAR)")])
        var keys: [(SQLTerm, String)] = [(code, "__territory"), (day(compiler, version), "__date")]
        if let breakdown, let terms = breakdowns[breakdown] {
            keys.append((text(compiler.term(terms.category), terms.category), "__category"))
            keys.append((terms.label.map { text(compiler.term($0), $0) } ?? SQLTerm("CAST(NULL AS VARCHAR)"), "__label"))
        }
        var inner = SQLTerm("SELECT *")
        for (term, name) in keys {
            inner = SQLTerm([.term(inner), .sql(", "), .term(term), .sql(" AS \(dialect.identifier(name))")])
        }
        inner = SQLTerm([.term(inner), .sql(" FROM ("), .term(base), .sql(")")])
        if let filter { inner = SQLTerm([.term(inner), .sql(" WHERE "), .term(compiler.term(filter))]) }
        let names = keys.map { dialect.identifier($0.1) }
        // A label may differ from row to row of a category: any one stands for it.
        let shown = names.enumerated().map { $0 == 3 && isGrouped ? "min(\($1))" : $1 }
        var outer = SQLTerm("SELECT " + shown.joined(separator: ", "))
        var divisions: [SQLTerm] = []
        for measure in measures {
            guard let tree = trees[measure] else { continue }
            outer = SQLTerm([.term(outer), .sql(", CAST("), .term(compiler.term(tree)), .sql(" AS DOUBLE)")])
            if let flag = compiler.division(tree) { divisions.append(flag) }
        }
        outer.sql += ", "
        if divisions.isEmpty { outer.sql += "FALSE" }
        for (index, flag) in divisions.enumerated() { outer = SQLTerm([.term(outer), .sql(index == 0 ? "" : " OR "), .term(flag)]) }
        outer.sql += isGrouped ? ", CAST(count(*) AS INTEGER)" : ", 1"
        outer = SQLTerm([.term(outer), .sql(" FROM ("), .term(inner), .sql(")")])
        if isGrouped { outer.sql += " GROUP BY " + names.prefix(3).joined(separator: ", ") }
        return outer
    }

    /// The different texts that an argument of `weekly_hours` has.
    func hoursStatement(_ tree: ExpressionTree, from relation: String, dialect: any ExpressionDialect) -> SQLTerm {
        let term = ExpressionCompiler(columns: columns, dialect: dialect).term(tree)
        return SQLTerm([.sql("SELECT DISTINCT CAST("), .term(term), .sql(" AS VARCHAR) FROM \(relation)")])
    }

    private func day(_ compiler: ExpressionCompiler, _ version: CivilDate) -> SQLTerm {
        switch source.date {
        case .fixed(let date): return SQLTerm("CAST(? AS DATE)", [.date(days: Int32(date.dayNumber))])
        case .version: return SQLTerm("CAST(? AS DATE)", [.date(days: Int32(version.dayNumber))])
        case .expression:
            guard let date else { return SQLTerm("CAST(NULL AS DATE)") }
            let term = compiler.term(date)
            // A year stands for its last day.
            return dateIsYear
                ? SQLTerm([.sql("TRY_CAST(concat(CAST("), .term(term), .sql(" AS BIGINT), '-12-31') AS DATE)")]) : term
        }
    }

    private func text(_ term: SQLTerm, _ tree: ExpressionTree) -> SQLTerm {
        let isNumber = (try? ExpressionCheck(columns: columns).verdict(tree).type) == .number
        return isNumber
            ? SQLTerm([.sql("replace(CAST("), .term(term), .sql(" AS VARCHAR), '.0', '')")]) : SQLTerm([.sql("CAST("), .term(term), .sql(" AS VARCHAR)")])
    }
}
