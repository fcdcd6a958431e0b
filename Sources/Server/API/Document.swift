/// A tree of JSON values whose members keep their order: what descriptions (OpenAPI) are made of. Data never goes
/// through it.
package indirect enum Document: Sendable, Hashable {
    case null
    case boolean(Bool)
    case integer(Int)
    case number(Double)
    case string(String)
    case array([Document])
    case object([Member])

    package struct Member: Sendable, Hashable {
        package let name: String
        package let value: Document
    }

    /// The member of this name, where the value is an object that has it.
    package subscript(_ name: String) -> Document? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// The object with the members of `other` added after its own.
    package func adding(_ other: Document) -> Document {
        guard case .object(let own) = self, case .object(let more) = other else { return self }
        return .object(own + more)
    }
}

extension Document: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int) { self = .integer(value) }
    package init(floatLiteral value: Double) { self = .number(value) }
    package init(booleanLiteral value: Bool) { self = .boolean(value) }
    package init(arrayLiteral elements: Document...) { self = .array(elements) }
    package init(dictionaryLiteral elements: (String, Document)...) {
        self = .object(elements.map { Member(name: $0.0, value: $0.1) })
    }
    package init(members: [(String, Document)]) { self = .object(members.map { Member(name: $0.0, value: $0.1) }) }
}

extension Document {
    /// As compact JSON.
    package var json: [UInt8] {
        var out = JSONBytes(reserving: 16 * 1024)
        write(to: &out)
        return out.bytes
    }

    package func write(to out: inout JSONBytes) {
        switch self {
        case .null: out.null()
        case .boolean(let value): out.boolean(value)
        case .integer(let value): out.integer(value)
        case .number(let value): out.number(value)
        case .string(let value): out.string(value)
        case .array(let values): out.array { out in for value in values { value.write(to: &out) } }
        case .object(let members):
            out.object { out in for member in members { out.member(member.name) { member.value.write(to: &$0) } } }
        }
    }

    /// As YAML 1.2 in block style. Every string is quoted the JSON way, which YAML reads as it is.
    package var yaml: String {
        var text = ""
        writeYAML(to: &text, indent: 0, isInline: false)
        return text
    }

    private func writeYAML(to text: inout String, indent: Int, isInline: Bool) {
        let margin = String(repeating: "  ", count: indent)
        switch self {
        case .object(let members) where !members.isEmpty:
            for (index, member) in members.enumerated() {
                text += (index == 0 && isInline ? "" : margin) + Document.string(member.name).scalar + ":"
                member.value.writeChild(to: &text, indent: indent + 1)
            }
        case .array(let values) where !values.isEmpty:
            for (index, value) in values.enumerated() {
                text += (index == 0 && isInline ? "" : margin) + "- "
                if value.isBlock {
                    value.writeYAML(to: &text, indent: indent + 1, isInline: true)
                } else {
                    text += value.scalar + "\n"
                }
            }
        default: text += scalar + "\n"
        }
    }

    private func writeChild(to text: inout String, indent: Int) {
        if isBlock {
            text += "\n"
            writeYAML(to: &text, indent: indent, isInline: false)
        } else {
            text += " " + scalar + "\n"
        }
    }

    private var isBlock: Bool {
        switch self {
        case .object(let members): !members.isEmpty
        case .array(let values): !values.isEmpty
        default: false
        }
    }

    /// JSON, which is also YAML's flow style.
    private var scalar: String { String(decoding: json, as: UTF8.self) }
}
