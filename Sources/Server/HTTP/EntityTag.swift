/// A validator of a representation (RFC 9110, section 8.8.3).
package struct EntityTag: Sendable, Hashable, CustomStringConvertible {
    /// What is between the quotes: printable ASCII without a quote.
    package let value: String
    /// A weak tag promises the same meaning, not the same bytes: it survives compression on the way.
    package let isWeak: Bool

    package init(_ value: String, isWeak: Bool = false) {
        self.value = value
        self.isWeak = isWeak
    }

    /// As the header field writes it.
    package var description: String { isWeak ? "W/\"\(value)\"" : "\"\(value)\"" }

    /// Whether an `If-None-Match` value names this tag: `*` or a list, compared weakly (section 13.1.2).
    package func isNamed(in field: String?) -> Bool {
        guard let field else { return false }
        return field.split(separator: ",").contains { candidate in
            var tag = candidate.drop { $0 == " " || $0 == "\t" }
            while tag.last == " " || tag.last == "\t" { tag.removeLast() }
            if tag == "*" { return true }
            if tag.hasPrefix("W/") { tag = tag.dropFirst(2) }
            return tag.count >= 2 && tag.first == "\"" && tag.last == "\"" && tag.dropFirst().dropLast() == value
        }
    }
}
