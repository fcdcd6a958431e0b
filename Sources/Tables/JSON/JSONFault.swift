/// Where a JSON text stops being JSON, counted from 1 as a text editor does.
package struct JSONFault: Error, Hashable {
    package let line: Int
    /// In characters.
    package let column: Int
    package let reason: Reason

    /// What is wrong there; each raw value is the end of a message key `json.fault.<raw value>`.
    package enum Reason: String, Sendable, CaseIterable {
        /// Something follows the value.
        case trailing
        /// More arrays and objects inside one another than the rules allow.
        case deep
        /// The text ends before the value does.
        case end
        case name, colon, comma, value
        /// A control character inside a string, where the rules forbid it.
        case control
        /// A string that no quote closes; the place is where it opens.
        case quote
        case escape
        /// Bytes that are not UTF-8, in the string that opens there.
        case charset

        /// The key of the words for it.
        package var key: String { "json.fault.\(rawValue)" }
    }
}

/// How far a JSON text may go.
package struct JSONRules: Sendable, Hashable {
    /// Most arrays and objects inside one another, so that no text can exhaust the stack.
    package let deepest: Int
    /// Whether control characters may stand in strings as they are, which RFC 8259 forbids.
    package let allowsControlCharacters: Bool

    package init(deepest: Int, allowsControlCharacters: Bool) {
        self.deepest = deepest
        self.allowsControlCharacters = allowsControlCharacters
    }

    /// RFC 8259 to the letter, 64 levels.
    package static let strict = JSONRules(deepest: 64, allowsControlCharacters: false)
}
