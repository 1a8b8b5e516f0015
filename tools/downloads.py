"""`python -m tools.downloads` packs each notebook with what it needs: notebooks/NAME.zip.

A zip contains the notebook, the measurements it reads, the engine as a wheel, and the requirements.
It is written again only if something in it has changed; the same sources give the same bytes. The
zip of a deleted notebook is deleted.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from .pack import files_of, requirements, write
from .render.cache import digest
from .render.public import public_bytes

ROOT = Path(__file__).parents[1]
README = """{title}

You need Python 3.11 or newer.

1. Open a terminal in this folder, where requirements.txt is.
   Make a virtual environment and activate it:

   Windows, Command Prompt:
       py -m venv .venv
       .venv\\Scripts\\activate.bat

   Windows, PowerShell:
       py -m venv .venv
       Set-ExecutionPolicy -Scope Process -ExecutionPolicy RemoteSigned -Force
       .venv\\Scripts\\Activate.ps1

   macOS and Linux:
       python3 -m venv .venv
       . .venv/bin/activate

2. Install what the notebook needs, and open it:

   All systems:
       python -m pip install -r requirements.txt
       jupyter trust {notebook}
       jupyter lab {notebook}

`jupyter trust` lets Jupyter show the stored figures before you run anything.
The next time, activate the environment and type the last command.
"""
BUILD = "from setuptools import build_meta; print(build_meta.build_wheel('out'))"


def pack(root: Path) -> list[str]:
    """Write the zips that are missing or outdated; returns their names."""
    engine = {p.relative_to(root).as_posix(): p.read_bytes() for p in sources(root)}
    engine["packed by"] = Path(__file__).read_bytes()
    written, wheel = [], None
    for old in (root / "notebooks").glob("*.zip"):
        if not old.with_suffix(".ipynb").exists():
            old.unlink()
    for notebook in sorted((root / "notebooks").glob("*.ipynb")):
        out = notebook.with_suffix(".zip")
        names = [p.relative_to(root).as_posix() for p in parts(root, notebook)]
        contents = {n: public_bytes(n, (root / n).read_bytes()) for n in names}
        hashed = sorted({**engine, **contents}.items())
        key = digest(*(part for name, data in hashed for part in (name.encode(), data)))
        if out.exists() and comment(out) == key:
            continue
        wheel = wheel or build_wheel(root)
        contents |= {
            wheel[0]: wheel[1],
            "README.txt": readme(notebook).encode(),
            "requirements.txt": f"{requirements(root)}./{wheel[0]}\n".encode(),
        }
        write(out, contents, key)
        written.append(out.relative_to(root).as_posix())
    return written


def sources(root: Path) -> list[Path]:
    """The sources of the wheel and of the requirements."""
    package = [p for p in files_of(root / "gradflow") if p.suffix in {".py", ".json"}]
    return [*package, root / "pyproject.toml", root / "requirements.txt"]


def parts(root: Path, notebook: Path) -> list[Path]:
    """The notebook and the results of measurements that it reads."""
    text = notebook.read_text(encoding="utf-8")
    results = sorted(set(re.findall(r"\.\./(benchmarks/results/\w+\.json)", text)))
    return [notebook, *(root / name for name in results)]


def readme(notebook: Path) -> str:
    """How to install and open the notebook; the file is named, as cmd expands no wildcards."""
    return README.format(title=notebook.name, notebook=f"notebooks/{notebook.name}")


def comment(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.comment.decode()
    except zipfile.BadZipFile:
        return ""


def build_wheel(root: Path) -> tuple[str, bytes]:
    """Name and bytes of the engine's wheel, built in a copy of its sources."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(root / "pyproject.toml", folder)
        shutil.copytree(
            root / "gradflow", f"{folder}/gradflow", ignore=shutil.ignore_patterns("__pycache__")
        )
        environment = os.environ | {"SOURCE_DATE_EPOCH": "315532800"}  # 1980, the first zip knows
        done = subprocess.run(
            [sys.executable, "-c", BUILD],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise RuntimeError(f"the engine's wheel can't be built:\n{done.stderr}")
        name = done.stdout.split()[-1]
        return name, (Path(folder) / "out" / name).read_bytes()


if __name__ == "__main__":
    for name in pack(ROOT):
        print(f"packed {name}")
