import Foundation
import HTTPTypes
import Tables

/// What a request of 2026-07-28 says of itself, twice: in its body, and in fields that proxies can route by.
///
/// Source: specification 2026-07-28, “Per-request protocol fields” and “Header validation”.
enum Envelope {
    private static let prefix = "io.modelcontextprotocol/"

    /// The revision that the body names; nil for a message of the revisions before.
    static func version(in message: RPCMessage) -> JSON? { message.params?["_meta"]?[prefix + "protocolVersion"] }

    /// - Throws: ``RPCFailure`` where something required is missing, or where body and fields part.
    static func check(_ message: RPCMessage, _ headers: HTTPFields) throws(RPCFailure) {
        guard case .object(let meta)? = message.params?["_meta"], let version = version(in: message),
            meta.contains(where: { $0.name == prefix + "clientCapabilities" })
        else { throw .invalidParams("params._meta must hold \(prefix)protocolVersion and \(prefix)clientCapabilities") }
        guard version == headers[.mcpProtocolVersion].map(JSON.string) else { throw .headerMismatch("MCP-Protocol-Version") }
        guard headers[.mcpMethod] == message.method else { throw .headerMismatch("Mcp-Method") }
        if message.method == "tools/call", case .string(let name)? = message.params?["name"] {
            guard decoded(headers[.mcpName]) == name else { throw .headerMismatch("Mcp-Name") }
        }
    }

    /// A name that is not plain ASCII travels as `=?base64?…?=`.
    static func decoded(_ field: String?) -> String? {
        guard let field, field.hasPrefix("=?base64?"), field.hasSuffix("?="), field.utf8.count >= 11 else { return field }
        let payload = String(field.dropFirst(9).dropLast(2))
        guard let data = Data(base64Encoded: payload), data.base64EncodedString() == payload else { return nil }
        return String(validating: data, as: UTF8.self)
    }
}
