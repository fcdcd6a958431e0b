package import Foundation
package import Tables

/// JSON-LD 1.1 into RDF, as catalogues write it: inline and known contexts, prefixes, `@graph`, nested nodes, `@reverse`,
/// language maps, `@list`, `@set`, coercion of types, contexts inside terms.
///
/// Source: JSON-LD 1.1 Processing Algorithms (W3C, 2020), §5 to §7. Left out, for no catalogue uses them: framing,
/// `@included`, `@nest`, `@json`, named graphs kept apart (their triples join the others).
package struct JSONLDReader {
    private let base: URL

    /// - Parameter base: what relative addresses start from.
    package init(base: URL) {
        self.base = base
    }

    package func graph(of document: JSONValue) -> Graph {
        var writer = Writer()
        let context = JSONLDContext(base: base)
        for value in document.elements { writer.top(value, context) }
        return writer.graph
    }

    private struct Writer {
        var graph = Graph()
        var blanks = 0

        mutating func top(_ value: JSONValue, _ context: JSONLDContext) {
            guard value.isObject else { return }
            _ = node(value, context)
        }

        private mutating func fresh() -> Term {
            blanks += 1
            return .blank("portulan-\(blanks)")
        }

        /// Writes what is said of one node, and gives its term.
        private mutating func node(_ value: JSONValue, _ outer: JSONLDContext) -> Term {
            let context = value["@context"].map { outer.adding($0) } ?? outer
            // `@id`, `@type` and `@graph` may go by other names.
            let keyword = { (name: String) -> [JSONValue] in
                value.members.filter { $0.name == name || context.definitions[$0.name]?.iri == name }.map(\.value)
            }
            let id = keyword("@id").first?.text.map { context.reference($0) }
            let subject = id ?? fresh()
            for type in keyword("@type").flatMap(\.elements).compactMap(\.text) {
                if let iri = context.expand(type) { graph.add(subject, Vocabulary.rdf("type"), context.reference(iri)) }
            }
            for inner in keyword("@graph").flatMap(\.elements) where inner.isObject { _ = node(inner, context) }
            for reversed in keyword("@reverse") {
                for member in reversed.members {
                    guard let definition = context.definition(member.name), let iri = definition.iri else { continue }
                    for other in member.value.elements {
                        if let other = object(other, definition, context) { graph.add(other, iri, subject) }
                    }
                }
            }
            for member in value.members where !member.name.hasPrefix("@") {
                property(member, of: subject, context)
            }
            return subject
        }

        private mutating func property(_ member: JSONValue.Member, of subject: Term, _ context: JSONLDContext) {
            guard let definition = context.definition(member.name), let iri = definition.iri, !iri.hasPrefix("@"),
                iri.contains(":")
            else { return }
            let inner = definition.nested.map { context.adding($0) } ?? context
            if definition.containers.contains("@language"), member.value.isObject {
                for entry in member.value.members {
                    let language = entry.name == "@none" ? nil : entry.name.lowercased()
                    for text in entry.value.elements.compactMap(\.text) {
                        graph.add(subject, iri, .literal(text, datatype: nil, language: language))
                    }
                }
                return
            }
            let isIndexed = !definition.containers.isDisjoint(with: ["@index", "@id", "@type"])
            if isIndexed, member.value.isObject, member.value["@value"] == nil {
                for entry in member.value.members {
                    for value in entry.value.elements {
                        guard let object = object(value, definition, inner) else { continue }
                        graph.add(subject, iri, object)
                    }
                }
                return
            }
            if definition.containers.contains("@list") {
                graph.add(subject, iri, list(member.value.elements, definition, inner))
                return
            }
            for value in flattened(member.value) {
                guard let object = object(value, definition, inner) else { continue }
                if definition.isReverse { graph.add(object, iri, subject) } else { graph.add(subject, iri, object) }
            }
        }

        /// Sets and arrays of arrays are sets.
        private func flattened(_ value: JSONValue) -> [JSONValue] {
            value.elements.flatMap { element -> [JSONValue] in
                if case .array = element { return flattened(element) }
                if let set = element["@set"] { return flattened(set) }
                return [element]
            }
        }

        private mutating func list(
            _ values: [JSONValue], _ definition: JSONLDContext.Definition, _ context: JSONLDContext
        ) -> Term {
            var rest = Term.iri(Vocabulary.rdf("nil"))
            for value in values.reversed() {
                guard let object = object(value, definition, context) else { continue }
                let cell = fresh()
                graph.add(cell, Vocabulary.rdf("first"), object)
                graph.add(cell, Vocabulary.rdf("rest"), rest)
                rest = cell
            }
            return rest
        }

        private mutating func object(
            _ value: JSONValue, _ definition: JSONLDContext.Definition, _ context: JSONLDContext
        ) -> Term? {
            switch value {
            case .null, .array: return nil
            case .bool(let flag): return .literal(flag ? "true" : "false", datatype: definition.type ?? Vocabulary.xsd("boolean"), language: nil)
            case .number(let digits):
                let type = digits.contains { ".eE".contains($0) } ? "double" : "integer"
                return .literal(digits, datatype: definition.type.flatMap { $0.hasPrefix("@") ? nil : $0 } ?? Vocabulary.xsd(type), language: nil)
            case .string(let text): return self.text(text, definition, context)
            case .object:
                if let elements = value["@list"]?.elements { return list(elements, definition, context) }
                if let literal = value["@value"] { return self.literal(literal, value, context) }
                return node(value, context)
            }
        }

        private func text(
            _ text: String, _ definition: JSONLDContext.Definition, _ context: JSONLDContext
        ) -> Term? {
            switch definition.type {
            case "@id"?:
                // Portals give texts where addresses are due: a sentence is no address.
                return text.contains(where: \.isWhitespace) ? .text(text) : context.reference(text)
            case "@vocab"?: return .iri(context.expand(text) ?? text)
            case let type? where type.hasPrefix("@"): return .text(text)
            case let type?: return .literal(text, datatype: type, language: nil)
            case nil:
                let language = definition.language ?? context.language
                return .literal(text, datatype: nil, language: language?.isEmpty == true ? nil : language)
            }
        }

        private func literal(_ literal: JSONValue, _ value: JSONValue, _ context: JSONLDContext) -> Term? {
            let type = value["@type"]?.text.flatMap { context.expand($0) }
            switch literal {
            case .string(let text):
                return .literal(text, datatype: type, language: value["@language"]?.text?.lowercased())
            case .number(let digits): return .literal(digits, datatype: type ?? Vocabulary.xsd("decimal"), language: nil)
            case .bool(let flag): return .literal(flag ? "true" : "false", datatype: type ?? Vocabulary.xsd("boolean"), language: nil)
            default: return nil
            }
        }
    }
}
