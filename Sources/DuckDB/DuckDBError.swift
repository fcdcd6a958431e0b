internal import CDuckDB

/// What DuckDB refused, and its own words for it.
package struct DuckDBError: Error, Sendable, Hashable {
    /// The kinds that callers treat differently; everything else is `query`.
    package enum Code: String, Sendable, Hashable {
        /// No library where it should be, or it does not load.
        case libraryMissing
        /// The library lacks a function of the C API: it is of another version.
        case symbolMissing
        /// The database, a configuration value or a connection was refused.
        case open
        /// The statement was refused or failed.
        case query
        /// Somebody asked for the statement to stop.
        case interrupted
        /// The statement ran longer than it was allowed to.
        case timeout
        case outOfMemory
        /// No room left for a result or for what spills out of memory.
        case diskFull
        case constraint
        /// A value does not fit the type it was to be converted to.
        case conversion
        /// The locked-down configuration forbids it.
        case permission
        /// A file could not be read or written, or is not what its name says.
        case file
    }

    package let code: Code
    /// DuckDB's message, whole.
    package let message: String
    /// The statement at fault, with its placeholders; never the values bound to them.
    package let sql: String?

    package init(code: Code, message: String, sql: String? = nil) {
        self.code = code
        self.message = message
        self.sql = sql
    }

    /// The code for DuckDB's own error type. DuckDB has none for a full disk, hence the look at its words.
    static func code(for type: duckdb_error_type, message: String) -> Code {
        if message.contains("No space left on device") || message.contains("max_temp_directory_size") { return .diskFull }
        switch Int(type) {
        case DUCKDB_ERROR_INTERRUPT: return .interrupted
        case DUCKDB_ERROR_OUT_OF_MEMORY: return .outOfMemory
        case DUCKDB_ERROR_CONSTRAINT: return .constraint
        case DUCKDB_ERROR_CONVERSION, DUCKDB_ERROR_OUT_OF_RANGE: return .conversion
        case DUCKDB_ERROR_PERMISSION: return .permission
        case DUCKDB_ERROR_IO: return .file
        default: return .query
        }
    }

    /// The code for an error that DuckDB gave as text alone, headed by its type.
    static func code(forMessage message: String) -> Code {
        let heads: [(String, Int)] = [
            ("INTERRUPT", DUCKDB_ERROR_INTERRUPT), ("Out of Memory", DUCKDB_ERROR_OUT_OF_MEMORY),
            ("Constraint", DUCKDB_ERROR_CONSTRAINT), ("Conversion", DUCKDB_ERROR_CONVERSION),
            ("Out of Range", DUCKDB_ERROR_OUT_OF_RANGE), ("Permission", DUCKDB_ERROR_PERMISSION), ("IO", DUCKDB_ERROR_IO),
        ]
        let type = heads.first { message.hasPrefix("\($0.0) Error") }?.1 ?? 0
        return code(for: duckdb_error_type(type), message: message)
    }
}
