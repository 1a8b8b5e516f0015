"""`python -m benchmarks [PART …]` measures, prints a table a part and writes `results/<part>.json`.

`--quick` takes a few turns only, to see that all still runs; its figures mean nothing, so it writes
where `--out` says and never into `results/`.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path

from .measure import RESULTS, write

PARTS = ("engine", "digits", "growth", "cost", "widgets", "pages", "build")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all")
    parser.add_argument("--quick", action="store_true", help="a few turns; needs --out")
    parser.add_argument("--out", type=Path, default=RESULTS, help="folder for the results")
    chosen = parser.parse_args(arguments)
    unknown = [part for part in chosen.parts if part not in PARTS]
    if unknown:
        parser.error(f"unknown part: {unknown[0]} (want one of {', '.join(PARTS)})")
    if chosen.quick and chosen.out == RESULTS:
        parser.error("--quick needs --out: its figures don't belong in results/")
    for name in chosen.parts or PARTS:
        part = importlib.import_module(f".{name}", __package__)
        result = part.measure(quick=chosen.quick)
        print(f"\n{str(part.__doc__).splitlines()[0]}\n\n{part.table(result)}")
        write(name, result, chosen.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
