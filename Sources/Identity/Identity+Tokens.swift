package import Foundation
import Store

extension Identity {
    /// Makes a key for a program: it acts for its account, within `limits`.
    ///
    /// - Parameters:
    ///   - limits: what it may do of what the account may; never more than that.
    ///   - expiresAt: nil lets it live until it is revoked.
    /// - Returns: the key, shown once, and what lists show of it.
    package func issueToken(
        named label: String, limits: Set<Permission>, expiresAt: Date?, for principal: Principal
    ) async throws -> (token: SecretToken, credential: Credential) {
        // A key must not make keys that outlive it.
        guard let account = principal.account, principal.limits == nil else { throw IdentityError(.signedOut) }
        let token = SecretToken()
        let credential = Credential(
            id: UUID(), account: account.id, kind: .apiToken, label: String(label.prefix(200)), limits: limits,
            createdAt: storedNow, expiresAt: expiresAt, lastUsedAt: nil)
        try await store.write { [journal] session in
            try session.execute(
                """
                INSERT INTO credentials (id, account_id, kind, subject, label, permissions, created_at, expires_at)
                VALUES (?, ?, 'apiToken', ?, ?, ?, ?, ?)
                """,
                [
                    .text(credential.id.text), .text(account.id.text), .text(token.digest), .text(credential.label),
                    try .json(limits.map(\.rawValue).sorted()), StoreValue(credential.createdAt), StoreValue(expiresAt),
                ])
            try journal.add(
                .tokenIssued, JournalSubject(account), by: Actor(account), from: principal.address, in: session)
        }
        return (token, credential)
    }

    /// The program that holds a key; nil where it opens nothing, or no longer.
    package func recognize(key token: SecretToken, address: String) async throws -> Principal? {
        let date = now()
        return try await store.read { session -> Principal? in
            let row = try session.row(
                "SELECT * FROM credentials WHERE kind = 'apiToken' AND subject = ?", [.text(token.digest)])
            guard let credential = try row.map(Credential.init), credential.expiresAt.map({ date < $0 }) ?? true,
                let account = try session.account(credential.account), !account.isDisabled
            else { return nil }
            return Principal(
                account: account, grants: try session.grants(of: account.id), limits: credential.limits ?? [], address: address)
        }
    }

    /// An account's keys, the latest first.
    package func tokens(of account: UUID) async throws -> [Credential] {
        try await store.read { session in
            try session.rows(
                "SELECT * FROM credentials WHERE kind = 'apiToken' AND account_id = ? ORDER BY created_at DESC, id",
                [.text(account.text)]
            ).map(Credential.init)
        }
    }

    /// Ends one of one's own keys; somebody else's is left alone.
    package func revokeToken(_ id: UUID, of principal: Principal) async throws {
        guard let account = principal.account else { throw IdentityError(.signedOut) }
        try await store.write { [journal] session in
            let count = try session.execute(
                "DELETE FROM credentials WHERE kind = 'apiToken' AND id = ? AND account_id = ?",
                [.text(id.text), .text(account.id.text)])
            guard count > 0 else { return }
            try journal.add(.tokenRevoked, JournalSubject(account), by: Actor(account), from: principal.address, in: session)
        }
    }
}
