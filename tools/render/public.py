"""Removes invisible text from published files: comments, and data of drawing programs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from .comments import empty_comments
from .errors import RenderError
from .lines import FENCE, Line, next_fence
from .notebook_format import load_notebook
from .options import HIDDEN, words
from .reading import decode

TAG = r"""<[a-z/](?:[^>"']++|"[^"]*"|'[^']*')*>"""
MARKUP = re.compile(
    rf"<(?P<code>script|style)\b.*?</(?P=code)>|(?P<comment><!--(?!graph:).*?-->|<\?(?!xml).*?\?>)|{TAG}",
    re.IGNORECASE | re.DOTALL,
)
STYLE = re.compile(r"(<style\b[^>]*>)(.*)(</style>)", re.IGNORECASE | re.DOTALL)
# What browsers take for a comment, too
UNSEEN = re.compile(
    rf"(?P<unseen></(?![a-z])[^>\n]*|<!(?!doctype|--|\[)[^>\n]*|<\?(?!xml)[^>\n]*)"
    rf"|{MARKUP.pattern}|(?P<open><!--(?!graph:)[^\n]*)",
    re.IGNORECASE | re.DOTALL,
)
CSS_PART = re.compile(
    r"""(?P<text>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|url\([^)"']*\)|/\*!.*?\*/)"""
    r"|(?P<apart>(?<![^\s;{},>]))?/\*.*?(?:\*/|\Z)",
    re.DOTALL,
)
EDITOR = r"(?:sodipodi|inkscape|i):[\w-]+"  # Inkscape and Illustrator
EDITOR_ELEMENT = re.compile(
    rf"<(?P<name>metadata|{EDITOR})\b(?:[^>]*/>|[^>]*>.*?</(?P=name)\s*>)", re.DOTALL
)
EDITOR_ATTRIBUTE = re.compile(
    rf"\s(?:{EDITOR}|xmlns:(?:sodipodi|inkscape|i))=(?:\"[^\"]*\"|'[^']*')"
)

# The metadata that Jupyter reads; everything else is dropped
NOTEBOOK_KEYS = ("kernelspec", "language_info")
CELL_KEYS = words("collapsed deletable editable format jupyter raw_mimetype scrolled tags")
OUTPUT_KEYS = ("height", "isolated", "needs_background", "width")
TAGS = re.compile(r"(?:hide|remove)[-_](?:cell|input|output)|skip-execution|raises-exception")
# An invisible link, used as a comment: [//]: # (text)
LINK_COMMENT = re.compile(
    r"""\ {0,3}\[[^]]+\]:\s*(?:\#|<\#?>)\s*(?:\(.*\)|".*"|'.*')\s*""", re.VERBOSE
)
LINK_COMMENT_START = re.compile(r""" {0,3}\[[^]]+\]:\s*(?:#|<#?>)\s*(?:[("'].*)?""")
Place = tuple[str, int | str]


def public_bytes(name: str, data: bytes) -> bytes:
    """A file as it is published, without text that is not meant for readers."""
    kind = Path(name).suffix.lower()
    if kind == ".ipynb":
        return public_notebook(data, name)
    if kind not in CLEAN:
        return data
    text = CLEAN[kind](data.decode("utf-8", "surrogateescape"), (name, 1))
    return text.encode("utf-8", "surrogateescape")


def public_css(text: str) -> str:
    """A style sheet without comments; licences (`/*!`) stay."""
    return CSS_PART.sub(
        lambda m: m[0] if m["text"] else "" if m["apart"] is not None else "/**/", text
    )


def public_markup(text: str) -> str:
    """HTML or SVG without comments and the metadata of drawing programs; scripts stay."""

    def clean_part(match: re.Match) -> str:
        if match["comment"]:
            return ""
        if match["code"]:
            return STYLE.sub(lambda m: m[1] + public_css(m[2]) + m[3], match[0])
        return EDITOR_ATTRIBUTE.sub("", match[0])

    return MARKUP.sub(clean_part, EDITOR_ELEMENT.sub("", text))


def public_notebook(data: bytes, name: str) -> bytes:
    """A notebook to download: without comments in Markdown and outputs, and with the metadata that
    Jupyter needs. Hidden text in it is an error."""
    notebook = load_notebook(decode(data, name), name)
    before = json.dumps(notebook)
    notebook["metadata"] = pick(notebook["metadata"], NOTEBOOK_KEYS)
    for number, cell in enumerate(notebook["cells"], 1):
        clean_cell(cell, (name, f"cell {number}"))
    if json.dumps(notebook) == before:
        return data
    return f"{json.dumps(notebook, indent=1, ensure_ascii=False)}\n".encode()


def pick(metadata: dict, keys: Iterable[str]) -> dict:
    return {key: value for key, value in metadata.items() if key in keys}


def clean_cell(cell: dict, place: Place) -> None:
    cell["metadata"] = pick(cell["metadata"], CELL_KEYS)
    if tags := cell["metadata"].pop("tags", None):
        cell["metadata"]["tags"] = [tag for tag in tags if TAGS.fullmatch(tag)]
    for output in cell.get("outputs", []):
        clean_output(output, place)
    if cell["cell_type"] == "markdown":
        replace_text(cell, "source", partial(public_markdown, place=place))
    elif cell["cell_type"] == "raw":
        replace_text(cell, "source", partial(public_html, place=place))
    source = "".join(cell["source"])
    if attachments := cell.pop("attachments", None):
        cell["attachments"] = {
            name: file for name, file in attachments.items() if f"attachment:{name}" in source
        }


def check_shown(text: str, place: Place) -> None:
    """Raises RenderError for text that a page would hide: a copied file shows it."""
    if match := HIDDEN.search(text):
        message = f"{match[0]} in a file to download, which hides nothing (want it elsewhere)"
        raise RenderError.at(place_in(text, match[0], place), message)


def public_html(text: str, place: Place) -> str:
    check_shown(text, place)
    public = public_markup(text)
    for match in UNSEEN.finditer(public):
        if unseen := match["unseen"] or match["open"]:
            message = f"text that no reader sees: {unseen} (want <!-- … -->)"
            raise RenderError.at(place_in(text, unseen, place), message)
    return public


def place_in(text: str, part: str, place: Place) -> Place:
    """The place of a part of a text that begins at `place`."""
    name, first = place
    return name, first + text.count("\n", 0, text.find(part)) if isinstance(first, int) else first


def public_svg(text: str, place: Place) -> str:
    if match := re.search(r"<!DOCTYPE[^>[]*\[|<!ENTITY", text):
        message = f"SVG with declarations: {match[0]} (want it saved as plain SVG)"
        raise RenderError.at(place_in(text, match[0], place), message)
    return public_markup(text)


def public_markdown(text: str, place: Place) -> str:
    check_shown(text, place)
    name, first = place
    lines = [
        Line(line, name, first + i if isinstance(first, int) else first)
        for i, line in enumerate(text.split("\n"))
    ]
    lines = empty_comments(lines)
    return "\n".join(line.text for line in without_link_comments(lines))


def without_link_comments(lines: list[Line]) -> list[Line]:
    visible, fence = [], None
    for line in lines:
        match = FENCE.match(line.text)
        fence = next_fence(fence, match) if match else fence
        if fence or not LINK_COMMENT_START.fullmatch(line.text):
            visible.append(line)
        elif not LINK_COMMENT.fullmatch(line.text):
            message = f"link as a comment over several lines: {line.text.strip()} (want one line)"
            raise RenderError.at(line.place, message)
    return visible


def clean_output(output: dict, place: Place) -> None:
    if "metadata" in output:
        kinds = output["metadata"].items()
        picked = {kind: pick(v, OUTPUT_KEYS) for kind, v in kinds if isinstance(v, dict)}
        output["metadata"] = {kind: values for kind, values in picked.items() if values}
    data = output.get("data", {})
    for kind in data:
        if kind == "text/markdown":
            replace_text(data, kind, partial(public_markdown, place=place))
        elif kind in ("image/svg+xml", "text/html"):
            replace_text(data, kind, partial(public_html, place=place))


def replace_text(item: dict, key: str, clean: Callable[[str], str]) -> None:
    """Clean a text, which a notebook may store as a list of lines."""
    before = "".join(item[key])
    after = clean(before)
    if after != before:
        item[key] = after.splitlines(keepends=True)


CLEAN = {
    ".css": lambda text, _place: public_css(text),
    ".svg": public_svg,
    ".html": public_html,
    ".htm": public_html,
    ".md": public_markdown,
}
