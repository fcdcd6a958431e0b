internal import DuckDB
internal import Foundation
internal import Lake
internal import Territories

/// Runs an indicator's query on a table and puts what it gives where it belongs.
struct SourceReading {
    let query: IndicatorQuery
    let tree: TerritoryTree
    /// The day of the table's version.
    let version: CivilDate
    private let dialect = DuckDBExpressions()

    init(query: IndicatorQuery, tree: TerritoryTree, version: CivilDate) {
        self.query = query
        self.tree = tree
        self.version = version
    }

    /// - Parameter relation: what to write after `FROM`.
    /// - Throws: `DuckDBError`.
    func read(_ relation: String, on connection: borrowing Connection) throws -> (ObservedCells, ReadingReport) {
        var report = ReadingReport()
        var tables: [String] = []
        // The connection serves others afterwards.
        defer { for table in tables { _ = try? connection.execute("DROP TABLE IF EXISTS \(quoted(identifier: table))") } }
        try makeHoursTables(&tables, relation, connection, &report)
        var rows = RowSet(measures: query.measures)
        var labels: [String: [String: String]] = [:]
        try collect(nil, relation, tables, connection, &rows, &labels)
        for breakdown in query.definition.breakdowns { try collect(breakdown.slug, relation, tables, connection, &rows, &labels) }
        var placement = CellPlacement(query, tree: tree)
        var cells = placement.cells(rows)
        cells.labels = labels.mapValues { $0.map { (category: $0.key, label: $0.value) } }
        placement.report.unreadHours = report.unreadHours
        placement.report.unreadHoursCount = report.unreadHoursCount
        return (cells, placement.report)
    }

    /// A table of the hours of each different text, made once.
    private func makeHoursTables(
        _ tables: inout [String], _ relation: String, _ connection: borrowing Connection, _ report: inout ReadingReport
    ) throws {
        for (index, tree) in query.hours.enumerated() {
            let statement = query.hoursStatement(tree, from: relation, dialect: dialect)
            let words = try connection.rows(statement.sql, statement.values).compactMap { $0.first?.textValue }.sorted()
            let hours = words.map { WeeklyHours.hours($0) }
            let unread = zip(words, hours).filter { $1 == nil }.map(\.0)
            report.unreadHours = Array((report.unreadHours + unread).prefix(20))
            report.unreadHoursCount += unread.count
            let table = "hours_\(index)_\(UUID().uuidString)"
            tables.append(table)
            let source = HoursRows(words, hours)
            _ = try connection.withTable(of: source, columns: [.init(name: "words", type: .varchar), .init(name: "hours", type: .double)]) { relation in
                try connection.execute("CREATE TEMP TABLE \(quoted(identifier: table)) AS SELECT * FROM \(relation)")
            }
        }
    }

    private func collect(
        _ breakdown: String?, _ relation: String, _ tables: [String], _ connection: borrowing Connection, _ rows: inout RowSet,
        _ labels: inout [String: [String: String]]
    ) throws {
        let statement = query.statement(breakdown: breakdown, from: relation, hoursTables: tables, version: version, dialect: dialect)
        let first = breakdown == nil ? 2 : 4
        let measures = query.measures.count
        var names: [String: String] = [:]
        try connection.query(statement.sql, statement.values) { result in
            try result.forEachChunk { chunk in
                var values: [[Double]] = []
                for measure in 0..<measures { values.append(Self.doubles(chunk, first + measure)) }
                let days = Self.days(chunk, 1)
                let sizes = chunk.withValues(first + measures + 1, as: Int32.self) { span in span.indices.map { span[$0] } }
                for row in 0..<chunk.rowCount {
                    var slice: Int32 = 0
                    if let breakdown {
                        guard let category = chunk.value(2, row).textValue, !category.isEmpty else { continue }
                        slice = rows.number(Slice(breakdown: breakdown, category: category))
                        if names[category] == nil { names[category] = chunk.value(3, row).textValue ?? category }
                    }
                    let territory = unsafe chunk.withText(0, row) { unsafe rows.number($0) } ?? -1
                    rows.add(
                        territory: territory, day: days[row], slice: slice, isDivision: chunk.value(first + measures, row).boolValue ?? false,
                        size: sizes[row])
                    for measure in 0..<measures { rows.add(values[measure][row]) }
                }
                return true
            }
        }
        if let breakdown { labels[breakdown] = names }
    }

    private static func doubles(_ chunk: borrowing Chunk, _ column: Int) -> [Double] {
        var values = chunk.withValues(column, as: Double.self) { span in span.indices.map { span[$0] } }
        for row in values.indices where chunk.isMissing(column, row) { values[row] = .nan }
        return values
    }

    private static func days(_ chunk: borrowing Chunk, _ column: Int) -> [Int32] {
        var days = chunk.withValues(column, as: Int32.self) { span in span.indices.map { span[$0] } }
        for row in days.indices where chunk.isMissing(column, row) { days[row] = RowSet.noDay }
        return days
    }
}

/// The hours of texts, for DuckDB to read.
///
/// Sendable, unchecked: DuckDB asks from one thread at a time, and nobody else does.
private final class HoursRows: ChunkSource, @unchecked Sendable {
    private let words: [String]
    private let hours: [Double?]
    private var next = 0

    init(_ words: [String], _ hours: [Double?]) {
        self.words = words
        self.hours = hours
    }

    func next(into writer: borrowing ChunkWriter) throws -> Int {
        let start = next, count = min(writer.capacity, words.count - next)
        for row in 0..<count { writer.setText(0, row, words[start + row]) }
        if writer.isWanted(1) {
            writer.write(1, as: Double.self) { cells in for row in 0..<count { cells[row] = hours[start + row] ?? 0 } }
            for row in 0..<count where hours[start + row] == nil { writer.setMissing(1, row) }
        }
        next += count
        return count
    }
}
