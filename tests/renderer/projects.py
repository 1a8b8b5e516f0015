"""The inputs of the renderer's tests, as projects."""

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
INPUT = Path(__file__).parent / "input"


def copy_input(target: Path) -> Path:
    """The inputs as a project of their own, with the site's Lua filter."""
    shutil.copytree(INPUT, target)
    shutil.copy(ROOT / "assets/lecture.lua", target / "lecture.lua")
    return target
