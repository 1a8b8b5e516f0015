"""`python -m tools.render` builds the site; with `serve` it serves it and rebuilds on change."""

from __future__ import annotations

import argparse
import sys
from io import TextIOWrapper
from pathlib import Path

from .build import build_and_report


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.render", description=__doc__)
    parser.add_argument("command", nargs="?", choices=["build", "serve"], default="build")
    parser.add_argument("--project", type=Path, default=Path("."), help="the folder of _quarto.yml")
    parser.add_argument(
        "--out", type=Path, help="where the site goes (else output-dir of _quarto.yml)"
    )
    parser.add_argument("--port", type=int, default=8000)
    chosen = parser.parse_args(arguments)
    root, out = chosen.project.resolve(), chosen.out and chosen.out.resolve()
    if chosen.command == "serve":
        from .serve import serve

        return serve(root, out, chosen.port)
    return build_and_report(root, out)


if __name__ == "__main__":
    if isinstance(sys.stdout, TextIOWrapper):  # print folder names that the terminal can't encode
        sys.stdout.reconfigure(errors="backslashreplace")
    sys.exit(main())
