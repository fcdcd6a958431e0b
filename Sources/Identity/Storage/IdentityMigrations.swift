package import Store

/// The tables of accounts, rights, sessions and the journal. Dates are milliseconds since 1970 (UTC), identifiers are
/// lower-case UUIDs; no secret is stored that could be presented again.
package enum IdentityMigrations {
    /// All migrations, in order; each is applied once and never changed.
    package static let all: [Migration] = [
        Migration(id: "identity.1", statements: accounts + entry + journal)
    ]

    // `organization` is empty for the whole instance; it has no foreign key, because organisations are another room's.
    private static let accounts = [
        """
        CREATE TABLE accounts (
          id TEXT PRIMARY KEY,
          email TEXT NOT NULL UNIQUE,
          name TEXT NOT NULL,
          is_disabled BIGINT NOT NULL,
          created_at BIGINT NOT NULL,
          last_login_at BIGINT
        )
        """,
        """
        CREATE TABLE account_roles (
          account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
          organization TEXT NOT NULL,
          role TEXT NOT NULL,
          PRIMARY KEY (account_id, organization)
        )
        """,
        """
        CREATE TABLE credentials (
          id TEXT PRIMARY KEY,
          account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
          kind TEXT NOT NULL,
          subject TEXT NOT NULL,
          secret TEXT,
          label TEXT NOT NULL,
          permissions TEXT,
          created_at BIGINT NOT NULL,
          expires_at BIGINT,
          last_used_at BIGINT,
          UNIQUE (kind, subject)
        )
        """,
        "CREATE INDEX credentials_by_account ON credentials (account_id, kind)",
    ]

    private static let entry = [
        """
        CREATE TABLE sessions (
          id TEXT PRIMARY KEY,
          token_hash TEXT NOT NULL UNIQUE,
          account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
          created_at BIGINT NOT NULL,
          last_seen_at BIGINT NOT NULL,
          expires_at BIGINT NOT NULL,
          address TEXT NOT NULL,
          agent TEXT NOT NULL
        )
        """,
        "CREATE INDEX sessions_by_account ON sessions (account_id)",
        """
        CREATE TABLE login_attempts (
          subject TEXT PRIMARY KEY,
          failures BIGINT NOT NULL,
          last_at BIGINT NOT NULL,
          blocked_until BIGINT NOT NULL
        )
        """,
    ]

    // No foreign key to accounts: what somebody did outlives them. `journal_anchor` remembers where retention cut the
    // chain.
    private static let journal = [
        """
        CREATE TABLE journal (
          number BIGINT PRIMARY KEY,
          at BIGINT NOT NULL,
          actor TEXT NOT NULL,
          actor_name TEXT NOT NULL,
          action TEXT NOT NULL,
          subject TEXT NOT NULL,
          subject_name TEXT NOT NULL,
          before_hash TEXT,
          after_hash TEXT,
          address TEXT NOT NULL,
          hash TEXT NOT NULL
        )
        """,
        "CREATE INDEX journal_by_date ON journal (at)",
        "CREATE TABLE journal_anchor (id BIGINT PRIMARY KEY, number BIGINT NOT NULL, hash TEXT NOT NULL)",
    ]
}
