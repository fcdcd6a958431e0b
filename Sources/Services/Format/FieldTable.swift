import Declarations

/// One key of a declaration: its name, how its value is written, and whether it must be there.
///
/// Reading, the messages about mistakes and the JSON Schemas of editors all come from the same fields.
struct Field<Value: Sendable>: DeclaredField {
    let name: String
    let notation: Notation<Value>
    let isRequired: Bool
    let alias: String?

    init(_ name: String, _ notation: Notation<Value>, required: Bool = false, alias: String? = nil) {
        self.name = name
        self.notation = notation
        self.alias = alias
        isRequired = required
    }

    var schema: EditorSchema { notation.schema }

    func value(of node: DeclarationNode, _ reading: FieldReading) -> (any Sendable)? { notation.read(node, name, reading) }
}

/// A field whatever its values.
protocol DeclaredField: Sendable {
    var name: String { get }
    var isRequired: Bool { get }
    var schema: EditorSchema { get }
    /// Another word for the same key, which people write as naturally.
    var alias: String? { get }
    /// What stands under the key; nil, and a mistake reported, where it is wrong.
    func value(of node: DeclarationNode, _ reading: FieldReading) -> (any Sendable)?
}

/// The keys of one kind of declaration.
package struct FieldTable: Sendable, Hashable {
    /// The block's word, or `service`, `page`: what messages and the documentation call it.
    package let name: String
    let fields: [any DeclaredField]
    /// The field that a value alone stands for.
    let main: String?

    init(_ name: String, main: String? = nil, _ fields: [any DeclaredField]) {
        self.name = name
        self.main = main
        self.fields = fields
    }

    /// Names of the fields, in the order of the documentation.
    package var names: [String] { fields.map(\.name) }

    package static func == (left: Self, right: Self) -> Bool { left.name == right.name && left.names == right.names }

    package func hash(into hasher: inout Hasher) { hasher.combine(name) }

    /// Reads every field that is there and reports what is wrong or missing; nil where the node is no mapping.
    func read(_ node: DeclarationNode, _ reading: FieldReading) -> FieldValues? {
        var node = node
        if let main {
            switch node.content {
            case .text, .list: node = DeclarationNode(.mapping([.init(key: main, place: node.place, value: node)]), at: node.place)
            case .empty, .mapping: break
            }
        }
        if case .mapping(let entries) = node.content { node = DeclarationNode(.mapping(renamed(entries)), at: node.place) }
        guard let mapping = reading.reader.mapping(node, named: name, keys: names) else { return nil }
        var values: [String: any Sendable] = [:]
        for field in fields {
            if let node = mapping.node(field.name) {
                values[field.name] = field.value(of: node, reading)
            } else if field.isRequired {
                _ = mapping.requiredNode(field.name)
            }
        }
        return FieldValues(mapping: mapping, values: values)
    }

    /// The entries under the names of the fields.
    private func renamed(_ entries: [DeclarationNode.Entry]) -> [DeclarationNode.Entry] {
        entries.map { entry in
            guard let field = fields.first(where: { $0.alias == entry.key }), !entries.contains(where: { $0.key == field.name }) else { return entry }
            return .init(key: field.name, place: entry.place, value: entry.value)
        }
    }
}

/// The values of a declaration, by field.
struct FieldValues {
    private let mapping: DeclarationMapping
    private let values: [String: any Sendable]

    init(mapping: DeclarationMapping, values: [String: any Sendable]) {
        self.mapping = mapping
        self.values = values
    }

    /// Nil where the key is not there, or its value was wrong.
    subscript<Value>(_ field: Field<Value>) -> Value? { values[field.name] as? Value }

    /// Whether the key is there at all.
    func has(_ field: some DeclaredField) -> Bool { mapping.node(field.name) != nil }

    /// Where the value of a key stands; where the declaration starts, without one.
    func place(of field: some DeclaredField) -> DeclarationPlace { mapping.place(of: field.name) }

    var place: DeclarationPlace { mapping.place }
}

/// What a notation reads with.
struct FieldReading {
    let reader: DeclarationReader
    let vocabulary: Vocabulary
}
