"""Executed notebooks as Markdown: their stored outputs, nothing is run."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import yaml

from .config import Project
from .errors import RenderError, problem
from .options import CELL_KEYS

ANSI = re.compile(r"\x1b\[[0-9;]*m")


@dataclass
class NotebookCell:
    """A cell: its source without option lines, its options and its outputs."""

    place: tuple[str, str]
    kind: str
    source: str
    options: dict
    outputs: list = field(default_factory=list)

    def markdown(self, echo: bool, code: bool = True) -> list[str]:
        """The lines that stand for the cell on a page."""
        if self.options.get("include") is False:
            return []
        lines: list[str] = []
        if echo and self.source.strip():
            lines += ["", "````` {.python .cell-code}", *self.source.splitlines(), "`````", ""]
        if self.options.get("output") is False:
            return lines
        return lines + self.output_lines()

    def output_lines(self) -> list[str]:
        label, caption = self.options.get("label"), self.options.get("fig-cap")
        alt = self.options.get("fig-alt")
        lines = []
        for number, output in enumerate(self.outputs):
            text, picture = output_html(output, alt, self.place)
            if not text:
                continue
            if picture:
                own = label if label and str(label).startswith("fig-") else None
                prefix = re.sub(r"\W", "-", f"{own or self.place[1]}-{number}-")
                lines += figure(prefix_ids(text, prefix), own, caption, ["cell"], True)
                label = caption = None
            else:
                text = f'<div class="cell-output">{text}</div>'
                lines += ["", "``````{=html}", *text.splitlines(), "``````", ""]
        return lines


@dataclass
class Notebook:
    name: str
    front: dict
    cells: list[NotebookCell]

    @property
    def labelled(self) -> dict[str, NotebookCell]:
        return {c.options["label"]: c for c in self.cells if "label" in c.options}

    def page_lines(self) -> list[tuple[str, str]]:
        """The whole notebook as a page: lines of Markdown, each with its cell."""
        lines = []
        for cell in self.cells:
            if cell.kind == "code":
                body = cell.markdown(echo=cell.options.get("echo") is not False)
            else:
                body = cell.source.splitlines()
            lines += [(text, cell.place[1]) for text in [*body, ""]]
        return lines


def read_notebook(project: Project, name: str) -> Notebook:
    path = project.root / name
    return parse(str(path), name, path.stat().st_mtime_ns)


@lru_cache(maxsize=32)
def parse(path: str, name: str, _stamp: int) -> Notebook:
    try:
        raw = json.loads(Path(path).read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise RenderError(problem((name, error.lineno), f"not a notebook: {error.msg}")) from None
    if raw.get("nbformat") != 4:
        raise RenderError(problem((name, 1), "unknown notebook format (want nbformat 4)"))
    cells = [read_cell(c, (name, f"cell {i}")) for i, c in enumerate(raw["cells"], 1)]
    front: dict = {}
    cells = [c for c in cells if c.source.strip() or c.outputs]
    first = next((c for c in cells if c.kind == "markdown"), None)
    if first and first.source.startswith("---"):
        front = yaml.safe_load(first.source.split("---")[1]) or {}
        cells.remove(first)
    elif first and (match := re.match(r"# +(.*?)\s*(?:\{.*\})?\s*(?:\n|$)", first.source)):
        front = {"title": match[1]}
        first.source = first.source[match.end() :]
    return Notebook(name, front, cells)


def joined(text: str | list[str]) -> str:
    """The text that nbformat stores as one string or as its lines."""
    return text if isinstance(text, str) else "".join(text)


def read_cell(raw: dict, place: tuple[str, str]) -> NotebookCell:
    source = joined(raw["source"])
    if raw["cell_type"] != "code":
        return NotebookCell(place, raw["cell_type"], source, {})
    lines = source.splitlines()
    count = next((i for i, t in enumerate(lines) if not t.startswith("#|")), len(lines))
    try:
        options = yaml.safe_load("\n".join(t[2:].removeprefix(" ") for t in lines[:count])) or {}
    except yaml.YAMLError as error:
        raise RenderError(problem(place, f"invalid cell options: {error.problem}")) from None
    for key in options:
        if key not in CELL_KEYS["python"]:
            raise RenderError(problem(place, f"unknown cell option: {key}"))
    return NotebookCell(
        place, "code", "\n".join(lines[count:]).strip("\n"), options, raw["outputs"]
    )


def output_html(output: dict, alt: str | None, place: tuple[str, str]) -> tuple[str, bool]:
    """An output as HTML, and whether it is a picture."""
    kind = output["output_type"]
    if kind == "stream":
        text = clean(joined(output["text"]))
        return f'<pre class="cell-output-{output["name"]}"><code>{text}</code></pre>', False
    if kind == "error":
        raise RenderError(
            problem(place, f"cell ended in an error: {output['ename']}: {output['evalue']}")
        )
    known = ("image/svg+xml", "image/png", "text/html", "text/plain")
    form = next((k for k in known if k in output["data"]), None)
    if form is None:
        raise RenderError(problem(place, f"unknown output: {', '.join(output['data'])}"))
    data = joined(output["data"][form])
    if not form.startswith("image/"):
        return (data if form == "text/html" else plain_output(data)), False
    if not alt:
        raise RenderError(problem(place, "figure without fig-alt (want #| fig-alt: what it shows)"))
    if form == "image/svg+xml":
        return inline_svg(data, alt), True
    return f'<img src="data:image/png;base64,{data.strip()}" alt="{html.escape(alt)}">', True


def plain_output(text: str) -> str:
    """A value's text, but not the names of the figures that a plotting call returns."""
    if re.fullmatch(r"<(Figure|module|matplotlib).*>|\[<matplotlib.*>\]", text.strip(), re.S):
        return ""
    return f"<pre><code>{clean(text)}</code></pre>"


