package import Tables

/// One version of a table, in the lake as a Parquet file that never changes.
package struct StoredTable: Codable, Hashable, Sendable {
    /// Of the Parquet file.
    package var hash: ContentHash
    /// Size of the Parquet file.
    package var bytes: Int64
    package var rows: Int64
    /// In the file's order, without the hidden row number.
    package var columns: [LakeColumn]

    package init(hash: ContentHash, bytes: Int64, rows: Int64, columns: [LakeColumn]) {
        self.hash = hash
        self.bytes = bytes
        self.rows = rows
        self.columns = columns
    }
}

/// A column as queries see it.
package struct LakeColumn: Codable, Hashable, Sendable {
    package var name: String
    package var type: ColumnType
    /// What the values stand for, where it was recognised.
    package var meaning: SemanticType?
    /// For `datetime`: whether the times are in UTC, rather than the wall clock's.
    package var isZoned: Bool?

    package init(name: String, type: ColumnType, meaning: SemanticType? = nil, isZoned: Bool? = nil) {
        self.name = name
        self.type = type
        self.meaning = meaning
        self.isZoned = isZoned
    }

    /// The hidden first column of every table: the number of the row in the file, from 1. It can be asked for,
    /// filtered and sorted by its name.
    package static let rowNumber = LakeColumn(name: "__id", type: .integer)
}
