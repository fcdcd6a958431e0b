import Lake
import Localization
import Tables

/// The arguments of `query_rows`, read into a ``TableQuery``. Names of columns are not checked here: the table knows them.
struct RowQuestion {
    let query: TableQuery

    /// - Throws: ``RequestError`` `request.mcp.…`, `request.columnsWithAggregates`, `request.cursorWithAggregates`.
    init(_ arguments: ToolArguments) throws {
        let columns = try arguments.texts("columns")
        let groups = try arguments.texts("group_by") ?? []
        let aggregates = try arguments.objects("aggregates", atMost: 32).map { value in
            try ToolArguments.check(value, knows: ["function", "column"])
            return Aggregate(
                function: try ToolArguments.choice(try ToolArguments.text(value["function"], "function"), "function"),
                column: try ToolArguments.text(value["column"], "column"))
        }
        let sort = try arguments.objects("sort", atMost: 8).map { value in
            try ToolArguments.check(value, knows: ["column", "direction"])
            let direction: Direction = try value["direction"].map { try ToolArguments.choice(try ToolArguments.text($0, "direction"), "direction") } ?? .asc
            return SortKey(column: try ToolArguments.text(value["column"], "column"), descending: direction == .desc)
        }
        let match: Match = try arguments.choice("match") ?? .all
        var budget = ToolLimits.filters
        let filters = try arguments.objects("filters", atMost: ToolLimits.filters).map { try Self.filter($0, depth: 1, &budget) }
        let size = try arguments.integer("page_size", in: 1...RowLimits.page, usual: 20)
        let number = try arguments.integer("page", in: 1...1_000_000_000, usual: 1)
        let cursor = try arguments.text("cursor")
        let isAggregation = !groups.isEmpty || !aggregates.isEmpty
        if isAggregation, columns != nil { throw RequestError("request.columnsWithAggregates") }
        if isAggregation, cursor != nil { throw RequestError("request.cursorWithAggregates") }
        query = TableQuery(
            columns: columns, filter: filters.isEmpty ? nil : match == .any ? .or(filters) : .and(filters),
            search: try arguments.text("search"), sort: sort, groupBy: groups, aggregates: aggregates,
            page: cursor.map { .after(cursor: $0, size: size) } ?? .offset((number - 1) * size, size: size))
    }

    private enum Direction: String, CaseIterable { case asc, desc }
    private enum Match: String, CaseIterable { case all, any }

    private static func filter(_ value: JSON, depth: Int, _ budget: inout Int) throws -> Filter {
        budget -= 1
        guard case .object = value else { throw ToolArguments.wrongType("filters", "object") }
        guard depth <= ToolLimits.depth, budget >= 0 else {
            throw RequestError("request.mcp.filters.many", ["limit": .integer(ToolLimits.filters), "depth": .integer(ToolLimits.depth)])
        }
        for (name, join) in [("all", Filter.and), ("any", Filter.or)] {
            guard let group = value[name] else { continue }
            try ToolArguments.check(value, knows: [name])
            guard case .array(let items) = group, !items.isEmpty else { throw ToolArguments.wrongType(name, "array") }
            return join(try items.map { try filter($0, depth: depth + 1, &budget) })
        }
        try ToolArguments.check(value, knows: ["column", "operator", "value"])
        let comparison: Operator = try ToolArguments.choice(try ToolArguments.text(value["operator"], "operator"), "operator")
        let column = try ToolArguments.text(value["column"], "column")
        switch comparison {
        case .isnull, .isnotnull: return .comparison(column: column, comparison, operands: [])
        case .in, .notin:
            guard case .array(let values)? = value["value"], values.count <= 1_000 else { throw ToolArguments.wrongType("value", "array") }
            return .comparison(column: column, comparison, operands: try values.map(operand))
        default: return .comparison(column: column, comparison, operands: [try operand(value["value"])])
        }
    }

    private static func operand(_ value: JSON?) throws -> String {
        switch value {
        case .string?: return try ToolArguments.text(value, "value")
        case .number(let digits)?: return digits
        case .bool(let flag)?: return flag ? "true" : "false"
        case nil, .null?: throw RequestError("request.mcp.argument.missing", ["argument": "value"])
        default: throw ToolArguments.wrongType("value", "scalar")
        }
    }
}
