import Foundation
import Store

extension UUID {
    var text: String { uuidString.lowercased() }
}

extension StoreRow {
    func uuid(_ column: String) throws -> UUID {
        let text = try string(column)
        guard let id = UUID(uuidString: text) else {
            throw StoreError(.unexpectedValue, "column \(column) is not an identifier: \(text)")
        }
        return id
    }
}

extension Account {
    /// Columns of `accounts a`.
    static let columns = "a.id, a.email, a.name, a.is_disabled, a.created_at, a.last_login_at"

    init(_ row: StoreRow) throws {
        self.init(
            id: try row.uuid("id"), email: try row.string("email"), name: try row.string("name"),
            isDisabled: try row.bool("is_disabled"), createdAt: try row.date("created_at"),
            lastLoginAt: try row.optionalDate("last_login_at"))
    }
}

extension LoginSession {
    /// Columns of `sessions s`, their names apart from those of accounts.
    static let columns = """
        s.id AS session_id, s.account_id, s.created_at AS opened_at, s.last_seen_at, s.expires_at, s.address, s.agent
        """

    init(_ row: StoreRow) throws {
        self.init(
            id: try row.uuid("session_id"), account: try row.uuid("account_id"), createdAt: try row.date("opened_at"),
            lastSeenAt: try row.date("last_seen_at"), expiresAt: try row.date("expires_at"),
            address: try row.string("address"), agent: try row.string("agent"))
    }
}

extension Credential {
    init(_ row: StoreRow) throws {
        let name = try row.string("kind")
        guard let kind = Kind(rawValue: name) else { throw StoreError(.unexpectedValue, "unknown credential \(name)") }
        self.init(
            id: try row.uuid("id"), account: try row.uuid("account_id"), kind: kind, label: try row.string("label"),
            limits: try row.optionalJSON("permissions", as: [String].self).map { Set($0.compactMap(Permission.init)) },
            createdAt: try row.date("created_at"), expiresAt: try row.optionalDate("expires_at"),
            lastUsedAt: try row.optionalDate("last_used_at"))
    }
}

extension ReadSession {
    func account(_ id: UUID) throws -> Account? {
        try row("SELECT \(Account.columns) FROM accounts a WHERE a.id = ?", [.text(id.text)]).map(Account.init)
    }

    func account(email: String) throws -> Account? {
        try row("SELECT \(Account.columns) FROM accounts a WHERE a.email = ?", [.text(email)]).map(Account.init)
    }

    func grants(of account: UUID) throws -> [Grant] {
        try rows(
            "SELECT organization, role FROM account_roles WHERE account_id = ? ORDER BY organization", [.text(account.text)]
        ).compactMap { row in
            guard let role = Role(rawValue: try row.string("role")), let scope = Scope(key: try row.string("organization"))
            else { return nil }
            return Grant(role, on: scope)
        }
    }

    func passwordHash(of account: UUID) throws -> PasswordHash? {
        try row(
            "SELECT secret FROM credentials WHERE kind = 'password' AND subject = ?", [.text(account.text)]
        )?.optionalString("secret").flatMap(PasswordHash.init)
    }
}

extension WriteSession {
    func write(_ hash: PasswordHash, of account: UUID, at date: Date) throws {
        try execute(
            """
            INSERT INTO credentials (id, account_id, kind, subject, secret, label, created_at)
            VALUES (?, ?, 'password', ?, ?, '', ?)
            ON CONFLICT (kind, subject) DO UPDATE SET secret = excluded.secret, created_at = excluded.created_at
            """,
            [.text(UUID().text), .text(account.text), .text(account.text), .text(hash.text), StoreValue(date)])
    }

    /// Ends the account's sessions.
    ///
    /// - Parameter kept: one that goes on.
    func endSessions(of account: UUID, except kept: UUID? = nil) throws {
        try execute(
            "DELETE FROM sessions WHERE account_id = ? AND id <> ?", [.text(account.text), .text(kept?.text ?? "")])
    }
}
