package import Foundation
import Store

extension Identity {
    /// Opens a session for who knows the password of an address.
    ///
    /// An unknown address, a wrong password, an account that is disabled or has no password yet: all get the same
    /// answer, after the same work.
    ///
    /// - Parameters:
    ///   - address: where the request comes from.
    ///   - limitKey: under which attempts from there are counted; nil for this very machine, which may be a proxy.
    ///   - agent: what the browser says of itself.
    ///   - former: the session that the browser already had: it ends, so that none planted beforehand goes on.
    /// - Throws: ``IdentityError`` `refused`, `throttled`, `busy`.
    package func login(
        email: String, password: String, address: String, limitKey: String?, agent: String, former: SecretToken? = nil
    ) async throws -> OpenedSession {
        let folded = (try? EmailAddress.folded(email)) ?? email.lowercased()
        let subjects: [AttemptSubject] = [.account(folded)] + (limitKey.map { [.address($0)] } ?? [])
        let start = storedNow
        let (account, hash) = try await store.write { [throttle] session -> (Account?, PasswordHash?) in
            try throttle.begin(subjects, at: start, in: session)
            let account = try session.account(email: folded)
            return (account, try account.flatMap { try session.passwordHash(of: $0.id) })
        }
        let isRight = password.count <= PasswordPolicy.maximumLength
        let matches = try await hasher.matches(isRight ? password : "", hash)
        guard matches, isRight, let account, !account.isDisabled else {
            try await store.write { [journal] session in
                try journal.add(
                    .sessionRefused, account.map(JournalSubject.init) ?? .unknown, by: Actor(id: "public", name: ""),
                    from: address, in: session)
            }
            throw IdentityError(.refused)
        }
        let renewed = hash?.cost == hasher.cost ? nil : try await hasher.hash(password)
        return try await store.write { [self] session in
            // Between the two transactions the account may have been shut, or its password changed.
            guard let current = try session.account(account.id), !current.isDisabled,
                try session.passwordHash(of: account.id)?.text == hash?.text
            else { throw IdentityError(.refused) }
            if let renewed { try session.write(renewed, of: account.id, at: storedNow) }
            try throttle.succeed(subjects, at: start, in: session)
            return try open(current, address: address, agent: agent, former: former, in: session)
        }
    }

    /// Opens a session for an account that was recognised, by whatever means.
    func open(
        _ account: Account, address: String, agent: String, former: SecretToken?, in session: any WriteSession
    ) throws -> OpenedSession {
        let date = storedNow
        if let former { try session.execute("DELETE FROM sessions WHERE token_hash = ?", [.text(former.digest)]) }
        let token = SecretToken()
        let opened = LoginSession(
            id: UUID(), account: account.id, createdAt: date, lastSeenAt: date, expiresAt: date + times.absolute,
            address: address, agent: String(agent.prefix(200)))
        try session.execute(
            """
            INSERT INTO sessions (id, token_hash, account_id, created_at, last_seen_at, expires_at, address, agent)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .text(opened.id.text), .text(token.digest), .text(account.id.text), StoreValue(date), StoreValue(date),
                StoreValue(opened.expiresAt), .text(address), .text(opened.agent),
            ])
        try session.execute("UPDATE accounts SET last_login_at = ? WHERE id = ?", [StoreValue(date), .text(account.id.text)])
        try journal.add(.sessionOpened, JournalSubject(account), by: Actor(account), from: address, in: session)
        let principal = Principal(account: account, grants: try session.grants(of: account.id), address: address)
        return OpenedSession(token: token, session: opened, principal: principal)
    }

    /// The account that an identity provider's name for a person is tied to; nil where it is tied to none.
    package func account(_ subject: ExternalSubject) async throws -> Account? {
        try await store.read { session in
            try session.row(
                "SELECT \(Account.columns) FROM accounts a JOIN credentials c ON c.account_id = a.id WHERE c.kind = 'external' AND c.subject = ?",
                [.text(subject.key)]
            ).map(Account.init)
        }
    }

    /// Ties an identity provider's name for a person to their account.
    ///
    /// - Parameter authorization: of ``Permission/manageAccounts``.
    /// - Throws: `StoreError` of kind `constraint` where the name is tied to another account.
    package func link(_ subject: ExternalSubject, to id: UUID, by authorization: Authorization) async throws {
        try authorization.check(.manageAccounts, on: .instance)
        let date = storedNow
        try await store.write { [journal] session in
            let account = try session.requiredAccount(id)
            try session.execute(
                "INSERT INTO credentials (id, account_id, kind, subject, label, created_at) VALUES (?, ?, 'external', ?, ?, ?)",
                [.text(UUID().text), .text(id.text), .text(subject.key), .text(subject.issuer), StoreValue(date)])
            try journal.add(.subjectLinked, JournalSubject(account), by: authorization, after: subject.key, in: session)
        }
    }
}
