import Localization

/// A table with the schema's columns and one row of its examples: what a person starts a file from.
package struct SchemaExample: Sendable, Hashable {
    /// The names of the columns, in the schema's order.
    package let header: [String]
    /// One cell for each column, empty where the schema gives no example.
    package let row: [String]

    package init(_ schema: TableSchema) {
        header = schema.fields.map(\.name)
        row = schema.fields.map { $0.example ?? "" }
    }

    /// Whether the schema gives any example at all.
    package var hasRow: Bool { row.contains { !$0.isEmpty } }

    /// The table as the schema wants it: UTF-8, a comma between cells, RFC 4180.
    package var csv: [UInt8] {
        var out: [UInt8] = []
        CSVText.append(header, for: .program, to: &out)
        if hasRow { CSVText.append(row, for: .program, to: &out) }
        return out
    }
}
