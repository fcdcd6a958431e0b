/// Everything that was written in one place, sorted by what it is.
package struct PlaceEntries: Sendable {
    /// The latest first.
    package let entries: [SteeringEntry]
    private let following: [SteeringEntry]

    /// - Parameter entries: of one place, the latest first.
    package init(_ entries: [SteeringEntry]) {
        self.entries = entries
        following = entries.reversed().filter { $0.thread != nil }
    }

    /// Those of a kind, the latest first.
    package func all(_ kind: SteeringEntry.Kind) -> [SteeringEntry] { entries.filter { $0.content.kind == kind } }

    /// The one of a kind that now holds.
    package func latest(_ kind: SteeringEntry.Kind) -> SteeringEntry? { entries.first { $0.content.kind == kind } }

    /// Those of a kind that another has replaced, the latest first.
    package func former(_ kind: SteeringEntry.Kind) -> [SteeringEntry] { Array(all(kind).dropFirst()) }

    /// The decisions with what became of them: those that are not over first, then the latest.
    package var decisions: [FollowedDecision] {
        let all = all(.decision).compactMap { entry in FollowedDecision(entry, following.filter { $0.thread == entry.id }) }
        return all.filter { !$0.state.isOver } + all.filter(\.state.isOver)
    }

    /// The proposals with what was said of them: those that are open first, then the latest.
    package var proposals: [Proposal] {
        let all = all(.proposal).compactMap { entry in Proposal(entry, following.filter { $0.thread == entry.id }) }
        return all.filter(\.isOpen) + all.filter { !$0.isOpen }
    }
}
