import Foundation
import Localization

/// A file of official codes read as text, cell by cell: nothing is guessed, so `01004` keeps its zero.
///
/// The general reader of tables decides types on whole columns through the engine; these files have fixed columns,
/// errors must name their line, and the command that takes them must work without an engine.
struct OfficialTable: Sendable {
    /// The file's name, for messages.
    let name: String
    /// The columns as the file names them.
    let columns: [String]
    private(set) var rows: [Row]
    private let places: [String: Int]

    /// A row and the place from which it was read: a line of a CSV file, an item of a JSON array; both from 1.
    struct Row: Sendable {
        let line: Int
        var cells: [String]
    }

    init(name: String, columns: [String], rows: [Row]) {
        self.name = name
        self.columns = columns
        self.rows = rows
        places = Dictionary(columns.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Reads CSV (comma or semicolon; UTF-8, else Windows-1252) or a JSON array of objects.
    ///
    /// - Throws: `territories.file.empty`, `territories.file.json`, `territories.file.cells` with the line.
    init(_ data: Data, name: String) throws {
        var bytes = [UInt8](data)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        let first = bytes.first { $0 > 0x20 }
        guard let first else { throw TerritoriesError("file.empty", ["file": .text(name)]) }
        if first == UInt8(ascii: "[") || first == UInt8(ascii: "{") {
            try self.init(json: Data(bytes), name: name)
        } else {
            try self.init(csv: bytes, name: name)
        }
    }

    func has(_ column: String) -> Bool { places[column] != nil }

    /// The place of a column that must be there.
    ///
    /// - Throws: `territories.file.column`.
    func place(_ column: String) throws -> Int {
        guard let place = places[column] else {
            throw TerritoriesError(
                "file.column", ["file": .text(name), "column": .text(column), "columns": .text(columns.joined(separator: ", "))])
        }
        return place
    }

    /// The place of the first of several columns that is there.
    func place(anyOf names: [String]) -> Int? { names.lazy.compactMap { places[$0] }.first }

    /// An error about one cell: what is in it and what should be.
    func error(_ row: Row, _ column: Int, expected: String) -> TerritoriesError {
        TerritoriesError("file.cell", [
            "file": .text(name), "line": .integer(row.line), "column": .text(columns[column]),
            "value": .text(row.cells[column]), "expected": .message("territories.expected.\(expected)"),
        ])
    }

    // MARK: CSV

    private init(csv bytes: [UInt8], name: String) throws {
        let isUTF8 = String(validating: bytes, as: UTF8.self) != nil
        let header = bytes.prefix { $0 != 0x0A }
        let delimiter = UInt8(ascii: header.filter { $0 == UInt8(ascii: ";") }.count > header.filter { $0 == UInt8(ascii: ",") }.count ? ";" : ",")
        var columns: [String]?
        var rows: [Row] = []
        var cells: [String] = []
        var cell: [UInt8] = []
        var line = 1, start = 1, isQuoted = false, position = 0

        func endCell() {
            cells.append(isUTF8 ? String(decoding: cell, as: UTF8.self) : Self.windows1252(cell))
            cell.removeAll(keepingCapacity: true)
        }
        func endRow() throws {
            endCell()
            defer { cells.removeAll(keepingCapacity: true) }
            if cells == [""] { return }
            guard let names = columns else { columns = cells; return }
            guard cells.count == names.count else {
                throw TerritoriesError("file.cells", [
                    "file": .text(name), "line": .integer(start), "found": .integer(cells.count), "expected": .integer(names.count),
                ])
            }
            rows.append(Row(line: start, cells: cells))
        }
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == 0x0A { line += 1 }
            switch byte {
            case UInt8(ascii: "\"") where isQuoted:
                if position < bytes.count, bytes[position] == byte { cell.append(byte); position += 1 } else { isQuoted = false }
            case UInt8(ascii: "\"") where cell.isEmpty: isQuoted = true
            case delimiter where !isQuoted: endCell()
            case 0x0D where !isQuoted && position < bytes.count && bytes[position] == 0x0A: break
            case 0x0A where !isQuoted:
                try endRow()
                start = line
            default: cell.append(byte)
            }
        }
        if isQuoted { throw TerritoriesError("file.quote", ["file": .text(name), "line": .integer(start)]) }
        if !cell.isEmpty || !cells.isEmpty { try endRow() }
        guard let columns else { throw TerritoriesError("file.empty", ["file": .text(name)]) }
        self.init(name: name, columns: columns.map { $0.trimmingCharacters(in: .whitespaces) }, rows: rows)
    }

    private static func windows1252(_ bytes: [UInt8]) -> String {
        String(data: Data(bytes), encoding: .windowsCP1252) ?? String(decoding: bytes, as: UTF8.self)
    }

    // MARK: JSON

    /// An array of objects; the members of an EPCI become rows of their own, their columns named `membres.code`…
    private init(json data: Data, name: String) throws {
        let parsed: Any
        do {
            parsed = try JSONSerialization.jsonObject(with: data)
        } catch {
            throw TerritoriesError("file.json", ["file": .text(name)], underlying: error)
        }
        guard let items = parsed as? [[String: Any]] else { throw TerritoriesError("file.json", ["file": .text(name)]) }
        var flat: [(line: Int, cells: [String: String])] = []
        for (index, item) in items.enumerated() {
            var own: [String: String] = [:]
            var members: [[String: String]] = []
            for (key, value) in item {
                if let list = value as? [[String: Any]] {
                    members += list.map { Dictionary(uniqueKeysWithValues: $0.map { ("\(key).\($0.key)", Self.text($0.value)) }) }
                } else {
                    own[key] = Self.text(value)
                }
            }
            if members.isEmpty { flat.append((index + 1, own)) }
            flat += members.map { (index + 1, own.merging($0) { first, _ in first }) }
        }
        let columns = Set(flat.flatMap(\.cells.keys)).sorted()
        self.init(name: name, columns: columns, rows: flat.map { row in
            Row(line: row.line, cells: columns.map { row.cells[$0] ?? "" })
        })
    }

    private static func text(_ value: Any) -> String {
        switch value {
        case let text as String: text
        case let number as NSNumber: number.stringValue
        case let list as [Any]: list.map { Self.text($0) }.joined(separator: "|")
        default: ""
        }
    }
}
