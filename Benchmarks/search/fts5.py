"""The peer: SQLite FTS5 (unicode61, accents removed) on the same texts, asked in several ways.

It is used as well as it can be: in memory, optimised after loading, columns weighted as ours are, the words that carry
no meaning left out, the best rows multiplied by the same boost as ours.
"""

import re
import sqlite3
import time

COLUMNS = ["title", "keywords", "territory", "organization", "description", "columns", "resources"]
WEIGHTS = [0, 6, 3, 3, 2, 1, 1, 0.8]
STOP = set("a au aux avec ce ces dans de des du elle en et est il je la le les leur leurs l d quel quelle quels quelles "
           "où ou par pour qu que qui sa se ses son sont sur un une combien cherche trouver".split())


def open_index(datasets):
    database = sqlite3.connect(":memory:")
    database.execute("PRAGMA temp_store = MEMORY")
    database.execute(
        f"CREATE VIRTUAL TABLE datasets USING fts5(id UNINDEXED, {', '.join(COLUMNS)}, "
        "tokenize = \"unicode61 remove_diacritics 2\", prefix = '2 3 4')")
    database.execute("CREATE TABLE boosts (row INTEGER PRIMARY KEY, boost REAL)")
    rows, boosts = [], []
    for number, d in enumerate(datasets, 1):
        texts = [d[c] if isinstance(d[c], str) else " ; ".join(d[c]) for c in COLUMNS]
        rows.append([d["id"], *texts])
        boosts.append((number, 0.8 + 0.2 * (0.4 * d["quality"] + 0.4 * d["use"] + 0.2 * d["freshness"])))
    marks = ", ".join("?" * (len(COLUMNS) + 1))
    database.executemany(f"INSERT INTO datasets VALUES ({marks})", rows)
    database.executemany("INSERT INTO boosts VALUES (?, ?)", boosts)
    database.execute("INSERT INTO datasets(datasets) VALUES ('optimize')")
    database.execute(f"INSERT INTO datasets(datasets, rank) VALUES ('rank', 'bm25({', '.join(map(str, WEIGHTS))})')")
    database.commit()
    return database


def words(query):
    found = re.findall(r"\w+", query.lower())
    return [w for w in found if w not in STOP] or found


def every(query):
    return " AND ".join(f'"{w}"' for w in words(query))


def any_(query):
    return " OR ".join(f'"{w}"' for w in words(query))


def prefixes(query):
    return " OR ".join(f'"{w}" *' if len(w) > 2 else f'"{w}"' for w in words(query))


def every_prefix(query):
    return " AND ".join(f'"{w}" *' if len(w) > 2 else f'"{w}"' for w in words(query))


BY_RANK = "SELECT id FROM datasets WHERE datasets MATCH ? ORDER BY rank LIMIT 10"
BOOSTED = "SELECT id FROM datasets JOIN boosts ON row = datasets.rowid WHERE datasets MATCH ? ORDER BY rank * boost LIMIT 10"
WAYS = {
    "all words": [(every, BY_RANK)],
    "any word": [(any_, BY_RANK)],
    "any word, boosted": [(any_, BOOSTED)],
    "any prefix": [(prefixes, BY_RANK)],
    "all words, else any prefix, boosted": [(every, BOOSTED), (every_prefix, BOOSTED), (prefixes, BOOSTED)],
}


def search(database, way, query):
    found = []
    for rewrite, sql in WAYS[way]:
        for (id,) in database.execute(sql, (rewrite(query),)):
            if id not in found:
                found.append(id)
        if len(found) >= 10:
            break
    return found[:10]


def measure(database, way, queries, rounds):
    """The ten best of each query, and microseconds, one a query and round."""
    found = [search(database, way, query) for query in queries]
    times = []
    for _ in range(rounds):
        for query in queries:
            started = time.perf_counter()
            search(database, way, query)
            times.append((time.perf_counter() - started) * 1e6)
    return found, times
