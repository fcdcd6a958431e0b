"""Pages of the services that ship, for a seeded sample of territories: what the server takes for each, asked once.

The instance is the demonstration's: its files, and those of ../shared/data where they are there (made-up rows stand in
for the others). Every page in a service's menu, and every page these lead to, is asked for France, régions, départements,
EPCI and communes in a shuffled order over one connection; so are the territories' own pages, on which the services have
their sheets. The limit is 50 ms at the 95th percentile.
"""

import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

from territories import LIMIT, Client, identifiers, percentile

REPOSITORY = Path(__file__).resolve().parent.parent
SAMPLES = {"france": 1, "region": 6, "departement": 20, "epci": 15, "commune": 25}
REAL_FILES = {"BAROMETRE": "../shared/data/barometre", "AIDES": "../shared/data/aides-entreprises"}


def links(client, address, service):
    """The pages of `service` that the page at `address` leads to, without fragments, files and territories."""
    found = re.findall(r'href="(/services/[^"#]*)"', client.get(address)[0].decode())
    # Steering is for those who have an account.
    pages = {link.replace("&amp;", "&") for link in found if not any(word in link for word in ["territoire=", "/blocs/", "/pilotage"])}
    return sorted(page for page in pages if page.startswith(f"/services/{service}") and not re.search(r"\.(json|csv|yaml)$", page))


def pages(client, service):
    """What a visitor reaches from the service's first page in two clicks: every page of the menu, five of each sort of detail."""
    first = f"/services/{service}"
    menu = [link for link in links(client, first, service) if re.fullmatch(rf"{first}(/[^/?]+)?", link)]
    details = {}
    for page in menu:
        for link in links(client, page, service):
            if link not in menu:
                details.setdefault(re.sub(r"=[^&]*|/indicateurs/.*", "", link), []).append(link)
    return menu + [link for sort in details.values() for link in random.Random(7).sample(sort, min(5, len(sort)))]


def measure(client, service, territories, chance):
    wanted = [(page, territory) for page in pages(client, service) for territory in territories]
    chance.shuffle(wanted)
    spent = {}
    for page, territory in wanted:
        address = f"{page}{'&' if '?' in page else '?'}territoire={quote(territory)}"
        spent.setdefault(re.sub(r"=[^&]*|(?<=/indicateurs/).*", "=…", page), []).append(client.get(address)[1])
    for page, values in spent.items():
        print(f"  {page:64} {len(values):5} pages   p50 {statistics.median(values):6.1f} ms   p95 {percentile(values, 0.95):6.1f} ms")
    return [value for values in spent.values() for value in values]


def prepare(portulan, instance, environment):
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": True}
    subprocess.run([portulan, "init", instance], **quiet)
    subprocess.run([portulan, "territories", "update", "--fresh", "--instance", instance], **quiet)
    subprocess.run(
        [portulan, "ingest", "--quiet", "--instance", instance, "--catalogue", REPOSITORY / "demo/catalogue.yaml"], env=environment, **quiet)  # fmt: skip
    subprocess.run([portulan, "service", "load", "--instance", instance], env=environment, **quiet)


def run(portulan, support):
    print("Pages of services", flush=True)
    real = {name: str((REPOSITORY / path).resolve()) for name, path in REAL_FILES.items() if (REPOSITORY / path).is_dir()}
    environment = {
        **os.environ, **real, "DATA": str(support / "data-france"),
        "PORTULAN_SERVICE_FOLDERS": str(REPOSITORY / "services"), "PORTULAN_RATE_LIMIT": "0",
    }  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        instance = Path(folder) / "instance"
        prepare(portulan, instance, environment)
        server = subprocess.Popen(
            [portulan, "serve", "--instance", instance, "--port", "0"], env=environment,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)  # fmt: skip
        try:
            line = server.stdout.readline()
            client = Client(int(next(word for word in line.split() if word.startswith("http")).rsplit(":", 1)[1]))
            chance = random.Random(5)
            territories = [
                f"{level}:{territory['code']}" for level, count in SAMPLES.items()
                for territory in chance.sample(identifiers(client, level), count)]  # fmt: skip
            spent = []
            for service in sorted(path.name for path in (REPOSITORY / "services").iterdir()):
                spent += measure(client, service, territories, chance)
            own = [client.get("/territoires/" + territory.replace(":", "/"))[1] for territory in territories]
        finally:
            server.terminate()
            server.wait(timeout=30)
    print(f"  {'territories, with the sheets of services':64} {len(own):5} pages   p50 {statistics.median(own):6.1f} ms   p95 {percentile(own, 0.95):6.1f} ms")
    spent += own
    print(f"  {'all':64} {len(spent):5} pages   p50 {statistics.median(spent):6.1f} ms   p95 {percentile(spent, 0.95):6.1f} ms")
    if percentile(spent, 0.95) > LIMIT:
        sys.exit(f"over {LIMIT} ms at the 95th percentile")
