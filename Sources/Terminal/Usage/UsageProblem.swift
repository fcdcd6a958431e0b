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
