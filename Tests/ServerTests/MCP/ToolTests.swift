import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Server
import Testing

/// The tools, on the two tables of ``ServedInstance``.
@Suite struct ToolTests {
    /// What a tool answers: its content, or the sentence that says what is wrong.
    private static func call(_ tool: String, _ arguments: String, language: String = "fr") async throws -> (content: [String: Any], error: String?) {
        let answer = try await MCPAnswer.of("tools/call", #"{"name":"\#(tool)","arguments":\#(arguments)}"#, ["Accept-Language": language])
        let content = answer.list("result", "content")?.first as? [String: Any]
        let text = content?["text"] as? String ?? ""
        if answer.value("result", "isError") as? Bool == true { return ([:], text) }
        let structured = answer.value("result", "structuredContent") as? [String: Any] ?? [:]
        let again = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] ?? [:]
        #expect(NSDictionary(dictionary: structured) == NSDictionary(dictionary: again), "both forms say the same")
        return (structured, nil)
    }

    private static func rows(_ arguments: String) async throws -> [[String: Any]] {
        try await call("query_rows", arguments).content["rows"] as? [[String: Any]] ?? []
    }

    @Test("the documentation and the help page name every tool", arguments: MCPTool.allCases)
    func documented(_ tool: MCPTool) throws {
        for path in ["docs/assistants.md", "Sources/Server/Resources/Content/fr/assistants.md", "Sources/Server/Resources/Content/en/assistants.md"] {
            let text = try String(contentsOf: ServedInstance.root.appending(path: path), encoding: .utf8)
            #expect(text.contains("`\(tool.rawValue)`"), "\(path)")
        }
        let guide = try String(contentsOf: ServedInstance.root.appending(path: "docs/assistants.md"), encoding: .utf8)
        #expect(guide.contains("`\(MCPRoutes.path)`"))
    }

