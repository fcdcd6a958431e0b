internal import DuckDB

/// SQL text and the values of its placeholders, which grow together.
struct Statement: Sendable, Hashable {
    var sql: String
    var values: [Value] = []

    init(_ sql: String, _ values: [Value] = []) {
        self.sql = sql
        self.values = values
    }

    static func += (statement: inout Statement, more: Statement) {
        statement.sql += more.sql
        statement.values += more.values
    }

    static func += (statement: inout Statement, sql: String) { statement.sql += sql }
}

extension Sequence<Statement> {
    /// Each between parentheses, with `separator` between them.
    func joined(_ separator: String) -> Statement {
        var whole = Statement("")
        for (index, part) in enumerated() {
            if index > 0 { whole += separator }
            whole += "("
            whole += part
            whole += ")"
        }
        return whole
    }
}
