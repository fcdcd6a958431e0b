internal import DuckDB
internal import Localization
internal import Tables

extension Lake {
    /// One page of the rows, or of the groups, that a query asks for.
    ///
    /// - Throws: `LakeError` for what the query names wrongly (`lake.column…`, `lake.value…`, `lake.cursor…`,
    ///   `lake.page…`, `lake.aggregate…`, `lake.query…`), `lake.timeout`, `lake.table.damaged`; `CancellationError`.
    package func rows(_ table: StoredTable, _ query: TableQuery) async throws -> RowPage {
        try await failing {
            let known = counts[Self.countKey(table, query)]
            try Task.checkCancellation()
            if let index = engine.hot.index(of: table) {
                let plan = try engine.file(table).plan(query)
                let forms = try await TextForms(query.filter, query.search, pool: engine.pool, timeout: settings.queryTimeout)
                if let page = try index.page(query, plan, forms, known: known) {
                    if known == nil { counts[Self.countKey(table, query)] = page.total }
                    return page
                }
            }
            let (page, total) = try await engine.run(table, timeout: settings.queryTimeout) { source, connection in
                let plan = try source.plan(query)
                var rows = try connection.rows(plan.statement.sql, plan.statement.values)
                let next = Self.cut(&rows, plan, query, table)
                let total = try known ?? Self.total(rows.count, query, source, connection)
                var page = RowPage(columns: plan.schema.map(\.name), schema: plan.schema, rows: rows, total: total, nextCursor: next)
                if case .offset(let offset, _) = query.page, offset + rows.count >= total { page.nextCursor = nil }
                return (page, total)
            }
            if known == nil { counts[Self.countKey(table, query)] = total }
            return page
        }
    }

    /// How many rows a filter and a search keep.
    package func count(_ table: StoredTable, _ filter: Filter? = nil, search: String? = nil) async throws -> Int {
        let key = CountCache.Key(table: table.hash, filter: filter, search: search)
        if let known = counts[key] { return known }
        return try await failing {
            let query = TableQuery(filter: filter, search: search)
            let total = try await engine.run(table, timeout: settings.queryTimeout) { try Self.count(query, $0, $1) }
            counts[key] = total
            return total
        }
    }

    /// Brings a table into memory ahead of the first question, and waits until it is there.
    ///
    /// - Returns: false where it is too large for the settings' `hotBytes`.
    @discardableResult
    package func warm(_ table: StoredTable) async -> Bool { await engine.hot.wait(for: table) }

    /// How many tables are kept in memory, and what they weigh in bytes.
    package var tablesInMemory: (tables: Int, bytes: Int64) { engine.hot.contents }

    private static func countKey(_ table: StoredTable, _ query: TableQuery) -> CountCache.Key {
        // Without groups, aggregates make one row of result whatever the filter.
        let groups = query.isAggregation ? ["\u{0}groups"] + query.groupBy : []
        return CountCache.Key(table: table.hash, filter: query.filter, search: query.search, groupBy: groups)
    }

    /// Takes the hidden values off the rows, and the row too many; gives the cursor to what follows the last.
    private static func cut(_ rows: inout [[Value]], _ plan: PagePlan, _ query: TableQuery, _ table: StoredTable) -> String? {
        guard let places = plan.cursorPlaces else { return nil }
        let hasMore = rows.count > plan.size
        if hasMore { rows.removeLast(rows.count - plan.size) }
        var isMiddle = hasMore
        if case .offset = query.page { isMiddle = rows.count == plan.size }
        var cursor: String?
        if isMiddle, let last = rows.last, let number = last[places.row].intValue {
            let keys = places.keys.map { CellText.operand(last[$0]) }
            cursor = Cursor(table: table, sort: query.sort, keys: keys, row: number).text
        }
        let width = plan.schema.count
        if let first = rows.first, first.count > width {
            for index in rows.indices { rows[index].removeLast(rows[index].count - width) }
        }
        return cursor
    }

    private static func total(_ count: Int, _ query: TableQuery, _ source: TableSource, _ connection: borrowing Connection) throws -> Int {
        // A page that is neither full nor past the end is the last one: the total follows from it.
        if case .offset(let offset, let size) = query.page, count < size, count > 0 || offset == 0 { return offset + count }
        return try Self.count(query, source, connection)
    }

    private static func count(_ query: TableQuery, _ source: TableSource, _ connection: borrowing Connection) throws -> Int {
        if !query.isAggregation, query.filter == nil, query.search == nil { return Int(source.table.rows) }
        var statement: Statement
        if query.isAggregation {
            if query.groupBy.isEmpty { return 1 }
            statement = Statement("SELECT count(*) FROM (")
            statement += try source.aggregation(query).statement
            statement += ")"
        } else {
            statement = Statement("SELECT count(*) FROM \(source.relation)")
            statement += try source.conditions(query.filter, query.search)
        }
        return Int(try connection.value(statement.sql, statement.values)?.intValue ?? 0)
    }
}
