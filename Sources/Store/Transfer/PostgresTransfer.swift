import Foundation

extension PostgresStore: TransferableStore {
    package func exporting<R>(_ body: (any TransferSource) throws -> R) throws -> R {
        try blocking { connection in
            try connection.run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            let result = try body(PostgresTransfer(connection))
            try connection.run("COMMIT")
            return result
        }
    }

    package func importing<R>(_ body: (any TransferTarget) throws -> R) throws -> R {
        // Where the body throws, the connection closes and the transaction with it.
        try blocking { connection in
            try connection.run("BEGIN; \(WriterTurn.migrate)")
            let result = try body(PostgresTransfer(connection))
            try connection.run("COMMIT")
            // The planner knows nothing yet of what has come.
            try connection.run("ANALYZE")
            return result
        }
    }
}

/// All tables of one schema, within a transaction.
private final class PostgresTransfer: TransferSource, TransferTarget {
    private let connection: PostgresConnection
    /// The statements that make again the keys that ``empty()`` took away.
    private var suspended: [String] = []

    init(_ connection: PostgresConnection) { self.connection = connection }

    func tables() throws -> [TransferTable] {
        let rows = try connection.query(
            """
            SELECT c.relname::text AS name, a.attname::text AS field FROM pg_class c
            JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
            WHERE n.nspname = current_schema() AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY c.relname, a.attnum
            """, []
        ).rows()
        var tables: [(name: String, columns: [String])] = []
        for row in rows {
            let name = try row.string("name")
            if tables.last?.name != name { tables.append((name, [])) }
            tables[tables.count - 1].columns.append(try row.string("field"))
        }
        return tables.map { TransferTable(name: $0.name, columns: $0.columns) }
    }

    func count(_ table: TransferTable) throws -> Int64 {
        try connection.query("SELECT count(*) AS n FROM \(table.quoted)", []).rows().first?.int64("n") ?? 0
    }

    func forEachRow(of table: TransferTable, _ body: ([StoreValue]) throws -> Void) throws {
        try connection.run("DECLARE moved NO SCROLL CURSOR FOR SELECT \(table.columnList) FROM \(table.quoted)")
        while case let rows = try connection.query("FETCH 500 FROM moved", []).rows(), !rows.isEmpty {
            for row in rows { try body(table.columns.map { row[$0] ?? .null }) }
        }
        try connection.run("CLOSE moved")
    }

    func empty() throws {
        let keys = try connection.query(
            """
            SELECT c.conname::text AS name, quote_ident(t.relname) AS owner, pg_get_constraintdef(c.oid) AS definition
            FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_namespace n ON n.oid = t.relnamespace
            WHERE c.contype = 'f' AND n.nspname = current_schema()
            """, []
        ).rows()
        for key in keys {
            let (name, owner) = (try key.string("name"), try key.string("owner"))
            try connection.run("ALTER TABLE \(owner) DROP CONSTRAINT \"\(name)\"")
            suspended.append("ALTER TABLE \(owner) ADD CONSTRAINT \"\(name)\" \(try key.string("definition"))")
        }
        let names = try tables().map(\.quoted)
        if !names.isEmpty { try connection.run("TRUNCATE \(names.joined(separator: ", "))") }
    }

    func insert(into table: TransferTable, _ rows: (_ write: ([StoreValue]) throws -> Void) throws -> Void) throws {
        let copy = "COPY \(table.quoted) (\(table.columnList)) FROM STDIN"
        var buffer: [UInt8] = []
        try connection.beginCopy(copy)
        // Where this throws, the connection is closed with its transaction, and the copy ends with it.
        try rows { row in
            for (index, value) in row.enumerated() {
                if index > 0 { buffer.append(UInt8(ascii: "\t")) }
                try Self.append(value, to: &buffer, table)
            }
            buffer.append(UInt8(ascii: "\n"))
            if buffer.count > 1 << 16 {
                try connection.sendCopy(buffer)
                buffer.removeAll(keepingCapacity: true)
            }
        }
        try connection.sendCopy(buffer)
        try connection.endCopy(copy)
    }

    func settle() throws {
        for statement in suspended { try connection.run(statement) }
        suspended = []
    }

    /// The text form of COPY (PostgreSQL documentation, COPY, “Text Format”).
    private static func append(_ value: StoreValue, to buffer: inout [UInt8], _ table: TransferTable) throws {
        switch value {
        case .null: buffer += "\\N".utf8
        case .integer(let integer): buffer += "\(integer)".utf8
        case .real(let real): buffer += (real.isNaN ? "NaN" : real.isInfinite ? (real < 0 ? "-Infinity" : "Infinity") : "\(real)").utf8
        case .blob(let data):
            buffer += "\\\\x".utf8
            for byte in data { buffer += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
        case .text(let text):
            for byte in text.utf8 {
                switch byte {
                case 0: throw StoreError(.unexpectedValue, "table \(table.name): a text holds a NUL, which PostgreSQL cannot store")
                case UInt8(ascii: "\\"): buffer += "\\\\".utf8
                case UInt8(ascii: "\t"): buffer += "\\t".utf8
                case UInt8(ascii: "\n"): buffer += "\\n".utf8
                case UInt8(ascii: "\r"): buffer += "\\r".utf8
                default: buffer.append(byte)
                }
            }
        }
    }

    private static let digits = Array("0123456789abcdef".utf8)
}
