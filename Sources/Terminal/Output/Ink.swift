/// Emphasis on a terminal; nothing where colours are not wanted.
package struct Ink: Sendable, Hashable {
    /// What a piece of text is, from which its look follows.
    package enum Role: Sendable, Hashable {
        case title, faint, good, warning, bad, code

        fileprivate var sequence: String {
            switch self {
            case .title: "1"
            case .faint: "2"
            case .good: "32"
            case .warning: "33"
            case .bad: "1;31"
            case .code: "36"
            }
        }
    }

    private let hasColour: Bool

    package init(_ terminal: Terminal) { hasColour = terminal.hasColour }

    package func callAsFunction(_ role: Role, _ text: some StringProtocol) -> String {
        hasColour && !text.isEmpty ? "\u{1B}[\(role.sequence)m\(text)\u{1B}[0m" : String(text)
    }

    /// Shows what a message writes between back-quotes as code; without colours the quotes stay.
    package func message(_ text: String) -> String {
        guard hasColour, text.contains("`") else { return text }
        return text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
            .map { $0.offset.isMultiple(of: 2) ? String($0.element) : self(.code, $0.element) }
            .joined()
    }
}
