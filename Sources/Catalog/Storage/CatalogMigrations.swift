package import Store

/// The catalogue's tables, in SQL that SQLite and PostgreSQL both read. Dates are milliseconds since 1970 (UTC),
/// identifiers are lower-case UUIDs, structured values are JSON text.
package enum CatalogMigrations {
    /// All migrations, in order; each is applied once and never changed.
    package static let all: [Migration] = [
        Migration(id: "catalog.1", statements: organizations + datasets + resources + versions),
        Migration(id: "catalog.search", statements: search),
        Migration(id: "catalog.2", statements: HarvestMigrations.statements),
        Migration(id: "catalog.quality", statements: quality),
        Migration(id: "catalog.bouquets", statements: BouquetMigrations.statements),
        Migration(id: "catalog.checks", statements: HarvestMigrations.days),
        Migration(id: "catalog.conformity", statements: conformity),
        Migration(id: "catalog.coverage", statements: coverage),
        // First publication, as the producer tells it; NULL where nobody does.
        Migration(id: "catalog.opening", statements: ["ALTER TABLE datasets ADD COLUMN opened_at BIGINT"]),
        Migration(id: "catalog.period", statements: period),
        Migration(id: "catalog.filling", statements: filling),
        // A source that is no longer followed is kept, so that what it gave is known again where it is declared again.
        Migration(id: "catalog.sources", statements: ["ALTER TABLE harvest_sources ADD COLUMN removed_at BIGINT"]),
    ]

    // Each change of what a dataset is found by takes the next number of one counter: an index, in whatever process,
    // reads those above the last that it has seen. The words that `LIKE` used to compare are no longer kept.
    private static let search = [
        "ALTER TABLE datasets ADD COLUMN search_change BIGINT NOT NULL DEFAULT 0",
        "CREATE INDEX datasets_by_search_change ON datasets (search_change, id)",
        "CREATE TABLE search_changes (id INTEGER PRIMARY KEY, last BIGINT NOT NULL)",
        "INSERT INTO search_changes (id, last) VALUES (1, 0)",
        "ALTER TABLE datasets DROP COLUMN title_words",
        "ALTER TABLE datasets DROP COLUMN search_words",
    ]

    // A score is kept when it changes, so that a history stays short however often datasets are judged.
    private static let quality = [
        "ALTER TABLE versions ADD COLUMN drift TEXT",
        """
        CREATE TABLE quality_scores (
          dataset_id TEXT NOT NULL REFERENCES datasets (id) ON DELETE CASCADE,
          measured_at BIGINT NOT NULL,
          score INTEGER NOT NULL,
          families TEXT NOT NULL,
          PRIMARY KEY (dataset_id, measured_at)
        )
        """,
    ]

    // A version never changes; how far it follows a schema does with the schema, and is told apart.
    private static let conformity = [
        "ALTER TABLE resources ADD COLUMN schema_word TEXT",
        """
        CREATE TABLE conformities (
          version_id TEXT PRIMARY KEY REFERENCES versions (id) ON DELETE CASCADE,
          schema_name TEXT NOT NULL,
          checked_at BIGINT NOT NULL,
          result TEXT NOT NULL
        )
        """,
    ]

    // The territories that the columns of a version tell of, by their identifiers. Once they are known, datasets are found by
    // them: all are read again.
    private static let coverage = [
        """
        CREATE TABLE version_territories (
          version_id TEXT PRIMARY KEY REFERENCES versions (id) ON DELETE CASCADE,
          territories TEXT NOT NULL
        )
        """,
        "CREATE INDEX bouquet_elements_by_kind ON bouquet_elements (kind)",
    ]

    // The days that a dataset says it covers, since 1970-01-01; both NULL where it does not say, one where it has no bound.
    private static let period = [
        "ALTER TABLE datasets ADD COLUMN covers_from INTEGER",
        "ALTER TABLE datasets ADD COLUMN covers_to INTEGER",
    ]

    // Columns that came after datasets were written: the last one looked at, until all are (``Catalog/fillDates(atOnce:)``).
    private static let filling = [
        "CREATE TABLE dataset_filling (name TEXT PRIMARY KEY, last_id TEXT NOT NULL)",
        "INSERT INTO dataset_filling (name, last_id) VALUES ('dates', '')",
    ]

    private static let organizations = [
        """
        CREATE TABLE organizations (
          id TEXT PRIMARY KEY,
          slug TEXT NOT NULL UNIQUE,
          name TEXT NOT NULL,
          description TEXT NOT NULL,
          url TEXT,
          created_at BIGINT NOT NULL
        )
        """
    ]

    private static let datasets = [
        """
        CREATE TABLE datasets (
          id TEXT PRIMARY KEY,
          slug TEXT NOT NULL UNIQUE,
          title TEXT NOT NULL,
          organization_id TEXT REFERENCES organizations (id),
          licence TEXT NOT NULL,
          frequency TEXT NOT NULL,
          territory_level TEXT,
          metadata TEXT NOT NULL,
          title_words TEXT NOT NULL,
          search_words TEXT NOT NULL,
          created_at BIGINT NOT NULL,
          modified_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX datasets_by_organization ON datasets (organization_id)",
        "CREATE INDEX datasets_by_modification ON datasets (modified_at)",
        """
        CREATE TABLE dataset_themes (
          dataset_id TEXT NOT NULL REFERENCES datasets (id) ON DELETE CASCADE,
          theme TEXT NOT NULL,
          PRIMARY KEY (dataset_id, theme)
        )
        """,
        "CREATE INDEX dataset_themes_by_theme ON dataset_themes (theme)",
    ]

    // `current_version_id` has no foreign key: the two tables would each need the other first.
    private static let resources = [
        """
        CREATE TABLE resources (
          id TEXT PRIMARY KEY,
          dataset_id TEXT NOT NULL REFERENCES datasets (id) ON DELETE CASCADE,
          slug TEXT NOT NULL UNIQUE,
          title TEXT NOT NULL,
          description TEXT NOT NULL,
          position INTEGER NOT NULL,
          column_descriptions TEXT NOT NULL,
          source_url TEXT,
          format TEXT,
          current_version_id TEXT,
          source_signature TEXT,
          failure TEXT,
          checked_at BIGINT,
          created_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX resources_by_dataset ON resources (dataset_id, position)",
        "CREATE INDEX resources_by_format ON resources (format)",
    ]

    private static let versions = [
        """
        CREATE TABLE versions (
          id TEXT PRIMARY KEY,
          resource_id TEXT NOT NULL REFERENCES resources (id) ON DELETE CASCADE,
          number INTEGER NOT NULL,
          original_hash TEXT NOT NULL,
          original_bytes BIGINT NOT NULL,
          original_name TEXT NOT NULL,
          media_type TEXT NOT NULL,
          format TEXT NOT NULL,
          table_hash TEXT,
          row_count BIGINT NOT NULL,
          rejected_rows BIGINT NOT NULL,
          column_count INTEGER NOT NULL,
          table_json TEXT,
          inspection TEXT NOT NULL,
          source_url TEXT,
          published_at BIGINT NOT NULL,
          restored_from INTEGER,
          job_id TEXT,
          UNIQUE (resource_id, number)
        )
        """
    ]
}
