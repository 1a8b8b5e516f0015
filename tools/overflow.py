"""Slides that overflow, with the file and line at which they begin in the sources."""

from __future__ import annotations

from pathlib import Path

from .render.config import load_project
from .render.preprocess import read_source
from .render.slides import heading_places

# JavaScript: a function of a slide's number, or of nothing for the current slide
_FAULTS_SOURCE = (Path(__file__).parent / "render/faults.js").read_text(encoding="utf-8")
FAULTS = f"index => {{{_FAULTS_SOURCE}\nreturn findFaults(index)}}"


def with_places(root: Path, page: str, faults: list[str]) -> list[str]:
    """Prefix each `slide id: what` with file and line, or with the page if none is found."""
    if not faults:
        return []
    places = heading_places(read_source(load_project(root), page))
    return [f"{places.get(fault.partition(': ')[0], page)}: slide {fault}" for fault in faults]
