package import Foundation
package import Indicators

/// Something that somebody wrote or did, in one place, at one time. Entries are only ever added: what replaces another
/// leaves it readable.
package struct SteeringEntry: Sendable, Hashable, Identifiable {
    package let id: UUID
    /// From 1 in each service, in the order of writing.
    package let number: Int64
    package let place: SteeringPlace
    package let content: Content
    /// The decision or the proposal that it follows; nil where it stands alone.
    package let thread: UUID?
    package let author: SteeringAuthor
    package let writtenAt: Date

    /// What was written. Texts are CommonMark.
    package enum Content: Sendable, Hashable {
        case weather(Weather)
        case synthesis(String)
        case comment(String)
        case objective(String)
        case decision(SteeringDecision)
        /// What became of a decision, and why.
        case followUp(SteeringDecision.State, String)
        /// A value to correct, and the reason.
        case proposal(ProposedValue, String)
        /// In the discussion of a proposal.
        case message(String)
        /// The end of a proposal, its reason, and the release that holds the value where it was accepted.
        case outcome(ProposedValue.Outcome, String, release: String?)
        case values(EnteredValues)
        /// A right was given, named by its action and the account's address.
        case grant(SteeringAction, String)
        case withdrawal(SteeringAction, String)
    }

    /// The kinds of content.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case weather, synthesis, comment, objective, decision, followUp, proposal, message, outcome, values, grant, withdrawal

        /// The message that names it.
        package var nameKey: String { "steering.kind.\(rawValue)" }
    }
}

extension SteeringEntry.Content {
    package var kind: SteeringEntry.Kind {
        switch self {
        case .weather: .weather
        case .synthesis: .synthesis
        case .comment: .comment
        case .objective: .objective
        case .decision: .decision
        case .followUp: .followUp
        case .proposal: .proposal
        case .message: .message
        case .outcome: .outcome
        case .values: .values
        case .grant: .grant
        case .withdrawal: .withdrawal
        }
    }

    /// What people wrote of it; empty where they wrote nothing.
    package var text: String {
        switch self {
        case .synthesis(let text), .comment(let text), .objective(let text), .message(let text): text
        case .decision(let decision): decision.text
        case .followUp(_, let text), .proposal(_, let text), .outcome(_, let text, _): text
        case .weather, .values, .grant, .withdrawal: ""
        }
    }
}

extension SteeringEntry.Kind {
    /// What the programme must ask for it to be written; nil where it always may.
    package var ask: SteeringAsk? {
        switch self {
        case .weather: .weather
        case .synthesis: .synthesis
        case .comment: .comment
        case .objective: .objective
        case .decision, .followUp: .decision
        case .proposal, .message, .outcome: .proposal
        case .values: .values
        case .grant, .withdrawal: nil
        }
    }

    /// Any of these is needed to write it.
    package var actions: Set<SteeringAction> {
        switch self {
        case .weather, .synthesis: [.assess]
        case .comment: [.comment]
        case .objective, .decision, .followUp: [.decide]
        case .proposal: [.propose]
        case .message: [.comment, .propose, .decide]
        case .outcome: [.propose, .decide]
        case .values: [.enter]
        case .grant, .withdrawal: [.manage]
        }
    }
}
