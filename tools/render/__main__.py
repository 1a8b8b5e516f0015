"""`python -m tools.render` builds the site; with `serve` it serves it and rebuilds on change."""

from __future__ import annotations

import argparse
import sys
import time
from io import TextIOWrapper
from pathlib import Path

from .build import build
from .errors import RenderError


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
    return build_once(root, out)


def build_once(root: Path, out: Path | None) -> int:
    """Build and say how it went; 1 where a source is wrong or the disk refuses."""
    start = time.perf_counter()
    try:
        folder, made, all_pages = build(root, out)
    except (RenderError, OSError) as error:
        return say(error)
    seconds = time.perf_counter() - start
    print(f"{folder.name}: {made} of {all_pages} pages rendered in {seconds:.1f} s")
    return 0


def say(error: RenderError | OSError) -> int:
    """Tell what went wrong without a traceback; an OSError is of what can't be read."""
    message = str(error)
    if isinstance(error, OSError):
        message = ": ".join(filter(None, [error.filename, error.strerror])) or message
    print(message, file=sys.stderr)
    return 1


if __name__ == "__main__":
    if isinstance(sys.stdout, TextIOWrapper):  # folder names that the terminal can't show
        sys.stdout.reconfigure(errors="backslashreplace")
    sys.exit(main())
