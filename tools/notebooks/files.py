"""The notebooks of the project: where they are, reading, writing, the first line of each."""

import re
from pathlib import Path

import nbformat
import yaml

ROOT = Path(__file__).resolve().parents[2]


class NotebookError(Exception):
    """What is wrong with a notebook, in one sentence that begins with its path."""


def find(root: Path = ROOT) -> list[Path]:
    """All notebooks: those of the students, with solutions, beside the decks, the measurements."""
    solutions = list(root.glob("solutions/*.ipynb"))
    made = [root / "notebooks" / path.name for path in solutions]
    folders = ("notebooks", "unit*", "benchmarks")
    return sorted({p for f in folders for p in root.glob(f"{f}/*.ipynb")} | {*solutions, *made})


def solution_of(path: Path, root: Path = ROOT) -> Path | None:
    """The notebook in solutions/ that `path` in notebooks/ is made from, if there is one."""
    solution = root / "solutions" / path.name
    return solution if path.parent == root / "notebooks" and solution.is_file() else None


def read(path: Path) -> nbformat.NotebookNode:
    if not path.is_file():
        raise NotebookError(f"{shown(path)}: no such notebook")
    return nbformat.read(path, as_version=4)


def write(nb: nbformat.NotebookNode, path: Path) -> bool:
    """Write `nb` if that changes the file, and say whether it did."""
    text = nbformat.writes(nb) + "\n"
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return False
    path.write_text(text, encoding="utf-8")
    return True


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name


def repository_url(root: Path = ROOT) -> str | None:
    """`website: repo-url` of `_quarto.yml`, the one place that names a public repository."""
    config = root / "_quarto.yml"
    if not config.is_file():
        return None
    url = (yaml.safe_load(config.read_text(encoding="utf-8")).get("website") or {}).get("repo-url")
    if url and not re.fullmatch(r"https://[\w.-]+(/[\w.~-]+)+/?", url):
        raise NotebookError(f"_quarto.yml: invalid repo-url: {url} (want https://host/owner/name)")
    return url


def opening(url: str | None) -> str:
    """The first cell: finds `gradflow` in a clone and, if `url` is known, installs it elsewhere.

    One thread, too: with matrices as small as these, a second one takes twice the time.
    """
    lines = [
        "import os",
        "import sys",
        "",
        'os.environ["OPENBLAS_NUM_THREADS"] = "1"  # small matrices are slower on two threads',
        'sys.path.insert(0, "..")  # gradflow lies beside this folder',
    ]
    if url is not None:
        install = f'!test -d ../gradflow || pip install -q "gradflow[notebooks] @ git+{url}"'
        lines.insert(3, install)
    return "\n".join(lines)
