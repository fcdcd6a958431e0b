package import Store

/// The tables of the room. Figures themselves are in files named by their hash; small ones are in the release's own row.
package enum IndicatorMigrations {
    package static let all = [
        Migration(
            id: "indicators.1",
            statements: [
                """
                CREATE TABLE indicator_releases (
                    number BIGINT PRIMARY KEY,
                    id TEXT NOT NULL UNIQUE,
                    kind TEXT NOT NULL,
                    created BIGINT NOT NULL,
                    author TEXT NOT NULL,
                    source TEXT,
                    note TEXT,
                    undoes TEXT,
                    cells BIGINT NOT NULL,
                    fingerprint TEXT,
                    file TEXT,
                    content BYTEA
                )
                """,
                """
                CREATE TABLE indicator_release_parts (
                    release BIGINT NOT NULL,
                    service TEXT NOT NULL,
                    slug TEXT NOT NULL,
                    PRIMARY KEY (release, service, slug)
                )
                """,
                "CREATE INDEX indicator_release_parts_by_indicator ON indicator_release_parts (service, slug)",
            ])
    ]
}
