"""A page of the project, as lines of which each knows the file and line that it came from."""

from __future__ import annotations

from dataclasses import dataclass, field

from .config import Project
from .errors import RenderError
from .lines import Line
from .reading import find_front_matter, parse_yaml, read_text


@dataclass
class Cell:
    """An `{ojs}` or `{dot}` cell, with file and line of its first line of code."""

    kind: str
    id: str
    code: str
    options: dict
    file: str
    line: int
    display: bool = True


@dataclass
class Source:
    """A page ready for Pandoc, and the place in the sources of everything in it."""

    page: str
    front: dict
    lines: list[Line] = field(default_factory=list)
    text: str = ""
    origins: list[Line] = field(default_factory=list)  # of each line of `text`
    cells: list[Cell] = field(default_factory=list)
    files: set[str] = field(default_factory=set)

    def origin(self, number: int) -> Line:
        """The source line of a line of the text for Pandoc."""
        return self.origins[min(number, len(self.origins)) - 1]


def file_lines(project: Project, name: str) -> list[Line]:
    text = read_text(project.root, name).removesuffix("\n")
    return [Line(t, name, i) for i, t in enumerate(text.split("\n"), 1)] if text else []


def split_front_matter(lines: list[Line]) -> tuple[dict, list[Line]]:
    """The front matter's values, and the lines below it."""
    texts = [line.text for line in lines]
    bounds = find_front_matter(texts)
    if not bounds:
        return {}, lines
    start, end = bounds
    place, first = lines[start].place, lines[min(start + 1, len(lines) - 1)]
    if not first.text.strip():
        message = "blank line below --- (want the front matter there, or *** for a rule)"
        raise RenderError.at(place, message)
    if end == len(lines):
        raise RenderError.at(place, "front matter never closed (want a line ---)")
    return parse_yaml("\n".join(texts[start + 1 : end]), *first.place), lines[end + 1 :]
