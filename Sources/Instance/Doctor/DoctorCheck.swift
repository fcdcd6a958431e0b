package import Localization

/// What one check of ``Doctor`` found.
package struct DoctorCheck: Sendable, Hashable {
    package enum Status: String, Sendable, Hashable, Codable {
        case ok
        /// It works, but not as it should.
        case warning
        /// Something does not work until it is mended.
        case failure
    }

    /// A message not yet told in any language.
    package struct Message: Sendable, Hashable {
        package let key: String
        package let arguments: [String: MessageArgument]

        init(_ key: String, _ arguments: [String: MessageArgument] = [:]) {
            self.key = key
            self.arguments = arguments
        }

        package func text(_ localizer: Localizer) -> String { localizer.text(key, arguments) }
    }

    /// Stable, for programs: `library`, `store`…
    package let name: String
    package let status: Status
    /// What was found.
    package let detail: Message
    /// How to mend it; nil when there is nothing to mend.
    package let remedy: Message?

    /// What the check is called for people.
    package var title: Message { Message("doctor.\(name)") }

    static func ok(_ name: String, _ found: String = "found", _ arguments: [String: MessageArgument] = [:]) -> Self {
        Self(name: name, status: .ok, detail: Message("doctor.\(name).\(found)", arguments), remedy: nil)
    }

    /// The detail is `doctor.<name>.<problem>`, the remedy the same with `.remedy` behind.
    static func wrong(
        _ name: String, _ problem: String, _ arguments: [String: MessageArgument] = [:], status: Status = .failure
    ) -> Self {
        Self(
            name: name, status: status, detail: Message("doctor.\(name).\(problem)", arguments),
            remedy: Message("doctor.\(name).\(problem).remedy", arguments))
    }

    /// An error that has its messages already.
    static func failed(_ name: String, _ failure: any LocalizedFailure) -> Self {
        Self(
            name: name, status: .failure, detail: Message("errors.\(failure.code)", failure.arguments),
            remedy: Message("errors.\(failure.code).hint", failure.arguments))
    }
}
