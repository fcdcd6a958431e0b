internal import CDuckDB

/// The statements that one connection has prepared, kept for the next time.
///
/// A statement is out of the cache while it runs, so that the same text may run inside itself.
@safe final class StatementCache {
    private let connection: duckdb_connection
    private let library: Library
    private var idle: [String: PreparedStatement] = [:]
    private var clock = 0
    private let capacity = 256

    init(_ connection: duckdb_connection, _ library: Library) {
        unsafe self.connection = connection
        self.library = library
    }

    /// A statement for `sql`, prepared before or now.
    func take(_ sql: String) throws -> PreparedStatement {
        if let statement = idle.removeValue(forKey: sql) { return statement }
        return unsafe try PreparedStatement(sql, connection, library)
    }

    func give(_ statement: PreparedStatement) {
        clock += 1
        statement.lastUse = clock
        if idle.count >= capacity, let oldest = idle.min(by: { $0.value.lastUse < $1.value.lastUse }) {
            idle[oldest.key] = nil
        }
        idle[statement.sql] = statement
    }

    /// Destroys every statement; to be called before the connection closes.
    func clear() { idle.removeAll() }
}

/// A statement that DuckDB has parsed and planned.
@safe final class PreparedStatement {
    let sql: String
    let handle: duckdb_prepared_statement
    let library: Library
    var lastUse = 0
    private let parameterCount: Int

    init(_ sql: String, _ connection: duckdb_connection, _ library: Library) throws {
        var prepared: duckdb_prepared_statement?
        guard unsafe library.api.prepare(connection, sql, &prepared) == duckdb_success, let handle = unsafe prepared else {
            let message = unsafe library.api.prepare_error(prepared).map { unsafe String(cString: $0) } ?? "unknown error"
            unsafe library.api.destroy_prepare(&prepared)
            throw DuckDBError(code: DuckDBError.code(forMessage: message), message: message, sql: sql)
        }
        self.sql = sql
        unsafe self.handle = handle
        self.library = library
        parameterCount = Int(unsafe library.api.nparams(handle))
    }

    deinit {
        var closing: duckdb_prepared_statement? = unsafe handle
        unsafe library.api.destroy_prepare(&closing)
    }

    /// Sets every placeholder, in order.
    func bind(_ values: [Value]) throws {
        guard values.count == parameterCount else {
            throw DuckDBError(code: .query, message: "\(parameterCount) placeholders, \(values.count) values", sql: sql)
        }
        for (offset, value) in values.enumerated() {
            guard bind(value, at: idx_t(offset + 1)) == duckdb_success else {
                throw DuckDBError(code: .conversion, message: "placeholder \(offset + 1) was refused", sql: sql)
            }
        }
    }

    private func bind(_ value: Value, at index: idx_t) -> duckdb_state {
        switch value {
        case .null: unsafe library.api.bind_null(handle, index)
        case .bool(let value): unsafe library.api.bind_boolean(handle, index, value)
        case .int(let value): unsafe library.api.bind_int64(handle, index, value)
        case .double(let value): unsafe library.api.bind_double(handle, index, value)
        case .date(let days): unsafe library.api.bind_date(handle, index, duckdb_date(days: days))
        case .time(let micros): unsafe library.api.bind_time(handle, index, duckdb_time(micros: micros))
        case .timestamp(let micros): unsafe library.api.bind_timestamp(handle, index, duckdb_timestamp(micros: micros))
        case .text(var text):
            text.withUTF8 { bytes in
                unsafe bytes.withMemoryRebound(to: CChar.self) { characters in
                    // An empty string has no address of its own.
                    unsafe library.api.bind_varchar_length(handle, index, characters.baseAddress ?? emptyText, idx_t(characters.count))
                }
            }
        case .blob(let bytes):
            unsafe bytes.withUnsafeBytes { bytes in
                unsafe library.api.bind_blob(handle, index, bytes.baseAddress ?? UnsafeRawPointer(emptyText), idx_t(bytes.count))
            }
        case .list: duckdb_state(1)
        }
    }
}

/// Where a length of zero points to: the C API refuses null.
nonisolated(unsafe) let emptyText: UnsafePointer<CChar> = {
    let byte = UnsafeMutablePointer<CChar>.allocate(capacity: 1)
    unsafe byte.initialize(to: 0)
    return unsafe UnsafePointer(byte)
}()
