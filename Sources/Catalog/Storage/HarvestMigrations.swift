/// The tables of what was brought in from elsewhere: sources, runs, origins, services, reuses, checks of resources.
enum HarvestMigrations {
    static let statements = additions + sources + origins + services + checks

    private static let additions = [
        "ALTER TABLE organizations ADD COLUMN uri TEXT",
        "ALTER TABLE organizations ADD COLUMN siren TEXT",
        "CREATE INDEX organizations_by_uri ON organizations (uri)",
        "CREATE INDEX organizations_by_siren ON organizations (siren)",
        // The origin whose metadata the dataset shows; no foreign key: the two tables would each need the other first.
        "ALTER TABLE datasets ADD COLUMN origin_id TEXT",
        "ALTER TABLE datasets ADD COLUMN vanished_at BIGINT",
        "ALTER TABLE resources ADD COLUMN distribution TEXT",
        "ALTER TABLE resources ADD COLUMN vanished_at BIGINT",
    ]

    private static let sources = [
        """
        CREATE TABLE harvest_sources (
          id TEXT PRIMARY KEY,
          slug TEXT NOT NULL UNIQUE,
          name TEXT NOT NULL,
          backend TEXT NOT NULL,
          url TEXT NOT NULL,
          organization_slug TEXT,
          schedule TEXT NOT NULL,
          options TEXT NOT NULL,
          is_active INTEGER NOT NULL,
          created_at BIGINT NOT NULL,
          next_run_at BIGINT,
          last_success_at BIGINT,
          failures INTEGER NOT NULL
        )
        """,
        """
        CREATE TABLE harvest_runs (
          id TEXT PRIMARY KEY,
          source_id TEXT NOT NULL REFERENCES harvest_sources (id) ON DELETE CASCADE,
          state TEXT NOT NULL,
          position TEXT,
          counts TEXT NOT NULL,
          started_at BIGINT NOT NULL,
          finished_at BIGINT
        )
        """,
        "CREATE INDEX harvest_runs_by_source ON harvest_runs (source_id, started_at)",
        """
        CREATE TABLE harvest_findings (
          run_id TEXT NOT NULL REFERENCES harvest_runs (id) ON DELETE CASCADE,
          number INTEGER NOT NULL,
          finding TEXT NOT NULL,
          PRIMARY KEY (run_id, number)
        )
        """,
        // What was read at each address last time: what to ask whether it changed, and what it held where it did not.
        """
        CREATE TABLE harvest_pages (
          source_id TEXT NOT NULL REFERENCES harvest_sources (id) ON DELETE CASCADE,
          address TEXT NOT NULL,
          run_id TEXT NOT NULL,
          etag TEXT,
          last_modified TEXT,
          checksum TEXT NOT NULL,
          reading TEXT NOT NULL,
          PRIMARY KEY (source_id, address)
        )
        """,
    ]

    private static let origins = [
        """
        CREATE TABLE origins (
          id TEXT PRIMARY KEY,
          source_id TEXT NOT NULL REFERENCES harvest_sources (id) ON DELETE CASCADE,
          remote_id TEXT NOT NULL,
          dataset_id TEXT NOT NULL REFERENCES datasets (id) ON DELETE CASCADE,
          uri TEXT,
          remote_url TEXT,
          checksum TEXT NOT NULL,
          record TEXT NOT NULL,
          is_authoritative INTEGER NOT NULL,
          first_seen_at BIGINT NOT NULL,
          last_seen_at BIGINT NOT NULL,
          changed_at BIGINT NOT NULL,
          seen_run_id TEXT NOT NULL,
          vanished_at BIGINT,
          UNIQUE (source_id, remote_id)
        )
        """,
        "CREATE INDEX origins_by_dataset ON origins (dataset_id)",
        "CREATE INDEX origins_by_run ON origins (source_id, seen_run_id)",
        """
        CREATE TABLE origin_keys (
          identity_key TEXT NOT NULL,
          origin_id TEXT NOT NULL REFERENCES origins (id) ON DELETE CASCADE,
          PRIMARY KEY (identity_key, origin_id)
        )
        """,
        "CREATE INDEX origin_keys_by_origin ON origin_keys (origin_id)",
    ]

    private static let services = [
        """
        CREATE TABLE data_services (
          id TEXT PRIMARY KEY,
          slug TEXT NOT NULL UNIQUE,
          title TEXT NOT NULL,
          metadata TEXT NOT NULL,
          source_id TEXT REFERENCES harvest_sources (id) ON DELETE SET NULL,
          remote_id TEXT,
          seen_run_id TEXT,
          created_at BIGINT NOT NULL,
          modified_at BIGINT NOT NULL,
          vanished_at BIGINT,
          UNIQUE (source_id, remote_id)
        )
        """,
        """
        CREATE TABLE dataset_services (
          dataset_id TEXT NOT NULL REFERENCES datasets (id) ON DELETE CASCADE,
          service_id TEXT NOT NULL REFERENCES data_services (id) ON DELETE CASCADE,
          PRIMARY KEY (dataset_id, service_id)
        )
        """,
        "CREATE INDEX dataset_services_by_service ON dataset_services (service_id)",
        """
        CREATE TABLE reuses (
          id TEXT PRIMARY KEY,
          slug TEXT NOT NULL UNIQUE,
          title TEXT NOT NULL,
          description TEXT NOT NULL,
          url TEXT,
          kind TEXT NOT NULL,
          organization_id TEXT REFERENCES organizations (id),
          created_at BIGINT NOT NULL,
          modified_at BIGINT NOT NULL
        )
        """,
        """
        CREATE TABLE reuse_datasets (
          reuse_id TEXT NOT NULL REFERENCES reuses (id) ON DELETE CASCADE,
          dataset_id TEXT NOT NULL REFERENCES datasets (id) ON DELETE CASCADE,
          PRIMARY KEY (reuse_id, dataset_id)
        )
        """,
        "CREATE INDEX reuse_datasets_by_dataset ON reuse_datasets (dataset_id)",
    ]

    // One line a resource and day: how often its address was asked, and had the file.
    static let days = [
        """
        CREATE TABLE resource_check_days (
          resource_id TEXT NOT NULL REFERENCES resources (id) ON DELETE CASCADE,
          day INTEGER NOT NULL,
          checks INTEGER NOT NULL,
          good INTEGER NOT NULL,
          PRIMARY KEY (resource_id, day)
        )
        """
    ]

    // One line a resource: how its address answered last, since when, and when to ask again.
    private static let checks = [
        """
        CREATE TABLE resource_checks (
          resource_id TEXT PRIMARY KEY REFERENCES resources (id) ON DELETE CASCADE,
          host TEXT NOT NULL,
          state TEXT NOT NULL,
          answer TEXT NOT NULL,
          checked_at BIGINT NOT NULL,
          since BIGINT NOT NULL,
          last_success_at BIGINT,
          failures INTEGER NOT NULL,
          check_after BIGINT NOT NULL
        )
        """,
        "CREATE INDEX resource_checks_by_date ON resource_checks (check_after)",
        "CREATE INDEX resource_checks_by_host ON resource_checks (host, state)",
    ]
}