def clean(text: str) -> str:
    return html.escape(ANSI.sub("", text).rstrip("\n"), quote=False)


def inline_svg(svg: str, alt: str) -> str:
    """A figure's SVG to stand in a page: named, as wide as its place, without global style."""
    svg = re.sub(
        r"<\?xml.*?\?>|<!DOCTYPE.*?>|<!--.*?-->|<metadata>.*?</metadata>", "", svg, flags=re.S
    )
    svg = re.sub(r"<style[^>]*>\s*\*\s*\{[^}]*\}\s*</style>", "", svg)
    name = html.escape(alt, quote=True)
    style = "stroke-linejoin:round;stroke-linecap:butt"

    def root(match: re.Match) -> str:
        attributes = re.sub(r'\s(width|height|version|xmlns:xlink)="[^"]*"', "", match[1])
        return f'<svg class="figure" role="img" aria-label="{name}" style="{style}"{attributes}>'

    svg = re.sub(r"<svg\b([^>]*)>", root, svg, count=1)
    svg = svg.replace("xlink:href", "href")
    return re.sub(r"\n\s*\n", "\n", svg).strip()


def prefix_ids(svg: str, prefix: str) -> str:
    """Make an SVG's ids its own, so that several can stand in one page."""
    used = {a or b for a, b in re.findall(r'url\(#([^)]+)\)|\shref="#([^"]+)"', svg)}

    def name(match: re.Match) -> str:  # ids that nothing refers to only cost bytes
        return f' id="{prefix}{match[1]}"' if match[1] in used else ""

    svg = re.sub(r'\sid="([^"]+)"', name, svg)
    svg = re.sub(r"url\(#([^)]+)\)", rf"url(#{prefix}\1)", svg)
    return re.sub(r'(\shref="#)([^"]+)"', rf"\g<1>{prefix}\2" + '"', svg)


def figure(inner: str, label, caption, classes: list[str], picture: bool) -> list[str]:
    """Markdown for a cell's output: a div, with a figure in it for a picture or a caption."""
    named = [*classes, *(["quarto-figure", "quarto-figure-center"] if picture else [])]
    attributes = " ".join(([f"#{label}"] if label else []) + [f".{c}" for c in named])
    fence = "``````"
    opened, closed = ("<figure>", "</figure>") if picture or caption else ("", "")
    lines = [f":::::::: {{{attributes}}}", f"{fence}{{=html}}", *(opened + inner).splitlines()]
    if caption:
        lines += [
            "<figcaption>",
            fence,
            "",
            str(caption),
            "",
            f"{fence}{{=html}}",
            f"</figcaption>{closed}",
        ]
    else:
        lines.append(closed) if closed else None
    return ["", *lines, fence, "::::::::", ""]
