package import Store

/// The tables of steering. Dates are milliseconds since 1970 (UTC), identifiers lower-case UUIDs, territories as
/// `departement:35`; an empty policy stands for all of them.
package enum SteeringMigrations {
    /// All migrations, in order; each is applied once and never changed.
    package static let all: [Migration] = [Migration(id: "steering.1", statements: rights + entries)]

    private static let rights = [
        """
        CREATE TABLE steering_rights (
          id TEXT PRIMARY KEY,
          account_id TEXT NOT NULL REFERENCES accounts (id),
          service TEXT NOT NULL,
          policy TEXT NOT NULL,
          territory TEXT NOT NULL,
          action TEXT NOT NULL,
          granted_at BIGINT NOT NULL,
          granted_by TEXT NOT NULL,
          granted_by_name TEXT NOT NULL,
          withdrawn_at BIGINT,
          withdrawn_by TEXT,
          withdrawn_by_name TEXT
        )
        """,
        "CREATE INDEX steering_rights_by_account ON steering_rights (service, account_id)",
    ]

    // Rows are only ever added. `details` is the JSON of what a kind has besides its text; `thread` is the decision or the
    // proposal that an entry follows.
    private static let entries = [
        """
        CREATE TABLE steering_entries (
          id TEXT PRIMARY KEY,
          service TEXT NOT NULL,
          number BIGINT NOT NULL,
          policy TEXT NOT NULL,
          territory TEXT NOT NULL,
          kind TEXT NOT NULL,
          body TEXT NOT NULL,
          details TEXT,
          thread TEXT,
          author_id TEXT NOT NULL,
          author_name TEXT NOT NULL,
          written_at BIGINT NOT NULL,
          UNIQUE (service, number)
        )
        """,
        "CREATE INDEX steering_entries_by_place ON steering_entries (service, policy, territory, kind, number)",
        "CREATE INDEX steering_entries_by_kind ON steering_entries (service, kind, number)",
        "CREATE INDEX steering_entries_by_thread ON steering_entries (thread)",
    ]
}
