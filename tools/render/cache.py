"""Results of earlier builds in `.render-cache/`, valid as long as their inputs are the same."""

from __future__ import annotations

import fcntl
import hashlib
import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path

from .errors import writing
from .reading import on_disk

HERE = Path(__file__).parent


def digest(*parts: bytes | str) -> str:
    sha = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        sha.update(len(data).to_bytes(8, "big") + data)
    return sha.hexdigest()


@dataclass
class Page:
    """A finished page: its bytes, the hashes of its inputs, and the targets of its links."""

    page: str
    html: str
    script: str = ""
    inputs: dict[str, str] = field(default_factory=dict)
    resources: list[str] = field(default_factory=list)
    targets: list[tuple[str, str, str]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)


class Cache:
    def __init__(self, root: Path, folder: Path) -> None:
        self.root, self.folder = root, folder
        self.hashes: dict[str, str] = {}
        self.start = time.time()

    @cached_property
    def engine(self) -> str:
        """Changes with the renderer itself and with the packages it uses."""
        files = sorted(p for p in HERE.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
        locks = [
            p
            for p in (HERE.parents[1] / "package-lock.json", HERE.parents[1] / "requirements.txt")
            if p.exists()
        ]
        return digest(*(p.read_bytes() for p in [*files, *locks]))

    def hash_of(self, name: str) -> str:
        """A file's hash, or "" if it is missing."""
        if name not in self.hashes:
            path = on_disk(self.root, name)
            self.hashes[name] = digest(path.read_bytes()) if path.is_file() else ""
        return self.hashes[name]

    def load(self, page: str, key: str) -> Page | None:
        """The cached page, if all its inputs are unchanged."""
        values = self.read(file_name(page, key))
        if not values:
            return None
        record = Page(**values)
        is_valid = all(self.hash_of(n) == h for n, h in record.inputs.items())
        return record if is_valid else None

    def store(self, record: Page, key: str) -> None:
        """Write a page, unless an input may have changed after it was read."""
        paths = [on_disk(self.root, name) for name in record.inputs]
        if any(p.exists() and p.stat().st_mtime >= self.start for p in paths):
            return
        for old in self.folder.glob(file_name(record.page, "*")):
            old.unlink(missing_ok=True)
        self.write(file_name(record.page, key), asdict(record))

    def read(self, name: str) -> dict | None:
        """The value stored under a name; None if it is missing or damaged."""
        try:
            checksum, _, text = (self.folder / name).read_bytes().partition(b"\n")
        except OSError:
            return None
        return json.loads(text) if checksum == digest(text).encode() else None

    def write(self, name: str, value: dict) -> None:
        text = json.dumps(value)
        path, scratch = self.folder / name, self.folder / f"{name}.new"
        with writing(path):
            scratch.write_text(f"{digest(text)}\n{text}", encoding="utf-8")
            scratch.replace(path)


def file_name(page: str, key: str) -> str:
    return f"{digest(page)[:16]}-{key[:16]}"


@contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Lock a cache folder: of two builds of a project, the second waits for the first.

    The system releases the lock even if the build is killed; a lock file would remain.
    """
    with writing(folder):
        folder.mkdir(exist_ok=True)
        file = (folder / "lock").open("a")
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("waiting for another build of this project", file=sys.stderr)
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