    @Test("each tool says what it takes, in both languages", arguments: ["fr", "en"])
    func declarations(language: String) async throws {
        let answer = try await MCPAnswer.of("tools/list", "{}", ["Accept-Language": language])
        let tools = answer.list("result", "tools") as? [[String: Any]] ?? []
        #expect(tools.count == MCPTool.allCases.count)
        for tool in tools {
            #expect(((tool["annotations"] as? [String: Any])?["readOnlyHint"] as? Bool) == true)
            let schema = tool["inputSchema"] as? [String: Any] ?? [:]
            #expect(schema["additionalProperties"] as? Bool == false)
            let texts = [tool["title"], tool["description"]] + ((schema["properties"] as? [String: [String: Any]]) ?? [:]).values.map { $0["description"] }
            for text in texts { #expect((text as? String)?.hasPrefix("mcp.") == false) }
        }
    }

    @Test func searchThenDescribe() async throws {
        let found = try await Self.call("search_datasets", #"{"query":"lieux"}"#).content
        let slugs = (found["datasets"] as? [[String: Any]])?.compactMap { $0["slug"] as? String }
        #expect(slugs == ["lieux"] && found["total"] as? Int == 1)
        let dataset = try await Self.call("describe_dataset", #"{"dataset":"lieux"}"#).content
        let resources = dataset["resources"] as? [[String: Any]]
        #expect(resources?.first?["slug"] as? String == "lieux" && resources?.first?["rows"] as? Int == 4)
        let resource = try await Self.call("describe_resource", #"{"resource":"lieux"}"#).content
        let columns = resource["columns"] as? [[String: Any]] ?? []
        #expect(columns.map { $0["name"] as? String } == ["Code postal", "prix.moyen", "n°#", "année__début", "a \"b\"", "ouvert"])
        #expect(columns[1]["missing"] as? Int == 1)
    }

    @Test func rowsWithTheirSource() async throws {
        let answer = try await Self.call("query_rows", #"{"resource":"nombres","columns":["n"],"page_size":2,"sort":[{"column":"n","direction":"desc"}]}"#).content
        #expect((answer["rows"] as? [[String: Int]]) == [["n": 2500], ["n": 2499]] && answer["total"] as? Int == 2500)
        let source = answer["source"] as? [String: Any]
        #expect(source?["resource"] as? String == "nombres" && source?["version"] as? Int == 1 && source?["published_at"] != nil)
        #expect((source?["page"] as? String)?.hasSuffix("/resources/nombres") == true)
        let cursor = try #require(answer["next_cursor"] as? String)
        let next = try await Self.rows(#"{"resource":"nombres","columns":["n"],"page_size":2,"sort":[{"column":"n","direction":"desc"}],"cursor":"\#(cursor)"}"#)
        #expect(next.map { $0["n"] as? Int } == [2498, 2497])
    }

    @Test("filters", arguments: [
        (#""filters":[{"column":"n","operator":"less","value":3}]"#, 3),
        (#""filters":[{"column":"n","operator":"less","value":"3"},{"column":"pair","operator":"exact","value":true}]"#, 1),
        (#""match":"any","filters":[{"column":"n","operator":"exact","value":1},{"column":"n","operator":"exact","value":9}]"#, 2),
        (#""filters":[{"any":[{"column":"n","operator":"in","value":[1,2,3]},{"all":[{"column":"n","operator":"greater","value":2500}]}]}]"#, 4),
        (#""filters":[{"column":"n","operator":"isnull"}]"#, 0), (#""filters":[]"#, 2500),
    ])
    func filters(arguments: String, total: Int) async throws {
        #expect(try await Self.call("query_rows", #"{"resource":"nombres",\#(arguments)}"#).content["total"] as? Int == total)
    }

    @Test func aggregatesOverTheWholeTable() async throws {
        let groups = try await Self.rows(#"""
            {"resource":"nombres","group_by":["pair"],"aggregates":[{"function":"sum","column":"n"},{"function":"count","column":"n"}],
             "sort":[{"column":"pair"}]}
            """#)
        #expect(groups.map { $0["n__sum"] as? Int } == [1_562_500, 1_563_750] && groups.allSatisfy { $0["n__count"] as? Int == 1250 })
    }

    @Test func qualityWithTheWayToMend() async throws {
        let answer = try await Self.call("get_quality", #"{"dataset":"lieux"}"#).content
        let criteria = answer["criteria"] as? [[String: Any]] ?? []
        let licence = criteria.first { $0["key"] as? String == "licence" }
        #expect(licence?["share"] as? Double == 0 && (licence?["mend"] as? String)?.isEmpty == false)
        #expect((0...100).contains(answer["score"] as? Int ?? -1))
    }

    @Test("territories", arguments: [
        ("marseile", "commune:13055"), ("13100", "commune:13001"), ("commune:13001", "commune:13001"), ("Bouches du Rhône", "departement:13"),
    ])
    func territories(question: String, id: String) async throws {
        let answer = try await Self.call("find_territory", #"{"query":"\#(question)"}"#).content
        let first = (answer["territories"] as? [[String: Any]])?.first
        #expect(first?["id"] as? String == id && answer["vintage"] as? String == "2026-01-01")
        #expect((first?["within"] as? [[String: Any]])?.contains { $0["id"] as? String == "region:93" } == true)
    }

    @Test("what is wrong is told so that it can be mended", arguments: [
        ("search_datasets", #"{"requete":"x"}"#, "requete"), ("search_datasets", #"{"theme":"magie"}"#, "magie"),
        ("search_datasets", #"{"page_size":51}"#, "50"), ("search_datasets", #"{"query":["x"]}"#, "query"),
        ("describe_dataset", "{}", "dataset"), ("describe_dataset", #"{"dataset":"absent"}"#, "absent"), ("describe_dataset", "[]", "objet"),
        ("query_rows", #"{"resource":"absent"}"#, "absent"), ("query_rows", #"{"resource":"nombres","columns":["x"]}"#, "x"),
        ("query_rows", #"{"resource":"nombres","filters":[{"column":"n","operator":"like","value":1}]}"#, "like"),
        ("query_rows", #"{"resource":"nombres","filters":[{"column":"n","operator":"exact"}]}"#, "value"),
        ("query_rows", #"{"resource":"nombres","filters":[{"column":"n","operator":"in","value":1}]}"#, "liste"),
        ("query_rows", #"{"resource":"nombres","filters":[{"column":"n","operator":"exact","value":"x"}]}"#, "x"),
        ("query_rows", #"{"resource":"nombres","aggregates":[{"function":"drop","column":"n"}]}"#, "drop"),
        ("query_rows", #"{"resource":"nombres","page_size":101}"#, "100"), ("query_rows", #"{"resource":"nombres","cursor":"zzz"}"#, ""),
        ("find_territory", #"{"query":"x","levels":["planete"]}"#, "planete"), ("get_quality", #"{"dataset":7}"#, "dataset"),
    ])
    func mistakes(tool: String, arguments: String, named: String) async throws {
        let error = try #require(try await Self.call(tool, arguments).error, "\(arguments)")
        #expect(named.isEmpty || error.contains(named), "\(error)")
        #expect(!error.hasPrefix("errors.") && !error.contains("inattendue"), "\(error)")
    }

    @Test func hostileQuestionsAreBounded() async throws {
        let deep = String(repeating: #"{"all":["#, count: 20) + #"{"column":"n","operator":"isnull"}"# + String(repeating: "]}", count: 20)
        #expect(try await Self.call("query_rows", #"{"resource":"nombres","filters":[\#(deep)]}"#).error != nil)
        let wide = Array(repeating: #"{"column":"n","operator":"isnull"}"#, count: 150).joined(separator: ",")
        #expect(try await Self.call("query_rows", #"{"resource":"nombres","filters":[{"any":[\#(wide)]},{"any":[\#(wide)]}]}"#).error != nil)
        let long = String(repeating: "é", count: 3_000)
        #expect(try await Self.call("search_datasets", #"{"query":"\#(long)"}"#).error?.contains("2") == true)
        #expect(try await Self.call("describe_dataset", #"{"dataset":"' OR 1=1 --"}"#).error != nil)
        #expect(try await Self.call("query_rows", #"{"resource":"nombres","columns":["n\" FROM x --"]}"#).error != nil)
    }

    @Test func theClientsLanguage() async throws {
        let english = try await Self.call("describe_dataset", "{}", language: "en").error
        #expect(english?.contains("missing") == true)
    }
}
