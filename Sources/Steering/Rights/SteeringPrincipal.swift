import Foundation
package import Identity
package import Territories

/// Who steers, and what they may do where, in one programme. Whatever was not given is denied.
package struct SteeringPrincipal: Sendable {
    package let principal: Principal
    package let programme: SteeringProgramme
    /// Those that hold.
    package let rights: [SteeringRight]
    /// By which a right on a région reaches its départements; without it a right reaches its very territory, and one on
    /// France everything.
    let gazetteer: Gazetteer?

    init(principal: Principal, programme: SteeringProgramme, rights: [SteeringRight], gazetteer: Gazetteer?) {
        self.principal = principal
        self.programme = programme
        self.rights = rights.filter(\.holds)
        self.gazetteer = gazetteer
    }

    /// Whether they take part at all, so that pages are offered to them.
    package var takesPart: Bool { mayRead || isAdministrator || !ownRights.isEmpty }

    /// Everybody may read.
    private var mayRead: Bool { programme.readers == .everybody }

    /// Who gives and takes roles on the whole instance gives the first rights, and sees what they are given on.
    private var isAdministrator: Bool { principal.can(.manageMembers, on: .instance) }

    private var ownRights: [SteeringRight] { principal.can(.steer, on: .instance) ? rights : [] }

    /// Whether an action is allowed.
    ///
    /// - Parameter policy: nil asks for all policies at once.
    package func can(_ action: SteeringAction, policy: String?, in territory: TerritoryID) -> Bool {
        can(anyOf: [action], policy: policy, in: territory)
    }

    /// Whether one of several actions is allowed.
    package func can(anyOf actions: Set<SteeringAction>, policy: String?, in territory: TerritoryID) -> Bool {
        can(anyOf: actions, policy: policy, in: territory, heldBy: holders)
    }

    /// - Parameter holders: the territory and all those that it lies in, for who knows them already.
    func can(
        anyOf actions: Set<SteeringAction>, policy: String?, in territory: TerritoryID, heldBy holders: (TerritoryID) -> Set<TerritoryID>
    ) -> Bool {
        if mayRead, actions.contains(.read) { return true }
        if isAdministrator, !actions.isDisjoint(with: [.read, .manage]) { return true }
        // Whoever may do anything somewhere may read there.
        let own = ownRights.filter { actions.contains($0.action) || actions.contains(.read) }
        guard !own.isEmpty else { return false }
        // Who holds the territory costs a look at the official code, and is seldom needed.
        if own.contains(where: { $0.covers(policy: policy, holders: [territory, .france]) }) { return true }
        let all = holders(territory)
        return own.contains { $0.covers(policy: policy, holders: all) }
    }

    /// Whether an action is allowed for some policy somewhere.
    package func canSomewhere(_ action: SteeringAction) -> Bool {
        if action == .read { return takesPart }
        if action == .manage, isAdministrator { return true }
        return ownRights.contains { $0.action == action }
    }

    /// The policies for which an action is allowed in a territory.
    package func policies(_ action: SteeringAction, in territory: TerritoryID) -> [SteeredPolicy] {
        programme.policies.filter { can(action, policy: $0.slug, in: territory) }
    }

    /// The territories that their rights name, the widest first: where they are at home.
    package var territories: [TerritoryID] { Set(ownRights.map(\.place.territory)).sorted() }

    /// The proof that something may be written in one place.
    ///
    /// - Parameters:
    ///   - actions: one of them is enough.
    ///   - policy: nil for all policies at once.
    /// - Throws: `IdentityError` `signedOut` for the public, `forbidden` for others.
    package func authorize(
        anyOf actions: Set<SteeringAction>, policy: String?, in territory: TerritoryID
    ) throws -> SteeringAuthorization {
        // Signing in, and a key that lets this through, come first.
        let identity = try principal.authorize(.steer, on: .instance)
        guard can(anyOf: actions, policy: policy, in: territory) else { throw IdentityError(.forbidden) }
        let held = SteeringAction.allCases.filter { actions.contains($0) && can($0, policy: policy, in: territory) }
        let title = policy.flatMap { programme.policy($0)?.name } ?? programme.title
        let name = gazetteer?.territory(territory)?.name.full ?? territory.description
        return SteeringAuthorization(
            identity: identity, author: SteeringAuthor(id: identity.actor.id, name: principal.account?.name ?? identity.actor.name),
            actions: Set(held), place: SteeringPlace(service: programme.service, policy: policy, territory: territory),
            name: "\(title) — \(name)")
    }

    /// The proof that entries of a kind may be written in one place, where the programme asks for them.
    ///
    /// - Throws: ``SteeringError`` `notAsked`, `policyUnknown`, `levelUnknown`; `IdentityError` as above.
    package func authorize(writing kind: SteeringEntry.Kind, policy: String?, in territory: TerritoryID) throws -> SteeringAuthorization {
        if let ask = kind.ask, !programme.asks.contains(ask) { throw SteeringError(.notAsked) }
        guard policy.map({ programme.policy($0) != nil }) ?? true else { throw SteeringError(.policyUnknown) }
        guard programme.levels.contains(territory.level) else { throw SteeringError(.levelUnknown) }
        return try authorize(anyOf: kind.actions, policy: policy, in: territory)
    }

    /// Whether entries of a kind are asked for and may be written in one place.
    package func canWrite(_ kind: SteeringEntry.Kind, policy: String?, in territory: TerritoryID) -> Bool {
        kind.ask.map(programme.asks.contains) ?? true && can(anyOf: kind.actions, policy: policy, in: territory)
    }

    /// The proof of one action.
    package func authorize(_ action: SteeringAction, policy: String?, in territory: TerritoryID) throws -> SteeringAuthorization {
        try authorize(anyOf: [action], policy: policy, in: territory)
    }

    /// A territory and all those that it lies in.
    private func holders(of territory: TerritoryID) -> Set<TerritoryID> {
        Set(gazetteer?.territory(territory)?.parents ?? []).union([territory, .france])
    }
}

/// The proof that somebody may do something about one policy, or all, in one territory. Everything that is written takes it,
/// and is written in its place and under its name.
package struct SteeringAuthorization: Sendable {
    let identity: Authorization
    package let author: SteeringAuthor
    /// Which of those asked for are allowed; at least one.
    package let actions: Set<SteeringAction>
    package let place: SteeringPlace
    /// What people call the place.
    package let name: String

    fileprivate init(
        identity: Authorization, author: SteeringAuthor, actions: Set<SteeringAction>, place: SteeringPlace, name: String
    ) {
        self.identity = identity
        self.author = author
        self.actions = actions
        self.place = place
        self.name = name
    }

    /// Whoever can run the program on the instance's folder owns its data already.
    ///
    /// - Parameter user: of the system, for the journal.
    package static func commandLine(_ action: SteeringAction, user: String, on place: SteeringPlace) -> SteeringAuthorization {
        let identity = Authorization.commandLine(.steer, user: user)
        return SteeringAuthorization(
            identity: identity, author: SteeringAuthor(id: identity.actor.id, name: identity.actor.name), actions: [action],
            place: place, name: place.key)
    }

    /// - Throws: `IdentityError` `forbidden` where this is the proof of something else.
    func check(_ kind: SteeringEntry.Kind) throws {
        guard !actions.isDisjoint(with: kind.actions) else { throw IdentityError(.forbidden) }
    }
}
