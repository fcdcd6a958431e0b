extension JSONValue {
    /// The value as JSON on one line.
    var compactText: String {
        var out = ""
        write(to: &out, indent: nil)
        return out
    }

    /// The value as JSON for people to read, two spaces deeper at each level, with a line end.
    package var prettyText: String {
        var out = ""
        write(to: &out, indent: 0)
        return out + "\n"
    }

    private func write(to out: inout String, indent: Int?) {
        switch self {
        case .null: out += "null"
        case .bool(let value): out += value ? "true" : "false"
        case .number(let text): out += text
        case .string(let text): Self.quote(text, to: &out)
        case .array(let elements):
            let isFlat = elements.allSatisfy { $0.array == nil && $0.object == nil }
            Self.list("[", "]", elements, to: &out, indent: isFlat ? nil : indent) { $0.write(to: &$1, indent: $2) }
        case .object(let members):
            Self.list("{", "}", members, to: &out, indent: indent) { member, out, indent in
                Self.quote(member.name, to: &out)
                out += indent == nil ? ":" : ": "
                member.value.write(to: &out, indent: indent)
            }
        }
    }

    private static func list<T>(
        _ open: String, _ close: String, _ items: [T], to out: inout String, indent: Int?, _ each: (T, inout String, Int?) -> Void
    ) {
        out += open
        for (index, item) in items.enumerated() {
            if index > 0 { out += indent == nil ? ", " : "," }
            if let indent { out += "\n" + String(repeating: " ", count: indent + 2) }
            each(item, &out, indent.map { $0 + 2 })
        }
        if let indent, !items.isEmpty { out += "\n" + String(repeating: " ", count: indent) }
        out += close
    }

    private static func quote(_ text: String, to out: inout String) {
        out += "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            case "\u{0}"..<" ":
                let digits = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: out.unicodeScalars.append(scalar)
            }
        }
        out += "\""
    }
}
