package import Catalog
import Hummingbird
import Localization
import Logging
import Tables
package import Territories

/// What the methods of the protocol answer, whatever carries them.
package struct MCPService: Sendable {
    /// How long a client may keep the list of tools, in milliseconds: it changes with the program only.
    private static let listKept = 300_000

    let catalog: Catalog
    /// Nil where the instance has no vintage of the official geographic code; there is no territory tool then.
    let gazetteer: Gazetteer?
    private let title: String
    private let version: String

    /// - Parameters:
    ///   - title: of the site.
    ///   - version: of the program.
    package init(catalog: Catalog, gazetteer: Gazetteer?, title: String, version: String) {
        self.catalog = catalog
        self.gazetteer = gazetteer
        self.title = title
        self.version = version
    }

    /// - Returns: the `result` member, as JSON.
    /// - Throws: ``RPCFailure`` for a method or a tool that there is none of. What goes wrong inside a tool is part of
    ///   its result, so that the assistant reads it and mends its question.
    func result(
        of method: String, _ params: JSON?, _ version: MCPVersion, _ context: PortulanContext
    ) async throws(RPCFailure) -> [UInt8] {
        switch (method, version.isSelfContained) {
        case ("initialize", false): initialized(params, context)
        case ("ping", false): Array("{}".utf8)
        case ("server/discover", true): complete(discovered(context)).json
        case ("tools/list", false): listed(context).json
        case ("tools/list", true): complete(listed(context).adding(kept)).json
        case ("tools/call", _): try await called(params, version, context)
        default: throw .methodNotFound(method)
        }
    }

    // MARK: Introductions

    private func initialized(_ params: JSON?, _ context: PortulanContext) -> [UInt8] {
        let asked = MCPVersion.allCases.first { params?["protocolVersion"] == .string($0.rawValue) }
        let agreed = asked.flatMap { $0.isSelfContained ? nil : $0 } ?? .latestHandshake
        let result: Document = [
            "protocolVersion": .string(agreed.rawValue), "capabilities": ["tools": [:]], "serverInfo": identity,
            "instructions": instructions(context),
        ]
        return result.json
    }

    private func discovered(_ context: PortulanContext) -> Document {
        let result: Document = [
            "supportedVersions": MCPVersion.names, "capabilities": ["tools": [:]], "instructions": instructions(context),
        ]
        return result.adding(kept)
    }

    private var identity: Document { ["name": "portulan", "title": .string(title), "version": .string(version)] }

    /// What caches may do with a list.
    private var kept: Document { ["ttlMs": .integer(Self.listKept), "cacheScope": "public"] }

    private func instructions(_ context: PortulanContext) -> Document {
        .string(context.localizer.text("mcp.instructions", ["site": .text(title)]))
    }

    /// The members that every result has from 2026-07-28 on.
    private func complete(_ result: Document) -> Document { result.adding(envelope) }

    private var envelope: Document {
        ["resultType": "complete", "_meta": ["io.modelcontextprotocol/serverInfo": identity]]
    }

    // MARK: Tools

    private var tools: [MCPTool] { MCPTool.allCases.filter { $0 != .findTerritory || gazetteer != nil } }

    private func listed(_ context: PortulanContext) -> Document {
        ["tools": .array(tools.map { $0.declaration(context.localizer) })]
    }

    private func called(
        _ params: JSON?, _ version: MCPVersion, _ context: PortulanContext
    ) async throws(RPCFailure) -> [UInt8] {
        guard case .string(let name)? = params?["name"], let tool = tools.first(where: { $0.rawValue == name }) else {
            throw .invalidParams("no such tool")
        }
        var out = JSONBytes(reserving: 16 * 1024)
        do {
            let arguments = try ToolArguments(params?["arguments"], of: tool)
            let result = try await run(tool, arguments, context)
            out.object { out in
                content(String(decoding: result, as: UTF8.self), to: &out)
                out.member("structuredContent") { $0.value { $0.append(contentsOf: result) } }
                finish(&out, isError: false, version)
            }
        } catch {
            let failure = ProblemTable.failure(for: error)
            if failure.code == "server.internal" {
                context.logger.error("tool failed", metadata: ["tool": "\(name)", "error": "\(error)"])
            }
            let message = context.localizer.message(code: failure.code, failure.arguments)
            out.object { out in
                content([message.text, message.hint].compactMap(\.self).joined(separator: " "), to: &out)
                finish(&out, isError: true, version)
            }
        }
        return out.bytes
    }

    private func content(_ text: String, to out: inout JSONBytes) {
        out.member("content") { out in
            out.array { out in
                out.object { out in
                    out.member("type", "text")
                    out.member("text", text)
                }
            }
        }
    }

    private func finish(_ out: inout JSONBytes, isError: Bool, _ version: MCPVersion) {
        out.member("isError", isError)
        guard version.isSelfContained, case .object(let members) = envelope else { return }
        for member in members { out.member(member.name) { member.value.write(to: &$0) } }
    }

    private func run(_ tool: MCPTool, _ arguments: ToolArguments, _ context: PortulanContext) async throws -> [UInt8] {
        switch tool {
        case .searchDatasets: try await searchDatasets(arguments, context)
        case .describeDataset: try await describeDataset(arguments, context)
        case .describeResource: try await describeResource(arguments, context)
        case .queryRows: try await queryRows(arguments, context)
        case .getQuality: try await quality(arguments, context)
        case .findTerritory: try findTerritory(arguments, context)
        }
    }
}
