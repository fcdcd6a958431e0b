/// One JSON value (RFC 8259), its members in the order of the text.
package enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    /// As written, so that no digit is lost.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([Member])

    package struct Member: Sendable, Hashable {
        package var name: String
        package var value: JSONValue

        package init(_ name: String, _ value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    /// - Parameter text: UTF-8, with or without a byte order mark.
    package init(parsing text: some Collection<UInt8>, by rules: JSONRules = .strict) throws(JSONFault) {
        self = try JSONReader.read(text, by: rules)
    }

    /// The member of that name, of which the last one counts; `nil` where there is none or this is no object.
    package subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.name == name }?.value
    }

    /// The text of a string; `nil` for anything else.
    package var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The elements of an array; `nil` for anything else.
    package var array: [JSONValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    /// The members of an object; `nil` for anything else.
    package var object: [Member]? {
        if case .object(let members) = self { members } else { nil }
    }

    /// A text, or a number or a word as a cell would write it.
    var scalarText: String? {
        switch self {
        case .string(let text), .number(let text): text
        case .bool(let value): value ? "true" : "false"
        default: nil
        }
    }

    /// The key of the message that names the kind of value.
    var kindKey: String {
        switch self {
        case .null: "schema.kind.null"
        case .bool: "schema.kind.bool"
        case .number: "schema.kind.number"
        case .string: "schema.kind.string"
        case .array: "schema.kind.array"
        case .object: "schema.kind.object"
        }
    }
}
