package import Foundation
import Store

/// An account with what it may do, as lists show it.
package struct AccountDetail: Sendable, Hashable {
    package let account: Account
    package let grants: [Grant]
    /// Whether a password was chosen: an account without one has not been entered yet.
    package let hasPassword: Bool
}

extension Identity {
    /// All accounts, by address.
    package func accounts() async throws -> [AccountDetail] {
        try await store.read { session in
            let known = try session.rows("SELECT subject FROM credentials WHERE kind = 'password'").map { try $0.string("subject") }
            let withPassword = Set(known)
            var grants: [String: [Grant]] = [:]
            for row in try session.rows("SELECT account_id, organization, role FROM account_roles ORDER BY organization") {
                guard let role = Role(rawValue: try row.string("role")), let scope = Scope(key: try row.string("organization"))
                else { continue }
                grants[try row.string("account_id"), default: []].append(Grant(role, on: scope))
            }
            return try session.rows("SELECT \(Account.columns) FROM accounts a ORDER BY a.email").map { row in
                let account = try Account(row)
                return AccountDetail(
                    account: account, grants: grants[account.id.text] ?? [], hasPassword: withPassword.contains(account.id.text))
            }
        }
    }

    /// One account; nil where there is none.
    package func account(_ id: UUID) async throws -> AccountDetail? {
        try await accounts().first { $0.account.id == id }
    }

    /// The account of an address, in any case; nil where there is none.
    package func account(email: String) async throws -> Account? {
        guard let folded = try? EmailAddress.folded(email) else { return nil }
        return try await store.read { try $0.account(email: folded) }
    }

    /// Makes an account, and the one-time link by which its owner chooses a password.
    ///
    /// - Parameters:
    ///   - authorization: of ``Permission/manageAccounts``.
    ///   - grant: its first role; nil gives none.
    /// - Throws: ``IdentityError`` `emailInvalid`, `emailTaken`, `nameMissing`, `forbidden`.
    package func createAccount(
        email: String, name: String, grant: Grant? = nil, by authorization: Authorization
    ) async throws -> (account: Account, link: SecretToken) {
        try authorization.check(.manageAccounts, on: .instance)
        let name = name.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !name.isEmpty, name.count <= 200 else { throw IdentityError(.nameMissing) }
        let account = Account(id: UUID(), email: try EmailAddress.folded(email), name: name, createdAt: storedNow)
        return try await store.write { [self] session in
            guard try session.account(email: account.email) == nil else { throw IdentityError(.emailTaken) }
            try session.execute(
                "INSERT INTO accounts (id, email, name, is_disabled, created_at) VALUES (?, ?, ?, 0, ?)",
                [.text(account.id.text), .text(account.email), .text(account.name), StoreValue(account.createdAt)])
            try journal.add(.accountCreated, JournalSubject(account), by: authorization, after: account, in: session)
            if let grant { try write(grant.role, on: grant.scope, to: account, by: authorization, in: session) }
            return (account, try issueReset(for: account, by: authorization, in: session))
        }
    }

    /// Changes how an account's owner is called.
    ///
    /// - Parameter authorization: of ``Permission/manageAccounts``.
    package func rename(_ id: UUID, to name: String, by authorization: Authorization) async throws {
        try authorization.check(.manageAccounts, on: .instance)
        let name = name.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !name.isEmpty, name.count <= 200 else { throw IdentityError(.nameMissing) }
        try await store.write { [journal] session in
            let before = try session.requiredAccount(id)
            guard before.name != name else { return }
            try session.execute("UPDATE accounts SET name = ? WHERE id = ?", [.text(name), .text(id.text)])
            try journal.add(
                .accountRenamed, JournalSubject(before), by: authorization, before: before, after: session.account(id), in: session)
        }
    }

    /// Shuts an account out at once, its sessions, links and keys with it; or lets it in again.
    ///
    /// - Parameter authorization: of ``Permission/manageAccounts``.
    /// - Throws: ``IdentityError`` `lastAdministrator`, `accountUnknown`, `forbidden`.
    package func setDisabled(_ isDisabled: Bool, _ id: UUID, by authorization: Authorization) async throws {
        try authorization.check(.manageAccounts, on: .instance)
        try await store.write { [journal] session in
            let before = try session.requiredAccount(id)
            guard before.isDisabled != isDisabled else { return }
            try session.execute(
                "UPDATE accounts SET is_disabled = ? WHERE id = ?", [StoreValue(isDisabled), .text(id.text)])
            if isDisabled {
                if try session.grants(of: id).contains(Grant(.administrator, on: .instance)) { try session.keepAdministrator() }
                try session.endSessions(of: id)
                try session.execute(
                    "DELETE FROM credentials WHERE account_id = ? AND kind IN ('reset', 'apiToken')", [.text(id.text)])
            }
            try journal.add(
                isDisabled ? .accountDisabled : .accountEnabled, JournalSubject(before), by: authorization, before: before,
                after: session.account(id), in: session)
        }
    }

    /// Gives a role on a scope, in place of the one that the account had there.
    ///
    /// - Parameters:
    ///   - role: nil takes the present one away.
    ///   - authorization: of ``Permission/manageMembers`` on the very scope, or on the whole instance.
    /// - Throws: ``IdentityError`` `lastAdministrator`, `accountUnknown`, `forbidden`.
    package func setRole(_ role: Role?, on scope: Scope, of id: UUID, by authorization: Authorization) async throws {
        try authorization.check(.manageMembers, on: scope)
        try await store.write { [self] session in
            try write(role, on: scope, to: try session.requiredAccount(id), by: authorization, in: session)
        }
    }

    private func write(
        _ role: Role?, on scope: Scope, to account: Account, by authorization: Authorization, in session: any WriteSession
    ) throws {
        let place: [StoreValue] = [.text(account.id.text), .text(scope.key)]
        let before = try session.row("SELECT role FROM account_roles WHERE account_id = ? AND organization = ?", place)?
            .string("role")
        guard before != role?.rawValue else { return }
        if let role {
            try session.execute(
                """
                INSERT INTO account_roles (account_id, organization, role) VALUES (?, ?, ?)
                ON CONFLICT (account_id, organization) DO UPDATE SET role = excluded.role
                """, place + [.text(role.rawValue)])
        } else {
            try session.execute("DELETE FROM account_roles WHERE account_id = ? AND organization = ?", place)
        }
        if before == Role.administrator.rawValue, scope == .instance { try session.keepAdministrator() }
        try journal.add(
            .roleChanged, JournalSubject(account), by: authorization, before: before.map { [scope.key, $0] },
            after: role.map { [scope.key, $0.rawValue] }, in: session)
    }
}

extension ReadSession {
    func requiredAccount(_ id: UUID) throws -> Account {
        guard let account = try account(id) else { throw IdentityError(.accountUnknown) }
        return account
    }

    /// - Throws: ``IdentityError`` `lastAdministrator` where nobody is left who could give rights back.
    func keepAdministrator() throws {
        let left = try row(
            """
            SELECT count(*) AS n FROM account_roles r JOIN accounts a ON a.id = r.account_id
            WHERE r.organization = '' AND r.role = 'administrator' AND a.is_disabled = 0
            """)
        if try left?.int("n") == 0 { throw IdentityError(.lastAdministrator) }
    }
}
