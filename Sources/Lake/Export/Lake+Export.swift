internal import DuckDB
internal import Foundation
internal import Localization
internal import Tables
internal import Threads

extension Lake {
    /// Every row that a query keeps, in its order, as the bytes of a file. The query's page is ignored.
    ///
    /// Nothing happens before the first piece is asked for. Memory stays bounded however large the result: pieces are
    /// made a few ahead of their reader. Cancelling the reading task, or letting go of the stream, stops the engine.
    ///
    /// - Parameter limit: the number of rows, at most; nil for all of them.
    /// - Throws: (in the stream) `LakeError`: those of `rows`, `lake.geometry.none` for GeoJSON of a table without
    ///   places, `lake.export.tooManyRows` for a workbook of more than 1,048,575 rows.
    package func export(
        _ table: StoredTable, _ query: TableQuery, as format: ExportFormat, limit: Int? = nil
    ) -> AsyncThrowingStream<[UInt8], any Error> {
        let run = ExportRun { [self] channel in
            try await failing {
                switch format {
                case .csv, .json, .jsonLines, .geoJSON: try await stream(table, query, format, limit, to: channel)
                case .parquet, .xlsx: try await copy(table, query, format, limit, to: channel)
                }
            }
        }
        return AsyncThrowingStream { try await run.next() }
    }

    private func stream(
        _ table: StoredTable, _ query: TableQuery, _ format: ExportFormat, _ limit: Int?, to channel: ByteChannel
    ) async throws {
        let source = engine.file(table)
        let (statement, columns, shown, geometry) = try source.exportPlan(query, needsGeometry: format == .geoJSON, limit)
        try await exporting(extensions: []) { connection, _ in
            var rows: any RowFormat
            switch format {
            case .csv: rows = CSVFormat(columns: columns)
            case .geoJSON: rows = GeoJSONFormat(columns: columns, shown: shown, source: geometry ?? .geoJSON(""))
            default: rows = JSONFormat(columns: columns, isLines: format == .jsonLines)
            }
            var piece: [UInt8] = []
            piece.reserveCapacity(Self.pieceSize * 2)
            rows.begin(&piece)
            try connection.query(statement.sql, statement.values) { result in
                try result.forEachChunk { chunk in
                    for row in 0..<chunk.rowCount {
                        rows.append(chunk, row, to: &piece)
                        if piece.count >= Self.pieceSize {
                            try channel.send(piece)
                            piece.removeAll(keepingCapacity: true)
                        }
                    }
                    return true
                }
            }
            rows.end(&piece)
            try channel.send(piece)
        }
    }

    private func copy(
        _ table: StoredTable, _ query: TableQuery, _ format: ExportFormat, _ limit: Int?, to channel: ByteChannel
    ) async throws {
        if format == .parquet, query.isWhole, limit == nil {
            // The table is already a Parquet file.
            let file = tableURL(table.hash)
            return try await OwnThread.run("export") { _ in try Self.send(file, to: channel) }
        }
        if format == .xlsx {
            let count = query.isAggregation ? 0 : try await count(table, query.filter, search: query.search)
            guard min(count, limit ?? count) <= Self.workbookRows else {
                throw LakeError("export.tooManyRows", ["rows": .integer(count), "limit": .integer(Self.workbookRows)])
            }
        }
        let source = engine.file(table)
        let (body, columns, _, _) = try source.exportPlan(query, needsGeometry: false, limit)
        try await exporting(extensions: format == .xlsx ? ["excel"] : []) { connection, scratch in
            let file = scratch.appending(path: "export")
            // COPY takes no placeholders: the rows are first put in order in a table of this engine's own.
            try connection.execute("CREATE TEMP TABLE export AS \(body.sql)", body.values)
            let cells = columns.map { column in
                let name = quoted(identifier: column.name)
                // A cell of a workbook holds 32,767 characters (ECMA-376, part 1, section 18.3.1.4 as Excel applies it).
                return format == .xlsx && (column.type == .text || column.type == .json) ? "left(\(name), 32767) AS \(name)" : name
            }
            let options = format == .xlsx ? "FORMAT xlsx, HEADER true" : "FORMAT parquet, COMPRESSION zstd"
            try connection.execute("COPY (SELECT \(cells.joined(separator: ", ")) FROM export) TO \(quoted(literal: file.path)) (\(options))")
            try connection.execute("DROP TABLE export")
            try Self.send(file, to: channel)
        }
    }

    /// Runs an export in an engine of its own, as many at once as the settings allow.
    private func exporting(
        extensions: [String], _ body: @escaping @Sendable (borrowing Connection, URL) throws -> Void
    ) async throws {
        try await exportPlaces.take()
        defer { exportPlaces.give() }
        try await workshop.run("export", threads: 1, extensions: extensions, onlyIn: [tables.folder], body)
    }

    private static func send(_ file: URL, to channel: ByteChannel) throws {
        let input = try OpenFile(file.path, O_RDONLY)
        while true {
            var piece = [UInt8](repeating: 0, count: pieceSize)
            let count = try input.read(into: &piece)
            if count == 0 { return }
            try channel.send(count == piece.count ? piece : Array(piece[..<count]))
        }
    }

    private static var pieceSize: Int { 64 << 10 }
    /// Rows of a sheet, its header left out.
    private static var workbookRows: Int { 1_048_575 }
}

extension TableQuery {
    /// Whether it keeps every row and column, in the file's order.
    fileprivate var isWhole: Bool {
        columns == nil && filter == nil && search == nil && sort.isEmpty && !isAggregation
    }
}

extension TableSource {
    /// The statement for every row, the columns of its result, and how many of them were asked for: what a geometry
    /// is made of comes behind.
    func exportPlan(
        _ query: TableQuery, needsGeometry: Bool, _ limit: Int?
    ) throws -> (statement: Statement, columns: [LakeColumn], shown: Int, geometry: GeometrySource?) {
        if query.isAggregation {
            if needsGeometry { throw LakeError("geometry.none") }
            var (schema, statement) = try aggregation(query)
            let order = query.groupBy.map { "\(dialect.identifier($0)) NULLS LAST" }
            if !order.isEmpty { statement += " ORDER BY \(order.joined(separator: ", "))" }
            if let limit { statement += " LIMIT \(limit)" }
            return (statement, schema, schema.count, nil)
        }
        var schema = try columns(query)
        let shown = schema.count
        var geometry: GeometrySource?
        if needsGeometry {
            guard let source = table.geometrySource else { throw LakeError("geometry.none") }
            for name in source.columns where !schema.contains(where: { $0.name == name }) { schema.append(try column(name)) }
            geometry = source
        }
        var statement = Statement("SELECT \(schema.map(identifier).joined(separator: ", ")) FROM \(relation)")
        statement += try conditions(query.filter, query.search)
        statement += try order(query.sort)
        if let limit { statement += " LIMIT \(limit)" }
        return (statement, schema, shown, geometry)
    }
}
