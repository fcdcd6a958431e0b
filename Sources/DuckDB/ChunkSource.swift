/// Rows made in Swift, for DuckDB to read as a table.
package protocol ChunkSource: AnyObject, Sendable {
    /// Writes the next rows, at most `writer.capacity`, and tells how many; 0 at the end.
    ///
    /// Called from one thread at a time, not always the same. An error thrown here is what the statement throws.
    func next(into writer: borrowing ChunkWriter) throws -> Int
}

extension Connection {
    /// Lets statements in `body` read `source` as a table, once.
    ///
    /// - Parameter body: receives what to write after `FROM`, such as `portulan_rows(7)`.
    /// - Throws: what `source` threw, where the statement failed on that account.
    package func withTable<R>(
        of source: any ChunkSource, columns: [Column], rows: Int64? = nil, _ body: (_ relation: String) throws -> R
    ) throws -> R {
        let feed = TableFeed(source: source, columns: columns, rows: rows)
        let id = database.sources.add(feed)
        defer { database.sources.remove(id) }
        do {
            return try body("\(TableSources.function)(\(id))")
        } catch let error as DuckDBError {
            throw feed.failure ?? error
        }
    }
}
