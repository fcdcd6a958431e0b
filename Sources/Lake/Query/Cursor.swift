internal import DuckDB
internal import Foundation
internal import Tables

/// A place in a sorted result: the sort values of the row before it, and that row's number.
///
/// Opaque to clients, and not trusted when it comes back: it is read as strictly as what a person types.
struct Cursor: Codable, Equatable {
    /// The beginning of the table's hash: a cursor means nothing in another version.
    let table: String
    /// By what the result is sorted.
    let sort: [String]
    /// As operands are written; nil for a missing value.
    let keys: [String?]
    let row: Int64

    enum CodingKeys: String, CodingKey {
        case table = "t", sort = "s", keys = "k", row = "r"
    }

    /// A cursor longer than this is not given: the address that carries it would be refused on the way.
    private static let longest = 4_096

    init(table: StoredTable, sort: [SortKey], keys: [String?], row: Int64) {
        self.table = Self.name(table)
        self.sort = Self.names(sort)
        self.keys = keys
        self.row = row
    }

    /// - Throws: `LakeError`: `lake.cursor.invalid`; `lake.cursor.stale` for another version of the table.
    init(_ text: String, table: StoredTable, sort: [SortKey]) throws {
        guard text.utf8.count <= Self.longest, let data = Data(base64URL: text),
            let cursor = try? JSONDecoder().decode(Cursor.self, from: data),
            cursor.sort == Self.names(sort), cursor.keys.count == sort.count, cursor.row >= 0
        else { throw LakeError("cursor.invalid") }
        guard cursor.table == Self.name(table) else { throw LakeError("cursor.stale") }
        self = cursor
    }

    /// Nil where it would be too long.
    var text: String? {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(self) else { return nil }
        let text = data.base64URL
        return text.utf8.count <= Self.longest ? text : nil
    }

    private static func name(_ table: StoredTable) -> String { String(table.hash.hex.prefix(16)) }

    private static func names(_ sort: [SortKey]) -> [String] { sort.map { ($0.descending ? "-" : "+") + $0.column } }
}

extension TableSource {
    /// The condition that keeps what comes after `cursor`, missing values last.
    func condition(after cursor: Cursor, _ sort: [SortKey]) throws -> Statement {
        var condition = Statement("\(rowNumber) > ?", [.int(cursor.row)])
        for (key, text) in zip(sort, cursor.keys).reversed() {
            let column = try column(key.column)
            let name = identifier(column)
            let rest = condition
            guard let text else {
                // Nothing comes after a missing value but another one.
                condition = Statement("\(name) IS NULL AND (")
                condition += rest
                condition += ")"
                continue
            }
            guard let value = try? Operand.value(text, for: column) else { throw LakeError("cursor.invalid") }
            condition = Statement("\(name) \(key.descending ? "<" : ">") ? OR \(name) IS NULL OR (\(name) = ? AND (", [value, value])
            condition += rest
            condition += "))"
        }
        return condition
    }
}

extension Data {
    /// RFC 4648, section 5, without padding.
    fileprivate init?(base64URL text: String) {
        var plain = text.replacing("-", with: "+").replacing("_", with: "/")
        plain += String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)
        self.init(base64Encoded: plain)
    }

    fileprivate var base64URL: String {
        base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
