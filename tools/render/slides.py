"""The places in the sources at which a deck's slides begin."""

from __future__ import annotations

import re

from .places import without_code
from .source import Source

HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*(?:\{([^{}]*)\})?\s*#*\s*$")


def heading_places(source: Source) -> dict[str, str]:
    """`file:line` of each heading by its id; of the first one if an id is given twice."""
    found: dict[str, str] = {}
    for line in without_code(source.lines):
        if match := HEADING.match(line.text):
            given = re.search(r"#([^\s}]+)", match[3] or "")
            name = given[1] if given else automatic_id(match[2])
            found.setdefault(name, f"{line.file}:{line.number}")
    return found


def automatic_id(heading: str) -> str:
    """The id that Pandoc gives a heading of plain words."""
    text = re.sub(r"\[([^]]*)\]\([^)]*\)|<!--.*?-->", r"\1", heading)
    words = re.sub(r"[^\w\s.-]", "", text).lower().split()
    return re.sub(r"^[^a-z]+", "", "-".join(words)) or "section"
