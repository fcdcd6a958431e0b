package import Foundation

/// One row of an answer, read by column name.
///
/// The typed getters throw ``StoreError/Kind/unexpectedValue`` where the column is missing or holds something else:
/// a mistake in the SQL, which must not become a wrong value. Those that begin with `optional` give nil for null.
package struct Row: Sendable {
    /// Column names to positions, shared by all rows of an answer.
    private let positions: [String: Int]
    private let values: [StoreValue]

    /// - Parameter positions: of each column name in `values`.
    package init(positions: [String: Int], values: [StoreValue]) {
        self.positions = positions
        self.values = values
    }

    /// The value as it is stored; nil where the answer has no such column.
    package subscript(column: String) -> StoreValue? {
        positions[column].map { values[$0] }
    }

    package func string(_ column: String) throws -> String { try required(column, optionalString(column)) }
    package func int(_ column: String) throws -> Int { try required(column, optionalInt(column)) }
    package func int64(_ column: String) throws -> Int64 { try required(column, optionalInt64(column)) }
    package func double(_ column: String) throws -> Double { try required(column, optionalDouble(column)) }
    /// Zero is false, any other integer true.
    package func bool(_ column: String) throws -> Bool { try int64(column) != 0 }
    /// From milliseconds since 1970.
    package func date(_ column: String) throws -> Date { try required(column, optionalDate(column)) }
    package func blob(_ column: String) throws -> Data { try required(column, optionalBlob(column)) }
    /// Decodes the JSON text of the column.
    package func json<T: Decodable>(_ column: String, as type: T.Type = T.self) throws -> T {
        try required(column, optionalJSON(column, as: type))
    }

    package func optionalString(_ column: String) throws -> String? {
        switch try value(column) {
        case .null: nil
        case .text(let text): text
        case let other: throw unexpected(column, other, "text")
        }
    }

    package func optionalInt64(_ column: String) throws -> Int64? {
        switch try value(column) {
        case .null: nil
        case .integer(let integer): integer
        case let other: throw unexpected(column, other, "integer")
        }
    }

    package func optionalInt(_ column: String) throws -> Int? { try optionalInt64(column).map { Int($0) } }

    /// Integers are taken too: SQLite stores 2.0 as it likes.
    package func optionalDouble(_ column: String) throws -> Double? {
        switch try value(column) {
        case .null: nil
        case .real(let real): real
        case .integer(let integer): Double(integer)
        case let other: throw unexpected(column, other, "real")
        }
    }

    package func optionalDate(_ column: String) throws -> Date? {
        try optionalInt64(column).map(Date.init(millisecondsSince1970:))
    }

    package func optionalBlob(_ column: String) throws -> Data? {
        switch try value(column) {
        case .null: nil
        case .blob(let data): data
        case let other: throw unexpected(column, other, "blob")
        }
    }

    package func optionalJSON<T: Decodable>(_ column: String, as type: T.Type = T.self) throws -> T? {
        try optionalString(column).map { text in
            do {
                return try JSON.value(type, text)
            } catch {
                throw StoreError(.unexpectedValue, "column \(column) is not the JSON of \(type): \(error)")
            }
        }
    }

    private func value(_ column: String) throws -> StoreValue {
        guard let value = self[column] else {
            let known = positions.keys.sorted().joined(separator: ", ")
            throw StoreError(.unexpectedValue, "no column \(column) among \(known)")
        }
        return value
    }

    private func required<T>(_ column: String, _ value: T?) throws -> T {
        guard let value else { throw StoreError(.unexpectedValue, "column \(column) is null") }
        return value
    }

    private func unexpected(_ column: String, _ value: StoreValue, _ wanted: String) -> StoreError {
        StoreError(.unexpectedValue, "column \(column) holds \(value), not \(wanted)")
    }
}

/// ``Row`` under a name of its own, for files that meet the rows of other rooms too.
package typealias StoreRow = Row
