package import Foundation
import Store

/// A request's session, recognised.
package struct RecognizedSession: Sendable, Hashable {
    package let session: LoginSession
    package let principal: Principal
}

extension Identity {
    /// How often the last use of a session is written, in seconds: to know it to the minute is enough.
    private static let seenEvery: TimeInterval = 60

    /// Who holds a token; nil where it opens nothing, or no longer.
    ///
    /// - Parameter address: where the request comes from, for the journal of what it will do.
    package func recognize(_ token: SecretToken, address: String) async throws -> RecognizedSession? {
        let date = now()
        let found = try await store.read { session -> RecognizedSession? in
            let row = try session.row(
                "SELECT \(Account.columns), \(LoginSession.columns) FROM sessions s JOIN accounts a ON a.id = s.account_id WHERE s.token_hash = ?",
                [.text(token.digest)])
            guard let row else { return nil }
            let account = try Account(row)
            return RecognizedSession(
                session: try LoginSession(row),
                principal: Principal(account: account, grants: try session.grants(of: account.id), address: address))
        }
        guard let found, isLive(found.session, at: date), found.principal.account?.isDisabled == false else { return nil }
        if date.timeIntervalSince(found.session.lastSeenAt) >= Self.seenEvery {
            try await store.write { session in
                try session.execute(
                    "UPDATE sessions SET last_seen_at = ? WHERE id = ?", [StoreValue(date), .text(found.session.id.text)])
            }
        }
        return found
    }

    private func isLive(_ session: LoginSession, at date: Date) -> Bool {
        date < session.expiresAt && date.timeIntervalSince(session.lastSeenAt) < times.idle
    }

    /// The account's live sessions, the last used first.
    package func sessions(of account: UUID) async throws -> [LoginSession] {
        let date = now()
        return try await store.read { session in
            try session.rows(
                "SELECT \(LoginSession.columns) FROM sessions s WHERE s.account_id = ? ORDER BY s.last_seen_at DESC, s.id",
                [.text(account.text)]
            ).map(LoginSession.init)
        }.filter { isLive($0, at: date) }
    }

    /// Signs out: the token opens nothing from now on.
    package func close(_ token: SecretToken, address: String) async throws {
        try await store.write { [journal] session in
            let row = try session.row(
                "SELECT \(Account.columns) FROM sessions s JOIN accounts a ON a.id = s.account_id WHERE s.token_hash = ?",
                [.text(token.digest)])
            guard let account = try row.map(Account.init) else { return }
            try session.execute("DELETE FROM sessions WHERE token_hash = ?", [.text(token.digest)])
            try journal.add(.sessionClosed, JournalSubject(account), by: Actor(account), from: address, in: session)
        }
    }

    /// Ends one of one's own sessions, or all but the present one.
    ///
    /// - Parameters:
    ///   - id: nil ends all but `current`. A session of somebody else is left alone.
    ///   - current: the session that asks.
    package func revoke(_ id: UUID?, of principal: Principal, current: UUID?) async throws {
        guard let account = principal.account else { throw IdentityError(.signedOut) }
        try await store.write { [journal] session in
            if let id {
                let count = try session.execute(
                    "DELETE FROM sessions WHERE id = ? AND account_id = ?", [.text(id.text), .text(account.id.text)])
                guard count > 0 else { return }
            } else {
                try session.endSessions(of: account.id, except: current)
            }
            try journal.add(
                .sessionRevoked, JournalSubject(account), by: Actor(account), from: principal.address, in: session)
        }
    }
}
