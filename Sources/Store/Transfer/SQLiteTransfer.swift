import GRDB

extension SQLiteStore: TransferableStore {
    package func exporting<R>(_ body: (any TransferSource) throws -> R) throws -> R {
        try translatingErrors { try pool.read { try body(SQLiteTransfer(database: $0)) } }
    }

    package func importing<R>(_ body: (any TransferTarget) throws -> R) throws -> R {
        try translatingErrors { try pool.write { try body(SQLiteTransfer(database: $0)) } }
    }
}

/// All tables of one SQLite file, within a transaction.
private struct SQLiteTransfer: TransferSource, TransferTarget {
    let database: Database

    func tables() throws -> [TransferTable] {
        let names = try String.fetchAll(
            database, sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name")
        return try names.map { TransferTable(name: $0, columns: try database.columns(in: $0).map(\.name)) }
    }

    func count(_ table: TransferTable) throws -> Int64 {
        try Int64.fetchOne(database, sql: "SELECT count(*) FROM \(table.quoted)") ?? 0
    }

    func forEachRow(of table: TransferTable, _ body: ([StoreValue]) throws -> Void) throws {
        let cursor = try GRDB.Row.fetchCursor(database, sql: "SELECT \(table.columnList) FROM \(table.quoted)")
        while let row = try cursor.next() { try body(row.databaseValues.map(StoreValue.init)) }
    }

    func empty() throws {
        // Until the end of this transaction, whose commit checks them all.
        try database.execute(sql: "PRAGMA defer_foreign_keys = ON")
        for table in try tables() { try database.execute(sql: "DELETE FROM \(table.quoted)") }
    }

    func insert(into table: TransferTable, _ rows: (_ write: ([StoreValue]) throws -> Void) throws -> Void) throws {
        let marks = table.columns.map { _ in "?" }.joined(separator: ", ")
        let statement = try database.makeStatement(
            sql: "INSERT INTO \(table.quoted) (\(table.columnList)) VALUES (\(marks))")
        try rows { try statement.execute(arguments: StatementArguments($0.map(\.databaseValue))) }
    }

    func settle() throws {}
}
