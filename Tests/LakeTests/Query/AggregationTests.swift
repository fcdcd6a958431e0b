import DuckDB
import Foundation
import Lake
import Tables
import Testing

@Suite struct AggregationTests {
    @Test func groupsAndCounts() async throws {
        let test = try TestLake()
        let table = try await test.table(communes)
        let query = TableQuery(
            groupBy: ["est chef-lieu"],
            aggregates: [
                Aggregate(function: .count, column: "date de création"), Aggregate(function: .sum, column: "population"),
                Aggregate(function: .avg, column: "population"), Aggregate(function: .min, column: "nom"), Aggregate(function: .max, column: "densité"),
            ])
        for _ in 0..<2 {
            let page = try await test.lake.rows(table, query)
            #expect(
                page.columns == [
                    "est chef-lieu", "date de création__count", "population__sum", "population__avg", "nom__min", "densité__max",
                ])
            #expect(page.schema.map(\.type) == [.boolean, .integer, .integer, .number, .text, .number])
            #expect(page.total == 2)
            #expect(page.nextCursor == nil)
            #expect(
                page.rows == [
                    [.bool(false), .int(2), .int(80_152), .double(80_152 / 3.0), .text("Ambérieu-en-Bugey"), .double(2490)],
                    [.bool(true), .int(3), .int(2_229_777), .double(743_259), .text("Ajaccio"), .double(20_053)],
                ])
            #expect(await test.lake.warm(table))
        }
    }

    @Test func groupsKeepTheirPagesAndTheirSort() async throws {
        let test = try TestLake()
        let table = try await test.table(CursorTests.rows)
        let query = TableQuery(
            groupBy: ["groupe"], aggregates: [Aggregate(function: .count, column: "numero")],
            page: .offset(4, size: 2))
        let page = try await test.lake.rows(table, query)
        #expect(page.total == 6)
        #expect(page.rows.map { $0[0] } == [.text("g4"), .null])
        let sorted = try await test.lake.rows(
            table, TableQuery(sort: [SortKey(column: "groupe", descending: true)], groupBy: ["groupe"], page: .offset(0, size: 2)))
        #expect(sorted.rows == [[.text("g4")], [.text("g3")]])
    }

    @Test func aggregatesWithoutGroupsMakeOneRow() async throws {
        let test = try TestLake()
        let table = try await test.table(communes)
        let query = TableQuery(
            filter: .comparison(column: "population", .less, operands: ["0"]), aggregates: [Aggregate(function: .sum, column: "population")])
        let page = try await test.lake.rows(table, query)
        #expect(page.rows == [[.null]])
        #expect(page.total == 1)
    }

    @Test func facetsCountValues() async throws {
        let test = try TestLake()
        let table = try await test.table(CursorTests.rows)
        let facet = try await test.lake.facet(table, column: "groupe", limit: 2)
        #expect(facet.map(\.value) == [.text("g0"), .text("g1")] || facet.map(\.count) == [17, 17])
        let counts = try await test.lake.facet(table, column: "groupe", limit: 100)
        #expect(counts.reduce(0) { $0 + $1.count } == 85)
    }

    @Test func summarisesAColumn() async throws {
        let test = try TestLake()
        let table = try await test.table(communes)
        let population = try await test.lake.summary(table, column: "population", bins: 4)
        #expect(population.count == 6)
        #expect(population.missing == 0)
        #expect(population.min == .int(15_554))
        #expect(population.max == .int(2_113_705))
        #expect(population.mean == 2_309_929 / 6.0)
        #expect(population.quantiles.count == ColumnProfile.quantileLevels.count)
        #expect(population.histogram.map(\.count) == [5, 0, 0, 1])
        let date = try await test.lake.summary(table, column: "date de création")
        #expect(date.missing == 1)
        #expect(date.distinct == 3)
        #expect(date.mean == nil)
        #expect(date.histogram.reduce(0) { $0 + $1.count } == 5)
        #expect(date.topValues.first?.value == .date(days: -65_681))
        let name = try await test.lake.summary(table, column: "nom", search: "corse")
        #expect(name.count == 0)
        #expect(name.min == .null)
        #expect(name.topValues.isEmpty)
    }
}
