/// Where something stands in a file.
package struct DeclarationPlace: Sendable, Hashable, Comparable {
    /// From 1.
    package let line: Int
    /// From 1, in characters.
    package let column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// The first character of a file.
    package static let start = DeclarationPlace(line: 1, column: 1)

    package static func < (first: Self, second: Self) -> Bool { (first.line, first.column) < (second.line, second.column) }
}

/// A piece of YAML, with its place.
package struct DeclarationNode: Sendable {
    package enum Content: Sendable {
        /// Nothing, `~` or `null`.
        case empty
        /// Words, numbers, dates: the text as it stands, without quotes and without blanks at its ends.
        case text(String)
        case list([DeclarationNode])
        /// In the order of the file; no key is there twice.
        case mapping([Entry])
    }

    /// One line `key: value`.
    package struct Entry: Sendable {
        package let key: String
        /// Where the key stands.
        package let place: DeclarationPlace
        package let value: DeclarationNode

        package init(key: String, place: DeclarationPlace, value: DeclarationNode) {
            self.key = key
            self.place = place
            self.value = value
        }
    }

    package let content: Content
    package let place: DeclarationPlace

    package init(_ content: Content, at place: DeclarationPlace) {
        self.content = content
        self.place = place
    }

    package var isEmpty: Bool { if case .empty = content { true } else { false } }

    /// The text, where it is one.
    package var text: String? { if case .text(let text) = content { text } else { nil } }
}
