package import Foundation
import Identity
package import Indicators
import Store

extension Steering {
    /// The proposals of a service, the latest first.
    ///
    /// - Parameter filter: its kinds do not count.
    package func proposals(service: String, _ filter: SteeringEntryFilter = .init()) async throws -> [Proposal] {
        try await threads(.proposal, service: service, filter).compactMap(Proposal.init)
    }

    /// One proposal.
    ///
    /// - Throws: ``SteeringError`` `entryUnknown`.
    package func proposal(_ id: UUID, service: String) async throws -> Proposal {
        guard let thread = try await thread(id, service: service), let proposal = Proposal(thread.first, thread.rest) else {
            throw SteeringError(.entryUnknown)
        }
        return proposal
    }

    /// The decisions of a service with their state, the latest first.
    package func decisions(service: String, _ filter: SteeringEntryFilter = .init()) async throws -> [FollowedDecision] {
        try await threads(.decision, service: service, filter).compactMap(FollowedDecision.init)
    }

    /// Adds to the discussion of a proposal.
    ///
    /// - Throws: ``SteeringError`` `settled` once it has ended, `entryUnknown`, and for a text that is not fit.
    package func discuss(_ proposal: UUID, _ message: String, by authorization: SteeringAuthorization) async throws {
        let content = SteeringEntry.Content.message(message)
        if let problem = content.problems.first { throw problem.error }
        try await store.write { [self] session in
            _ = try openProposal(proposal, by: authorization, in: session)
            try write([content], thread: proposal, by: authorization, in: session)
        }
    }

    /// Accepts a proposal: the value is given to the indicators, and the outcome is written with it, or nothing is.
    ///
    /// - Parameter authorization: of ``SteeringAction/decide``; nobody accepts their own proposal.
    /// - Throws: ``SteeringError`` `settled`, `ownProposal`, `entryUnknown`; `IndicatorsError` for a value that cannot be given.
    package func accept(
        _ proposal: Proposal, _ reason: String, by authorization: SteeringAuthorization, into indicators: Indicators
    ) async throws {
        let value = proposal.value
        if let problem = SteeringEntry.Content.outcome(.accepted, reason, release: nil).problems.first { throw problem.error }
        // Looked at again within the transaction; here so that the files of a release are not made in vain.
        try await store.read { [self] session in
            try check(openProposal(proposal.id, by: authorization, in: session), .accepted, by: authorization)
        }
        let change = CellChange(value.indicator, proposal.place.territory, value.date, value.kind, value: value.value)
        _ = try await indicators.give(
            [change], kind: .entered, author: authorization.author.name, note: "\(value.method)\n\n\(proposal.reason)"
        ) { [self] session, release in
            try check(openProposal(proposal.id, by: authorization, in: session), .accepted, by: authorization)
            try write([.outcome(.accepted, reason, release: release.id)], thread: proposal.id, by: authorization, in: session)
        }
    }

    /// Refuses a proposal, or takes it back.
    ///
    /// Refusing is for those who decide, and never of one's own proposal; taking back is for its author.
    ///
    /// - Throws: ``SteeringError`` `settled`, `ownProposal`, `othersProposal`, `entryUnknown`.
    package func close(_ proposal: UUID, _ ending: Proposal.Ending, _ reason: String, by authorization: SteeringAuthorization) async throws {
        let outcome: ProposedValue.Outcome = ending == .refused ? .refused : .withdrawn
        let content = SteeringEntry.Content.outcome(outcome, reason, release: nil)
        if let problem = content.problems.first { throw problem.error }
        try await store.write { [self] session in
            try check(openProposal(proposal, by: authorization, in: session), outcome, by: authorization)
            try write([content], thread: proposal, by: authorization, in: session)
        }
    }

    private func check(_ entry: SteeringEntry, _ outcome: ProposedValue.Outcome, by authorization: SteeringAuthorization) throws {
        let isOwn = entry.author.id == authorization.author.id
        switch outcome {
        case .withdrawn: if !isOwn { throw SteeringError(.othersProposal) }
        case .accepted, .refused:
            guard authorization.actions.contains(.decide) else { throw IdentityError(.forbidden) }
            if isOwn { throw SteeringError(.ownProposal) }
        }
    }

    private func openProposal(_ id: UUID, by authorization: SteeringAuthorization, in session: any ReadSession) throws -> SteeringEntry {
        let entry = try session.entry(id, .proposal, in: authorization.place)
        let isSettled = try session.row(
            "SELECT 1 AS one FROM steering_entries WHERE thread = ? AND kind = 'outcome'", [.text(id.text)]) != nil
        guard !isSettled else { throw SteeringError(.settled) }
        return entry
    }

    /// The entries of a kind that begins a thread, each with what follows.
    private func threads(
        _ kind: SteeringEntry.Kind, service: String, _ filter: SteeringEntryFilter
    ) async throws -> [(SteeringEntry, [SteeringEntry])] {
        var filter = filter
        filter.kinds = [kind]
        let first = try await entries(service: service, filter, limit: 10_000)
        guard !first.isEmpty else { return [] }
        let following: SteeringEntryFilter = .init(kinds: kind == .proposal ? [.message, .outcome] : [.followUp])
        let rest = Dictionary(grouping: try await entries(service: service, following, limit: 100_000)) { $0.thread }
        return first.map { ($0, rest[$0.id]?.reversed() ?? []) }
    }
}
