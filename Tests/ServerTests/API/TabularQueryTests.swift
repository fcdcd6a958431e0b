import Lake
import Server
import Testing

@Suite struct TabularQueryTests {
    private func read(_ text: String) throws -> TabularQuery { try TabularQuery(QueryItems(parsing: text)) }
    private func filter(_ text: String) throws -> Filter? { try read(text).query.filter }

    @Test("a filter is a column, its last double underscore, an operator", arguments: [
        ("nom__exact=x", "nom", .exact, ["x"]),
        ("ann%C3%A9e__d%C3%A9but__less=3", "année__début", .less, ["3"]),
        ("prix.moyen__GREATER=2", "prix.moyen", .greater, ["2"]),
        ("Code+postal__exact=01+000", "Code postal", .exact, ["01 000"]),
        ("__id__exact=5", "__id", .exact, ["5"]),
        ("a___exact=1", "a_", .exact, ["1"]),
        ("n__in=a,%22b,c%22,", "n", .in, ["a", "b,c", ""]),
        ("n__notin=1", "n", .notin, ["1"]),
        ("n__isnull", "n", .isnull, []),
        ("n__isnull=", "n", .isnull, []),
        ("n__isnull=true", "n", .isnull, []),
        ("n__isnull=false", "n", .isnotnull, []),
        ("n__exact=", "n", .exact, [""]),
        ("n__contains=a=b", "n", .contains, ["a=b"]),
    ] as [(String, String, Operator, [String])])
    func filters(_ text: String, _ column: String, _ comparison: Operator, _ operands: [String]) throws {
        #expect(try filter(text) == .comparison(column: column, comparison, operands: operands))
    }

    @Test func severalFiltersMustAllHold() throws {
        #expect(try filter("a__exact=1&b__less=2") == .and([
            .comparison(column: "a", .exact, operands: ["1"]), .comparison(column: "b", .less, operands: ["2"]),
        ]))
        #expect(try filter("page=2") == nil)
    }

    @Test func pagesAndSort() throws {
        let query = try read("page=3&page_size=50&b__sort=desc&a__sort=ASC&columns=a,%22b,c%22&q=mot&lang=en")
        #expect(query.page == 3 && query.pageSize == 50 && !query.usesCursor)
        #expect(query.query.page == .offset(100, size: 50))
        #expect(query.query.sort == [SortKey(column: "b", descending: true), SortKey(column: "a", descending: false)])
        #expect(query.query.columns == ["a", "b,c"] && query.query.search == "mot")
    }

    @Test func aggregates() throws {
        let query = try read("r__groupby&p__sum=&p__avg=true&p__max=false").query
        #expect(query.groupBy == ["r"])
        #expect(query.aggregates == [Aggregate(function: .sum, column: "p"), Aggregate(function: .avg, column: "p")])
    }

    @Test("what is wrong has a code", arguments: [
        ("page=0", "request.number"), ("page=x", "request.number"), ("page=-1", "request.number"), ("page_size=1001", "request.number"),
        ("page_size=0", "request.number"), ("page=99999999999999999999", "request.number"), ("page", "request.number"),
        ("limit=1", "request.parameter"), ("nom", "request.parameter"), ("__exact=1", "request.parameter"),
        ("nom__like=x", "request.operator"), ("nom__exact", "request.missingValue"), ("nom__sort=up", "request.sort"),
        ("columns=a&a__count", "request.columnsWithAggregates"), ("cursor=x&a__count", "request.cursorWithAggregates"),
        ("or=(a__exact.1", "request.group.close"), ("or=a__exact.1", "request.group.open"), ("or=()", "request.group.condition"),
        ("or=(a__exact.1)x", "request.group.trailing"), ("or=(a__sort.asc)", "request.operator"), ("or=(page.2)", "request.group.condition"),
        ("or=(a__exact)", "request.group.value"), ("or=(%22a__exact.1)", "request.group.quote"), ("or=", "request.group.open"),
    ])
    func refuses(_ text: String, _ code: String) {
        let error = #expect(throws: RequestError.self) { try read(text) }
        #expect(error?.code == code)
    }

    @Test("groups nest, and quotes hold what would cut", arguments: [
        ("(a__exact.1,b__less.2)", .or([.comparison(column: "a", .exact, operands: ["1"]), .comparison(column: "b", .less, operands: ["2"])])),
        (
            #"(a__exact.x,and("b.c"__greater."12.4","d e"__less.10),"f..g"__isnull)"#,
            .or([
                .comparison(column: "a", .exact, operands: ["x"]),
                .and([.comparison(column: "b.c", .greater, operands: ["12.4"]), .comparison(column: "d e", .less, operands: ["10"])]),
                .comparison(column: "f..g", .isnull, operands: []),
            ])
        ),
        ("(a__exact.0.5)", .or([.comparison(column: "a", .exact, operands: ["0.5"])])),
        (#"(a__in.(1,"2,3"),or(b__exact.))"#, .or([.comparison(column: "a", .in, operands: ["1", "2,3"]), .or([.comparison(column: "b", .exact, operands: [""])])])),
        (#"("a ""b"""__exact."c\"d")"#, .or([.comparison(column: "a \"b\"", .exact, operands: ["c\"d"])])),
    ] as [(String, Filter)])
    func groups(_ text: String, _ expected: Filter) throws { #expect(try ConditionGroup.parse(text, parameter: "or") == expected) }

    @Test func depthAndCountAreBounded() {
        let deep = String(repeating: "(or", count: 40) + String(repeating: ")", count: 40)
        #expect(throws: RequestError.self) { try ConditionGroup.parse(deep, parameter: "or") }
        let many = "(" + Array(repeating: "a__exact.1", count: 501).joined(separator: ",") + ")"
        #expect(throws: RequestError.self) { try ConditionGroup.parse(many, parameter: "or") }
    }
}
