#!/usr/bin/env python3
"""Measures Portulan against named peers, on the same files, in the same run; prints ratios.

    make bench                                     everything
    Benchmarks/run.py --portulan EXE inspect api   some of it

Machines are noisy: each pair runs in turn (A B A B …), the figure is the median, the ratio is of medians.
"""

import argparse
from pathlib import Path

import api
import finding
import harvesting
import indicators
import inspection
import profiling
import searching
import service_pages
import territories
import validation

REPOSITORY = Path(__file__).resolve().parent.parent
BENCHMARKS = {
    "inspect": inspection.run, "profile": profiling.run, "validate": validation.run, "api": api.run, "search": searching.run,
    "harvest": harvesting.run, "find": finding.run, "territories": territories.run, "indicators": indicators.run,
    "services": service_pages.run,
}  # fmt: skip


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--portulan", type=Path, default=REPOSITORY / ".build/release/portulan")
    parser.add_argument("names", nargs="*", choices=[[], *BENCHMARKS], help="all of them unless named")
    options = parser.parse_args()
    for name in options.names or BENCHMARKS:
        BENCHMARKS[name](options.portulan.resolve(), REPOSITORY / ".portulan")


if __name__ == "__main__":
    main()
