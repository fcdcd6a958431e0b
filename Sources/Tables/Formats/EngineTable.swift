import DuckDB
import Foundation
import Localization

/// A table that DuckDB and its extensions read: how to say it in SQL, column by column.
struct EngineTable {
    struct Item: Sendable {
        let name: String
        /// An SQL expression over the source's row.
        let expression: String
        /// The type that the file gives the column; `nil` where the values decide.
        let type: ColumnType?
    }

    let format: FileFormat
    private let path: URL
    /// What stands after `FROM`.
    let relation: String
    private(set) var items: [Item] = []
    private(set) var sheet: String?
    private(set) var otherSheets: [String] = []
    private(set) var coordinateSystem: String?
    /// Whether there are geometries of which nothing says where on Earth they are.
    private(set) var hasUnknownSystem = false

    /// - Throws: `tables.<format>.damaged` and the like.
    init(_ format: FileFormat, _ path: URL, options: ReadOptions, on connection: borrowing Connection) throws {
        self.format = format
        self.path = path
        let file = quoted(literal: path.path)
        do {
            switch format {
            case .parquet:
                relation = "read_parquet(\(file))"
                try describe(on: connection)
            case .json, .jsonLines:
                let layout = format == .jsonLines ? "newline_delimited" : "auto"
                // Each thread holds twice the largest object, and a document that wraps its rows is one object.
                let size = (try? FileManager.default.attributesOfItem(atPath: path.resolvingSymlinksInPath().path)[.size] as? Int) ?? 0
                let largest = max(16 << 20, min(128 << 20, format == .json ? size + 1_024 : 0))
                let reader = "read_json(\(file), format = '\(layout)', sample_size = -1, maximum_object_size = \(largest), "
                    + "dateformat = 'iso', timestampformat = 'iso', maximum_depth = 4)"
                relation = try Self.unwrapped(reader, on: connection)
                try describe(on: connection)
            case .geoJSON, .geoPackage, .shapefile:
                try connection.loadExtension("spatial")
                let layers = try Layers(file, on: connection)
                let layer = try layers.choose(options.sheet)
                let several = layers.all.count > 1
                sheet = several || format == .geoPackage ? layer.name : nil
                otherSheets = layers.all.map(\.name).filter { $0 != layer.name }
                relation = "st_read(\(file), layer = \(quoted(literal: layer.name)))"
                if let system = layer.coordinateSystem, !["EPSG:4326", "OGC:CRS84"].contains(system) { coordinateSystem = system }
                hasUnknownSystem = layer.hasShapes && layer.coordinateSystem == nil
                try describe(on: connection, known: layer.name == layers.all.first?.name ? layers.firstColumns : nil)
            case .delimited, .xlsx, .ods, .xls:
                preconditionFailure("delimited text and workbooks are not the engine's")
            }
        } catch let error as DuckDBError {
            throw Self.explained(error, format, path)
        }
    }

    /// The table as DuckDB is to give it.
    var select: String {
        let list = items.map { "\($0.expression) AS \(quoted(identifier: $0.name))" }.joined(separator: ", ")
        return "SELECT \(list) FROM \(relation)"
    }

    /// Writes the table as text that the delimited reader takes: everything quoted, `NULL` as nothing.
    func write(to text: URL, on connection: borrowing Connection) throws {
        do {
            try connection.execute(
                "COPY (\(select)) TO \(quoted(literal: text.path)) "
                    + "(FORMAT csv, HEADER true, DELIMITER ',', QUOTE '\"', ESCAPE '\"', FORCE_QUOTE *, NULLSTR '')")
        } catch let error as DuckDBError {
            throw Self.explained(error, format, path)
        }
    }

    private mutating func describe(on connection: borrowing Connection, known: [(String, String)]? = nil) throws {
        for (name, type) in try known ?? Self.columns("SELECT * FROM \(relation)", on: connection) where name != "OGC_FID" {
            let column = quoted(identifier: name)
            guard type.hasPrefix("STRUCT("), format == .json || format == .jsonLines else {
                items.append(item(name, column, type))
                continue
            }
            // One level of nesting becomes columns; deeper levels stay JSON.
            for (field, fieldType) in try Self.columns("SELECT unnest(\(column)) FROM \(relation)", on: connection) {
                items.append(item("\(name).\(field)", "struct_extract(\(column), \(quoted(literal: field)))", fieldType))
            }
        }
        if items.isEmpty { throw TablesError("\(format.rawValue).empty") }
        if items.count > Grammar.mostColumns {
            throw TablesError("columns.tooMany", ["count": .integer(items.count), "limit": .integer(Grammar.mostColumns)])
        }
    }

