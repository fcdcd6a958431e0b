import Declarations
import Testing

@Suite("What declarations share")
struct DeclarationMergingTests {
    /// A node as words, in the order of its keys.
    private func words(_ node: DeclarationNode) -> String {
        switch node.content {
        case .empty: "-"
        case .text(let text): text
        case .list(let nodes): "[" + nodes.map(words).joined(separator: " ") + "]"
        case .mapping(let entries): "{" + entries.map { "\($0.key)=\(words($0.value))" }.joined(separator: " ") + "}"
        }
    }

    private func node(_ yaml: String) throws -> DeclarationNode { try DeclarationReader(file: "f.yaml").compose(yaml) }

    @Test("Keys left out come from the defaults, deep in mappings; what is there stays", arguments: [
        ("a: 1", "b: 2", "{a=1 b=2}"),
        ("a: 1", "a: 2", "{a=1}"),
        ("a: {b: 1}", "a: {b: 2, c: 3}\nd: 4", "{a={b=1 c=3} d=4}"),
        ("a: [1]", "a: [2, 3]", "{a=[1]}"),
        ("a: values", "a: {b: 2}", "{a=values}"),
        ("a: {b: 1}", "a: values", "{a={b=1}}"),
        ("[1]", "a: 1", "[1]"),
    ])
    func completes(own: String, defaults: String, expected: String) throws {
        #expect(words(try node(own).completed(from: try node(defaults))) == expected)
    }

    @Test("What comes from the defaults keeps its place there")
    func places() throws {
        let completed = try node("\n\na: 1").completed(from: try node("b: 2"))
        guard case .mapping(let entries) = completed.content else { return #expect(Bool(false), "no mapping") }
        #expect(entries.map { [$0.key == "a" ? 3 : 1, $0.place.line] } == [[3, 3], [1, 1]])
    }

    @Test("A word is replaced in texts, never in keys")
    func replaces() throws {
        #expect(words(try node("$x: [a$x, {b: $x}]").replacing("$x", with: "y")) == "{$x=[ay {b=y}]}")
    }
}
