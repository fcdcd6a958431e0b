/// The tables of bouquets and of what is said about them and about datasets.
enum BouquetMigrations {
    static let statements = bouquets + discussions

    private static let bouquets = [
        """
        CREATE TABLE bouquets (
          id TEXT PRIMARY KEY,
          slug TEXT NOT NULL UNIQUE,
          title TEXT NOT NULL,
          organization_id TEXT REFERENCES organizations (id),
          territory TEXT,
          metadata TEXT NOT NULL,
          search_words TEXT NOT NULL,
          is_draft INTEGER NOT NULL,
          revision INTEGER NOT NULL,
          origin_id TEXT,
          created_at BIGINT NOT NULL,
          modified_at BIGINT NOT NULL,
          published_at BIGINT
        )
        """,
        "CREATE INDEX bouquets_by_modification ON bouquets (is_draft, modified_at)",
        "CREATE INDEX bouquets_by_territory ON bouquets (territory)",
        "CREATE INDEX bouquets_by_origin ON bouquets (origin_id)",
        // Everybody who changed it, the first first.
        """
        CREATE TABLE bouquet_authors (
          bouquet_id TEXT NOT NULL REFERENCES bouquets (id) ON DELETE CASCADE,
          author_id TEXT NOT NULL,
          name TEXT NOT NULL,
          since BIGINT NOT NULL,
          PRIMARY KEY (bouquet_id, author_id)
        )
        """,
        """
        CREATE TABLE bouquet_sections (
          id TEXT PRIMARY KEY,
          bouquet_id TEXT NOT NULL REFERENCES bouquets (id) ON DELETE CASCADE,
          position INTEGER NOT NULL,
          title TEXT NOT NULL
        )
        """,
        "CREATE INDEX bouquet_sections_by_bouquet ON bouquet_sections (bouquet_id, position)",
        // A service has no foreign key: what a source no longer has may go, and the need that it answered stays.
        """
        CREATE TABLE bouquet_elements (
          id TEXT PRIMARY KEY,
          bouquet_id TEXT NOT NULL REFERENCES bouquets (id) ON DELETE CASCADE,
          section_id TEXT REFERENCES bouquet_sections (id),
          position INTEGER NOT NULL,
          title TEXT NOT NULL,
          reason TEXT NOT NULL,
          kind TEXT NOT NULL,
          dataset_id TEXT REFERENCES datasets (id) ON DELETE SET NULL,
          service_id TEXT,
          url TEXT,
          gap TEXT
        )
        """,
        "CREATE INDEX bouquet_elements_by_bouquet ON bouquet_elements (bouquet_id, position)",
        "CREATE INDEX bouquet_elements_by_dataset ON bouquet_elements (dataset_id)",
    ]

    // `subject` is `bouquet:<id>` or `dataset:<id>`.
    private static let discussions = [
        """
        CREATE TABLE discussions (
          id TEXT PRIMARY KEY,
          subject TEXT NOT NULL,
          title TEXT NOT NULL,
          author_id TEXT NOT NULL,
          author_name TEXT NOT NULL,
          opened_at BIGINT NOT NULL,
          last_at BIGINT NOT NULL,
          closed_at BIGINT,
          closed_by TEXT
        )
        """,
        "CREATE INDEX discussions_by_subject ON discussions (subject, last_at)",
        """
        CREATE TABLE discussion_messages (
          id TEXT PRIMARY KEY,
          discussion_id TEXT NOT NULL REFERENCES discussions (id) ON DELETE CASCADE,
          number INTEGER NOT NULL,
          body TEXT NOT NULL,
          author_id TEXT NOT NULL,
          author_name TEXT NOT NULL,
          posted_at BIGINT NOT NULL,
          hidden_at BIGINT,
          UNIQUE (discussion_id, number)
        )
        """,
    ]
}
