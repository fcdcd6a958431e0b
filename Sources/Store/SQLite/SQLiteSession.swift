import Foundation
import GRDB

/// A GRDB connection under the store's interface, for the time of one closure.
struct SQLiteSession: WriteSession {
    let database: Database

    func rows(_ sql: String, _ parameters: [StoreValue]) throws -> [Row] {
        let statement = try database.cachedStatement(sql: sql)
        try statement.setArguments(StatementArguments(parameters.map(\.databaseValue)))
        let positions = Dictionary(
            statement.columnNames.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        var rows: [Row] = []
        let cursor = try GRDB.Row.fetchCursor(statement)
        while let row = try cursor.next() {
            rows.append(Row(positions: positions, values: row.databaseValues.map(StoreValue.init)))
        }
        return rows
    }

    func execute(_ sql: String, _ parameters: [StoreValue]) throws -> Int {
        let before = database.totalChangesCount
        let statement = try database.cachedStatement(sql: sql)
        try statement.execute(arguments: StatementArguments(parameters.map(\.databaseValue)))
        return database.totalChangesCount - before
    }
}

extension StoreValue {
    init(_ value: DatabaseValue) {
        switch value.storage {
        case .null: self = .null
        case .int64(let integer): self = .integer(integer)
        case .double(let real): self = .real(real)
        case .string(let text): self = .text(text)
        case .blob(let data): self = .blob(data)
        }
    }

    var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let integer): integer.databaseValue
        case .real(let real): real.databaseValue
        case .text(let text): text.databaseValue
        case .blob(let data): data.databaseValue
        }
    }
}

/// Runs `body` and tells SQLite's errors as ``StoreError``s; other errors pass through.
func translatingErrors<R>(or fallback: StoreError.Kind = .other, _ body: () throws -> R) throws -> R {
    do {
        return try body()
    } catch let error as DatabaseError {
        throw StoreError(error, or: fallback)
    }
}

/// The same for asynchronous work.
func translatingErrors<R: Sendable>(_ body: () async throws -> R) async throws -> R {
    do {
        return try await body()
    } catch let error as DatabaseError {
        // A cancelled task interrupts its statement: that is cancellation, not a fault of the store.
        if error.resultCode == .SQLITE_INTERRUPT || error.resultCode == .SQLITE_ABORT, Task.isCancelled {
            throw CancellationError()
        }
        throw StoreError(error, or: .other)
    }
}

extension StoreError {
    fileprivate init(_ error: DatabaseError, or fallback: Kind) {
        let kind: Kind =
            switch error.resultCode {
            case .SQLITE_BUSY, .SQLITE_LOCKED: .busy
            case .SQLITE_FULL: .diskFull
            case .SQLITE_READONLY, .SQLITE_PERM: .readOnly
            case .SQLITE_CORRUPT: .corrupt
            case .SQLITE_CANTOPEN, .SQLITE_NOTADB: .cannotOpen
            case .SQLITE_IOERR: .inputOutput
            case .SQLITE_CONSTRAINT: .constraint
            case .SQLITE_ERROR, .SQLITE_RANGE, .SQLITE_MISUSE: .statement
            default: fallback
            }
        self.init(kind, error.message ?? "\(error.resultCode)", sql: error.sql)
    }
}
