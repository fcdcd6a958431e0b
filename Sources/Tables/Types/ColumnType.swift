/// The physical type of a column: what its cells become once stored.
///
/// A type is decided per column, over all its values: one value that does not fit makes the column `text`, and the
/// profile then says which value and where. Codes are text, even where every one of them is made of digits.
package enum ColumnType: String, Codable, Sendable, CaseIterable {
    /// `vrai`/`faux`, `oui`/`non`, `true`/`false`, `O`/`N`…; 0 and 1 alone are integers. DuckDB `BOOLEAN`.
    case boolean
    /// A whole number that fits 64 bits. DuckDB `BIGINT`.
    case integer
    /// A number with decimals, rounded to the nearest binary64. DuckDB `DOUBLE`.
    case number
    /// A day of the calendar. DuckDB `DATE`.
    case date
    /// A day and a time: UTC when the cells carry a zone, else the wall clock as written. DuckDB `TIMESTAMP`.
    case datetime
    /// A time of day. DuckDB `TIME`.
    case time
    /// Anything else, kept byte for byte. DuckDB `VARCHAR`.
    case text
    /// Objects or arrays of JSON, kept byte for byte. DuckDB `VARCHAR`.
    case json

    /// The DuckDB type that holds such a column.
    package var duckDBName: String {
        switch self {
        case .boolean: "BOOLEAN"
        case .integer: "BIGINT"
        case .number: "DOUBLE"
        case .date: "DATE"
        case .datetime: "TIMESTAMP"
        case .time: "TIME"
        case .text, .json: "VARCHAR"
        }
    }

    /// Whether values can be added, averaged and binned.
    package var isNumeric: Bool { self == .integer || self == .number }

    /// Whether values lie on the axis of time: `date` and `datetime`.
    package var isTemporal: Bool { self == .date || self == .datetime }
}
