"""What is cut off on a slide, with the file and line at which the slide begins in the sources."""

from __future__ import annotations

from pathlib import Path

from .render.config import load_project
from .render.preprocess import read_source
from .render.slides import heading_places

# a function to evaluate in a page, with the number of a slide or none
FAULTS = f"({(Path(__file__).parent / 'render/faults.js').read_text(encoding='utf-8')})"


def with_places(root: Path, page: str, faults: list[str]) -> list[str]:
    """Puts file and line before each `slide id: what`; the page where the slide isn't found."""
    if not faults:
        return []
    places = heading_places(read_source(load_project(root), page))
    return [f"{places.get(fault.partition(': ')[0], page)}: slide {fault}" for fault in faults]
