/// A node of an RDF graph (RDF 1.1 Concepts, §3): an address, a node without a name, or a text with its type.
package enum Term: Hashable, Sendable {
    case iri(String)
    /// The label holds within one graph only.
    case blank(String)
    /// - datatype: address of the type, `nil` for plain text.
    /// - language: tag as it is written, lower case.
    case literal(String, datatype: String?, language: String?)

    package static func text(_ text: String) -> Term { .literal(text, datatype: nil, language: nil) }

    /// The address, the label, or the text itself.
    package var value: String {
        switch self {
        case .iri(let value), .blank(let value), .literal(let value, _, _): value
        }
    }

    package var isLiteral: Bool {
        if case .literal = self { true } else { false }
    }
}
