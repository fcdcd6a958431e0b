package import Localization

/// What can be wrong with an instance's folder, settings, backup or restoration.
package struct InstanceError: LocalizedFailure, CustomStringConvertible {
    /// The kind of problem: the message is `errors.instance.<problem>`.
    package let problem: String
    package let arguments: [String: MessageArgument]
    /// What the system or a library said, for the logs.
    package let underlying: (any Error)?

    package var code: String { "instance.\(problem)" }
    package var isPermanent: Bool { true }

    package init(_ problem: String, _ arguments: [String: MessageArgument] = [:], underlying: (any Error)? = nil) {
        self.problem = problem
        self.arguments = arguments
        self.underlying = underlying
    }

    package var description: String {
        let context = arguments.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
        return "\(code) (\(context))" + (underlying.map { ": \($0)" } ?? "")
    }
}
