package import DuckDB
internal import Localization
package import Tables

/// What a column holds among the rows that a filter keeps.
package struct ColumnSummary: Sendable {
    package var column: LakeColumn
    /// Rows, missing values included.
    package var count: Int
    package var missing: Int
    /// Different values, by estimate.
    package var distinct: Int
    package var min: Value
    package var max: Value
    /// For numbers.
    package var mean: Double?
    /// Of the population.
    package var standardDeviation: Double?
    /// At `ColumnProfile.quantileLevels`, by estimate; empty but for numbers.
    package var quantiles: [Double]
    /// On the scale of `ColumnProfile.Bin`; empty but for numbers and days.
    package var histogram: [ColumnProfile.Bin]
    /// Most frequent first.
    package var topValues: [(value: Value, count: Int)]
}

extension Lake {
    /// The values of a column that rows kept by the filter have, most frequent first, with their numbers of rows.
    package func facet(
        _ table: StoredTable, column: String, filter: Filter? = nil, search: String? = nil, limit: Int = 20
    ) async throws -> [(value: Value, count: Int)] {
        let count = Aggregate(function: .count, column: column)
        let present = Filter.comparison(column: column, .isnotnull, operands: [])
        let page = try await rows(
            table,
            TableQuery(
                filter: filter.map { .and([$0, present]) } ?? present, search: search, sort: [SortKey(column: count.name, descending: true)],
                groupBy: [column], aggregates: [count], page: .offset(0, size: max(1, min(limit, 1_000)))))
        return page.rows.map { ($0[0], Int($0[1].intValue ?? 0)) }
    }

    /// Figures of one column among the rows that a filter and a search keep.
    package func summary(
        _ table: StoredTable, column: String, filter: Filter? = nil, search: String? = nil, bins: Int = 20
    ) async throws -> ColumnSummary {
        var summary = try await failing {
            try await engine.run(table, timeout: settings.queryTimeout) { source, connection in
                let column = try source.column(column)
                var summary = try Self.figures(source, connection, column, filter, search)
                summary.histogram = try Self.histogram(source, connection, summary, filter, search, max(1, min(bins, 200)))
                return summary
            }
        }
        summary.topValues = try await facet(table, column: column, filter: filter, search: search, limit: 10)
        return summary
    }

    private static func figures(
        _ source: TableSource, _ connection: borrowing Connection, _ column: LakeColumn, _ filter: Filter?, _ search: String?
    ) throws -> ColumnSummary {
        let name = source.identifier(column)
        let isNumber = column.type.isNumeric
        var terms = ["count(*)", "count(\(name))", source.dialect.distinctCount(name), "min(\(name))", "max(\(name))"]
        if isNumber { terms += ["avg(\(name))", "stddev_pop(\(name))", source.dialect.quantiles(name, ColumnProfile.quantileLevels)] }
        var statement = Statement("SELECT \(terms.joined(separator: ", ")) FROM \(source.relation)")
        statement += try source.conditions(filter, search)
        let row = try connection.rows(statement.sql, statement.values).first ?? []
        func number(_ index: Int) -> Double? { row.indices.contains(index) ? row[index].doubleValue : nil }
        var quantiles: [Double] = []
        if row.count > 7, case .list(let values) = row[7] { quantiles = values.compactMap(\.doubleValue) }
        let (count, present) = (Int(number(0) ?? 0), Int(number(1) ?? 0))
        return ColumnSummary(
            column: column, count: count, missing: count - present, distinct: Swift.min(present, Int(number(2) ?? 0)),
            min: row.count > 3 ? row[3] : .null, max: row.count > 4 ? row[4] : .null, mean: number(5), standardDeviation: number(6),
            quantiles: quantiles, histogram: [], topValues: [])
    }

    private static func histogram(
        _ source: TableSource, _ connection: borrowing Connection, _ summary: ColumnSummary, _ filter: Filter?, _ search: String?, _ bins: Int
    ) throws -> [ColumnProfile.Bin] {
        let name = source.identifier(summary.column)
        let scaled: String
        switch summary.column.type {
        case .integer, .number: scaled = "CAST(\(name) AS DOUBLE)"
        case .date: scaled = "CAST(\(name) - DATE '1970-01-01' AS DOUBLE)"
        case .datetime: scaled = "epoch(\(name))"
        default: return []
        }
        guard let lower = summary.min.axisPosition, let upper = summary.max.axisPosition, lower.isFinite, upper.isFinite else { return [] }
        guard upper > lower else { return [.init(lower: lower, upper: upper, count: Int64(summary.count - summary.missing))] }
        let isWhole = summary.column.type == .integer || summary.column.type == .date
        // Bars of whole numbers have whole widths, or some would hold more numbers than others for no reason.
        let width = isWhole ? Swift.max(1, ((upper - lower + 1) / Double(bins)).rounded(.up)) : (upper - lower) / Double(bins)
        let count = isWhole ? Int(((upper - lower + 1) / width).rounded(.up)) : bins
        var statement = Statement(
            "SELECT least(CAST(floor((\(scaled) - ?) / ?) AS BIGINT), ?), count(*) FROM \(source.relation)",
            [.double(lower), .double(width), .int(Int64(count - 1))])
        statement += try source.conditions(filter, search, and: [Statement("\(name) IS NOT NULL")])
        statement += " GROUP BY 1"
        var histogram = (0..<count).map { ColumnProfile.Bin(lower: lower + width * Double($0), upper: lower + width * Double($0 + 1), count: 0) }
        for row in try connection.rows(statement.sql, statement.values) {
            if let index = row[0].intValue, histogram.indices.contains(Int(index)) { histogram[Int(index)].count += row[1].intValue ?? 0 }
        }
        return histogram
    }
}

extension Value {
    /// Where the value lies on the scale of `ColumnProfile.Bin`.
    fileprivate var axisPosition: Double? {
        switch self {
        case .int, .double: doubleValue
        case .date(let days): Double(days)
        case .timestamp(let microseconds): Double(microseconds) / 1_000_000
        default: nil
        }
    }
}
