import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Server
import Testing

/// The protocol as its specification has it, for every revision that is spoken.
@Suite struct ProtocolTests {
    @Test func aHandshakeAgreesOnARevision() async throws {
        for (asked, agreed) in [
            ("2025-03-26", "2025-03-26"), ("2025-06-18", "2025-06-18"), ("2025-11-25", "2025-11-25"),
            ("2024-01-01", "2025-11-25"), ("2026-07-28", "2025-11-25"),
        ] {
            let answer = try await MCPAnswer.of("initialize", #"{"protocolVersion":"\#(asked)","capabilities":{},"clientInfo":{"name":"t","version":"1"}}"#)
            #expect(answer.text("result", "protocolVersion") == agreed)
            #expect(answer.response.headers[HTTPField.Name("Mcp-Session-Id")!] == nil, "no session is opened")
        }
    }

    @Test func whatIsNewerNeedsNoHandshake() async throws {
        let found = try await MCPAnswer.modern("server/discover")
        #expect(found.response.status == .ok && found.text("result", "resultType") == "complete")
        #expect(found.list("result", "supportedVersions")?.contains { $0 as? String == "2026-07-28" } == true)
        let tools = try await MCPAnswer.modern("tools/list")
        #expect(tools.list("result", "tools")?.count == MCPTool.allCases.count && tools.text("result", "cacheScope") == "public")
        let gone = try await MCPAnswer.modern("initialize")
        #expect(gone.response.status == .notFound && gone.error == -32601)
    }

    @Test("fields that say otherwise than the body are refused", arguments: [
        ["MCP-Protocol-Version": "2026-07-28"], ["MCP-Protocol-Version": "2026-07-28", "Mcp-Method": "tools/list"],
        ["MCP-Protocol-Version": "2026-07-28", "Mcp-Method": "tools/call"],
        ["MCP-Protocol-Version": "2026-07-28", "Mcp-Method": "tools/call", "Mcp-Name": "query_rows"],
        ["MCP-Protocol-Version": "2025-11-25, 2026-07-28", "Mcp-Method": "tools/call", "Mcp-Name": "get_quality"],
        ["Mcp-Method": "tools/call", "Mcp-Name": "get_quality"],
    ])
    func fieldsAgree(fields: [String: String]) async throws {
        let params = #"{"name":"get_quality","arguments":{"dataset":"lieux"},\#(MCPAnswer.meta)}"#
        let answer = try await MCPAnswer.of("tools/call", params, fields)
        #expect(answer.response.status == .badRequest && [-32020, -32022].contains(answer.error))
    }

    @Test func aNameMayTravelInBase64() async throws {
        let params = #"{"name":"get_quality","arguments":{"dataset":"lieux"},\#(MCPAnswer.meta)}"#
        let answer = try await MCPAnswer.of("tools/call", params, [
            "MCP-Protocol-Version": "2026-07-28", "Mcp-Method": "tools/call", "Mcp-Name": "=?base64?Z2V0X3F1YWxpdHk=?=",
        ])
        #expect(answer.response.status == .ok && answer.error == nil)
    }

    @Test func anUnknownRevisionIsToldWhichAreKnown() async throws {
        let answer = try await MCPAnswer.of("tools/list", "{}", ["MCP-Protocol-Version": "2031-01-01"])
        #expect(answer.response.status == .badRequest && answer.error == -32022)
        #expect(answer.list("error", "data", "supported")?.count == 4)
    }

    @Test("other methods of HTTP", arguments: [HTTPRequest.Method.get, .delete, .put])
    func onlyPost(method: HTTPRequest.Method) async throws {
        let answer = try await ServedInstance.answer("/mcp", method: method, [.accept: "text/event-stream"])
        #expect(answer.status == .methodNotAllowed && answer.headers[.allow] == "POST, OPTIONS")
    }

    @Test func preflightsOpenNothing() async throws {
        let answer = try await ServedInstance.answer("/mcp", method: .options, [.origin: "https://ailleurs.example"])
        #expect(answer.headers[.allow] == "POST, OPTIONS" && answer.headers[.accessControlAllowOrigin] == nil)
    }

    @Test("sessions that were never opened are over", arguments: ["2025-06-18", "2025-11-25"])
    func sessions(version: String) async throws {
        let answer = try await MCPAnswer.of("tools/list", "{}", ["MCP-Protocol-Version": version, "Mcp-Session-Id": "abc"])
        #expect(answer.response.status == .notFound)
        let again = try await MCPAnswer.of("initialize", #"{"protocolVersion":"\#(version)"}"#, ["Mcp-Session-Id": "abc"])
        #expect(again.response.status == .ok)
    }

    @Test("fields of content", arguments: [
        ("application/json", "application/json, text/event-stream", 200), ("application/json; charset=utf-8", "*/*", 200),
        ("application/json", "text/event-stream", 406), ("application/json", "application/json;q=0", 406),
        ("text/plain", "application/json", 415), ("", "application/json", 415),
    ])
    func content(type: String, accept: String, status: Int) async throws {
        let answer = try await ServedInstance.answer(
            "/mcp", method: .post, [.contentType: type, .accept: accept], body: #"{"jsonrpc":"2.0","id":1,"method":"ping"}"#)
        #expect(Int(answer.status.code) == status)
        #expect(answer.headers[.contentType] == "application/json")
    }

    @Test("pages of other sites are refused", arguments: [
        (nil, 200), ("http://localhost", 200), ("http://ailleurs.example", 403), ("null", 403), ("https://localhost", 403), ("http://localhost:1", 403),
    ] as [(String?, Int)])
    func origins(origin: String?, status: Int) async throws {
        var headers: HTTPFields = [.contentType: "application/json"]
        headers[.origin] = origin
        let answer = try await ServedInstance.answer("/mcp", method: .post, headers, body: #"{"jsonrpc":"2.0","id":1,"method":"ping"}"#)
        #expect(Int(answer.status.code) == status)
    }

    @Test("what is not a message", arguments: [
        ("", 400, -32700), ("{", 400, -32700), ("\u{FEFF}{}", 400, -32600), (#"{"jsonrpc":"1.0","id":1,"method":"ping"}"#, 400, -32600),
        (#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#, 400, -32600), (#"{"jsonrpc":"2.0","id":1.5,"method":"ping"}"#, 400, -32600),
        (#"{"jsonrpc":"2.0","id":{},"method":"ping"}"#, 400, -32600), (#"{"jsonrpc":"2.0","id":1}"#, 400, -32600),
        (#"{"jsonrpc":"2.0","id":1,"method":7}"#, 400, -32600), (#"{"jsonrpc":"2.0","id":1,"method":"ping","params":[1]}"#, 400, -32602),
        (String(repeating: "[", count: 5000), 400, -32700), ("[]", 400, -32600), ("7", 400, -32600),
        (#"{"jsonrpc":"2.0","id":1,"method":"resources/list"}"#, 200, -32601), (#"{"jsonrpc":"2.0","id":1,"method":"server/discover"}"#, 200, -32601),
        (#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"rm"}}"#, 200, -32602),
    ])
    func malformed(body: String, status: Int, code: Int) async throws {
        let answer = try await MCPAnswer(body: body)
        #expect(Int(answer.response.status.code) == status && answer.error == code, "\(body.prefix(60))")
    }

    @Test func tooLargeABody() async throws {
        let answer = try await MCPAnswer(body: #"{"jsonrpc":"2.0","id":1,"method":"ping","params":{"x":"\#(String(repeating: "x", count: 300_000))"}}"#)
        #expect(answer.response.status == .contentTooLarge)
    }

    @Test func identifiersComeBackAsTheyWere() async throws {
        for id in ["7", "-9007199254740993", #""sept""#, #""""#] {
            let answer = try await MCPAnswer(body: #"{"jsonrpc":"2.0","id":\#(id),"method":"ping"}"#)
            #expect(String(buffer: answer.response.body) == #"{"jsonrpc":"2.0","id":\#(id),"result":{}}"#)
        }
    }

    @Test("what waits for no answer", arguments: [
        #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#, #"{"jsonrpc":"2.0","method":"notifications/whatever","params":{}}"#,
        #"{"jsonrpc":"2.0","id":1,"result":{}}"#,
    ])
    func notifications(body: String) async throws {
        let answer = try await ServedInstance.answer("/mcp", method: .post, [.contentType: "application/json"], body: body)
        #expect(answer.status == .accepted && answer.body.readableBytes == 0)
    }

    @Test func arraysOfTheFirstRevisionAlone() async throws {
        let ping = #"{"jsonrpc":"2.0","id":1,"method":"ping"}"#
        let batch = #"[\#(ping),{"jsonrpc":"2.0","method":"notifications/initialized"},{"jsonrpc":"2.0","id":2,"method":"nope"},{"jsonrpc":"2.0","id":3,"method":"initialize"},8]"#
        let answer = try await ServedInstance.answer("/mcp", method: .post, [.contentType: "application/json"], body: batch)
        let answers = try JSONSerialization.jsonObject(with: Data(answer.body.readableBytesView)) as? [[String: Any]] ?? []
        #expect(answers.map { ($0["error"] as? [String: Any])?["code"] as? Int } == [nil, -32601, -32600, -32600])
        let later = try await MCPAnswer(body: batch, ["MCP-Protocol-Version": "2025-06-18"])
        #expect(later.response.status == .badRequest && later.error == -32600)
        let many = try await MCPAnswer(body: "[" + Array(repeating: ping, count: 17).joined(separator: ",") + "]")
        #expect(many.response.status == .badRequest)
    }
}

@Suite struct OriginPolicyTests {
    @Test("a name that could be made to point here is not believed", arguments: [
        (nil, nil, "http://piege.example", true), ("http://piege.example", nil, "http://piege.example", false),
        ("http://127.0.0.1:8080", nil, "http://127.0.0.1:8080", true), ("http://[::1]:8080", nil, "http://[::1]:8080", true),
        ("http://127.0.0.1.piege.example", nil, "http://127.0.0.1.piege.example", false),
        ("https://donnees.example", "https://donnees.example", "https://donnees.example", true),
        ("http://127.0.0.1", "https://donnees.example", "http://127.0.0.1", false), ("null", nil, "http://localhost", false),
    ] as [(String?, String?, String, Bool)])
    func allows(origin: String?, publicOrigin: String?, own: String, expected: Bool) {
        #expect(OriginPolicy(publicOrigin: publicOrigin).allows(origin, of: own) == expected)
    }
}

/// One answer of `/mcp`, read.
struct MCPAnswer {
    static let meta = #""_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}"#

    let response: TestResponse
    let document: [String: Any]

    init(body: String, _ fields: [String: String] = [:]) async throws {
        var headers: HTTPFields = [.contentType: "application/json", .accept: "application/json, text/event-stream"]
        for (name, value) in fields { headers[HTTPField.Name(name)!] = value }
        response = try await ServedInstance.answer("/mcp", method: .post, headers, body: body)
        document = try JSONSerialization.jsonObject(with: Data(response.body.readableBytesView)) as? [String: Any] ?? [:]
    }

    static func of(_ method: String, _ params: String, _ fields: [String: String] = [:]) async throws -> MCPAnswer {
        try await MCPAnswer(body: #"{"jsonrpc":"2.0","id":1,"method":"\#(method)","params":\#(params)}"#, fields)
    }

    static func modern(_ method: String) async throws -> MCPAnswer {
        try await of(method, "{\(meta)}", ["MCP-Protocol-Version": "2026-07-28", "Mcp-Method": method])
    }

    /// The error's code.
    var error: Int? { value("error", "code") as? Int }

    func value(_ path: String...) -> Any? { value(path) }
    func text(_ path: String...) -> String? { value(path) as? String }
    func list(_ path: String...) -> [Any]? { value(path) as? [Any] }

    private func value(_ path: [String]) -> Any? {
        path.reduce(document as Any?) { value, name in (value as? [String: Any])?[name] }
    }
}
