internal import DuckDB
internal import Tables

extension TableIndex {
    /// The page that a query asks for, or nil where only the engine can tell.
    ///
    /// - Parameter known: rows of the whole result, where they have been counted before.
    /// - Throws: `LakeError` for values that do not fit.
    func page(_ query: TableQuery, _ plan: PagePlan, _ forms: TextForms, known: Int?) throws -> RowPage? {
        guard let predicate = try RankPredicate.made(of: query.filter, query.search, self, forms) else { return nil }
        if query.isAggregation { return groups(query, plan, predicate) }
        var keys: [(key: SortKey, index: ColumnIndex)] = []
        for key in query.sort {
            guard let index = column(key.column) else { return nil }
            keys.append((key, index))
        }
        var after: Place?
        var (offset, wanted) = (0, plan.size)
        switch query.page {
        case .offset(let first, _): offset = first
        case .after(let cursor, _):
            wanted += 1
            if !cursor.isEmpty {
                after = try place(Cursor(cursor, table: table, sort: query.sort), keys)
                if after == nil { return nil }
            }
        }
        var (rows, total) = select(predicate, query, keys, after, offset, wanted, known)
        var isMiddle = false
        if case .offset = query.page { isMiddle = offset &+ rows.count < total } else { isMiddle = rows.count > plan.size }
        if rows.count > plan.size { rows.removeLast(rows.count - plan.size) }
        var cursor: String?
        if isMiddle, let last = rows.last {
            let texts = keys.map { CellText.operand($0.index.value(Int(last))) }
            cursor = Cursor(table: table, sort: query.sort, keys: texts, row: Int64(last) + 1).text
        }
        let indices = plan.schema.map { $0.name == LakeColumn.rowNumber.name ? nil : column($0.name) }
        let values = rows.map { row in indices.map { $0?.value(Int(row)) ?? .int(Int64(row) + 1) } }
        return RowPage(columns: plan.schema.map(\.name), schema: plan.schema, rows: values, total: total, nextCursor: cursor)
    }

    /// A row's place in a sorted result: the ranks of its keys, and itself.
    struct Place {
        let ranks: [UInt32]
        let row: UInt32
    }

    private func place(_ cursor: Cursor, _ keys: [(key: SortKey, index: ColumnIndex)]) throws -> Place? {
        var ranks: [UInt32] = []
        for (text, key) in zip(cursor.keys, keys) {
            guard let text else {
                ranks.append(key.index.missing)
                continue
            }
            guard let value = try? Operand.value(text, for: key.index.column) else { throw LakeError("cursor.invalid") }
            // A cursor that names a value of no row was not made here: the engine can still find its place.
            guard let found = key.index.values.ranks(of: value), !found.isEmpty else { return nil }
            ranks.append(UInt32(found.lowerBound))
        }
        guard cursor.row >= 1, cursor.row <= Int64(rowCount) else { return nil }
        return Place(ranks: ranks, row: UInt32(cursor.row - 1))
    }

    private func select(
        _ predicate: RankPredicate, _ query: TableQuery, _ keys: [(key: SortKey, index: ColumnIndex)], _ after: Place?, _ offset: Int,
        _ wanted: Int, _ known: Int?
    ) -> (rows: [UInt32], total: Int) {
        if predicate.isEverything { return (walk(keys, after, offset, wanted) { _ in true }, rowCount) }
        // Few candidates: take them all and sort. Many: go through the rows in their order until the page is full.
        if let part = predicate.mostSelective, part.rows <= max(1_000, rowCount / 16) {
            let byRank = part.index.rowsByRank
            var rows: [UInt32] = []
            rows.reserveCapacity(part.rows)
            for range in part.ranges {
                for row in byRank.rows[byRank.places(range)] where predicate.matches(Int(row)) { rows.append(row) }
            }
            let total = rows.count
            if let after { rows.removeAll { !isAfter($0, after, keys) } }
            return (smallest(rows, offset, wanted, keys), total)
        }
        let mask = mask(predicate, query)
        let total = known ?? mask.reduce(0) { $0 + Int($1) }
        return (offset >= total ? [] : walk(keys, after, offset, wanted) { mask[$0] != 0 }, total)
    }

    private func walk(
        _ keys: [(key: SortKey, index: ColumnIndex)], _ after: Place?, _ offset: Int, _ wanted: Int, _ isKept: (Int) -> Bool
    ) -> [UInt32] {
        let order: [UInt32]? = keys.isEmpty ? nil : self.order(keys)
        var position = 0
        if let after {
            position = order.map { order in order.indices.partition { !isAfter(order[$0], after, keys) } } ?? Int(after.row) + 1
        }
        var (rows, skipped): ([UInt32], Int) = ([], 0)
        while position < rowCount, rows.count < wanted {
            let row = order.map { $0[position] } ?? UInt32(position)
            if isKept(Int(row)) {
                if skipped < offset { skipped += 1 } else { rows.append(row) }
            }
            position += 1
        }
        return rows
    }

    /// The rows from the `offset`-th of those given, in order, `wanted` of them.
    private func smallest(_ rows: [UInt32], _ offset: Int, _ wanted: Int, _ keys: [(key: SortKey, index: ColumnIndex)]) -> [UInt32] {
        guard offset < rows.count else { return [] }
        let end = min(rows.count, offset + min(wanted, rows.count))
        // The few that lead are found without sorting the rest: now and then, those kept so far are cut down to as
        // many as are needed, and the last of these keeps most of the others out.
        var first: [UInt32] = []
        if end * 8 < rows.count {
            let batch = max(64, end * 2)
            var bar: UInt32?
            for row in rows {
                if let bar, !isBefore(row, bar, keys) { continue }
                first.append(row)
                if first.count == batch {
                    first.sort { isBefore($0, $1, keys) }
                    first.removeLast(first.count - end)
                    bar = first.last
                }
            }
        } else {
            first = rows
        }
        first.sort { isBefore($0, $1, keys) }
        return Array(first[offset..<end])
    }

    private func isBefore(_ a: UInt32, _ b: UInt32, _ keys: [(key: SortKey, index: ColumnIndex)]) -> Bool {
        for (key, index) in keys {
            let (x, y) = (index.ranks[Int(a)], index.ranks[Int(b)])
            if x == y { continue }
            if x == index.missing || y == index.missing { return y == index.missing }
            return (x < y) != key.descending
        }
        return a < b
    }

    private func isAfter(_ row: UInt32, _ place: Place, _ keys: [(key: SortKey, index: ColumnIndex)]) -> Bool {
        for (offset, (key, index)) in keys.enumerated() {
            let (x, y) = (index.ranks[Int(row)], place.ranks[offset])
            if x == y { continue }
            if x == index.missing || y == index.missing { return x == index.missing }
            return (x > y) != key.descending
        }
        return row > place.row
    }
}
