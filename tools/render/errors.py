"""Errors that an author or the disk causes: reported in one line, without a traceback."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class RenderError(Exception):
    """One or more mistakes in the sources, each a line `file:line: what is wrong (want what)`."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = list(problems)

    @classmethod
    def at(cls, place: tuple[str, int | str] | str, message: str) -> RenderError:
        """A mistake at `(file, line)` or in a file."""
        return cls(problem(place, message))


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn an OSError into a RenderError that says what can't be written, and why."""
    try:
        yield
    except OSError as error:
        raise RenderError(f"cannot write {error.filename or path}: {error.strerror}") from None


def problem(place: tuple[str, int | str] | str, message: str) -> str:
    """A place, `(file, line)` or a file, followed by a message."""
    where = place if isinstance(place, str) else f"{place[0]}:{place[1]}"
    return f"{where}: {message}"


def one_line(text: str) -> str:
    return " ".join(text.split())


def wanted(names, limit: int = 12) -> str:
    """The names that may be used, for an error message; at most `limit` of them."""
    ordered = sorted(names)
    shown = ", ".join(ordered[:limit]) + (", …" if len(ordered) > limit else "")
    return f"(want one of {shown})" if ordered else "(there is none)"


def report_error(error: RenderError | OSError) -> int:
    """Print an error without a traceback, and return exit code 1."""
    message = str(error)
    if isinstance(error, OSError):
        message = ": ".join(filter(None, [error.filename, error.strerror])) or message
    print(message, file=sys.stderr)
    return 1
