internal import CDuckDB

/// The rows of a result, read chunk by chunk, once.
@safe package struct Rows: ~Copyable {
    package let columns: [Column]
    private let statement: PreparedStatement
    private let interrupter: Interrupter
    private let result: UnsafeMutablePointer<duckdb_result>
    private let readers: [ColumnReader]

    init(_ statement: PreparedStatement, _ interrupter: Interrupter) throws {
        let api = unsafe statement.library.functions
        let result = UnsafeMutablePointer<duckdb_result>.allocate(capacity: 1)
        unsafe result.initialize(to: duckdb_result())
        guard unsafe api.pointee.execute_prepared_streaming(statement.handle, result) == duckdb_success else {
            let failure = unsafe interrupter.failure(statement.sql) ?? DuckDBError(of: &result.pointee, api.pointee, statement.sql)
            unsafe api.pointee.destroy_result(result)
            unsafe result.deallocate()
            throw failure
        }
        let readers = unsafe (0..<api.pointee.column_count(result)).map { unsafe ColumnReader(result, $0, statement.library) }
        let columns = readers.enumerated().map { index, reader in
            let name = unsafe api.pointee.column_name(result, idx_t(index)).map { unsafe String(cString: $0) }
            return Column(name: name ?? "", type: reader.type)
        }
        self.statement = statement
        self.interrupter = interrupter
        unsafe self.result = result
        self.readers = readers
        self.columns = columns
    }

    deinit {
        unsafe statement.library.api.destroy_result(result)
        unsafe result.deallocate()
    }

    /// Hands over each chunk in turn, until `body` answers false or there are no more.
    package func forEachChunk(_ body: (borrowing Chunk) throws -> Bool) throws {
        let api = unsafe statement.library.functions
        while true {
            if let failure = interrupter.failure(statement.sql) { throw failure }
            guard let handle = unsafe api.pointee.fetch_chunk(result.pointee) else { break }
            let chunk = unsafe Chunk(handle, readers, statement.library)
            if chunk.rowCount == 0 { break }
            guard try body(chunk) else { return }
        }
        if unsafe api.pointee.result_error(result) != nil {
            throw unsafe interrupter.failure(statement.sql) ?? DuckDBError(of: &result.pointee, api.pointee, statement.sql)
        }
    }

    /// Every row. For results that are known to be small.
    package func all() throws -> [[Value]] {
        var rows: [[Value]] = []
        try forEachChunk { chunk in
            for row in 0..<chunk.rowCount {
                rows.append(readers.indices.map { chunk.value($0, row) })
            }
            return true
        }
        return rows
    }
}
