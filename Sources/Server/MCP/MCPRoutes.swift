package import HTTPTypes
package import Hummingbird
import Localization
import NIOCore
import Tables

/// `/mcp`: the Model Context Protocol over Streamable HTTP, for assistants that look for data and compute on it.
///
/// Each request is answered at once, as JSON, and nothing is kept between two of them: there are no sessions to open,
/// resume or close, and nothing that the server would tell by itself. The specification then wants 405 for GET (no
/// stream of the server's own) and for DELETE (no session to end), which the table of methods gives.
package struct MCPRoutes: Sendable {
    package static let path = "/mcp"
    /// In bytes: questions are short.
    static let largestBody = 256 * 1024
    /// Messages in one array, for the revision that allows it.
    static let largestBatch = 16
    /// A call may read a whole table: it counts as so many requests of the instance's `rate_limit`.
    static let requestsPerCall = 5

    let service: MCPService
    private let origins: OriginPolicy
    private let limiter: RateLimiter?

    /// - Parameters:
    ///   - origins: which pages' scripts may ask.
    ///   - callsPerSecond: tool calls that one client may make for long; zero lifts the limit.
    ///   - burst: how many it may make at once.
    package init(service: MCPService, origins: OriginPolicy, callsPerSecond: Double, burst: Int) {
        self.service = service
        self.origins = origins
        limiter = callsPerSecond > 0 ? RateLimiter(rate: callsPerSecond, burst: max(1, burst)) : nil
    }

    package func add(to router: Router<PortulanContext>) {
        router.post(RouterPath(Self.path)) { request, context in await respond(request, context) }
    }

    /// The methods that a path answers to; none where it is another's.
    package static func methods(of path: String) -> [HTTPRequest.Method] {
        path == Self.path || path == Self.path + "/" ? [.post, .options] : []
    }

    private func respond(_ request: Request, _ context: PortulanContext) async -> Response {
        do throws(RPCFailure) {
            try admit(request, context)
            let value = try await body(of: request)
            guard case .array(let messages) = value else { return try await answer(value, request, context) }
            return try await answer(batch: messages, request, context)
        } catch {
            return Self.json(error.json, status: error.status, error.headers)
        }
    }

    // MARK: Fields

    private func admit(_ request: Request, _ context: PortulanContext) throws(RPCFailure) {
        let headers = request.headers
        guard origins.allows(headers[.origin], of: context.origin) else {
            throw .invalidRequest("requests from pages of other sites are refused", status: .forbidden)
        }
        guard FieldParameters(headers[.contentType] ?? "").value.lowercased() == "application/json" else {
            throw .invalidRequest("Content-Type must be application/json", status: .unsupportedMediaType)
        }
        guard Negotiation.acceptsJSON(headers[.accept]) else {
            throw .invalidRequest("Accept must allow application/json", status: .notAcceptable)
        }
        // A field given twice would be read one way by a proxy, another way here.
        for name in [HTTPField.Name.mcpProtocolVersion, .mcpMethod, .mcpName] where headers[values: name].count > 1 {
            throw .headerMismatch(name.rawName)
        }
    }

    private func body(of request: Request) async throws(RPCFailure) -> JSON {
        let bytes: ByteBuffer
        do {
            bytes = try await request.body.collect(upTo: Self.largestBody)
        } catch {
            throw .invalidRequest("the body is larger than \(Self.largestBody) bytes", status: .contentTooLarge)
        }
        do throws(JSONFault) {
            return try JSON(parsing: bytes.readableBytesView)
        } catch {
            throw .parse("line \(error.line), column \(error.column)")
        }
    }

    // MARK: Messages

    private func answer(_ value: JSON, _ request: Request, _ context: PortulanContext) async throws(RPCFailure) -> Response {
        let message = try RPCMessage(value)
        do throws(RPCFailure) {
            let version = try version(of: message, request)
            guard message.isRequest else {
                if message.method == nil, version.isSelfContained { throw RPCFailure.invalidRequest("answers are not taken") }
                return Response(status: .accepted)
            }
            if version.isSelfContained { try Envelope.check(message, request.headers) }
            return Self.json(try await reply(to: message, version, context))
        } catch {
            var failure = error
            failure.id = message.id
            guard message.isRequest else { throw failure }
            // Up to 2025, the failure of a method is an answer like another; from 2026 on, HTTP tells it too.
            let isSpoken = (try? version(of: message, request))?.isSelfContained == false
            if isSpoken, failure.status != .tooManyRequests, failure.code != -32600 { failure.status = .ok }
            throw failure
        }
    }

    private func answer(
        batch: [JSON], _ request: Request, _ context: PortulanContext
    ) async throws(RPCFailure) -> Response {
        guard let version = MCPVersion(rawValue: request.headers[.mcpProtocolVersion] ?? MCPVersion.assumed.rawValue), version.takesBatches
        else { throw .invalidRequest("arrays of messages are not taken at this revision") }
        guard !batch.isEmpty, batch.count <= Self.largestBatch else {
            throw .invalidRequest("an array holds 1 to \(Self.largestBatch) messages")
        }
        var answers: [[UInt8]] = []
        for value in batch {
            do throws(RPCFailure) {
                let message = try RPCMessage(value)
                guard message.isRequest else { continue }
                // Versions are settled before anything else, so alone.
                if message.method == "initialize" { throw .invalidRequest("initialize stands alone", id: message.id) }
                do throws(RPCFailure) {
                    answers.append(try await reply(to: message, version, context))
                } catch {
                    var failure = error
                    failure.id = message.id
                    throw failure
                }
            } catch {
                answers.append(error.json)
            }
        }
        if answers.isEmpty { return Response(status: .accepted) }
        return Self.json([UInt8(ascii: "[")] + answers.joined(separator: [UInt8(ascii: ",")]) + [UInt8(ascii: "]")])
    }

    /// The revision that a message speaks.
    private func version(of message: RPCMessage, _ request: Request) throws(RPCFailure) -> MCPVersion {
        let headers = request.headers
        let field = headers[.mcpProtocolVersion]
        if message.method == "initialize", field.flatMap({ MCPVersion(rawValue: $0) })?.isSelfContained != true { return .latestHandshake }
        guard let field else {
            if Envelope.version(in: message) != nil { throw .headerMismatch("MCP-Protocol-Version") }
            return try known(.assumed, headers)
        }
        guard let version = MCPVersion(rawValue: field) else { throw .unsupportedVersion(field) }
        return try known(version, headers)
    }

    /// A session that this server never opened is a session that is over: the client begins again without.
    private func known(_ version: MCPVersion, _ headers: HTTPFields) throws(RPCFailure) -> MCPVersion {
        guard !version.isSelfContained, headers[.mcpSessionID] != nil else { return version }
        throw .invalidRequest("no such session; this server keeps none", status: .notFound)
    }

    private func reply(
        to message: RPCMessage, _ version: MCPVersion, _ context: PortulanContext
    ) async throws(RPCFailure) -> [UInt8] {
        if message.method == "tools/call", let limiter, !ClientAddress.isLoopback(context.clientAddress),
            let wait = limiter.take(for: ClientAddress.limitKey(context.clientAddress), at: .now) {
            throw .tooMany(max(1, Int((wait / .seconds(1)).rounded(.up))))
        }
        let result = try await service.result(of: message.method ?? "", message.params, version, context)
        var out = JSONBytes(reserving: result.count + 64)
        out.object { out in
            out.member("jsonrpc", "2.0")
            out.member("id") { (message.id?.document ?? .null).write(to: &$0) }
            out.member("result") { $0.value { $0.append(contentsOf: result) } }
        }
        return out.bytes
    }

    private static func json(_ bytes: [UInt8], status: HTTPResponse.Status = .ok, _ headers: HTTPFields = [:]) -> Response {
        var headers = headers
        headers[.contentType] = "application/json"
        headers[.cacheControl] = "no-store"
        return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

extension HTTPField.Name {
    package static let mcpProtocolVersion = Self("MCP-Protocol-Version")!
    package static let mcpSessionID = Self("Mcp-Session-Id")!
    package static let mcpMethod = Self("Mcp-Method")!
    package static let mcpName = Self("Mcp-Name")!
}
