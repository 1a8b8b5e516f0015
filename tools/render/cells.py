"""`{ojs}` and `{dot}` cells: their options, and the Markdown that stands for them on a page."""

from __future__ import annotations

import re

from .comments import without_comments
from .errors import RenderError
from .lines import Line
from .markdown import code_block, figure, raw_html
from .options import CELL_KEYS, check_cell_options
from .reading import parse_yaml
from .source import Cell

CELL = re.compile(r"^\{(\w[\w-]*)\s*\}\s*$")
CELL_WITH_OPTIONS = re.compile(r"^\{(\w[\w-]*)[\s,].*\}\s*$")  # as in `{r, echo=FALSE}`
OPTION = "//|"
NOTEBOOK = "a notebook, and {{< embed notebook.ipynb#label >}}"
INSTEAD = {"mermaid": "dot", "python": NOTEBOOK, "r": NOTEBOOK, "julia": NOTEBOOK}


def cell_kind(info: str, line: Line) -> str | None:
    """The kind of cell that a fence opens; None for a plain code block."""
    if match := CELL_WITH_OPTIONS.match(info):
        want = INSTEAD.get(match[1], f"{{{match[1]}}}, and options in lines //| …")
        raise RenderError.at(line.place, f"unknown cell: {info} (want {want})")
    match = CELL.match(info)
    if match and (match[1] not in CELL_KEYS or match[1] == "python"):
        want = INSTEAD.get(match[1], "ojs or dot")
        raise RenderError.at(line.place, f"unknown cell: {{{match[1]}}} (want {want})")
    return match[1] if match else None


def read_cell(kind: str, number: int, texts: list[str], line: Line) -> Cell:
    """The cell below the fence at `line`; `number` counts the page's cells of this kind."""
    options, code = _split_options(kind, texts, line)
    if options.get("include") is False:
        options |= {"echo": False, "output": False}
    return Cell(
        kind,
        f"{kind}-cell-{number}",
        "\n".join(code),
        options,
        line.file,
        int(line.number) + 1 + len(texts) - len(code),
        options.get("output") is not False,
    )


def _split_options(kind: str, texts: list[str], line: Line) -> tuple[dict, list[str]]:
    """The values of a cell's option lines, and its code."""
    count = next((i for i, t in enumerate(texts) if not t.startswith(OPTION)), len(texts))
    head = [t.removeprefix(OPTION).removeprefix(" ") for t in texts[:count]]
    first = int(line.number) + 1
    for number, text in enumerate(texts[count:], first + count):
        if text.lstrip().startswith(OPTION):
            message = f"cell option in the code: {text.strip()} (want it above, not indented)"
            raise RenderError.at((line.file, number), message)
    options = without_comments(parse_yaml("\n".join(head), line.file, first))

    def place_of(key: str) -> tuple[str, int]:
        numbers = (i for i, t in enumerate(head) if t.strip(" {\"'").startswith(key))
        return (line.file, first + next(numbers, 0))

    check_cell_options(kind, options, place_of)
    return options, texts[count:]


def cell_markdown(cell: Cell) -> list[str]:
    """The lines that stand for a cell: its code if shown, and a slot for its output."""
    lines = []
    if cell.options.get("echo", False):
        language = "js" if cell.kind == "ojs" else "dot"
        lines += [*code_block(language, cell.code, cell.options), ""]
    if cell.options.get("eval") is False:
        return lines
    if not cell.display:
        return [*lines, *raw_html(f"<!--cell:{cell.id}-->")]
    return lines + _output_figure(cell)


def _output_figure(cell: Cell) -> list[str]:
    options, is_graph = cell.options, cell.kind == "dot"
    if is_graph and not options.get("fig-alt"):
        message = "graph without fig-alt (want //| fig-alt: what it shows)"
        raise RenderError.at((cell.file, cell.line), message)
    slot = f'<div class="cell-output cell-output-display"><div id="{cell.id}"></div></div>'
    slot = f"<!--graph:{cell.id}-->" if is_graph else slot
    classes = ["cell"] + ([f"panel-{options['panel']}"] if "panel" in options else [])
    return figure(slot, options.get("label"), options.get("fig-cap"), classes, is_graph)
