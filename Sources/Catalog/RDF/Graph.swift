/// A set of RDF triples held in memory, in the order in which they came.
///
/// Each term is kept once and named by a number, and the triples of one subject, or of one object, are chained: adding
/// and following an arc take constant time, and a million triples about 40 MB beside their texts.
package struct Graph: Sendable {
    /// Number of a term within its graph.
    package typealias ID = UInt32

    private struct Triple {
        let subject: ID
        let predicate: ID
        let object: ID
        /// Next triple of the same subject, of the same object; `none` at the end.
        var nextOfSubject: UInt32 = Graph.none
        var nextOfObject: UInt32 = Graph.none
    }

    private struct Chains {
        var firstAsSubject = Graph.none
        var lastAsSubject = Graph.none
        var firstAsObject = Graph.none
        var lastAsObject = Graph.none
    }

    private static let none = UInt32.max

    private var terms: [Term] = []
    private var numbers: [Term: ID] = [:]
    private var triples: [Triple] = []
    private var chains: [Chains] = []

    package init() {}

    /// Number of triples, repeated ones included.
    package var count: Int { triples.count }

    package mutating func add(_ subject: Term, _ predicate: String, _ object: Term) {
        add(id(subject), id(.iri(predicate)), id(object))
    }

    /// The number of a term, which it is given if it has none.
    package mutating func id(_ term: Term) -> ID {
        if let known = numbers[term] { return known }
        let number = ID(terms.count)
        numbers[term] = number
        terms.append(term)
        chains.append(Chains())
        return number
    }

    package mutating func add(_ subject: ID, _ predicate: ID, _ object: ID) {
        let number = UInt32(triples.count)
        triples.append(Triple(subject: subject, predicate: predicate, object: object))
        let before = chains[Int(subject)].lastAsSubject
        if before == Self.none { chains[Int(subject)].firstAsSubject = number } else { triples[Int(before)].nextOfSubject = number }
        chains[Int(subject)].lastAsSubject = number
        let last = chains[Int(object)].lastAsObject
        if last == Self.none { chains[Int(object)].firstAsObject = number } else { triples[Int(last)].nextOfObject = number }
        chains[Int(object)].lastAsObject = number
    }

    package func term(_ id: ID) -> Term { terms[Int(id)] }

    /// The number of a term that the graph holds.
    package func number(_ term: Term) -> ID? { numbers[term] }

    /// The objects of a subject's arcs of one kind, each once, in order.
    package func objects(_ subject: ID, _ predicate: String) -> [ID] {
        guard let predicate = numbers[.iri(predicate)] else { return [] }
        var found: [ID] = []
        var next = chains[Int(subject)].firstAsSubject
        while next != Self.none {
            let triple = triples[Int(next)]
            if triple.predicate == predicate, !found.contains(triple.object) { found.append(triple.object) }
            next = triple.nextOfSubject
        }
        return found
    }

    /// The subjects whose arcs of one kind lead to an object, each once, in order.
    package func subjects(_ predicate: String, _ object: ID) -> [ID] {
        guard let predicate = numbers[.iri(predicate)] else { return [] }
        var found: [ID] = []
        var seen: Set<ID> = []
        var next = chains[Int(object)].firstAsObject
        while next != Self.none {
            let triple = triples[Int(next)]
            if triple.predicate == predicate, seen.insert(triple.subject).inserted { found.append(triple.subject) }
            next = triple.nextOfObject
        }
        return found
    }

    /// Whether anything is said of a term.
    package func isDescribed(_ id: ID) -> Bool { chains[Int(id)].firstAsSubject != Self.none }

    /// The nodes of a class (`rdf:type`).
    package func nodes(ofType type: String) -> [GraphNode] {
        guard let type = numbers[.iri(type)] else { return [] }
        return subjects(Vocabulary.rdf("type"), type).map { GraphNode(graph: self, id: $0) }
    }

    package func node(_ id: ID) -> GraphNode { GraphNode(graph: self, id: id) }
}

/// A term of a graph with what the graph says of it.
package struct GraphNode: Sendable {
    package let graph: Graph
    package let id: Graph.ID

    package var term: Term { graph.term(id) }
    /// The address; `nil` for texts and nodes without a name.
    package var iri: String? {
        if case .iri(let iri) = term { iri } else { nil }
    }
    package var isDescribed: Bool { graph.isDescribed(id) }

    /// What the arcs of one kind lead to, in order.
    package func all(_ predicate: String) -> [GraphNode] { graph.objects(id, predicate).map { GraphNode(graph: graph, id: $0) } }

    /// What the arcs of several kinds lead to: all those of the first kind, then of the second…
    package func all(_ predicates: [String]) -> [GraphNode] { predicates.flatMap { all($0) } }

    package func first(_ predicates: String...) -> GraphNode? {
        for predicate in predicates {
            if let node = all(predicate).first { return node }
        }
        return nil
    }

    package func isA(_ types: String...) -> Bool {
        all(Vocabulary.rdf("type")).contains { node in types.contains { node.iri == $0 } }
    }

    /// The texts, the best language alone: French, else none named, else English, else the first written.
    package func texts(_ predicates: String...) -> [String] {
        for predicate in predicates {
            let found = all(predicate).filter(\.term.isLiteral)
            guard !found.isEmpty else { continue }
            let ranks = found.map { Self.rank($0.term) }
            let best = ranks.min() ?? 0
            let texts = zip(found, ranks).filter { $0.1 == best }
                .map { $0.0.term.value.trimmingWhitespace() }.filter { !$0.isEmpty }
            if !texts.isEmpty { return texts }
        }
        return []
    }

    package func text(_ predicates: String...) -> String? {
        for predicate in predicates {
            if let text = texts(predicate).first { return text }
        }
        return nil
    }

    /// The address that an arc leads to, whether it is written as an address or as a text.
    package func link(_ predicates: String...) -> String? {
        for predicate in predicates {
            for node in all(predicate) {
                switch node.term {
                case .iri(let value): return value
                case .literal(let value, _, _) where !value.trimmingWhitespace().isEmpty: return value.trimmingWhitespace()
                default: continue
                }
            }
        }
        return nil
    }

    private static func rank(_ term: Term) -> Int {
        guard case .literal(_, _, let language) = term else { return 9 }
        switch language?.prefix(2) {
        case "fr": return 0
        case nil: return 1
        case "en": return 2
        default: return 3
        }
    }
}

extension StringProtocol {
    /// Without the white space at both ends.
    func trimmingWhitespace() -> String {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
