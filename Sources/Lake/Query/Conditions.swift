internal import DuckDB
internal import Localization
internal import Tables

/// Filters and searches as SQL conditions.
extension TableSource {
    /// More is refused: a filter is written by a person or made by a page.
    static let mostTerms = 500
    static let deepestFilter = 32
    static let mostOperands = 1_000
    static let mostSearchWords = 12

    /// ` WHERE …` for a filter and a search, or nothing.
    func conditions(_ filter: Filter?, _ search: String?, and more: [Statement] = []) throws -> Statement {
        var parts: [Statement] = []
        if let filter {
            var terms = 0
            parts.append(try condition(filter, depth: 0, &terms))
        }
        if let search { parts += try searchConditions(search) }
        parts += more
        guard !parts.isEmpty else { return Statement("") }
        var clause = Statement(" WHERE ")
        clause += parts.joined(" AND ")
        return clause
    }

    private func condition(_ filter: Filter, depth: Int, _ terms: inout Int) throws -> Statement {
        terms += 1
        guard depth <= Self.deepestFilter, terms <= Self.mostTerms else {
            throw LakeError("query.tooComplex", ["limit": .integer(Self.mostTerms), "depth": .integer(Self.deepestFilter)])
        }
        switch filter {
        case .and(let filters):
            if filters.isEmpty { return Statement("TRUE") }
            return try filters.map { try condition($0, depth: depth + 1, &terms) }.joined(" AND ")
        case .or(let filters):
            if filters.isEmpty { return Statement("FALSE") }
            return try filters.map { try condition($0, depth: depth + 1, &terms) }.joined(" OR ")
        case .not(let inner):
            var negation = Statement("NOT (")
            negation += try condition(inner, depth: depth + 1, &terms)
            negation += ")"
            return negation
        case .comparison(let name, let comparison, let operands):
            return try condition(column(name), comparison, operands)
        }
    }

    private func condition(_ column: LakeColumn, _ comparison: Operator, _ operands: [String]) throws -> Statement {
        let name = identifier(column)
        switch comparison {
        case .isnull: return Statement("\(name) IS NULL")
        case .isnotnull: return Statement("\(name) IS NOT NULL")
        case .exact: return Statement("\(name) = ?", [try value(of: column, comparison, operands)])
        case .differs: return Statement("\(name) IS DISTINCT FROM ?", [try value(of: column, comparison, operands)])
        case .less: return Statement("\(name) <= ?", [try value(of: column, comparison, operands)])
        case .greater: return Statement("\(name) >= ?", [try value(of: column, comparison, operands)])
        case .strictly_less: return Statement("\(name) < ?", [try value(of: column, comparison, operands)])
        case .strictly_greater: return Statement("\(name) > ?", [try value(of: column, comparison, operands)])
        case .contains, .notcontains:
            let text = column.type == .text || column.type == .json ? name : dialect.text(name)
            let found = dialect.contains(dialect.lowercase(text), dialect.lowercase("?"))
            return Statement(comparison == .contains ? found : "NOT \(found)", [.text(try operand(column, comparison, operands))])
        case .in, .notin:
            guard operands.count <= Self.mostOperands else {
                throw LakeError("query.tooManyValues", ["column": .text(column.name), "limit": .integer(Self.mostOperands)])
            }
            guard !operands.isEmpty else { return Statement(comparison == .in ? "FALSE" : "\(name) IS NOT NULL") }
            let marks = Array(repeating: "?", count: operands.count).joined(separator: ", ")
            let values = try operands.map { try Operand.value($0, for: column) }
            return Statement("\(name) \(comparison == .in ? "IN" : "NOT IN") (\(marks))", values)
        }
    }

    private func value(of column: LakeColumn, _ comparison: Operator, _ operands: [String]) throws -> Value {
        try Operand.value(operand(column, comparison, operands), for: column)
    }

    private func operand(_ column: LakeColumn, _ comparison: Operator, _ operands: [String]) throws -> String {
        guard operands.count == 1, let operand = operands.first else {
            throw LakeError("operator.operands", ["operator": .text(comparison.rawValue), "column": .text(column.name)])
        }
        return operand
    }

    private func searchConditions(_ search: String) throws -> [Statement] {
        try Self.words(search).map { Statement(dialect.contains(searchText, dialect.folded("?")), [.text($0)]) }
    }

    /// The words of a search, each of which a row must hold.
    static func words(_ search: String) throws -> [String] {
        let words = search.split(whereSeparator: \.isWhitespace).map(String.init)
        guard words.count <= mostSearchWords else {
            throw LakeError("search.tooManyWords", ["limit": .integer(mostSearchWords)])
        }
        return words
    }
}
