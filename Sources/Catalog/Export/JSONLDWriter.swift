/// RDF as JSON-LD (<https://www.w3.org/TR/json-ld11/>): nodes side by side, every value in its full form, so that readers
/// that know no context but the one inside understand it.
enum JSONLDWriter {
    static func write(_ document: RDFDocument) -> [UInt8] {
        var out: [UInt8] = []
        out.append(contentsOf: "{\"@context\":{".utf8)
        for (index, (prefix, namespace)) in ExportPrefixes.all.enumerated() {
            if index > 0 { out.append(UInt8(ascii: ",")) }
            member(prefix, to: &out)
            quote(namespace, to: &out)
        }
        out.append(contentsOf: "},\"@graph\":[".utf8)
        for (index, description) in document.descriptions.enumerated() {
            if index > 0 { out.append(UInt8(ascii: ",")) }
            node(description, to: &out)
        }
        out.append(contentsOf: "]}".utf8)
        return out
    }

    private static func node(_ description: RDFDocument.Description, to out: inout [UInt8]) {
        out.append(contentsOf: "\n{\"@id\":".utf8)
        quote(description.subject, to: &out)
        var order: [String] = []
        var objects: [String: [Term]] = [:]
        for statement in description.statements {
            if objects[statement.predicate] == nil { order.append(statement.predicate) }
            objects[statement.predicate, default: []].append(statement.object)
        }
        for predicate in order {
            out.append(UInt8(ascii: ","))
            let isType = predicate == Vocabulary.rdf("type")
            member(isType ? "@type" : name(predicate), to: &out)
            out.append(UInt8(ascii: "["))
            for (index, object) in (objects[predicate] ?? []).enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                if isType { quote(name(object.value), to: &out) } else { value(object, to: &out) }
            }
            out.append(UInt8(ascii: "]"))
        }
        out.append(UInt8(ascii: "}"))
    }

    private static func value(_ object: Term, to out: inout [UInt8]) {
        out.append(UInt8(ascii: "{"))
        switch object {
        case .iri(let address), .blank(let address):
            member("@id", to: &out)
            quote(address, to: &out)
        case .literal(let text, let datatype, let language):
            member("@value", to: &out)
            quote(text, to: &out)
            for (key, kind) in [("@language", language), ("@type", datatype.map(name))] {
                guard let kind else { continue }
                out.append(UInt8(ascii: ","))
                member(key, to: &out)
                quote(kind, to: &out)
            }
        }
        out.append(UInt8(ascii: "}"))
    }

    private static func member(_ name: String, to out: inout [UInt8]) {
        quote(name, to: &out)
        out.append(UInt8(ascii: ":"))
    }

    private static func name(_ address: String) -> String {
        ExportPrefixes.short(address).map { "\($0.prefix):\($0.name)" } ?? address
    }

    /// A JSON string (RFC 8259, section 7).
    private static func quote(_ text: String, to out: inout [UInt8]) {
        out.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): out += [UInt8(ascii: "\\"), byte]
            case UInt8(ascii: "\n"): out.append(contentsOf: "\\n".utf8)
            // Documents hold no other control character.
            case UInt8(ascii: "\r"): out.append(contentsOf: "\\r".utf8)
            case UInt8(ascii: "\t"): out.append(contentsOf: "\\t".utf8)
            default: out.append(byte)
            }
        }
        out.append(UInt8(ascii: "\""))
    }
}
