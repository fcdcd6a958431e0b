package import Localization

/// Why a document that a portal sent cannot be read, and where in it.
package struct DocumentProblem: LocalizedFailure, Hashable, CustomStringConvertible {
    /// Each raw value is the end of a message key `errors.catalog.document.<raw value>`.
    package enum Kind: String, Sendable, CaseIterable {
        /// The syntax breaks; `detail` is the parser's word.
        case malformed
        /// It ends before its end.
        case truncated
        /// Entities that expand, or that read other files.
        case entities
        case tooLarge = "too_large"
        case tooDeep = "too_deep"
        /// Bytes that are not of the character set announced.
        case charset
        /// Readable, but not what this kind of portal sends.
        case unexpected
    }

    package let kind: Kind
    /// From 1; 0 where it is not known.
    package let line: Int
    /// From 1; 0 where it is not known.
    package let column: Int
    package let detail: String
    /// The key of a message that says the detail.
    private let words: String?

    package init(_ kind: Kind, line: Int = 0, column: Int = 0, detail: String = "") {
        self.kind = kind
        self.line = line
        self.column = column
        self.detail = detail
        words = nil
    }

    /// - Parameter words: the key of a message that says the detail.
    init(_ kind: Kind, line: Int, column: Int, words: String) {
        self.kind = kind
        self.line = line
        self.column = column
        detail = words
        self.words = words
    }

    package var code: String { "catalog.document.\(kind.rawValue)" }
    package var arguments: [String: MessageArgument] {
        ["line": .integer(line), "column": .integer(column), "detail": words.map { .message($0) } ?? .text(detail)]
    }
    package var isPermanent: Bool { true }
    package var description: String { "\(kind.rawValue) at \(line):\(column): \(detail)" }
}
