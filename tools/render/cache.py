"""What earlier runs made, kept in `.render-cache/` and valid as long as the inputs are the same."""

from __future__ import annotations

import hashlib
import json
import os
import time
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path

HERE = Path(__file__).parent


def digest(*parts: bytes | str) -> str:
    sha = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        sha.update(len(data).to_bytes(8, "big") + data)
    return sha.hexdigest()


@dataclass
class Page:
    """A finished page: its bytes, what it was made of and what it points at."""

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
        """A file's hash, or "" where there is none."""
        if name not in self.hashes:
            path = self.root / name
            self.hashes[name] = digest(path.read_bytes()) if path.is_file() else ""
        return self.hashes[name]

    def file(self, page: str, key: str) -> Path:
        return self.folder / f"{digest(page)[:16]}-{digest(key)[:16]}.json"

    def load(self, page: str, key: str) -> Page | None:
        path = self.file(page, key)
        if not path.exists():
            return None
        record = Page(**json.loads(path.read_text(encoding="utf-8")))
        return record if all(self.hash_of(n) == h for n, h in record.inputs.items()) else None

    def store(self, record: Page, key: str) -> None:
        """Keep a page, unless an input changed after it may have been read."""
        paths = [self.root / name for name in record.inputs]
        if any(p.exists() and p.stat().st_mtime >= self.start for p in paths):
            return
        path = self.file(record.page, key)
        for old in self.folder.glob(f"{path.name[:17]}*.json"):
            old.unlink(missing_ok=True)
        self.write(path, json.dumps(asdict(record)))

    def read_json(self, name: str) -> dict:
        path = self.folder / name
        return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}

    def write_json(self, name: str, value: dict) -> None:
        self.write(self.folder / name, json.dumps(value))

    def write(self, path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        scratch = path.with_suffix(f".{os.getpid()}")
        scratch.write_text(text, encoding="utf-8")
        scratch.replace(path)
