"""`portulan inspect` of five million rows against DuckDB's typed reading of them, with the same two threads, and against
csv-detective, the tool that describes files for data.gouv.fr, on the first rows.

DuckDB finds the dialect and the types and reads every row into typed columns; Portulan reads every row too, and
profiles all that it reads. Both are timed in wall and in processor seconds: the second hold on a machine that does
something else as well.
"""

import itertools
import statistics
import sys
import tempfile

import inspection
import validation

RUNS = 5
SAMPLE = 100_000


def run(portulan, support):
    peers = support / "venv-bench-validation/bin/python"
    path = validation.files(support, {"sirene": "sirene_like_5m"}, mark=".csv")["sirene"]
    print(f"\n## profile: {path.name}, {path.stat().st_size / 1e6:.0f} MB, {RUNS} runs in turn, medians\n")
    mine, theirs = [], []
    for _ in range(RUNS):
        mine.append(validation.ours(portulan, path, None, "inspect"))
        theirs.append(validation.duckdb(peers, path))
    wall, processor, peak = (statistics.median(one[index] for one in mine) for index in range(3))
    peer_wall, peer_processor = (statistics.median(one[index] for one in theirs) for index in range(2))
    rows = mine[0][3]["rows"]
    print(f"portulan inspect        {wall:8.3f} s   {processor:6.3f} s of processor   {rows:,} rows, peak {peak:.0f} MB")
    print(f"DuckDB {theirs[0][2]}, typed    {peer_wall:8.3f} s   {peer_processor:6.3f} s of processor")
    print(f"ratio to DuckDB         {wall / peer_wall:8.2f}     {processor / peer_processor:6.2f}")
    with tempfile.NamedTemporaryFile("w", suffix=".csv", encoding="utf-8") as sample:
        with open(path, encoding="utf-8", newline="") as file:
            sample.writelines(itertools.islice(file, SAMPLE + 1))
        sample.flush()
        seconds, _ = inspection.timed([sys.executable, "-c", inspection.PEER, sample.name, "-1"])
    print(f"csv-detective{seconds:19.3f} s   {SAMPLE:,} rows; per row {seconds / SAMPLE * rows / wall:.0f} times ours")
