package import Localization

/// Why something could not be written, or found. The message is `errors.steering.<problem>`.
package struct SteeringError: LocalizedFailure, Hashable, CustomStringConvertible {
    package enum Problem: String, Sendable, CaseIterable {
        /// The service steers nothing.
        case none
        case policyUnknown, territoryUnknown, indicatorUnknown
        /// The programme does not follow its policies on this level.
        case levelUnknown
        /// The programme does not ask for this.
        case notAsked
        case textMissing, textTooLong, textUnfit
        /// Neither the weather nor the synthesis differs from what is there.
        case nothingNew
        case weatherUnknown, stateUnknown, kindUnknown, actionUnknown
        case valueInvalid, dateInvalid
        case entryUnknown
        /// A proposal that has ended already.
        case settled
        /// Nobody accepts or refuses their own proposal.
        case ownProposal
        /// Only who made a proposal takes it back.
        case othersProposal
        case rightUnknown
        /// The account has this right already, there or more widely.
        case rightHeld
        case accountUnknown
        /// A file that holds values outside of what the account may enter.
        case outside
    }

    package let problem: Problem
    package let arguments: [String: MessageArgument]

    package init(_ problem: Problem, _ arguments: [String: MessageArgument] = [:]) {
        self.problem = problem
        self.arguments = arguments
    }

    package var code: String { "steering.\(problem.rawValue)" }
    package var isPermanent: Bool { true }
    package var description: String { code }
}

/// What is wrong with one field of what a person wrote, so that a page can say it beside the field.
package struct SteeringFieldProblem: Sendable, Hashable {
    package enum Field: String, Sendable, CaseIterable {
        case weather, body, reason, method, value, date, kind, indicator, territory, policy, action, account, responsible, due, state, file
    }

    package let field: Field
    package let error: SteeringError

    package init(_ field: Field, _ error: SteeringError) {
        self.field = field
        self.error = error
    }

    /// - Parameter most: characters that it may have.
    package static func text(_ text: String, _ field: Field, most: Int, isNeeded: Bool = true) -> SteeringFieldProblem? {
        if isNeeded, text.allSatisfy(\.isWhitespace) { return Self(field, SteeringError(.textMissing)) }
        // PostgreSQL cannot keep it.
        if text.unicodeScalars.contains("\0") { return Self(field, SteeringError(.textUnfit)) }
        // Bytes too: a letter may carry any number of accents.
        guard text.count > most || text.utf8.count > 4 * most else { return nil }
        return Self(field, SteeringError(.textTooLong, ["count": .integer(text.count), "most": .integer(most)]))
    }
}