    /// One column by DuckDB's type for it.
    private func item(_ name: String, _ column: String, _ type: String) -> Item {
        if type.hasSuffix("[]") || type.hasPrefix("STRUCT") || type.hasPrefix("MAP") || type.hasPrefix("UNION") || type.hasSuffix("]") {
            return Item(name: name, expression: "CAST(to_json(\(column)) AS VARCHAR)", type: .json)
        }
        if type.hasPrefix("GEOMETRY") {
            var shape = column
            if let coordinateSystem {
                shape = "st_transform(\(column), \(quoted(literal: coordinateSystem)), 'EPSG:4326', always_xy := true)"
            }
            return Item(name: name, expression: "CAST(st_ashexwkb(\(shape)) AS VARCHAR)", type: .text)
        }
        switch type {
        case "BOOLEAN": return Item(name: name, expression: column, type: .boolean)
        case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER":
            return Item(name: name, expression: "CAST(\(column) AS BIGINT)", type: .integer)
        case "FLOAT", "DOUBLE": return Item(name: name, expression: "CAST(\(column) AS DOUBLE)", type: .number)
        case "DATE": return Item(name: name, expression: column, type: .date)
        case "TIME": return Item(name: name, expression: column, type: .time)
        case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS":
            return Item(name: name, expression: "CAST(\(column) AS TIMESTAMP)", type: .datetime)
        case "TIMESTAMP WITH TIME ZONE":
            return Item(name: name, expression: "make_timestamp(epoch_us(\(column)))", type: .datetime)
        case "JSON":
            // Values of several kinds: texts lose their quotes, objects and lists stay JSON.
            let text = "CASE json_type(\(column)) WHEN 'VARCHAR' THEN \(column) ->> '$' WHEN 'NULL' THEN NULL ELSE CAST(\(column) AS VARCHAR) END"
            return Item(name: name, expression: text, type: nil)
        case "BLOB": return Item(name: name, expression: "hex(\(column))", type: .text)
        case "VARCHAR": return Item(name: name, expression: column, type: format == .parquet ? .text : nil)
        default:
            if type.hasPrefix("DECIMAL") { return Item(name: name, expression: "CAST(\(column) AS DOUBLE)", type: .number) }
            return Item(name: name, expression: "CAST(\(column) AS VARCHAR)", type: .text)
        }
    }

    static func columns(_ sql: String, on connection: borrowing Connection) throws -> [(String, String)] {
        try connection.rows("DESCRIBE \(sql)").compactMap { row in
            guard let name = row[0].textValue, let type = row[1].textValue else { return nil }
            return (name, type)
        }
    }

    /// A document whose rows are in its only list of objects, such as `{"total": 2, "results": [{…}, {…}]}`.
    private static func unwrapped(_ reader: String, on connection: borrowing Connection) throws -> String {
        let found = try columns("SELECT * FROM \(reader)", on: connection)
        let lists = found.filter { $0.1.hasPrefix("STRUCT(") && $0.1.hasSuffix("[]") }
        guard lists.count == 1, let list = lists.first,
            try connection.value("SELECT count(*) FROM (SELECT 1 FROM \(reader) LIMIT 2)")?.intValue == 1
        else { return reader }
        return "(SELECT unnest(row) FROM (SELECT unnest(\(quoted(identifier: list.0))) AS row FROM \(reader)))"
    }

    /// What DuckDB says, as a person can use it.
    static func explained(_ error: DuckDBError, _ format: FileFormat, _ path: URL) -> any Error {
        switch error.code {
        case .interrupted, .timeout: return error
        case .diskFull: return TablesError("disk.full", underlying: error)
        case .outOfMemory: return TablesError("memory.full", underlying: error)
        case .libraryMissing, .symbolMissing, .open, .permission: return error
        default:
            var detail = error.message.split(separator: "\n").first.map(String.init) ?? error.message
            // The place where the file lies for reading is nobody's business.
            detail = detail.replacing(path.path, with: path.lastPathComponent)
            return TablesError("format.damaged", ["kind": .message("kind.\(format.rawValue)"), "detail": .text(detail)], underlying: error)
        }
    }
}
