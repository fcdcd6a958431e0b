import CPostgres
import Foundation

/// One conversation with the server, held by one thread from its beginning to its end.
@safe final class PostgresConnection {
    private let handle: OpaquePointer
    /// Stops the statement under way, from any thread.
    let canceller: PostgresCanceller
    private var statements: [StatementKey: PreparedStatement] = [:]
    private var prepared = 0
    /// Statements are kept prepared up to this number, then all are forgotten: starting again costs less than keeping
    /// account of what was used when.
    private static let capacity = 256

    /// Connects and makes the session what the rooms expect.
    ///
    /// - Parameter lockTimeout: how long a statement waits for what others hold, in seconds.
    /// - Throws: ``PostgresFailure``.
    init(_ address: PostgresAddress, lockTimeout: TimeInterval) throws {
        unsafe handle = try unsafe Self.connect(address)
        guard let cancel = unsafe PQgetCancel(handle) else {
            unsafe PQfinish(handle)
            throw PostgresFailure(state: "", message: "out of memory", sql: nil)
        }
        unsafe canceller = PostgresCanceller(cancel)
        // Notices are for people at a prompt; libpq would print them.
        unsafe PQsetNoticeProcessor(handle, { _, _ in }, nil)
        // `deinit` closes the connection from here on, also where this throws.
        try run(
            """
            SET standard_conforming_strings = on; SET bytea_output = hex; SET DateStyle = ISO; SET TimeZone = 'UTC';
            SET extra_float_digits = 1; SET lock_timeout = \(Int(max(lockTimeout * 1000, 1)));
            SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'
            """)
    }

    deinit { unsafe PQfinish(handle) }

    private static func connect(_ address: PostgresAddress) throws -> OpaquePointer {
        // What comes before the address may be set by it, what comes after may not.
        var settings = [
            ("connect_timeout", "10"), ("fallback_application_name", "portulan"), ("dbname", address.uri),
            ("client_encoding", "UTF8"),
        ]
        if let password = address.password { settings.append(("password", password)) }
        let names = unsafe settings.map { unsafe strdup($0.0) }
        let values = unsafe settings.map { unsafe strdup($0.1) }
        defer { for unsafe text in unsafe names + values { unsafe free(text) } }
        let nameList = unsafe names.map { unsafe UnsafePointer($0) } + [nil]
        let valueList = unsafe values.map { unsafe UnsafePointer($0) } + [nil]
        guard let handle = unsafe PQconnectdbParams(nameList, valueList, 1) else {
            throw PostgresFailure(state: "", message: "out of memory", sql: nil)
        }
        guard unsafe PQstatus(handle) == CONNECTION_OK else {
            let message = unsafe text(PQerrorMessage(handle))
            unsafe PQfinish(handle)
            throw PostgresFailure(state: "08001", message: message, sql: nil)
        }
        return unsafe handle
    }

    /// Whether another transaction may begin.
    var isIdle: Bool { unsafe PQstatus(handle) == CONNECTION_OK && PQtransactionStatus(handle) == PQTRANS_IDLE }

    /// Runs statements that carry no values and give no rows, in one journey to the server.
    ///
    /// - Returns: the tag of the last, such as `COMMIT`.
    @discardableResult
    func run(_ sql: String) throws -> String {
        let result = try unsafe PostgresResult(PQexec(handle, sql), of: handle, sql: sql)
        return result.tag
    }

    /// Runs one statement with its values.
    func query(_ sql: String, _ parameters: [StoreValue]) throws -> PostgresResult {
        guard parameters.isEmpty == false || Self.isWorthPreparing(sql) else {
            return try unsafe PostgresResult(PQexecParams(handle, sql, 0, nil, nil, nil, nil, 0), of: handle, sql: sql)
        }
        let statement = try statement(sql, parameters)
        guard statement.count == parameters.count else {
            throw StoreError(.statement, "\(parameters.count) values for \(statement.count) placeholders", sql: sql)
        }
        let binding = PostgresBinding(parameters)
        let result = unsafe binding.withPointers { values, lengths, formats in
            unsafe PQexecPrepared(
                handle, statement.name, Int32(parameters.count), values, lengths, formats, 0)
        }
        return try unsafe PostgresResult(result, of: handle, sql: sql)
    }

    /// Statements that are run once, such as those that make tables, are not worth a name.
    private static func isWorthPreparing(_ sql: String) -> Bool {
        let first = sql.drop(while: \.isWhitespace).prefix(6).uppercased()
        return ["SELECT", "INSERT", "UPDATE", "DELETE"].contains(first) || first.hasPrefix("WITH")
    }

    private func statement(_ sql: String, _ parameters: [StoreValue]) throws -> PreparedStatement {
        let types = parameters.map(PostgresType.of)
        let key = StatementKey(sql: sql, types: types)
        if let known = statements[key] { return known }
        if statements.count >= Self.capacity {
            try run("DEALLOCATE ALL")
            statements.removeAll(keepingCapacity: true)
        }
        prepared += 1
        let (text, count) = PlaceholderText.numbered(sql)
        let statement = PreparedStatement(name: "s\(prepared)", count: count)
        _ = try unsafe PostgresResult(
            PQprepare(handle, statement.name, text, Int32(types.count), types), of: handle, sql: sql)
        statements[key] = statement
        return statement
    }

    /// Begins a `COPY … FROM STDIN`.
    func beginCopy(_ sql: String) throws {
        let start = unsafe PQexec(handle, sql)
        defer { unsafe PQclear(start) }
        guard unsafe PQresultStatus(start) == PGRES_COPY_IN else { throw failure(sql) }
    }

    /// Sends rows, in pieces of any length.
    func sendCopy(_ bytes: [UInt8]) throws {
        let sent = unsafe bytes.withUnsafeBytes {
            unsafe PQputCopyData(handle, $0.baseAddress?.assumingMemoryBound(to: CChar.self), Int32($0.count))
        }
        guard sent == 1 else { throw failure("COPY") }
    }

    /// Ends what ``beginCopy(_:)`` began; only now does the server say whether it took the rows.
    func endCopy(_ sql: String) throws {
        guard unsafe PQputCopyEnd(handle, nil) == 1 else { throw failure(sql) }
        defer { while let rest = unsafe PQgetResult(handle) { unsafe PQclear(rest) } }
        _ = try unsafe PostgresResult(PQgetResult(handle), of: handle, sql: sql)
    }

    private func failure(_ sql: String) -> PostgresFailure {
        PostgresFailure(state: "", message: unsafe text(PQerrorMessage(handle)), sql: sql)
    }
}

private struct StatementKey: Hashable {
    let sql: String
    let types: [UInt32]
}

private struct PreparedStatement {
    let name: String
    let count: Int
}

/// Asks the server to stop what a connection is doing.
///
/// Unchecked: the structure is never changed after its making, and libpq says that `PQcancel` may be called from any
/// thread (documentation, 34.7).
@safe final class PostgresCanceller: @unchecked Sendable {
    private let cancel: OpaquePointer

    init(_ cancel: OpaquePointer) { unsafe self.cancel = unsafe cancel }

    deinit { unsafe PQfreeCancel(cancel) }

    /// Returns once the server has taken note; nothing happens where nothing is under way.
    func stop() {
        var message = [CChar](repeating: 0, count: 256)
        _ = unsafe PQcancel(cancel, &message, 256)
    }
}

/// A message of libpq, on one line and without its end of line.
func text(_ message: UnsafePointer<CChar>?) -> String {
    guard let message = unsafe message else { return "" }
    return unsafe String(cString: message).split(whereSeparator: \.isNewline)
        .map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: " ")
}
