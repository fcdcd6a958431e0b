/// RDF as Turtle (<https://www.w3.org/TR/turtle/>).
enum TurtleWriter {
    static func write(_ document: RDFDocument) -> [UInt8] {
        var text = ""
        for (prefix, namespace) in ExportPrefixes.all { text += "@prefix \(prefix): <\(namespace)> .\n" }
        for description in document.descriptions {
            text += "\n<\(description.subject)>"
            for (index, statement) in description.statements.enumerated() {
                text += index == 0 ? " " : " ;\n  "
                text += statement.predicate == Vocabulary.rdf("type") ? "a" : name(statement.predicate)
                text += " " + object(statement.object)
            }
            text += " .\n"
        }
        return Array(text.utf8)
    }

    /// A short name where there is one. Addresses were made fit before: nothing in them can end the brackets.
    private static func name(_ address: String) -> String {
        ExportPrefixes.short(address).map { "\($0.prefix):\($0.name)" } ?? "<\(address)>"
    }

    private static func object(_ term: Term) -> String {
        guard case .literal(let text, let datatype, let language) = term else { return name(term.value) }
        let written = "\"" + escaped(text) + "\""
        if let language { return written + "@" + language }
        return datatype.map { written + "^^" + name($0) } ?? written
    }

    /// Scalar by scalar: a quote followed by a combining mark is one character, and still a quote.
    private static func escaped(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result.append("\\"); result.append(scalar)
            case "\n": result.append("\\"); result.append("n")
            case "\r": result.append("\\"); result.append("r")
            case "\t": result.append("\\"); result.append("t")
            default: result.append(scalar)
            }
        }
        return String(result)
    }
}
