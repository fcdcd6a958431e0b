internal import DuckDB
package import Lake
internal import Localization

/// An expression over one column of a table, row by row, as a page names it where a column alone would not do:
/// `if(length(insee) = 4, concat('0', insee), insee)`.
package struct RowExpression: Sendable, Hashable {
    package let expression: IndicatorExpression
    /// The only column that it reads.
    package let column: String
    private let tree: ExpressionTree

    /// - Throws: ``ExpressionMistake`` for what is no expression, is one over many rows, or reads no column or several.
    package init(_ expression: IndicatorExpression) throws {
        self.expression = expression
        do {
            tree = try ExpressionParser.parse(expression.text)
            _ = try Self.verdict(tree, nil)
            let names = tree.names
            guard let first = names.first, names.allSatisfy({ $0.name == first.name }) else {
                throw ExpressionProblem("oneColumn", at: tree.span)
            }
            column = first.name
        } catch let problem as ExpressionProblem {
            throw ExpressionMistake(expression, problem)
        }
    }

    /// The values of the column of which the expression makes one of these texts.
    ///
    /// - Parameter limit: how many at most.
    /// - Throws: ``ExpressionMistake`` where the table's column does not fit; `LakeError`.
    package func values(making texts: [String], in table: StoredTable, of lake: Lake, limit: Int = 20_000) async throws -> [String] {
        let columns = Dictionary(table.columns.map { ($0.name, ExpressionType($0.type)) }, uniquingKeysWith: { first, _ in first })
        let type: ExpressionType
        do {
            type = try Self.verdict(tree, columns).type
        } catch {
            throw ExpressionMistake(expression, error)
        }
        let dialect = DuckDBExpressions()
        let term = ExpressionCompiler(columns: columns, dialect: dialect).term(tree)
        let number = type == .number ? "CAST(" : "", end = type == .number ? " AS BIGINT)" : ""
        let marks = texts.map { _ in "?" }.joined(separator: ", ")
        let identifier = dialect.identifier(column)
        let condition = SQLTerm([.sql("CAST(\(number)"), .term(term), .sql("\(end) AS VARCHAR) IN (\(marks))")])
        return try await lake.withRelation(of: table) { relation, connection in
            try connection.rows(
                "SELECT DISTINCT CAST(\(identifier) AS VARCHAR) AS value FROM \(relation) WHERE \(condition.sql) ORDER BY value LIMIT \(limit)",
                condition.values + texts.map { Value.text($0) }
            ).compactMap { row in if case .text(let text)? = row.first { text } else { nil } }
        }
    }

    private static func verdict(_ tree: ExpressionTree, _ columns: [String: ExpressionType]?) throws(ExpressionProblem) -> ExpressionCheck.Verdict {
        let verdict = try ExpressionCheck(columns: columns).verdict(tree)
        guard !verdict.isAggregate else { throw ExpressionProblem("aggregate", at: tree.span) }
        guard tree.hoursArguments.isEmpty else { throw ExpressionProblem("oneColumn", at: tree.span) }
        return verdict
    }
}
