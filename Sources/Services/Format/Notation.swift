import Declarations
import Indicators
import Localization
import Territories

/// How a kind of value is written: read and checked where it stands, and described to editors.
struct Notation<Value: Sendable>: Sendable {
    let schema: EditorSchema
    /// The value; nil, and a mistake reported, where it is wrong. The text names the key.
    let read: @Sendable (DeclarationNode, String, FieldReading) -> Value?

    init(_ schema: EditorSchema, _ read: @escaping @Sendable (DeclarationNode, String, FieldReading) -> Value?) {
        self.schema = schema
        self.read = read
    }

    /// The same way of writing, of which something is made.
    func map<Other>(_ transform: @escaping @Sendable (Value) -> Other) -> Notation<Other> {
        Notation<Other>(schema) { node, key, reading in read(node, key, reading).map(transform) }
    }
}

extension Notation {
    /// A list of values.
    static func list<Item>(_ item: Notation<Item>) -> Self where Value == [Item] {
        Notation(.list(item.schema)) { node, key, reading in
            reading.reader.list(node, named: key).compactMap { item.read($0, key, reading) }
        }
    }

    /// A list of values, or one value alone.
    static func oneOrMore<Item>(_ item: Notation<Item>) -> Self where Value == [Item] {
        Notation(.either([item.schema, .list(item.schema)])) { node, key, reading in
            guard case .text = node.content else { return list(item).read(node, key, reading) }
            return item.read(node, key, reading).map { [$0] } ?? []
        }
    }

    /// One word of an enumeration.
    static func code(_ type: Value.Type) -> Self where Value: RawRepresentable<String> & CaseIterable {
        Notation(.words(Value.allCases.map(\.rawValue))) { node, key, reading in reading.reader.code(node, named: key, as: Value.self) }
    }

    /// The fields of a table, of which something is made.
    static func table(_ table: FieldTable, _ make: @escaping @Sendable (FieldValues, FieldReading) -> Value?) -> Self {
        Notation(.table(table)) { node, _, reading in table.read(node, reading).flatMap { make($0, reading) } }
    }
}

extension Notation<DeclarationNode> {
    /// What another room reads.
    static let node = Notation(.anything) { node, _, _ in node }
}

extension Notation<String> {
    static let text = Notation(.text) { node, key, reading in reading.reader.text(node, named: key) }

    /// A text of which something must be there.
    static let words = Notation(.text) { node, key, reading in
        guard let text = reading.reader.text(node, named: key) else { return nil }
        if text.isEmpty { reading.reader.report(.textExpected, at: node.place, ["key": .text(key)]) }
        return text.isEmpty ? nil : text
    }

    /// A name fit for addresses.
    static let slug = Notation(.pattern("^[a-z0-9]+([-_][a-z0-9]+)*$")) { node, key, reading in
        guard let text = reading.reader.text(node, named: key) else { return nil }
        if Slug.isValid(text) { return text }
        reading.reader.report(.slugInvalid, at: node.place, ["slug": .text(text), "nearest": .text(Slug.make(from: text))])
        return nil
    }

    /// A resource of the catalogue, by its slug.
    static let resource = Notation(.text) { node, key, reading in
        guard let word = reading.reader.text(node, named: key) else { return nil }
        if reading.vocabulary.resources.contains(word) { return word }
        if reading.vocabulary.unread.contains(.resources) { return nil }
        reading.reader.report(
            .resourceUnknown, at: node.place, reading.reader.proposal(for: word, among: reading.vocabulary.resources.sorted(), as: "name"))
        return nil
    }

    /// A page of the service, by its slug.
    static let page = name(.pageUnknown, nil) { $0.pages }
    /// A theme of the service.
    static let theme = name(.themeUnknown, .themes) { $0.themes }
    /// A parameter of the service, without its `$`.
    static let parameter = name(.parameterUnknown, .parameters) { $0.parameterNames + $0.faultyParameters.sorted() }

    private static func name(
        _ problem: DeclarationProblem.Kind, _ kind: Vocabulary.NameKind?, among words: @escaping @Sendable (Vocabulary) -> [String]
    ) -> Self {
        Notation(.text) { node, key, reading in
            guard let word = reading.reader.text(node, named: key) else { return nil }
            let words = words(reading.vocabulary)
            if words.contains(word) { return word }
            if let kind, reading.vocabulary.unread.contains(kind) { return nil }
            reading.reader.report(problem, at: node.place, reading.reader.proposal(for: word, among: words, as: "name"))
            return nil
        }
    }
}

extension Notation<Bool> {
    static let flag = Notation(.flag) { node, key, reading in
        switch reading.reader.text(node, named: key)?.lowercased() {
        case "true", "yes", "oui": return true
        case "false", "no", "non": return false
        case let text?:
            let details: [String: MessageArgument] = ["key": .text(key), "value": .text(text), "valid": "true, false, oui, non"]
            reading.reader.report(.valueUnknown, at: node.place, details)
            return nil
        case nil: return nil
        }
    }
}

extension Notation<Int> {
    /// A number of things, from 1 to 10,000.
    static let count = Notation(.count) { node, key, reading in
        guard let text = reading.reader.text(node, named: key) else { return nil }
        if let number = Int(text), (1...10_000).contains(number) { return number }
        let details: [String: MessageArgument] = ["key": .text(key), "value": .text(text), "valid": "1, 2, 3…"]
        reading.reader.report(.valueUnknown, at: node.place, details)
        return nil
    }
}

extension Notation<Double> {
    static let number = Notation(.number) { node, key, reading in reading.reader.number(node, named: key) }
}

extension Notation<CivilDate> {
    static let day = Notation(.pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")) { node, key, reading in
        reading.reader.day(node, named: key).flatMap { CivilDate($0) }
    }
}

extension Notation<[(key: String, value: String)]> {
    /// Keys of the writer's own with a text each, in order; or a list of keys alone.
    static let labels = Notation(.either([.list(.text), .mapping(.text)])) { node, key, reading in
        if case .list(let items) = node.content {
            return items.compactMap { item in reading.reader.text(item, named: key).map { ($0, $0) } }
        }
        return reading.reader.entries(node, named: key)?.compactMap { entry in
            reading.reader.text(entry.value, named: entry.key).map { (entry.key, $0) }
        }
    }
}
