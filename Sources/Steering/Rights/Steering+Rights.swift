package import Foundation
package import Identity
import Store
import Territories

extension Steering {
    /// What somebody may do in a programme.
    package func principal(_ principal: Principal, in programme: SteeringProgramme) async throws -> SteeringPrincipal {
        let rights = if let account = principal.account { try await self.rights(service: programme.service, of: account.id) } else {
            [SteeringRight]()
        }
        return SteeringPrincipal(principal: principal, programme: programme, rights: rights, gazetteer: gazetteer)
    }

    /// The rights given in a service, those that hold first, then the latest.
    ///
    /// - Parameter account: nil for everybody's.
    package func rights(service: String, of account: UUID? = nil) async throws -> [SteeringRight] {
        try await store.read { session in
            guard let account else { return try session.rights("service = ?", [.text(service)]) }
            return try session.rights("service = ? AND account_id = ?", [.text(service), .text(account.text)])
        }
    }

    /// Gives a right.
    ///
    /// - Parameters:
    ///   - place: within that of the authorization.
    ///   - authorization: of ``SteeringAction/manage`` on the very place.
    /// - Throws: ``SteeringError`` `accountUnknown`, `rightHeld`; `IdentityError` `forbidden`.
    @discardableResult
    package func grant(_ action: SteeringAction, to account: UUID, by authorization: SteeringAuthorization) async throws -> SteeringRight {
        try authorization.check(.grant)
        let place = authorization.place
        let right = SteeringRight(
            id: UUID(), account: account, action: action, place: place, grantedAt: storedNow, grantedBy: authorization.author,
            withdrawnAt: nil, withdrawnBy: nil)
        let holders = Set(gazetteer?.territory(place.territory)?.parents ?? []).union([place.territory, .france])
        return try await store.write { [self] session in
            let email = try session.email(of: account)
            let held = try session.rights("service = ? AND account_id = ? AND withdrawn_at IS NULL", [
                .text(place.service), .text(account.text),
            ])
            guard !held.contains(where: { $0.action == action && $0.covers(policy: place.policy, holders: holders) }) else {
                throw SteeringError(.rightHeld)
            }
            try session.add(right)
            try write([.grant(action, email)], by: authorization, in: session)
            return right
        }
    }

    /// Takes a right away. It stays readable.
    ///
    /// - Parameter authorization: of ``SteeringAction/manage`` on the right's very place.
    /// - Throws: ``SteeringError`` `rightUnknown` where there is none that holds; `IdentityError` `forbidden`.
    package func withdraw(_ id: UUID, by authorization: SteeringAuthorization) async throws {
        try authorization.check(.withdrawal)
        let date = storedNow
        try await store.write { [self] session in
            guard let right = try session.rights("id = ? AND withdrawn_at IS NULL", [.text(id.text)]).first else {
                throw SteeringError(.rightUnknown)
            }
            guard right.place == authorization.place else { throw IdentityError(.forbidden) }
            try session.execute(
                "UPDATE steering_rights SET withdrawn_at = ?, withdrawn_by = ?, withdrawn_by_name = ? WHERE id = ?",
                [StoreValue(date), .text(authorization.author.id), .text(authorization.author.name), .text(id.text)])
            try write([.withdrawal(right.action, try session.email(of: right.account))], by: authorization, in: session)
        }
    }

    /// One right; nil where there is none of this identifier.
    package func right(_ id: UUID) async throws -> SteeringRight? {
        try await store.read { try $0.rights("id = ?", [.text(id.text)]).first }
    }
}

extension ReadSession {
    fileprivate func email(of account: UUID) throws -> String {
        guard let row = try row("SELECT email FROM accounts WHERE id = ?", [.text(account.text)]) else {
            throw SteeringError(.accountUnknown)
        }
        return try row.string("email")
    }

    fileprivate func rights(_ condition: String, _ values: [StoreValue]) throws -> [SteeringRight] {
        try rows(
            """
            SELECT * FROM steering_rights WHERE \(condition)
            ORDER BY CASE WHEN withdrawn_at IS NULL THEN 0 ELSE 1 END, granted_at DESC, id
            """, values
        ).map(SteeringRight.init)
    }
}

extension WriteSession {
    fileprivate func add(_ right: SteeringRight) throws {
        try execute(
            """
            INSERT INTO steering_rights (id, account_id, service, policy, territory, action, granted_at, granted_by, granted_by_name)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .text(right.id.text), .text(right.account.text), .text(right.place.service), .text(right.place.policy ?? ""),
                .text(right.place.territory.description), .text(right.action.rawValue), StoreValue(right.grantedAt),
                .text(right.grantedBy.id), .text(right.grantedBy.name),
            ])
    }
}
