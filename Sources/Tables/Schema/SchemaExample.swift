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
        CSVLine.append(header, to: &out)
        if hasRow { CSVLine.append(row, to: &out) }
        return out
    }
}

/// One row of delimited text, after RFC 4180: a comma between cells, quotes only where they are needed.
enum CSVLine {
    static func append(_ cells: some Sequence<String>, to out: inout [UInt8]) {
        var isFirst = true
        for cell in cells {
            if !isFirst { out.append(UInt8(ascii: ",")) }
            isFirst = false
            append(cell, to: &out)
        }
        out.append(0x0A)
    }

    static func append(_ cell: String, to out: inout [UInt8]) {
        let needsQuotes = cell.utf8.contains { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == 0x0A || $0 == 0x0D }
            || cell.utf8.first == 0x20 || cell.utf8.last == 0x20
        guard needsQuotes else {
            out.append(contentsOf: cell.utf8)
            return
        }
        out.append(UInt8(ascii: "\""))
        for byte in cell.utf8 {
            if byte == UInt8(ascii: "\"") { out.append(byte) }
            out.append(byte)
        }
        out.append(UInt8(ascii: "\""))
    }
}
