/// What a value may be, told to editors in JSON Schema.
///
/// Source: JSON Schema draft-07, <https://json-schema.org/draft-07>, which the YAML extensions of editors read.
package indirect enum EditorSchema: Sendable, Hashable {
    case text
    /// A text of a certain form (ECMA 262 regular expression).
    case pattern(String)
    case words([String])
    case number
    /// From 1.
    case count
    case flag
    case list(EditorSchema)
    case either([EditorSchema])
    /// The writer's own keys.
    case mapping(EditorSchema)
    /// The keys of a table.
    case table(FieldTable)
    /// What another document describes.
    case anything
}

extension EditorSchema {
    /// The schema as JSON text members, keys in a stable order.
    ///
    /// - Parameter describe: what a field is for, by table and field.
    func json(_ describe: (_ table: String, _ field: String) -> String) -> JSONTree {
        switch self {
        case .text: return ["type": ["string", "number", "boolean"]]
        case .pattern(let pattern): return ["type": "string", "pattern": .text(pattern)]
        case .words(let words): return ["enum": .list(words.map { .text($0) })]
        // A decimal comma makes a text of a number.
        case .number: return ["type": ["number", "string"]]
        case .count: return ["type": "integer", "minimum": 1]
        case .flag: return ["enum": [true, false, "oui", "non"]]
        case .list(let item): return ["type": "array", "items": item.json(describe)]
        case .either(let schemas): return ["anyOf": .list(schemas.map { $0.json(describe) })]
        case .mapping(let value): return ["type": "object", "additionalProperties": value.json(describe)]
        case .anything: return ["type": "object"]
        case .table(let table): return table.json(describe)
        }
    }
}

extension FieldTable {
    func json(_ describe: (_ table: String, _ field: String) -> String) -> JSONTree {
        var properties: [(String, JSONTree)] = []
        for field in fields {
            var schema = field.schema.json(describe)
            if case .object(let members) = schema {
                schema = .object(members + [("description", .text(describe(name, field.name)))])
            }
            properties.append((field.name, schema))
            if let alias = field.alias { properties.append((alias, schema)) }
        }
        let required = fields.filter { $0.isRequired && $0.alias == nil }.map { JSONTree.text($0.name) }
        var members: [(String, JSONTree)] = [
            ("type", "object"), ("additionalProperties", false), ("properties", .object(properties)),
        ]
        if !required.isEmpty { members.append(("required", .list(required))) }
        let object = JSONTree.object(members)
        // A value alone is that of the main field.
        guard let main = fields.first(where: { $0.name == self.main }) else { return object }
        return ["anyOf": [main.schema.json(describe), object]]
    }
}

/// JSON to be written, members in their order.
package indirect enum JSONTree: Sendable {
    case text(String)
    case number(Int)
    case flag(Bool)
    case list([JSONTree])
    case object([(String, JSONTree)])

    /// The document, two spaces a level.
    package var written: String { text(indent: "") + "\n" }

    private func text(indent: String) -> String {
        let inner = indent + "  "
        switch self {
        case .text(let text): return Self.quoted(text)
        case .number(let number): return "\(number)"
        case .flag(let flag): return flag ? "true" : "false"
        case .list(let items):
            if items.isEmpty { return "[]" }
            if items.allSatisfy(\.isScalar) { return "[" + items.map { $0.text(indent: "") }.joined(separator: ", ") + "]" }
            return "[\n" + items.map { inner + $0.text(indent: inner) }.joined(separator: ",\n") + "\n\(indent)]"
        case .object(let members):
            if members.isEmpty { return "{}" }
            return "{\n" + members.map { "\(inner)\(Self.quoted($0.0)): \($0.1.text(indent: inner))" }.joined(separator: ",\n") + "\n\(indent)}"
        }
    }

    private var isScalar: Bool {
        switch self {
        case .text, .number, .flag: true
        case .list, .object: false
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            default:
                if scalar.value < 0x20 {
                    let code = String(scalar.value, radix: 16)
                    result += "\\u" + String(repeating: "0", count: 4 - code.count) + code
                } else {
                    result.unicodeScalars.append(scalar)
                }
            }
        }
        return result + "\""
    }
}

extension JSONTree: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral
{
    package init(stringLiteral value: String) { self = .text(value) }
    package init(booleanLiteral value: Bool) { self = .flag(value) }
    package init(integerLiteral value: Int) { self = .number(value) }
    package init(arrayLiteral elements: JSONTree...) { self = .list(elements) }
    package init(dictionaryLiteral elements: (String, JSONTree)...) { self = .object(elements) }
}
