/// RDF as RDF/XML (<https://www.w3.org/TR/rdf-syntax-grammar/>).
enum RDFXMLWriter {
    static func write(_ document: RDFDocument) -> [UInt8] {
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rdf:RDF"
        for (prefix, namespace) in ExportPrefixes.all { text += "\n    xmlns:\(prefix)=\"\(namespace)\"" }
        text += ">\n"
        for description in document.descriptions {
            text += "<rdf:Description rdf:about=\"\(escaped(description.subject))\">\n"
            for statement in description.statements {
                // Predicates are out of the vocabularies, which all have a prefix.
                guard let short = ExportPrefixes.short(statement.predicate) else { continue }
                text += property("\(short.prefix):\(short.name)", statement.object)
            }
            text += "</rdf:Description>\n"
        }
        return Array((text + "</rdf:RDF>\n").utf8)
    }

    private static func property(_ name: String, _ object: Term) -> String {
        guard case .literal(let text, let datatype, let language) = object else {
            return "  <\(name) rdf:resource=\"\(escaped(object.value))\"/>\n"
        }
        let kind = language.map { " xml:lang=\"\($0)\"" } ?? datatype.map { " rdf:datatype=\"\(escaped($0))\"" } ?? ""
        return "  <\(name)\(kind)>\(escaped(text))</\(name)>\n"
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            // A parser would read it back as a line end.
            case "\r": result += "&#13;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
