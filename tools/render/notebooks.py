"""Executed notebooks as Markdown: their stored outputs; nothing is executed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

import nbformat
from nbformat.v4.rwbase import rejoin_lines

from .comments import without_comments
from .config import Project
from .errors import RenderError
from .lines import Line
from .markdown import code_block, figure, raw_html
from .notebook_format import load_notebook
from .options import HIDDEN, TAG_OPTIONS, check_cell_options
from .outputs import read_output
from .reading import check_characters, parse_yaml, read_text
from .source import split_front_matter
from .svg import prefix_ids

OPTION = "#|"
TITLE = re.compile(r"# +(.*?)(?:\s(\{[^{}]*\}))?\s*(?:\n|$)")  # and its attributes


@dataclass
class NotebookCell:
    """A cell: its source without option lines, its options and its outputs."""

    place: tuple[str, str]
    kind: str
    source: str
    options: dict
    outputs: list = field(default_factory=list)

    def markdown(self, echo: bool, warning: bool) -> list[str]:
        """The lines that stand for the cell on a page, with its code and warnings or without."""
        if self.options.get("include") is False:
            return []
        lines: list[str] = []
        if echo and self.source.strip():
            lines += ["", *code_block("python", self.source, self.options), ""]
        if self.options.get("output") is False:
            return lines
        self.check_caption()
        return lines + self.output_lines(self.options.get("warning", warning) is not False)

    def check_caption(self) -> None:
        """Raises RenderError for a caption without a picture: it would not be shown."""
        kinds = [kind for output in self.outputs for kind in output.get("data", ())]
        if self.options.get("fig-cap") and not any(kind.startswith("image/") for kind in kinds):
            raise RenderError.at(self.place, "fig-cap of a cell without a picture (want text)")

    def output_lines(self, warning: bool = True) -> list[str]:
        """The outputs, warnings too if they are shown; label and caption belong to the first
        picture."""
        label, caption = self.options.get("label"), self.options.get("fig-cap")
        lines = []
        for number, output in enumerate(self.outputs):
            if not warning and output.get("name") == "stderr":
                continue
            text, form = read_output(output, self.options.get("fig-alt"), self.place)
            if not text:
                continue
            if form.startswith("image/"):
                id = label if label and label.startswith("fig-") else None
                prefix = re.sub(r"\W", "-", f"{id or self.place[1]}-{number}-")
                lines += figure(prefix_ids(text, prefix), id, caption, ["cell"], True)
                label = caption = None
            elif form == "text/markdown":
                lines += ["", ":::::: cell-output", "", *text.splitlines(), "", "::::::", ""]
            else:
                lines += ["", *raw_html(f'<div class="cell-output">{text}</div>'), ""]
        return lines


@dataclass
class Notebook:
    name: str
    front: dict
    cells: list[NotebookCell]

    @property
    def labelled(self) -> dict[str, NotebookCell]:
        """The cells with a label, by label."""
        cells: dict[str, NotebookCell] = {}
        for cell in self.cells:
            label = cell.options.get("label")
            if label in cells:
                raise RenderError.at(cell.place, f"duplicate label: {label}")
            if label:
                cells[label] = cell
        return cells

    def page_lines(self, echo: bool, warning: bool) -> list[tuple[str, str]]:
        """The whole notebook as a page, with its code and warnings or without: lines, each with
        its cell."""
        lines = []
        for cell in self.cells:
            if cell.kind == "code":
                body = cell.markdown(cell.options.get("echo", echo) is not False, warning)
            else:
                body = cell.source.splitlines()
            lines += [(text, cell.place[1]) for text in [*body, ""]]
        return lines


def read_notebook(project: Project, name: str) -> Notebook:
    return parse_notebook(read_text(project.root, name), name)


@lru_cache(maxsize=32)
def parse_notebook(text: str, name: str) -> Notebook:
    tree = rejoin_lines(nbformat.from_dict(load_notebook(text, name)))
    cells = [read_cell(cell, (name, f"cell {i}")) for i, cell in enumerate(tree.cells, 1)]
    cells = [cell for cell in cells if cell.source.strip() or cell.outputs]
    first = next((cell for cell in cells if cell.kind == "markdown"), None)
    return Notebook(name, take_front_matter(first) if first else {}, cells)


def take_front_matter(first: NotebookCell) -> dict:
    """Remove front matter from the first text cell, else its heading, which is the page's title."""
    lines = [Line(text, *first.place) for text in first.source.split("\n")]
    front, body = split_front_matter(lines)
    if len(body) < len(lines):
        first.source = "\n".join(line.text for line in body).lstrip("\n")
        return front
    if match := TITLE.match(first.source):
        if hides := HIDDEN.search(match[2] or ""):
            message = f"{hides[0]} on a title hides nothing (want a span around it)"
            raise RenderError.at(first.place, message)
        first.source = first.source[match.end() :]
        return {"title": match[1]}
    return {}


def check_tags(tags: list[str], place: tuple[str, str]) -> None:
    """Raises RenderError for a tag by which Jupyter's tools hide a cell or a part of it."""
    for tag in tags:
        for part, option in TAG_OPTIONS.items():
            if re.fullmatch(rf"(?:hide|remove)[-_]{part}", tag):
                raise RenderError.at(place, f"unknown tag: {tag} (want #| {option}: false)")


def read_cell(cell: nbformat.NotebookNode, place: tuple[str, str]) -> NotebookCell:
    check_characters(cell.source, *place)
    check_tags(cell.metadata.get("tags") or [], place)
    if cell.cell_type == "markdown":
        return NotebookCell(place, "markdown", cell.source, {})
    if cell.cell_type != "code":
        message = f"unknown cell: {cell.cell_type} (want code or markdown)"
        raise RenderError.at(place, message)
    lines = cell.source.split("\n")
    count = next((i for i, t in enumerate(lines) if not t.startswith(OPTION)), len(lines))
    head = "\n".join(t.removeprefix(OPTION).removeprefix(" ") for t in lines[:count])
    options = without_comments(parse_yaml(head, *place))
    check_cell_options("python", options, lambda _key: place)
    body = "\n".join(lines[count:]).strip("\n")
    return NotebookCell(place, "code", body, options, cell.outputs)
