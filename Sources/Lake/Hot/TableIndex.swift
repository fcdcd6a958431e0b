internal import DuckDB
internal import Synchronization
internal import Tables

/// A whole table in memory by ranks: filters, sorts and pages of any depth in well under a millisecond, where a
/// scan takes several. What ranks cannot tell (parts of texts, aggregates) goes to the engine.
final class TableIndex: Sendable {
    let table: StoredTable
    let rowCount: Int
    private let columns: [String: ColumnIndex]
    private let orders = Mutex<[(keys: [SortKey], rows: [UInt32])]>([])
    private let lazyRowNumbers = Mutex<ColumnIndex?>(nil)
    private let masks = Mutex<[(filter: Filter?, search: String?, mask: [UInt8])]>([])
    private static let keptOrders = 12
    private static let keptMasks = 8

    /// Nil where the table turns out larger than `limit` bytes.
    init?(_ table: StoredTable, _ source: TableSource, on connection: borrowing Connection, limit: Int) throws {
        var builders: [any ColumnBuilder] = table.columns.map { column in
            switch column.type {
            case .boolean: NumberBuilder<Int64>.booleans
            case .integer, .datetime, .time: NumberBuilder<Int64>(column.type)
            case .date: NumberBuilder<Int64>.dates
            case .number: NumberBuilder<Double>()
            case .text, .json: TextBuilder()
            }
        }
        let terms = table.columns.map { "CAST(\(source.identifier($0)) AS \($0.type.duckDBName))" }
        guard !terms.isEmpty, table.rows < Int64(UInt32.max) else { return nil }
        var rowCount = 0
        var isTooLarge = false
        try connection.query("SELECT \(terms.joined(separator: ", ")) FROM \(source.relation)") { rows in
            try rows.forEachChunk { chunk in
                for column in builders.indices { builders[column].add(chunk, column) }
                rowCount += chunk.rowCount
                isTooLarge = builders.reduce(0) { $0 + $1.bytes } > limit
                return !isTooLarge
            }
        }
        if isTooLarge || Int64(rowCount) != table.rows { return nil }
        var columns: [String: ColumnIndex] = [:]
        for column in table.columns.reversed() {
            let (ranks, values) = builders.removeLast().finish()
            var folded: FoldedTexts?
            if case .texts(let texts) = values, !TableSource.isShape(column), texts.bytes.count * 2 < limit {
                folded = try FoldedTexts(texts, on: connection, source.dialect)
            }
            columns[column.name] = ColumnIndex(column, ranks: ranks, values: values, folded: folded)
        }
        self.table = table
        self.rowCount = rowCount
        self.columns = columns
    }

    /// Estimated, with the orders that sorting keeps.
    var bytes: Int { columns.values.reduce(0) { $0 + $1.bytes } + rowCount * (4 * 4 + 8) }

    func column(_ name: String) -> ColumnIndex? {
        name == LakeColumn.rowNumber.name ? rowNumbers : columns[name]
    }

    /// The columns that a search looks into.
    var searched: [ColumnIndex] { TableSource.searchedColumns(table.columns).compactMap { columns[$0.name] } }

    func value(_ column: LakeColumn, _ row: Int) -> Value {
        column.name == LakeColumn.rowNumber.name ? .int(Int64(row) + 1) : columns[column.name]?.value(row) ?? .null
    }

    private var rowNumbers: ColumnIndex {
        lazyRowNumbers.withLock { lazy in
            if let made = lazy { return made }
            let made = ColumnIndex(
                .rowNumber, ranks: (0..<UInt32(rowCount)).map { $0 }, values: .integers((0..<Int64(rowCount)).map { $0 + 1 }, .integer))
            lazy = made
            return made
        }
    }

    /// For each row, 1 where it satisfies the query's filter and search; kept, since a page of figures asks many times.
    func mask(_ predicate: RankPredicate, _ query: TableQuery) -> [UInt8] {
        let known = masks.withLock { masks in masks.first { $0.filter == query.filter && $0.search == query.search }?.mask }
        if let known { return known }
        let mask = predicate.mask(rowCount)
        masks.withLock { masks in
            if masks.count >= Self.keptMasks { masks.removeFirst() }
            masks.append((query.filter, query.search, mask))
        }
        return mask
    }

    /// Every row in the order of `keys`, kept for the next pages.
    func order(_ keys: [(key: SortKey, index: ColumnIndex)]) -> [UInt32] {
        let name = keys.map(\.key)
        if let known = orders.withLock({ orders in
            guard let place = orders.firstIndex(where: { $0.keys == name }) else { return [UInt32]?.none }
            orders.append(orders.remove(at: place))
            return orders.last?.rows
        }) { return known }
        // A stable sort by the last key, then by the one before, and so on: each counts ranks.
        var rows: [UInt32]?
        for (key, index) in keys.reversed() {
            let byRank = index.rowsByRank
            if rows == nil, !key.descending {
                rows = byRank.rows
                continue
            }
            let previous = rows
            var next = byRank.starts
            if key.descending {
                var start: UInt32 = 0
                for rank in (0..<Int(index.missing)).reversed() {
                    next[rank] = start
                    start += byRank.starts[rank + 1] - byRank.starts[rank]
                }
                next[Int(index.missing)] = start
            }
            var sorted = [UInt32](repeating: 0, count: rowCount)
            for position in 0..<rowCount {
                let row = previous.map { $0[position] } ?? UInt32(position)
                let rank = Int(index.ranks[Int(row)])
                sorted[Int(next[rank])] = row
                next[rank] += 1
            }
            rows = sorted
        }
        let made = rows ?? []
        orders.withLock { orders in
            if orders.count >= Self.keptOrders { orders.removeFirst() }
            orders.append((name, made))
        }
        return made
    }
}
