internal import CDuckDB
internal import Foundation

/// A connection, used by one thread at a time and closed when it goes out of scope.
///
/// Values always travel beside the SQL text, never inside it.
@safe package struct Connection: ~Copyable {
    package let database: Database
    /// Stops, from another thread, what this connection is doing.
    package let interrupter: Interrupter
    let handle: duckdb_connection
    private let statements: StatementCache

    var api: duckdb_functions {
        @inline(__always) get { database.library.api }
    }

    init(to database: Database) throws {
        var opened: duckdb_connection?
        guard unsafe database.library.api.connect(database.handle, &opened) == duckdb_success, let handle = unsafe opened else {
            throw DuckDBError(code: .open, message: "no connection")
        }
        self.database = database
        unsafe self.handle = handle
        interrupter = unsafe Interrupter(handle, database.library)
        statements = unsafe StatementCache(handle, database.library)
    }

    deinit {
        interrupter.retire()
        statements.clear()
        var closing: duckdb_connection? = unsafe handle
        unsafe database.library.api.disconnect(&closing)
    }

    /// Runs one statement for its effect; several, separated by semicolons, where there are no `parameters`.
    ///
    /// - Returns: how many rows it inserted, changed, deleted or copied.
    @discardableResult
    package func execute(_ sql: String, _ parameters: [Value] = []) throws -> Int {
        if let failure = interrupter.failure(sql) { throw failure }
        var result = unsafe duckdb_result()
        defer { unsafe api.destroy_result(&result) }
        if parameters.isEmpty {
            guard unsafe api.query(handle, sql, &result) == duckdb_success else { throw unsafe failure(of: &result, sql) }
        } else {
            let statement = try statements.take(sql)
            defer { statements.give(statement) }
            try statement.bind(parameters)
            guard unsafe api.execute_prepared(statement.handle, &result) == duckdb_success else { throw unsafe failure(of: &result, sql) }
        }
        return Int(unsafe api.rows_changed(&result))
    }

    /// Runs a statement and lets `body` read its rows as they are computed: memory stays bounded however many.
    ///
    /// `body` must not use this connection for anything else while it reads: DuckDB gives up the rows not yet read.
    package func query<R>(_ sql: String, _ parameters: [Value] = [], _ body: (borrowing Rows) throws -> R) throws -> R {
        if let failure = interrupter.failure(sql) { throw failure }
        let statement = try statements.take(sql)
        defer { statements.give(statement) }
        try statement.bind(parameters)
        let rows = try Rows(statement, interrupter)
        return try body(rows)
    }

    /// All rows of a small result.
    package func rows(_ sql: String, _ parameters: [Value] = []) throws -> [[Value]] {
        try query(sql, parameters) { try $0.all() }
    }

    /// The first value of the first row; nil where there is no row.
    package func value(_ sql: String, _ parameters: [Value] = []) throws -> Value? {
        try query(sql, parameters) { try $0.all() }.first?.first
    }

    /// Loads one of the extensions of the support folder, once for the whole database.
    package func loadExtension(_ name: String) throws {
        try execute("LOAD \(quoted(literal: database.support.extension(name).path))")
    }

    /// How far the running statement is, from 0 to 100; nil while DuckDB cannot tell.
    package var progress: Double? {
        let percentage = unsafe api.query_progress(handle).percentage
        return percentage < 0 ? nil : percentage
    }

    private func failure(of result: inout duckdb_result, _ sql: String) -> DuckDBError {
        unsafe interrupter.failure(sql) ?? DuckDBError(of: &result, api, sql)
    }
}

extension DuckDBError {
    init(of result: inout duckdb_result, _ api: duckdb_functions, _ sql: String) {
        let message = unsafe api.result_error(&result).map { unsafe String(cString: $0) } ?? "unknown error"
        let type = unsafe api.result_error_type(&result)
        self.init(code: Self.code(for: type, message: message), message: message, sql: sql)
    }
}
