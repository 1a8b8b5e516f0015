"""SVG of notebooks' figures, prepared to stand in a page's HTML.

Drawings are not prepared here but by the project's filter `assets/lecture.lua`, in both renderers:
they also get numbers and arrowheads. Under Quarto the filter prepares figures, too, since Quarto
writes them into files. This renderer writes no such files, and it inlines figures in any project.
"""

from __future__ import annotations

import html
import re
from xml.etree import ElementTree

from .errors import RenderError

PROLOGUE = re.compile(r"<\?xml.*?\?>|<!DOCTYPE.*?>|<!--.*?-->|<metadata>.*?</metadata>", re.DOTALL)
GLOBAL_STYLE = re.compile(r"<style[^>]*>\s*\*\s*\{[^}]*\}\s*</style>")
ROOT_STYLE = "stroke-linejoin:round;stroke-linecap:butt"  # what matplotlib's global style says


def check_svg(text: str, place: tuple[str, int | str]) -> None:
    """Raises RenderError unless the text is well-formed and an SVG."""
    try:
        root = ElementTree.fromstring(text).tag
    except ElementTree.ParseError as error:
        line = error.position[0] if isinstance(place[1], int) else place[1]
        raise RenderError.at((place[0], line), f"broken SVG: {error}") from None
    if not root.endswith("svg"):
        raise RenderError.at(place, f"broken SVG: <{root}> (want <svg>)")


def inline_svg(svg: str, alt: str) -> str:
    """The figure with an accessible name, as wide as its container, without a global style."""
    svg = GLOBAL_STYLE.sub("", PROLOGUE.sub("", svg))
    name = html.escape(alt, quote=True)

    def open_root(match: re.Match) -> str:
        attributes = re.sub(r'\s(width|height|version|xmlns:xlink)="[^"]*"', "", match[1])
        labels = f'role="img" aria-label="{name}"'
        return f'<svg class="figure" {labels} style="{ROOT_STYLE}"{attributes}>'

    svg = re.sub(r"<svg\b([^>]*)>", open_root, svg, count=1)
    svg = svg.replace("xlink:href", "href")
    return re.sub(r"\n\s*\n", "\n", svg).strip()


def prefix_ids(svg: str, prefix: str) -> str:
    """Prefix the ids, so that several figures can stand in one page; unused ids are dropped."""
    used = {a or b for a, b in re.findall(r'url\(#([^)]+)\)|\shref="#([^"]+)"', svg)}

    def rename(match: re.Match) -> str:
        return f' id="{prefix}{match[1]}"' if match[1] in used else ""

    svg = re.sub(r'\sid="([^"]+)"', rename, svg)
    svg = re.sub(r"url\(#([^)]+)\)", rf"url(#{prefix}\1)", svg)
    return re.sub(r'(\shref="#)([^"]+)"', rf"\g<1>{prefix}\2" + '"', svg)
