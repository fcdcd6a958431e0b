package import Foundation

/// An element of an XML document, with what it holds. Names are local: prefixes differ from one portal to the next.
package struct XMLElement: Sendable {
    /// Without its prefix.
    package let name: String
    /// Address of the name's space; empty where there is none.
    package let namespace: String
    /// By local name.
    package let attributes: [String: String]
    /// Line where it begins, from 1.
    package let line: Int
    package internal(set) var children: [XMLElement] = []
    /// The text directly inside, pieces joined.
    package internal(set) var ownText = ""

    /// Reads a whole document.
    ///
    /// - Throws: ``DocumentProblem``.
    package init(parsing document: Data) throws {
        self = try XMLTreeParser().read(document)
    }

    init(name: String, namespace: String, attributes: [String: String], line: Int) {
        self.name = name
        self.namespace = namespace
        self.attributes = attributes
        self.line = line
    }

    /// The children of a name.
    package func all(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }

    /// The elements at the end of a path of names, in order.
    package func all(_ path: String...) -> [XMLElement] {
        path.reduce([self]) { elements, name in elements.flatMap { $0.all(name) } }
    }

    /// The first element at the end of a path of names.
    package func first(_ path: String...) -> XMLElement? {
        var elements = [self]
        for name in path { elements = elements.flatMap { $0.all(name) } }
        return elements.first
    }

    /// The elements of a name at any depth, outermost first, those inside another of them left out.
    package func descendants(_ name: String) -> [XMLElement] {
        children.flatMap { $0.name == name ? [$0] : $0.descendants(name) }
    }

    /// All text inside, at any depth, white space brought to single spaces at the ends only; `nil` where there is none.
    package var text: String? {
        let whole = wholeText.trimmingWhitespace()
        return whole.isEmpty ? nil : whole
    }

    private var wholeText: String {
        guard !children.isEmpty else { return ownText }
        return ([ownText] + children.map(\.wholeText)).map { $0.trimmingWhitespace() }.filter { !$0.isEmpty }
            .joined(separator: " ")
    }
}
