"""The command line of tools.notebooks."""

import argparse
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import tools.notebooks
from tools.notebooks.compare import compare
from tools.notebooks.execute import execute, fixed_environment
from tools.notebooks.files import NotebookError, find, read, repository_url, shown, write


def run(path: Path, check: bool, url: str | None) -> list[str]:
    """Execute one notebook and write it, or compare it; returns what is wrong."""
    try:
        fresh = execute(path, url)
    except NotebookError as error:
        return [str(error)]
    if check:
        return [f"{shown(path)}: {line}" for line in compare(read(path), fresh)]
    print(f"{shown(path)}: {'written' if write(fresh, path) else 'unchanged'}")
    return []


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tools.notebooks", description=tools.notebooks.__doc__
    )
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("paths", nargs="*", type=Path, help="notebooks (default: all)")
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    arguments = parser.parse_args(argv)
    paths = [path.resolve() for path in arguments.paths] or find()
    try:
        url = repository_url()
    except NotebookError as error:
        sys.exit(str(error))
    with fixed_environment(), ThreadPoolExecutor(max_workers=2) as pool:
        found = [
            line
            for lines in pool.map(lambda p: run(p, arguments.check, url), paths)
            for line in lines
        ]
    print("\n".join(found), end="\n" if found else "", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
