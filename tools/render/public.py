"""Removes invisible text from published files: comments, and what drawing programs add."""

from __future__ import annotations

import json
import re

from .comments import empty_comments
from .errors import RenderError, problem
from .lines import Line

TAG = r"""<[a-z/](?:[^>"']++|"[^"]*"|'[^']*')*>"""
MARKUP = re.compile(
    rf"<(?P<code>script|style)\b.*?</(?P=code)>|(?P<comment><!--(?!graph:).*?-->)|{TAG}",
    re.IGNORECASE | re.DOTALL,
)
CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
EDITOR = r"(?:sodipodi|inkscape|i):[\w-]+"  # Inkscape and Illustrator
EDITOR_ELEMENT = re.compile(
    rf"<(?P<name>metadata|{EDITOR})\b(?:[^>]*/>|[^>]*>.*?</(?P=name)\s*>)", re.DOTALL
)
EDITOR_ATTRIBUTE = re.compile(
    rf"\s(?:{EDITOR}|xmlns:(?:sodipodi|inkscape|i))=(?:\"[^\"]*\"|'[^']*')"
)
HIDDEN = re.compile(r"\.content-(?:hidden|visible)\b")


def public_bytes(name: str, data: bytes) -> bytes:
    """A file as it is published: notebooks and drawings lose what is not meant for readers."""
    if name.endswith(".svg"):
        return public_markup(data.decode("utf-8", "surrogateescape")).encode(
            "utf-8", "surrogateescape"
        )
    return public_notebook(data, name) if name.endswith(".ipynb") else data


def public_markup(text: str) -> str:
    """HTML or SVG without comments, metadata and what drawing programs note; scripts stay."""

    def kept(match: re.Match) -> str:
        if match["comment"]:
            return ""
        if match["code"]:
            is_style = match["code"].lower() == "style"
            return CSS_COMMENT.sub("", match[0]) if is_style else match[0]
        return EDITOR_ATTRIBUTE.sub("", match[0])

    return MARKUP.sub(kept, EDITOR_ELEMENT.sub("", text))


def public_notebook(data: bytes, name: str) -> bytes:
    """A notebook to download, its Markdown without comments; hidden text in it is an error."""
    notebook = json.loads(data)
    changed = False
    for number, cell in enumerate(notebook["cells"], 1):
        if cell["cell_type"] == "markdown":
            changed |= clean_cell(cell, (name, f"cell {number}"))
    if not changed:
        return data
    return f"{json.dumps(notebook, indent=1, ensure_ascii=False)}\n".encode()


def clean_cell(cell: dict, place: tuple[str, str]) -> bool:
    """Removes the comments of a Markdown cell; returns whether there were any."""
    source = "".join(cell["source"])
    if match := HIDDEN.search(source):
        message = f"{match[0]} in a notebook to download, which hides nothing (want it elsewhere)"
        raise RenderError(problem(place, message))
    lines = [Line(text, *place) for text in source.split("\n")]
    emptied = "\n".join(line.text for line in empty_comments(lines))
    cell["source"] = emptied.splitlines(keepends=True)
    return emptied != source
