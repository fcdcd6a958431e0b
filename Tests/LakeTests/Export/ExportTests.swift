import DuckDB
import Foundation
import Lake
import Tables
import Testing

@Suite struct ExportTests {
    @Test func csvFollowsRFC4180() async throws {
        let test = try TestLake()
        let table = try await test.table("a,b,c\n1,\"dit \"\"oui\"\"\",2020-01-31\n2,\"l'un, l'autre\",\n3,,2020-02-01\n")
        #expect(
            try await test.text(table, as: .csv)
                == "a,b,c\r\n1,\"dit \"\"oui\"\"\",2020-01-31\r\n2,\"l'un, l'autre\",\r\n3,,2020-02-01\r\n")
    }

    @Test(arguments: [
        ("=1+1", "'=1+1"), ("+33 6 12", "'+33 6 12"), ("+33612", "+33612"), ("-12,5", "\"-12,5\""), ("-1,2,3", "\"'-1,2,3\""),
        ("-", "'-"), ("@SUM(A1)", "'@SUM(A1)"), ("\tx", "'\tx"), ("'=1", "'=1"), ("a=1", "a=1"), ("=\"x\"", "\"'=\"\"x\"\"\""),
    ])
    func csvDefusesFormulas(cell: String, written: String) async throws {
        let test = try TestLake()
        let escaped = cell.replacing("\"", with: "\"\"")
        let table = try await test.table("n,texte\n1,\"\(escaped)\"\n2,un texte\n")
        #expect(table.columns[1].type == .text)
        #expect(try await test.text(table, as: .csv) == "n,texte\r\n1,\(written)\r\n2,un texte\r\n")
    }

    @Test func csvDefusesTheHeaderToo() async throws {
        let test = try TestLake()
        let table = try await test.table("=cmd,b\n1,2\n3,4\n")
        #expect(try await test.text(table, as: .csv).hasPrefix("'=cmd,b\r\n"))
    }

    @Test func jsonIsValidAndTyped() async throws {
        let test = try TestLake()
        let table = try await test.table(communes)
        let bytes = try await test.export(table, as: .json)
        let rows = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [[String: Any]])
        #expect(rows.count == 6)
        #expect(rows[5]["nom"] as? String == "Paris, capitale")
        #expect(rows[4]["date de création"] is NSNull)
        #expect(rows[0]["est chef-lieu"] as? Bool == false)
        #expect(rows[0]["population"] as? Int == 15_554)
        let lines = try await test.text(table, TableQuery(columns: ["code", "densité"]), as: .jsonLines)
        #expect(lines.hasPrefix("{\"code\":\"01004\",\"densité\":632.3}\n{\"code\":\"01033\",\"densité\":259}\n"))
        #expect(lines.split(separator: "\n").count == 6)
    }

    @Test func largeIntegersStayWhole() async throws {
        let test = try TestLake()
        let table = try await test.table("n\n9007199254740993\n-9007199254740993\n")
        #expect(try await test.text(table, TableQuery(columns: ["n"]), as: .jsonLines) == "{\"n\":9007199254740993}\n{\"n\":-9007199254740993}\n")
    }

    @Test func keepsFilterSortAndColumns() async throws {
        let test = try TestLake()
        let table = try await test.table(communes)
        let query = TableQuery(
            columns: ["nom"], filter: .comparison(column: "est chef-lieu", .exact, operands: ["true"]),
            sort: [SortKey(column: "population", descending: true)], page: .offset(0, size: 1))
        #expect(try await test.text(table, query, as: .csv) == "nom\r\n\"Paris, capitale\"\r\nAjaccio\r\nBourg-en-Bresse\r\n")
        let groups = TableQuery(groupBy: ["est chef-lieu"], aggregates: [Aggregate(function: .count, column: "code")])
        #expect(try await test.text(table, groups, as: .csv) == "est chef-lieu,code__count\r\nfalse,3\r\ntrue,3\r\n")
    }

    @Test func anEmptyResultIsStillAFile() async throws {
        let test = try TestLake()
        let table = try await test.table(communes)
        let none = TableQuery(columns: ["code"], filter: .or([]))
        #expect(try await test.text(table, none, as: .csv) == "code\r\n")
        #expect(try await test.text(table, none, as: .json) == "[\n]\n")
        #expect(try await test.text(table, none, as: .jsonLines) == "")
    }

    @Test func parquetReadsBack() async throws {
        let test = try TestLake()
        let table = try await test.table(communes)
        for query in [TableQuery(), TableQuery(columns: ["nom"], filter: .comparison(column: "code", .exact, operands: ["75056"]))] {
            let file = test.folder.appending(path: "export.parquet")
            try Data(try await test.export(table, query, as: .parquet)).write(to: file)
            let connection = try Database(support: support).connect()
            let rows = try connection.rows("SELECT nom FROM read_parquet('\(file.path)') ORDER BY ALL")
            #expect(rows.count == (query.filter == nil ? 6 : 1))
            #expect(rows.last == [.text(query.filter == nil ? "Valserhône" : "Paris, capitale")])
        }
    }

    @Test func workbooksReadBack() async throws {
        let test = try TestLake()
        let table = try await test.table(communes)
        let file = test.folder.appending(path: "export.xlsx")
        try Data(try await test.export(table, as: .xlsx)).write(to: file)
        let connection = try Database(support: support).connect()
        try connection.loadExtension("excel")
        let rows = try connection.rows("SELECT nom, population FROM read_xlsx('\(file.path)') WHERE code = '2A004'")
        #expect(rows == [[.text("Ajaccio"), .double(73_822)]])
    }

    @Test func errorsReachTheReader() async throws {
        let test = try TestLake()
        let table = try await test.table(communes)
        let wrong = TableQuery(sort: [SortKey(column: "nome")])
        for format in ExportFormat.allCases {
            let error = try await #require(throws: LakeError.self) { try await test.export(table, wrong, as: format) }
            #expect(error.code.hasPrefix(format == .geoJSON ? "lake." : "lake.column"))
        }
    }

    @Test func lettingGoStopsTheEngine() async throws {
        let test = try TestLake { $0.exports = 1 }
        let table = try await test.table(CursorTests.rows)
        for _ in 0..<3 {
            for try await _ in test.lake.export(table, TableQuery(), as: .json) { break }
        }
        // With one place only, this one would wait for ever if the others still held it.
        #expect(try await test.text(table, TableQuery(columns: ["numero"]), as: .csv).split(separator: "\r\n").count == 101)
    }

    @Test func cancellingTheReaderStopsTheEngine() async throws {
        let test = try TestLake { $0.exports = 1 }
        let table = try await test.table(CursorTests.rows)
        let reading = Task { try await test.export(table, as: .csv) }
        reading.cancel()
        _ = try? await reading.value
        #expect(try await test.text(table, TableQuery(columns: ["numero"]), as: .csv).split(separator: "\r\n").count == 101)
    }
}
