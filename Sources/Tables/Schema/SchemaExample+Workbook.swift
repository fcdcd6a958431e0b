package import DuckDB
package import Foundation

extension SchemaExample {
    /// The same as a workbook of one sheet, every cell as text, so that no spreadsheet drops the zeros of a code.
    ///
    /// - Parameter scratch: an existing folder.
    /// - Throws: `DuckDBError`.
    package func workbook(support: SupportFolder, scratch: URL) throws -> Data {
        let file = scratch.appending(path: "example-\(UUID().uuidString).xlsx")
        defer { try? FileManager.default.removeItem(at: file) }
        let connection = try Database(configuration: ["threads": "1"], support: support).connect()
        try connection.loadExtension("excel")
        let columns = header.map { "\(quoted(identifier: $0)) VARCHAR" }.joined(separator: ", ")
        try connection.execute("CREATE TABLE example (\(columns))")
        if hasRow {
            let marks = repeatElement("?", count: row.count).joined(separator: ", ")
            try connection.execute("INSERT INTO example VALUES (\(marks))", row.map { .text($0) })
        }
        try connection.execute("COPY example TO \(quoted(literal: file.path)) (FORMAT xlsx, HEADER true)")
        return try Data(contentsOf: file)
    }
}
