package import Localization

/// Why a text is no schema, in words that `errors-schema.json` gives; `pointer` says where (RFC 6901).
package struct SchemaError: LocalizedFailure, Hashable, CustomStringConvertible {
    package let code: String
    package let arguments: [String: MessageArgument]
    package var isPermanent: Bool { true }

    init(_ code: String, at pointer: String? = nil, _ arguments: [String: MessageArgument] = [:]) {
        self.code = "schema." + code
        var arguments = arguments
        if let pointer { arguments["pointer"] = .text(pointer.isEmpty ? "/" : pointer) }
        self.arguments = arguments
    }

    package var description: String {
        "\(code)(\(arguments.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")))"
    }
}
