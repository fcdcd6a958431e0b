internal import DuckDB
internal import Localization
internal import Tables

/// The statement for one page of a query, and how to read what it gives.
struct PagePlan {
    /// The columns to give. The result may have more, which the next cursor is made of.
    let schema: [LakeColumn]
    let statement: Statement
    /// Rows asked for; a cursor's page asks for one more, to know whether there are others.
    let size: Int
    /// Where the sort values lie in a row of the result, and the row number; nil for aggregations.
    let cursorPlaces: (keys: [Int], row: Int)?
}

extension TableSource {
    static let largestPage = 10_000

    /// - Throws: `LakeError` for columns, values, aggregates, sizes or a cursor that do not fit the table.
    func plan(_ query: TableQuery) throws -> PagePlan {
        let size = query.page.size
        guard (1...Self.largestPage).contains(size) else {
            throw LakeError("page.size", ["limit": .integer(Self.largestPage)])
        }
        if case .offset(let offset, _) = query.page, offset < 0 { throw LakeError("page.offset") }
        return query.isAggregation ? try aggregationPlan(query, size) : try rowPlan(query, size)
    }

    private func rowPlan(_ query: TableQuery, _ size: Int) throws -> PagePlan {
        let schema = try columns(query)
        var names = schema.map(identifier)
        func place(_ name: String) -> Int {
            if let place = names.firstIndex(of: name) { return place }
            names.append(name)
            return names.count - 1
        }
        let keys = try query.sort.map { place(identifier(try column($0.column))) }
        let row = place(rowNumber)

        var more: [Statement] = []
        var limit = Statement(" LIMIT ?", [.int(Int64(size))])
        switch query.page {
        case .after(let cursor, _):
            if !cursor.isEmpty { more.append(try condition(after: Cursor(cursor, table: table, sort: query.sort), query.sort)) }
            limit = Statement(" LIMIT ?", [.int(Int64(size) + 1)])
        case .offset(let offset, _) where offset > 0:
            if query.filter == nil, query.search == nil, query.sort.isEmpty {
                // In the file's order, rows are numbered from 1 without gaps: no need to read those before.
                let (last, overflow) = Int64(offset).addingReportingOverflow(Int64(size))
                more.append(Statement("\(rowNumber) > ? AND \(rowNumber) <= ?", [.int(Int64(offset)), .int(overflow ? .max : last)]))
            } else {
                limit += Statement(" OFFSET ?", [.int(Int64(offset))])
            }
        case .offset: break
        }
        var statement = Statement("SELECT \(names.joined(separator: ", ")) FROM \(relation)")
        statement += try conditions(query.filter, query.search, and: more)
        statement += try order(query.sort)
        statement += limit
        return PagePlan(schema: schema, statement: statement, size: size, cursorPlaces: (keys, row))
    }

    /// The columns that a query of rows gives.
    func columns(_ query: TableQuery) throws -> [LakeColumn] {
        guard let wanted = query.columns else { return table.columns }
        guard !wanted.isEmpty else { throw LakeError("columns.none") }
        var seen: Set<String> = []
        for name in wanted where !seen.insert(name).inserted { throw LakeError("columns.twice", ["column": .text(name)]) }
        return try wanted.map(column)
    }

    /// ` ORDER BY …`, down to the row number so that no two rows are ever level. Nothing without a sort: rows are
    /// stored in the file's order and read in it, and the reading can stop at the end of the page.
    func order(_ sort: [SortKey]) throws -> String {
        if sort.isEmpty { return "" }
        guard sort.count <= 16 else { throw LakeError("sort.tooMany", ["limit": 16]) }
        var terms: [String] = []
        for key in sort {
            terms.append("\(identifier(try column(key.column))) \(key.descending ? "DESC" : "ASC") NULLS LAST")
        }
        return " ORDER BY " + (terms + [rowNumber]).joined(separator: ", ")
    }
}
