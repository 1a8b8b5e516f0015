"""The site put together beside the one that is there, and swapped in whole."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
from functools import partial
from pathlib import Path

from .cache import Page
from .config import Project, matches, project_path
from .errors import RenderError, writing
from .links import output_name, stylesheet_files
from .public import public_bytes
from .reading import leaves_project, on_disk, read_text

LIBS = "site_libs/render"


def cell_script(page: str) -> str:
    return f"site_libs/cells/{output_name(page)[:-5].replace('/', '-')}.js"


def check_place(out: Path, root: Path) -> None:
    """Publishing replaces a folder: it must not be one that holds something else."""
    if root.is_relative_to(out):
        raise RenderError(f"invalid output folder: {out} (want one that the project isn't in)")
    if out.exists() and not (out.is_dir() and ((out / "site_libs").exists() or empty(out))):
        raise RenderError(f"invalid output folder: {out} holds no site (want an empty one)")


def empty(folder: Path) -> bool:
    return next(folder.iterdir(), None) is None


def publish(project: Project, records: list[Page], clients: dict, out: Path) -> None:
    """Make `out` hold the site and nothing else; leave it alone where it does."""
    resources = site_resources(project, records)
    texts = {output_name(r.page): r.html for r in records}
    texts |= {cell_script(r.page): r.script for r in records if r.script}
    texts |= {f"{LIBS}/{name}": text for name, text in clients.items()}
    texts[f"{LIBS}/render.css"] = (Path(__file__).parent / "client/render.css").read_text(
        encoding="utf-8"
    )
    files = {n: public_bytes(n, on_disk(project.root, n).read_bytes()) for n in sorted(resources)}
    files |= {name: text.encode() for name, text in texts.items()}
    fresh = out.with_name(f"{out.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)  # left by a build that was killed
    if contents(out) == files:
        return
    try:
        with writing(out):
            write(files, fresh)
            swap(fresh, out)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def site_resources(project: Project, records: list[Page]) -> dict[str, str]:
    """All files to copy: those that pages and style sheets name, and the project's `resources`."""
    queue = [(name, record.page) for record in records for name in record.resources]
    patterns = project.options.get("resources") or []
    for pattern in [patterns] if isinstance(patterns, str) else patterns:
        place = ("_quarto.yml", project.line_of(pattern))
        name = project_path(pattern, "", place)
        found = sorted(matches(project.root, name))
        if not found and not any(c in pattern for c in "*?["):
            raise RenderError.at(place, f"missing resource: {pattern}")
        files = [
            f for m in found for f in (sorted(m.rglob("*")) if m.is_dir() else [m]) if f.is_file()
        ]
        queue += [(f.relative_to(project.root).as_posix(), "_quarto.yml") for f in files]
    favicon = project.website.get("favicon")
    queue += [(favicon.lstrip("/"), "_quarto.yml")] if favicon else []
    result: dict[str, str] = {}
    while queue:
        name, origin = queue.pop()
        path, find_place = on_disk(project.root, name), partial(place_of, project, origin, name)
        if leaves_project(name):
            raise RenderError.at(find_place(), f"path leaves the project: {name}")
        if name in result or path.is_dir():
            continue
        if not path.is_file():
            raise RenderError.at(find_place(), f"missing file: {name}")
        result[name] = origin
        if name.endswith(".css"):
            queue += [(n, name) for n in stylesheet_files(name, read_text(project.root, name))]
    return result


def place_of(project: Project, origin: str, name: str) -> tuple[str, int]:
    """The line of a style sheet, or of `_quarto.yml`, that names a file."""
    lines = read_text(project.root, origin).split("\n")
    last = name.rsplit("/", 1)[-1]
    return (origin, next((i for i, line in enumerate(lines, 1) if last in line), 1))


def contents(folder: Path) -> dict[str, bytes]:
    """The files below a folder, which need not be there."""
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def write(files: dict[str, bytes], folder: Path) -> None:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def swap(fresh: Path, out: Path) -> None:
    """Put `fresh` in the place of `out`; what stood there is then in `fresh`, or gone.

    `os.rename` can't replace a folder that holds files, and two renames would leave no site if the
    build were killed between them. Linux and macOS can exchange two folders in one step. Only where
    the file system refuses that are there two renames, and a kill between them leaves the last good
    site beside its place, as `_site.old`.
    """
    if not out.exists():
        fresh.rename(out)
    elif not exchange(fresh, out):
        old = out.with_name(f"{out.name}.old")
        shutil.rmtree(old, ignore_errors=True)
        out.rename(old)
        fresh.rename(out)
        shutil.rmtree(old)


def exchange(one: Path, other: Path) -> bool:
    """Let two paths change places in one step; False where the system can't."""
    libc = ctypes.CDLL(None, use_errno=True)
    paths = os.fsencode(one), os.fsencode(other)
    if hasattr(libc, "renamex_np"):  # macOS; RENAME_SWAP is 2
        failed = libc.renamex_np(*paths, 2)
    elif hasattr(libc, "renameat2"):  # Linux; AT_FDCWD is -100, RENAME_EXCHANGE is 2
        failed = libc.renameat2(-100, paths[0], -100, paths[1], 2)
    else:
        return False
    number = ctypes.get_errno()
    if failed and number not in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        raise OSError(number, os.strerror(number), str(other))
    return not failed
