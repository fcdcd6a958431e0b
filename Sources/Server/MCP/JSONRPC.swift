import HTTPTypes
import Tables

/// What clients send.
typealias JSON = Tables.JSONValue

/// One message of JSON-RPC 2.0 as the client sent it.
struct RPCMessage {
    /// How the answer names the request that it answers; MCP takes neither `null` nor fractions.
    enum ID: Hashable {
        case text(String)
        case number(Int)

        var document: Document {
            switch self {
            case .text(let text): .string(text)
            case .number(let number): .integer(number)
            }
        }
    }

    /// Nil for a notification, and for an answer to a question that this server never asks.
    let id: ID?
    /// Nil for an answer.
    let method: String?
    let params: JSON?

    /// - Throws: ``RPCFailure`` `invalidRequest`, which names the request where its identifier can be read.
    init(_ value: JSON) throws(RPCFailure) {
        guard case .object = value, case .string("2.0")? = value["jsonrpc"] else { throw .invalidRequest("not a JSON-RPC 2.0 message") }
        switch value["id"] {
        case .string(let text)?: id = .text(text)
        case .number(let digits)?:
            guard let number = Int(digits) else { throw .invalidRequest("id is not a whole number") }
            id = .number(number)
        case nil: id = nil
        default: throw .invalidRequest("id is neither a string nor a whole number")
        }
        switch value["method"] {
        case .string(let name)?: method = name
        case nil where value["result"] != nil || value["error"] != nil: method = nil
        default: throw .invalidRequest("method is missing", id: id)
        }
        params = value["params"]
        switch params {
        case nil, .object?: break
        default: throw .invalidParams("params is not an object", id: id)
        }
    }

    /// Whether an answer is waited for.
    var isRequest: Bool { id != nil && method != nil }
}

/// Why a message is refused before any tool runs, in the terms of JSON-RPC, with the status that HTTP gives it.
struct RPCFailure: Error {
    var code: Int
    var message: String
    var status: HTTPResponse.Status
    var data: Document?
    var id: RPCMessage.ID?
    var headers: HTTPFields = [:]

    static func parse(_ detail: String) -> RPCFailure { RPCFailure(code: -32700, message: "Parse error: \(detail)", status: .badRequest) }

    static func invalidRequest(_ detail: String, id: RPCMessage.ID? = nil, status: HTTPResponse.Status = .badRequest) -> RPCFailure {
        RPCFailure(code: -32600, message: "Invalid request: \(detail)", status: status, id: id)
    }

    static func methodNotFound(_ method: String) -> RPCFailure {
        RPCFailure(code: -32601, message: "Method not found: \(method.prefix(100))", status: .notFound)
    }

    static func invalidParams(_ detail: String, id: RPCMessage.ID? = nil) -> RPCFailure {
        RPCFailure(code: -32602, message: "Invalid params: \(detail)", status: .badRequest, id: id)
    }

    /// A field says otherwise than the body (2026-07-28, “Header validation”).
    static func headerMismatch(_ field: String) -> RPCFailure {
        RPCFailure(code: -32020, message: "\(field) does not match the request body", status: .badRequest)
    }

    static func unsupportedVersion(_ asked: String) -> RPCFailure {
        RPCFailure(
            code: -32022, message: "Unsupported protocol version", status: .badRequest,
            data: ["supported": MCPVersion.names, "requested": .string(String(asked.prefix(100)))])
    }

    /// - Parameter seconds: how long to wait.
    static func tooMany(_ seconds: Int) -> RPCFailure {
        RPCFailure(
            code: -32000, message: "Too many calls: wait \(seconds) s", status: .tooManyRequests,
            data: ["retryAfter": .integer(seconds)], headers: [.retryAfter: String(seconds)])
    }

    /// The answer's bytes.
    var json: [UInt8] {
        var error: Document = ["code": .integer(code), "message": .string(message)]
        if let data { error = error.adding(["data": data]) }
        let document: Document = ["jsonrpc": "2.0", "id": id?.document ?? .null, "error": error]
        return document.json
    }
}
