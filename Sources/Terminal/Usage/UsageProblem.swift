package import Localization

/// A command line that cannot be understood: which word, and what to write instead.
package struct UsageProblem: LocalizedFailure, Hashable {
    package let code: String
    package let arguments: [String: MessageArgument]
    package let isPermanent = true

    package init(_ problem: String, _ arguments: [String: MessageArgument] = [:]) {
        code = "cli.usage.\(problem)"
        self.arguments = arguments
    }
}

extension MessageArgument {
    /// Names that a person may choose from: all of them, or the first ones and an ellipsis.
    package static func names(_ names: [String], atMost limit: Int = 20) -> MessageArgument {
        guard names.count > limit else { return .list(names.map { .text($0) }) }
        return .text(names.prefix(limit).joined(separator: ", ") + "…")
    }
}
