"""The inputs of the renderer's tests, as projects."""

import os
import shutil
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
INPUT = Path(__file__).parent / "input"


def copy_input(target: Path) -> Path:
    """The inputs as a project of their own, with the site's Lua filter."""
    shutil.copytree(INPUT, target)
    shutil.copy(ROOT / "assets/lecture.lua", target / "lecture.lua")
    return target


def copy_project(target: Path) -> Path:
    """The lecture's own sources, with nothing built."""
    built = {ROOT: ["_site*", "node_modules"], ROOT / "assets": ["lib", "stills"]}

    def ignore(folder: str, names: list[str]) -> set[str]:
        patterns = [".*", "__pycache__", *built.get(Path(folder), [])]
        return shutil.ignore_patterns(*patterns)(folder, names)

    shutil.copytree(ROOT, target, ignore=ignore)
    (target / "node_modules").symlink_to(ROOT / "node_modules")
    return target


def contents(folder: Path) -> dict[str, bytes]:
    """All files below a folder: name, bytes."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


def command(project: Path, *more: str) -> list[str]:
    """The command line that builds a project; run it from ROOT."""
    return [sys.executable, "-m", "tools.render", "--project", str(project), *more]


def edit_page(project: Path, text: str) -> None:
    (project / "_part.qmd").write_text(f"Part {text}.\n")


def edit_resource(project: Path, text: str) -> None:
    (project / "data.txt").write_text(text)


def edit(project: Path, text: str) -> None:
    """Change a page, which must then be rendered, and a resource, which is only copied."""
    edit_page(project, text)
    edit_resource(project, text)


def leftovers(project: Path) -> list[str]:
    return sorted(p.name for p in project.iterdir() if p.name.startswith("_site."))


@contextmanager
def served(project):
    """The lines that `serve` says; they end after two minutes at most."""
    with subprocess.Popen(
        command(project, "serve", "--port", "0"),
        cwd=ROOT,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as server:
        deadline = threading.Timer(120, server.kill)
        deadline.start()
        try:
            yield iter(server.stdout.readline, "")
        finally:
            deadline.cancel()
            server.terminate()
