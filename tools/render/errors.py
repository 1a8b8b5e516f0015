"""What a writer of pages, or the disk, can get wrong, told without a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class RenderError(Exception):
    """One or more mistakes in the sources, each a line `file:line: what came (want what)`."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = list(problems)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Say in one line why something can't be written: a full disk, a read-only folder."""
    try:
        yield
    except OSError as error:
        raise RenderError(f"cannot write {error.filename or path}: {error.strerror}") from None


def problem(place: tuple[str, int | str] | str, message: str) -> str:
    """Join a place, `(file, line)` or a file, and a message."""
    where = place if isinstance(place, str) else f"{place[0]}:{place[1]}"
    return f"{where}: {message}"


def one_line(text: str) -> str:
    return " ".join(text.split())


def wanted(names, limit: int = 12) -> str:
    """Say in an error which names there are, not more than fit a line."""
    ordered = sorted(names)
    shown = ", ".join(ordered[:limit]) + (", …" if len(ordered) > limit else "")
    return f"(want one of {shown})" if ordered else "(there is none)"
