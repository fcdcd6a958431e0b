internal import DuckDB
internal import Localization
internal import Tables

/// Groups and the figures over them.
extension TableSource {
    func aggregationPlan(_ query: TableQuery, _ size: Int) throws -> PagePlan {
        if query.columns != nil { throw LakeError("columns.withAggregates") }
        guard case .offset(let offset, _) = query.page else { throw LakeError("cursor.withAggregates") }
        let (schema, body) = try aggregation(query)
        var statement = body
        statement += " ORDER BY " + (try aggregationOrder(query, schema))
        statement += Statement(" LIMIT ? OFFSET ?", [.int(Int64(size)), .int(Int64(offset))])
        return PagePlan(schema: schema, statement: statement, size: size, cursorPlaces: nil)
    }

    /// The groups without an order, and their columns.
    func aggregation(_ query: TableQuery) throws -> (schema: [LakeColumn], statement: Statement) {
        var schema = try query.groupBy.map(column)
        var terms = schema.map(identifier)
        let groups = terms
        for aggregate in query.aggregates {
            let column = try column(aggregate.column)
            schema.append(LakeColumn(name: aggregate.name, type: try type(of: aggregate, column), isZoned: column.isZoned))
            terms.append("\(aggregate.function.rawValue)(\(identifier(column))) AS \(dialect.identifier(aggregate.name))")
        }
        var names: Set<String> = []
        for column in schema where !names.insert(column.name).inserted { throw LakeError("columns.twice", ["column": .text(column.name)]) }
        var statement = Statement("SELECT \(terms.joined(separator: ", ")) FROM \(relation)")
        statement += try conditions(query.filter, query.search)
        if !groups.isEmpty { statement += " GROUP BY \(groups.joined(separator: ", "))" }
        return (schema, statement)
    }

    private func type(of aggregate: Aggregate, _ column: LakeColumn) throws -> ColumnType {
        switch aggregate.function {
        case .count: return .integer
        case .min, .max: return column.type
        case .sum, .avg:
            guard column.type.isNumeric else {
                throw LakeError("aggregate.type", [
                    "function": .text(aggregate.function.rawValue), "column": .text(column.name),
                    "type": .message("lake.type.\(column.type.rawValue)"),
                ])
            }
            return aggregate.function == .avg ? .number : column.type
        }
    }

    private func aggregationOrder(_ query: TableQuery, _ schema: [LakeColumn]) throws -> String {
        var terms: [String] = []
        for key in query.sort {
            guard schema.contains(where: { $0.name == key.column }) else {
                throw LakeError.unknownColumn(key.column, among: schema.map(\.name))
            }
            terms.append("\(dialect.identifier(key.column)) \(key.descending ? "DESC" : "ASC") NULLS LAST")
        }
        // By the groups in the end, so that pages follow on from one another.
        terms += query.groupBy.map { "\(dialect.identifier($0)) NULLS LAST" }
        return terms.isEmpty ? "1" : terms.joined(separator: ", ")
    }
}
