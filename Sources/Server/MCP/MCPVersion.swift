/// A revision of the Model Context Protocol that is spoken here.
///
/// Source: <https://modelcontextprotocol.io/specification>, one page for each revision.
package enum MCPVersion: String, Sendable, CaseIterable {
    case march2025 = "2025-03-26"
    case june2025 = "2025-06-18"
    case november2025 = "2025-11-25"
    case july2026 = "2026-07-28"

    /// What `initialize` offers to a client that asks for a revision unknown here.
    package static let latestHandshake = MCPVersion.november2025
    /// What a request without the `MCP-Protocol-Version` field speaks (2025-06-18, “Protocol Version Header”).
    package static let assumed = MCPVersion.march2025

    /// Whether every request carries what a handshake used to settle, and names itself in fields of its own.
    package var isSelfContained: Bool { self == .july2026 }

    /// Whether several messages may come in one array: the first revision over Streamable HTTP alone allowed it.
    package var takesBatches: Bool { self == .march2025 }

    static var names: Document { .array(allCases.map { .string($0.rawValue) }) }
}
