"""Reads, writes and replaces whole folders."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
from pathlib import Path


def is_empty(folder: Path) -> bool:
    return next(folder.iterdir(), None) is None


def read_folder(folder: Path) -> dict[str, bytes]:
    """The files below a folder, which may be missing."""
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def write_folder(files: dict[str, bytes], folder: Path) -> None:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def replace_folder(out: Path, fresh: Path) -> None:
    """Replace the folder `out` by `fresh`; the old one is then in `fresh`, or deleted.

    `os.rename` can't replace a folder that contains files, and two renames would leave no site if
    the build were killed between them. Linux and macOS can exchange two folders in one step. Two
    renames remain for file systems that refuse that; a kill between them leaves the last good site
    as `_site.old`.
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
    """Exchange two paths in one step; False if the system can't."""
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
