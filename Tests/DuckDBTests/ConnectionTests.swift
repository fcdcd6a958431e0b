import DuckDB
import Foundation
import Testing

@Suite struct ConnectionTests {
    @Test func saysItsVersion() throws {
        #expect(try openDatabase().version.hasPrefix("v1.5"))
    }

    @Test(arguments: [
        ("SELECT NULL", Value.null), ("SELECT true", .bool(true)), ("SELECT 42::TINYINT", .int(42)),
        ("SELECT -3::SMALLINT", .int(-3)), ("SELECT 9007199254740993", .int(9_007_199_254_740_993)),
        ("SELECT 18446744073709551615::UBIGINT", .double(0x1p64)), ("SELECT 7::UBIGINT", .int(7)),
        ("SELECT sum(x) FROM range(4) t(x)", .int(6)), ("SELECT -1::HUGEINT", .int(-1)),
        ("SELECT 12.50::DECIMAL(6,2)", .double(12.5)), ("SELECT 12::DECIMAL(6,0)", .int(12)), ("SELECT 1.5::FLOAT", .double(1.5)),
        ("SELECT 'short'", .text("short")), ("SELECT 'longer than twelve bytes'", .text("longer than twelve bytes")),
        ("SELECT ''", .text("")), ("SELECT 'é' || chr(0) || 'b'", .text("é\0b")), ("SELECT DATE '1970-01-02'", .date(days: 1)),
        ("SELECT DATE '1969-12-31'", .date(days: -1)), ("SELECT TIME '00:00:01.5'", .time(microseconds: 1_500_000)),
        ("SELECT TIMESTAMP '1970-01-01 00:00:01'", .timestamp(microseconds: 1_000_000)),
        ("SELECT TIMESTAMP_S '1970-01-01 00:00:01'", .timestamp(microseconds: 1_000_000)),
        ("SELECT TIMESTAMP_NS '1970-01-01 00:00:01.5'", .timestamp(microseconds: 1_500_000)),
        ("SELECT '\\x00\\xFF'::BLOB", .blob([0, 255])), ("SELECT [1, NULL, 3]", .list([.int(1), .null, .int(3)])),
        ("SELECT [['a'], []]", .list([.list([.text("a")]), .list([])])),
        ("SELECT 'b'::ENUM('a', 'b')", .text("b")),
        ("SELECT '0123abcd-0000-4000-8000-00000000ffff'::UUID", .text("0123abcd-0000-4000-8000-00000000ffff")),
    ])
    func reads(sql: String, value: Value) throws {
        #expect(try openDatabase().connect().value(sql) == value)
    }

    @Test(arguments: [
        Value.null, .bool(false), .int(.min), .double(-0.5), .text("L'été, ça va \"bien\" ?"), .text(""), .text("a\0b"),
        .date(days: 20_000), .time(microseconds: 5), .timestamp(microseconds: -1), .blob([]), .blob([1, 2, 0]),
    ])
    func bindsAndReadsBack(value: Value) throws {
        #expect(try openDatabase().connect().value("SELECT ?", [value]) == value)
    }

    @Test func readsEveryRowOfALargeResult() throws {
        let connection = try openDatabase().connect()
        let (count, sum) = try connection.query("SELECT x, x::VARCHAR FROM range(1000000) t(x)") { rows in
            #expect(rows.columns == [Column(name: "x", type: .bigint), Column(name: "CAST(x AS VARCHAR)", type: .varchar)])
            var (count, sum, letters) = (0, Int64(0), 0)
            try rows.forEachChunk { chunk in
                count += chunk.rowCount
                chunk.withValues(0, as: Int64.self) { values in for row in values.indices { sum += values[row] } }
                for row in 0..<chunk.rowCount { letters += unsafe chunk.withText(1, row) { $0.count } ?? 0 }
                return true
            }
            #expect(letters == 5_888_890)
            return (count, sum)
        }
        #expect(count == 1_000_000)
        #expect(sum == 499_999_500_000)
    }

    @Test func stopsReadingWhenAsked() throws {
        let connection = try openDatabase().connect()
        let chunks = try connection.query("SELECT * FROM range(1000000)") { rows in
            var chunks = 0
            try rows.forEachChunk { _ in chunks += 1; return chunks < 3 }
            return chunks
        }
        #expect(chunks == 3)
        #expect(try connection.value("SELECT 1") == .int(1))
    }

    @Test func preparedStatementsFollowTheSchema() throws {
        let connection = try openDatabase().connect()
        for size in [2, 3] {
            try connection.execute("CREATE OR REPLACE TABLE t AS SELECT x FROM range(\(size)) s(x)")
            #expect(try connection.value("SELECT count(*) FROM t WHERE x >= ?", [0]) == .int(Int64(size)))
        }
    }

    @Test func countsChangedRows() throws {
        let connection = try openDatabase().connect()
        try connection.execute("CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (1), (2)")
        #expect(try connection.execute("UPDATE t SET a = a + ?", [1]) == 2)
    }

    @Test(arguments: [
        ("SELEC 1", DuckDBError.Code.query, "syntax error"), ("SELECT nowhere", .query, "nowhere"),
        ("SELECT 'x'::INTEGER", .conversion, "Could not convert string 'x'"),
        ("SELECT * FROM read_parquet('/nowhere.parquet')", .file, "nowhere.parquet"),
    ])
    func keepsTheErrorWhole(sql: String, code: DuckDBError.Code, words: String) throws {
        let connection = try openDatabase().connect()
        let error = try #require(throws: DuckDBError.self) { try connection.value(sql) }
        #expect(error.code == code)
        #expect(error.message.contains(words))
        #expect(error.sql == sql)
    }

    @Test func refusesTheWrongNumberOfValues() throws {
        let connection = try openDatabase().connect()
        #expect(throws: DuckDBError.self) { try connection.rows("SELECT ?, ?", [1]) }
    }

    @Test func anErrorInTheMiddleOfAResultIsThrown() throws {
        let connection = try openDatabase().connect()
        #expect(throws: DuckDBError.self) {
            try connection.rows("SELECT CASE WHEN x = 900000 THEN error('late') ELSE x::VARCHAR END FROM range(1000000) t(x)")
        }
    }

    @Test func interruptedRefusesUntilReset() throws {
        let connection = try openDatabase().connect()
        connection.interrupter.interrupt()
        let error = try #require(throws: DuckDBError.self) { try connection.value("SELECT 1") }
        #expect(error.code == .interrupted)
        connection.interrupter.reset()
        #expect(try connection.value("SELECT 1") == .int(1))
    }

    @Test(arguments: ["spatial", "excel"])
    func loadsExtensions(name: String) throws {
        let connection = try openDatabase().connect()
        try connection.loadExtension(name)
        try connection.loadExtension(name)
        if name == "spatial" {
            #expect(try connection.value("SELECT ST_AsText(ST_Point(1, 2))") == .text("POINT (1 2)"))
        }
    }

    @Test func locksItself() throws {
        let connection = try openDatabase().connect()
        try connection.execute("SET enable_external_access = false; SET lock_configuration = true")
        let error = try #require(throws: DuckDBError.self) { try connection.rows("SELECT * FROM read_text('/etc/passwd')") }
        #expect(error.code == .permission)
        #expect(throws: DuckDBError.self) { try connection.execute("SET enable_external_access = true") }
    }

    @Test func aWrongSettingIsNamed() throws {
        let error = try #require(throws: DuckDBError.self) { try openDatabase(["no_such_thing": "1"]) }
        #expect(error.code == .open)
        #expect(error.message.contains("no_such_thing"))
    }
}
