import Localization
import Tables

/// The arguments of one call, read one by one; what is wrong is told with what would be right.
struct ToolArguments {
    private let value: JSON

    /// - Throws: ``RequestError`` `request.mcp.argument.unknown` for a name that the tool does not take, `request.mcp.argument.type`.
    init(_ value: JSON?, of tool: MCPTool) throws {
        self.value = value ?? .object([])
        try Self.check(self.value, knows: tool.argumentNames)
    }

    /// - Throws: ``RequestError`` `request.mcp.argument.unknown` for a member that is none of these.
    static func check(_ value: JSON, knows names: [String]) throws {
        guard case .object(let members) = value else { throw RequestError("request.mcp.argument.object") }
        for member in members where !names.contains(member.name) {
            throw RequestError("request.mcp.argument.unknown", [
                "argument": .text(String(member.name.prefix(100))), "arguments": .list(names.map { .text($0) }),
            ])
        }
    }

    private func given(_ name: String) -> JSON? { value[name].flatMap { $0 == .null ? nil : $0 } }

    /// - Returns: nil where it is not given, or empty.
    func text(_ name: String) throws -> String? {
        guard let given = given(name) else { return nil }
        let text = try Self.text(given, name)
        return text.isEmpty ? nil : text
    }

    func requiredText(_ name: String) throws -> String {
        guard let text = try text(name) else { throw RequestError("request.mcp.argument.missing", ["argument": .text(name)]) }
        return text
    }

    func integer(_ name: String, in range: ClosedRange<Int>, usual: Int) throws -> Int {
        guard let given = given(name) else { return usual }
        guard case .number(let digits) = given, let number = Int(digits), range.contains(number) else {
            throw RequestError("request.mcp.argument.number", [
                "argument": .text(name), "lowest": .integer(range.lowerBound), "highest": .integer(range.upperBound),
            ])
        }
        return number
    }

    func choice<Code: RawRepresentable<String> & CaseIterable>(_ name: String, of _: Code.Type = Code.self) throws -> Code? {
        try text(name).map { try Self.choice($0, name) }
    }

    /// - Returns: nil where it is not given.
    func texts(_ name: String) throws -> [String]? {
        try elements(name, atMost: ToolLimits.names)?.map { try Self.text($0, name) }
    }

    /// The objects of a list; none where it is not given.
    func objects(_ name: String, atMost limit: Int) throws -> [JSON] {
        try elements(name, atMost: limit)?.map { element in
            guard case .object = element else { throw Self.wrongType(name, "object") }
            return element
        } ?? []
    }

    private func elements(_ name: String, atMost limit: Int) throws -> [JSON]? {
        guard let given = given(name) else { return nil }
        guard case .array(let elements) = given else { throw Self.wrongType(name, "array") }
        guard elements.count <= limit else {
            throw RequestError("request.mcp.argument.count", ["argument": .text(name), "limit": .integer(limit)])
        }
        return elements
    }

    static func text(_ value: JSON?, _ name: String) throws -> String {
        guard let value else { throw RequestError("request.mcp.argument.missing", ["argument": .text(name)]) }
        guard case .string(let text) = value else { throw wrongType(name, "string") }
        guard text.unicodeScalars.count <= ToolLimits.text else {
            throw RequestError("request.mcp.argument.length", ["argument": .text(name), "limit": .integer(ToolLimits.text)])
        }
        return text
    }

    static func choice<Code: RawRepresentable<String> & CaseIterable>(_ text: String, _ name: String) throws -> Code {
        guard let code = Code(rawValue: text) else {
            throw RequestError("request.mcp.argument.choice", [
                "argument": .text(name), "value": .text(String(text.prefix(100))),
                "choices": .list(Code.allCases.map { .text($0.rawValue) }),
            ])
        }
        return code
    }

    static func wrongType(_ name: String, _ type: String) -> RequestError {
        RequestError("request.mcp.argument.type", ["argument": .text(name), "type": .message("mcp.type.\(type)")])
    }
}
