package import Foundation

/// A proposal of a corrected value with all that was said of it.
package struct Proposal: Sendable, Hashable, Identifiable {
    package let entry: SteeringEntry
    package let value: ProposedValue
    package let reason: String
    /// What followed, in the order of writing: messages, then the outcome.
    package let following: [SteeringEntry]

    package var id: UUID { entry.id }
    package var place: SteeringPlace { entry.place }
    package var author: SteeringAuthor { entry.author }

    /// The ways to end one without its value.
    package enum Ending: Sendable, Hashable {
        case refused, withdrawn
    }

    /// How it ended; nil while it is open.
    package var outcome: (entry: SteeringEntry, outcome: ProposedValue.Outcome, release: String?)? {
        for entry in following {
            if case .outcome(let outcome, _, let release) = entry.content { return (entry, outcome, release) }
        }
        return nil
    }

    package var isOpen: Bool { outcome == nil }

    /// - Returns: nil for another kind of entry.
    init?(_ entry: SteeringEntry, _ following: [SteeringEntry]) {
        guard case .proposal(let value, let reason) = entry.content else { return nil }
        self.entry = entry
        self.value = value
        self.reason = reason
        self.following = following
    }

    package static func == (left: Proposal, right: Proposal) -> Bool { left.entry == right.entry && left.following == right.following }

    package func hash(into hasher: inout Hasher) { hasher.combine(entry.id) }
}

/// A decision with what became of it.
package struct FollowedDecision: Sendable, Hashable, Identifiable {
    package let entry: SteeringEntry
    package let decision: SteeringDecision
    /// In the order of writing.
    package let following: [SteeringEntry]

    package var id: UUID { entry.id }

    package var state: SteeringDecision.State {
        for entry in following.reversed() {
            if case .followUp(let state, _) = entry.content { return state }
        }
        return .toDo
    }

    /// - Returns: nil for another kind of entry.
    init?(_ entry: SteeringEntry, _ following: [SteeringEntry]) {
        guard case .decision(let decision) = entry.content else { return nil }
        self.entry = entry
        self.decision = decision
        self.following = following
    }
}
