import Foundation

/// An error that can be told to a person: `errors.<code>` says what is wrong and where, `errors.<code>.hint` what
/// to do about it.
package protocol LocalizedFailure: Error {
    /// Dotted and stable, such as `tables.quote.unclosed`; the catalogues, the API and the logs all use it.
    var code: String { get }
    /// What the two messages name: files, lines, columns, limits.
    var arguments: [String: MessageArgument] { get }
    /// Whether trying again unchanged can only fail again. Jobs give up at once on these.
    var isPermanent: Bool { get }
}

extension Localizer {
    /// What to say of `error`, and the way out where there is one.
    ///
    /// An error that nobody prepared a message for is shown as `errors.unexpected` with its own description.
    package func message(for error: any Error) -> (text: String, hint: String?) {
        guard let failure = error as? any LocalizedFailure else {
            return message(code: "unexpected", ["detail": .text("\(error)")])
        }
        return message(code: failure.code, failure.arguments)
    }

    /// The same from a stored code and its arguments, as a job keeps them.
    package func message(
        code: String, _ arguments: [String: MessageArgument] = [:]
    ) -> (text: String, hint: String?) {
        let key = "errors.\(code).hint"
        let hint = contains(key) ? text(key, arguments).trimmingCharacters(in: .whitespaces) : ""
        return (text("errors.\(code)", arguments), hint.isEmpty ? nil : hint)
    }
}
