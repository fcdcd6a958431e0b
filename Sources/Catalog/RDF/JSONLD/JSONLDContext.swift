import Foundation
import Tables

/// What the words of a JSON-LD document stand for (JSON-LD 1.1, §4.1), as far as catalogues use it.
struct JSONLDContext: Sendable {
    /// What one word stands for.
    struct Definition: Sendable {
        /// Its address; `nil` where the context says that the word means nothing.
        var iri: String?
        /// `@id`, `@vocab` or the address of a type, which texts take.
        var type: String?
        /// `@list`, `@set`, `@language`, `@index`, `@id`…
        var containers: Set<String> = []
        /// Language of texts; empty where the context says that they have none.
        var language: String?
        var isReverse = false
        /// Context of what is inside.
        var nested: JSONValue?
    }

    var definitions: [String: Definition] = [:]
    var vocabulary: String?
    var language: String?
    var base: URL

    init(base: URL) {
        self.base = base
    }

    /// The context with another on top. Contexts on other servers are not fetched: those that are known are built in,
    /// and the usual prefixes stand for the rest.
    func adding(_ value: JSONValue) -> JSONLDContext {
        var context = self
        for part in value.isNull ? [.null] : value.elements {
            switch part {
            case .null: context = JSONLDContext(base: base)
            case .string(let address): context.addKnown(address)
            case .object: context.add(part)
            default: continue
            }
        }
        return context
    }

    private mutating func addKnown(_ address: String) {
        guard let known = KnownContexts.context(address) else { return }
        add(known)
    }

    private mutating func add(_ value: JSONValue) {
        if let member = value["@base"]?.text, let url = URL(string: member, relativeTo: base) { base = url.absoluteURL }
        if let member = value["@vocab"] { vocabulary = member.text.map { expand($0) ?? $0 } }
        if let member = value["@language"] { language = member.text?.lowercased() }
        // Prefixes first: the other words are written with them, in any order.
        let members = value.members.filter { !$0.name.hasPrefix("@") }
        for member in members { if case .string = member.value { define(member) } }
        for member in members { if case .string = member.value { define(member) } else { define(member) } }
    }

    private mutating func define(_ member: JSONValue.Member) {
        switch member.value {
        case .null: definitions[member.name] = Definition(iri: nil)
        case .string(let text):
            definitions[member.name] = Definition(iri: expand(text) ?? text)
        case .object:
            var definition = Definition()
            let reverse = member.value["@reverse"]?.text
            let written = reverse ?? member.value["@id"]?.text ?? member.name
            definition.iri = expand(written, ignoring: member.name) ?? (vocabulary.map { $0 + written })
            definition.isReverse = reverse != nil
            definition.type = member.value["@type"]?.text.map { $0.hasPrefix("@") ? $0 : expand($0) ?? $0 }
            definition.containers = Set(member.value["@container"]?.elements.compactMap(\.text) ?? [])
            if let language = member.value["@language"] { definition.language = language.text?.lowercased() ?? "" }
            definition.nested = member.value["@context"]
            definitions[member.name] = definition
        default: return
        }
    }

    /// The definition of a word used as a property.
    func definition(_ word: String) -> Definition? {
        if let known = definitions[word] { return known.iri == nil ? nil : known }
        guard let iri = expand(word) else { return nil }
        return Definition(iri: iri)
    }

    /// The address of a property or a class; `nil` for words that mean nothing here.
    func expand(_ word: String, ignoring own: String? = nil) -> String? {
        if word.hasPrefix("@") { return word }
        if word != own, let known = definitions[word] { return known.iri }
        if let colon = word.firstIndex(of: ":") {
            let (prefix, rest) = (String(word[..<colon]), word[word.index(after: colon)...])
            if prefix == "_" || rest.hasPrefix("//") { return word }
            if let known = definitions[prefix]?.iri { return known + rest }
            if let usual = Vocabulary.prefixes[prefix] { return usual + rest }
            return word
        }
        return vocabulary.map { $0 + word }
    }

    /// The term that an `@id` names.
    func reference(_ text: String) -> Term {
        if text.hasPrefix("_:") { return .blank(String(text.dropFirst(2))) }
        if let colon = text.firstIndex(of: ":") {
            let (prefix, rest) = (String(text[..<colon]), text[text.index(after: colon)...])
            if !rest.hasPrefix("//"), let known = definitions[prefix]?.iri ?? Vocabulary.prefixes[prefix] { return .iri(known + rest) }
            return .iri(text)
        }
        return .iri(URL(string: text, relativeTo: base)?.absoluteString ?? text)
    }
}

extension JSONValue {
    var isNull: Bool { self == .null }
}
