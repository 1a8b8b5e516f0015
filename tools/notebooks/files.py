"""The notebooks of the project: paths, reading, writing, and the set-up cell."""

import re
from pathlib import Path

import nbformat
import yaml

ROOT = Path(__file__).resolve().parents[2]


class NotebookError(Exception):
    """A mistake in a notebook: one sentence that begins with its path."""


def find(root: Path = ROOT) -> list[Path]:
    """All notebooks: the students', solutions, those of the units and of the benchmarks."""
    solutions = list(root.glob("solutions/*.ipynb"))
    generated = [root / "notebooks" / path.name for path in solutions]
    folders = ("notebooks", "unit*", "benchmarks")
    return sorted(
        {p for f in folders for p in root.glob(f"{f}/*.ipynb")} | {*solutions, *generated}
    )


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
    """`website: repo-url` of `_quarto.yml`, the address of the public repository."""
    config = root / "_quarto.yml"
    if not config.is_file():
        return None
    url = (yaml.safe_load(config.read_text(encoding="utf-8")).get("website") or {}).get("repo-url")
    if url and not re.fullmatch(r"https://[\w.-]+(/[\w.~-]+)+/?", url):
        raise NotebookError(f"_quarto.yml: invalid repo-url: {url} (want https://host/owner/name)")
    return url and url.rstrip("/")


def opening(url: str | None, path: Path) -> str:
    """The set-up cell of the notebook at `path`: it finds `gradflow` in a clone or an installation,
    installs it if `url` is known, and says what to do if it is missing.

    It limits NumPy to one thread: with matrices as small as these, two threads take twice the time.
    """
    lines = [
        "import importlib.util",
        "import os",
        "import sys",
        "",
        'os.environ["OPENBLAS_NUM_THREADS"] = "1"  # small matrices are slower on two threads',
        'sys.path.insert(0, "..")  # gradflow lies beside this folder',
    ]
    if url is not None:
        lines += ['if importlib.util.find_spec("gradflow") is None:', f"    {install_line(url)}"]
    return "\n".join([*lines, *_import_lines(path)])


def install_line(url: str) -> str:
    """The line of a first cell that installs the engine from the repository at `url`."""
    return f'%pip install -q "gradflow[notebooks] @ git+{url}"'


def _import_lines(path: Path) -> list[str]:
    return [
        "try:",
        '    importlib.import_module("gradflow")',
        "except ModuleNotFoundError as error:",
        "    raise ModuleNotFoundError(",
        '        f"{error.name} is not installed. "',
        *(f'        "{text}"' for text in _remedy(path)),
        "    ) from None",
    ]


def _remedy(path: Path) -> list[str]:
    """What to do if the engine is missing, in pieces that fit a line."""
    if path.parent.name in ("notebooks", "solutions"):
        return [
            f"It is in {path.stem}.zip: click 'Download with all it needs' ",
            "on the page of this notebook, unpack the zip and follow its README.txt.",
        ]
    return ["This notebook belongs to the project: clone it and type `make lab` in the clone."]
