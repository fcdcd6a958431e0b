import DuckDB
import Foundation
import Synchronization
import Testing

/// Rows of three columns, made as they are asked for.
private final class Squares: ChunkSource {
    private let rows: Int
    private let failsAt: Int?
    private let next = Mutex(0)
    let sawUnwanted = Mutex(false)

    struct Broken: Error {}

    init(rows: Int, failsAt: Int? = nil) {
        self.rows = rows
        self.failsAt = failsAt
    }

    func next(into writer: borrowing ChunkWriter) throws -> Int {
        let first = next.withLock { $0 }
        if let failsAt, first >= failsAt { throw Broken() }
        let count = min(writer.capacity, rows - first)
        writer.write(0, as: Int64.self) { values in for row in 0..<count { values[row] = Int64(first + row) } }
        for row in 0..<count {
            if (first + row).isMultiple(of: 3) {
                writer.setMissing(1, row)
            } else {
                writer.setText(1, row, (first + row).isMultiple(of: 2) ? "été \(first + row)" : "a rather long text \(first + row)")
            }
        }
        writer.write(2, as: Double.self) { values in for row in 0..<count { values[row] = Double(row) / 2 } }
        sawUnwanted.withLock { $0 = $0 || !writer.isWanted(1) }
        next.withLock { $0 += count }
        return count
    }

    static let columns = [Column(name: "n", type: .bigint), Column(name: "text", type: .varchar), Column(name: "half", type: .double)]
}

@Suite struct TableTests {
    @Test func readsRowsMadeInSwift() throws {
        let connection = try openDatabase().connect()
        let rows = try connection.withTable(of: Squares(rows: 5), columns: Squares.columns) { try connection.rows("FROM \($0)") }
        #expect(
            rows == [
                [.int(0), .null, .double(0)], [.int(1), .text("a rather long text 1"), .double(0.5)],
                [.int(2), .text("été 2"), .double(1)], [.int(3), .null, .double(1.5)], [.int(4), .text("été 4"), .double(2)],
            ])
    }

    @Test func keepsTheOrderOfManyChunks() throws {
        let connection = try openDatabase().connect()
        let wrong = try connection.withTable(of: Squares(rows: 100_000), columns: Squares.columns) { table in
            try connection.execute("CREATE TABLE t AS FROM \(table)")
            return try connection.value("SELECT count(*) FROM (SELECT n, row_number() OVER () - 1 AS r FROM t) WHERE n <> r")
        }
        #expect(wrong == .int(0))
        #expect(try connection.value("SELECT count(*) FROM t WHERE text IS NULL") == .int(33_334))
    }

    @Test func skipsColumnsThatNobodyAskedFor() throws {
        let connection = try openDatabase().connect()
        let source = Squares(rows: 3000)
        let sum = try connection.withTable(of: source, columns: Squares.columns) { try connection.value("SELECT sum(n) FROM \($0)") }
        #expect(sum == .int(4_498_500))
        #expect(source.sawUnwanted.withLock { $0 })
    }

    @Test func throwsWhatTheSourceThrew() throws {
        let connection = try openDatabase().connect()
        #expect(throws: Squares.Broken.self) {
            try connection.withTable(of: Squares(rows: 9000, failsAt: 4000), columns: Squares.columns) {
                try connection.execute("CREATE TABLE t AS FROM \($0)")
            }
        }
        #expect(throws: DuckDBError.self) { try connection.rows("FROM t") }
    }

    @Test func isReadOnceAndThenGone() throws {
        let connection = try openDatabase().connect()
        let relation = try connection.withTable(of: Squares(rows: 3), columns: Squares.columns) { table in
            _ = try connection.rows("FROM \(table)")
            #expect(throws: DuckDBError.self) { try connection.rows("FROM \(table)") }
            return table
        }
        #expect(throws: DuckDBError.self) { try connection.rows("FROM \(relation)") }
    }
}
