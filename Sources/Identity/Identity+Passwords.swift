package import Foundation
import Store

extension Identity {
    /// How long a one-time link opens, in seconds.
    package static let linkLifetime: TimeInterval = 24 * 3600

    /// Changes one's own password. The other sessions end: whoever opened them may be why it is changed.
    ///
    /// - Parameter current: the session that asks, which goes on.
    /// - Throws: ``IdentityError`` `password` where the present one is wrong, those of ``PasswordPolicy``, `throttled`.
    package func changePassword(
        from old: String, to new: String, of principal: Principal, current: UUID?
    ) async throws {
        guard let account = principal.account else { throw IdentityError(.signedOut) }
        try check(new, of: account)
        // Whoever holds a stolen session must not guess the password at leisure.
        let subject = AttemptSubject.account("change:" + account.email)
        let date = storedNow
        let hash = try await store.write { [throttle] session in
            try throttle.begin([subject], at: date, in: session)
            return try session.passwordHash(of: account.id)
        }
        guard old.count <= PasswordPolicy.maximumLength, try await hasher.matches(old, hash) else {
            throw IdentityError(.password)
        }
        let renewed = try await hasher.hash(new)
        try await store.write { [self] session in
            try throttle.succeed([subject], at: date, in: session)
            try session.write(renewed, of: account.id, at: storedNow)
            try session.endSessions(of: account.id, except: current)
            try session.execute(
                "DELETE FROM credentials WHERE account_id = ? AND kind = 'reset'", [.text(account.id.text)])
            try journal.add(
                .passwordChanged, JournalSubject(account), by: Actor(account), from: principal.address, in: session)
        }
    }

    /// Makes a one-time link for choosing a password; a former one no longer opens.
    ///
    /// - Parameter authorization: of ``Permission/manageAccounts``.
    /// - Throws: ``IdentityError`` `accountUnknown`, `forbidden`.
    package func issueReset(for id: UUID, by authorization: Authorization) async throws -> SecretToken {
        try authorization.check(.manageAccounts, on: .instance)
        return try await store.write { [self] session in
            try issueReset(for: try session.requiredAccount(id), by: authorization, in: session)
        }
    }

    func issueReset(for account: Account, by authorization: Authorization, in session: any WriteSession) throws -> SecretToken {
        let token = SecretToken()
        let date = storedNow
        try session.execute("DELETE FROM credentials WHERE account_id = ? AND kind = 'reset'", [.text(account.id.text)])
        try session.execute(
            """
            INSERT INTO credentials (id, account_id, kind, subject, label, created_at, expires_at)
            VALUES (?, ?, 'reset', ?, '', ?, ?)
            """,
            [
                .text(UUID().text), .text(account.id.text), .text(token.digest), StoreValue(date),
                StoreValue(date + Self.linkLifetime),
            ])
        try journal.add(.resetIssued, JournalSubject(account), by: authorization, in: session)
        return token
    }

    /// Whose password a link chooses; nil where it opens nothing, or no longer.
    package func account(ofLink token: SecretToken) async throws -> Account? {
        let date = now()
        return try await store.read { try $0.account(ofLink: token, at: date) }
    }

    /// Chooses the password by a one-time link, which is used up; every session ends.
    ///
    /// - Throws: ``IdentityError`` `link`, those of ``PasswordPolicy``.
    package func reset(by token: SecretToken, to password: String, address: String) async throws {
        guard let account = try await account(ofLink: token) else { throw IdentityError(.link) }
        try check(password, of: account)
        let hash = try await hasher.hash(password)
        try await store.write { [self] session in
            // Two may hold the link: it works for the first.
            guard try session.account(ofLink: token, at: now())?.id == account.id,
                try session.execute("DELETE FROM credentials WHERE kind = 'reset' AND subject = ?", [.text(token.digest)]) == 1
            else { throw IdentityError(.link) }
            try session.write(hash, of: account.id, at: storedNow)
            try session.endSessions(of: account.id)
            try throttle.succeed([.account(account.email)], at: storedNow, in: session)
            try journal.add(.resetUsed, JournalSubject(account), by: Actor(account), from: address, in: session)
        }
    }

    private func check(_ password: String, of account: Account) throws {
        try policy.check(password, personal: [account.email, account.name] + siteNames)
    }
}

extension ReadSession {
    fileprivate func account(ofLink token: SecretToken, at date: Date) throws -> Account? {
        try row(
            """
            SELECT \(Account.columns) FROM accounts a JOIN credentials c ON c.account_id = a.id
            WHERE c.kind = 'reset' AND c.subject = ? AND c.expires_at > ? AND a.is_disabled = 0
            """, [.text(token.digest), StoreValue(date)]
        ).map(Account.init)
    }
}
