package import Localization

/// Why an account, a session or a right was refused. The message is `errors.identity.<problem>`.
package struct IdentityError: LocalizedFailure, Hashable, CustomStringConvertible {
    package enum Problem: String, Sendable, CaseIterable {
        /// The address and the password do not go together, whatever the reason: nothing is told of which.
        case refused
        /// Too many attempts; `wait` says how many seconds are left.
        case throttled
        /// Nobody is signed in, or no longer.
        case signedOut
        /// The account has not the right that this asks.
        case forbidden
        /// A one-time link that was used, has expired or never was.
        case link
        /// The present password is wrong, where it is asked again.
        case password
        case passwordShort, passwordLong, passwordCommon, passwordPersonal, passwordSimple
        /// The two entries of a new password differ.
        case passwordsDiffer
        case emailInvalid, emailTaken, nameMissing
        case accountUnknown, organizationUnknown, roleUnknown
        /// The instance would be left without anybody to administer it.
        case lastAdministrator
        /// Too many passwords are being checked at once.
        case busy
    }

    package let problem: Problem
    package let arguments: [String: MessageArgument]

    package init(_ problem: Problem, _ arguments: [String: MessageArgument] = [:]) {
        self.problem = problem
        self.arguments = arguments
    }

    package var code: String { "identity.\(problem.rawValue)" }
    package var isPermanent: Bool { problem != .busy && problem != .throttled }
    package var description: String { code }
}
