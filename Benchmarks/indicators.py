"""All levels of 35,000 communes × 10 indicators × 10 years: `Indicators` against DuckDB's SQL on the same file."""

import subprocess
from pathlib import Path


def run(portulan, support, rounds=5):
    subprocess.run([Path(portulan).parent / "indicators-bench", support, str(rounds)], check=True)
