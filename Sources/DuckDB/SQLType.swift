internal import CDuckDB

/// The types of columns, by the numbers that DuckDB's C API gives them.
package enum SQLType: UInt32, Sendable, Hashable {
    case boolean = 1
    case tinyint = 2
    case smallint = 3
    case integer = 4
    case bigint = 5
    case utinyint = 6
    case usmallint = 7
    case uinteger = 8
    case ubigint = 9
    case float = 10
    case double = 11
    case timestamp = 12
    case date = 13
    case time = 14
    case hugeint = 16
    case varchar = 17
    case blob = 18
    case decimal = 19
    case timestampSeconds = 20
    case timestampMilliseconds = 21
    case timestampNanoseconds = 22
    case enumeration = 23
    case list = 24
    case uuid = 27
    case timestampZoned = 31
    case uhugeint = 32
    case null = 36
    case geometry = 40
    /// Read as missing; cast such a column in the query (to `VARCHAR`, to `JSON`) to see it.
    case other = 0
}

/// A column of a result or of a table fed from Swift.
package struct Column: Sendable, Hashable {
    package let name: String
    package let type: SQLType

    package init(name: String, type: SQLType) {
        self.name = name
        self.type = type
    }
}
