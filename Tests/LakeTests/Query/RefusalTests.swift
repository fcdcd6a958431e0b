import Foundation
import Lake
import Localization
import Tables
import Testing

/// What cannot be answered is refused by name, before anything is asked of the engine.
@Suite struct RefusalTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let query: TableQuery
        let code: String
        var testDescription: String { code }

        init(_ code: String, _ query: TableQuery) {
            self.query = query
            self.code = code
        }

        init(_ code: String, _ column: String, _ comparison: Operator, _ operands: [String]) {
            self.init(code, TableQuery(filter: .comparison(column: column, comparison, operands: operands)))
        }
    }

    static let deep = (0..<40).reduce(Filter.comparison(column: "code", .isnull, operands: [])) { filter, _ in .not(filter) }

    @Test(arguments: [
        Case("lake.column.unknownNear", "poplation", .exact, ["1"]), Case("lake.column.unknown", "zzzzzzzzzzzzzz", .exact, ["1"]),
        Case("lake.column.unknown", "code\" OR 1=1 --", .exact, ["1"]), Case("lake.column.unknown", "__search", .exact, ["1"]),
        Case("lake.value.type", "population", .exact, ["beaucoup"]), Case("lake.value.type", "population", .less, ["nan"]),
        Case("lake.value.type", "population", .less, ["0x10"]), Case("lake.value.type", "date de création", .exact, ["31/12/2020"]),
        Case("lake.value.type", "date de création", .exact, ["2021-02-29"]), Case("lake.value.type", "est chef-lieu", .exact, ["peut-être"]),
        Case("lake.value.type", "population", .in, ["1", "deux"]), Case("lake.operator.operands", "code", .exact, []),
        Case("lake.operator.operands", "code", .exact, ["a", "b"]),
        Case("lake.query.tooManyValues", "code", .in, (0...1000).map(String.init)),
        Case("lake.query.tooComplex", TableQuery(filter: deep)),
        Case("lake.query.tooComplex", TableQuery(filter: .or((0...500).map { _ in .comparison(column: "code", .isnull, operands: []) }))),
        Case("lake.search.tooManyWords", TableQuery(search: "a b c d e f g h i j k l m")),
        Case("lake.column.unknownNear", TableQuery(columns: ["Nom "])), Case("lake.columns.none", TableQuery(columns: [])),
        Case("lake.columns.twice", TableQuery(columns: ["nom", "nom"])),
        Case("lake.column.unknownNear", TableQuery(sort: [SortKey(column: "codes")])),
        Case("lake.page.size", TableQuery(page: .offset(0, size: 0))), Case("lake.page.size", TableQuery(page: .offset(0, size: 10_001))),
        Case("lake.page.offset", TableQuery(page: .offset(-20, size: 20))),
        Case("lake.columns.withAggregates", TableQuery(columns: ["nom"], groupBy: ["code"])),
        Case("lake.aggregate.type", TableQuery(aggregates: [Aggregate(function: .sum, column: "nom")])),
        Case("lake.cursor.withAggregates", TableQuery(groupBy: ["code"], page: .after(cursor: "", size: 2))),
        Case("lake.cursor.invalid", TableQuery(page: .after(cursor: "????", size: 2))),
        Case("lake.cursor.invalid", TableQuery(page: .after(cursor: "e30", size: 2))),
    ])
    func refuses(_ test: Case) async throws {
        let lake = try TestLake()
        let table = try await lake.table(communes)
        let error = try await #require(throws: LakeError.self) { try await lake.lake.rows(table, test.query) }
        #expect(error.code == test.code)
        #expect(error.isPermanent)
        for language in [Language.french, .english] {
            let message = Localizer(language).message(for: error)
            #expect(!message.text.contains("errors."))
            #expect(!message.text.contains("{"))
            #expect(message.hint != nil)
        }
    }

    @Test func namesTheNearestColumn() async throws {
        let lake = try TestLake()
        let table = try await lake.table(communes)
        let error = try await #require(throws: LakeError.self) {
            try await lake.lake.rows(table, TableQuery(sort: [SortKey(column: "densite")]))
        }
        #expect(error.arguments["nearest"] == .text("densité"))
    }

    @Test func valuesAreNeverStatements() async throws {
        let lake = try TestLake()
        let table = try await lake.table(communes)
        for poison in ["'; DROP TABLE t; --", "\" OR \"\" = \"", "' OR '1'='1", "\\'", "?"] {
            let filters: [Filter] = [
                .comparison(column: "nom", .exact, operands: [poison]), .comparison(column: "nom", .contains, operands: [poison]),
                .comparison(column: "nom", .in, operands: [poison]),
            ]
            for filter in filters { #expect(try await lake.lake.count(table, filter) == 0) }
            #expect(try await lake.lake.count(table, search: poison) == 0)
        }
        #expect(try await lake.lake.count(table) == 6)
    }
}
