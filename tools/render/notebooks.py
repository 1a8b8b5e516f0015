"""Executed notebooks as Markdown: their stored outputs, nothing is run."""

from __future__ import annotations

import base64
import binascii
import html
import json
import re
from dataclasses import dataclass, field
from functools import lru_cache
from xml.etree import ElementTree

from .comments import without_comments
from .config import Project
from .errors import RenderError, problem, wanted
from .options import CELL_KEYS, flaw
from .reading import check_characters, parse_yaml, read_text, said_of

FORMS = ("image/svg+xml", "image/png", "text/markdown", "text/plain")
CELL_ID = re.compile(r"[\w-]{1,64}")
ANSI = re.compile(r"\x1b\[[0-9;]*m")


@dataclass
class NotebookCell:
    """A cell: its source without option lines, its options and its outputs."""

    place: tuple[str, str]
    kind: str
    source: str
    options: dict
    outputs: list = field(default_factory=list)

    def markdown(self, echo: bool) -> list[str]:
        """The lines that stand for the cell on a page."""
        if self.options.get("include") is False:
            return []
        lines: list[str] = []
        if echo and self.source.strip():
            lines += ["", *code_block("python", self.source, self.options), ""]
        if self.options.get("output") is False:
            return lines
        return lines + self.output_lines()

    def output_lines(self) -> list[str]:
        label, caption = self.options.get("label"), self.options.get("fig-cap")
        alt = self.options.get("fig-alt")
        lines = []
        for number, output in enumerate(self.outputs):
            text, form = read_output(output, alt, self.place)
            if not text:
                continue
            if form.startswith("image/"):
                own = label if label and label.startswith("fig-") else None
                prefix = re.sub(r"\W", "-", f"{own or self.place[1]}-{number}-")
                lines += figure(prefix_ids(text, prefix), own, caption, ["cell"], True)
                label = caption = None
            elif form == "text/markdown":
                lines += ["", ":::::: cell-output", "", *text.splitlines(), "", "::::::", ""]
            else:
                text = f'<div class="cell-output">{text}</div>'
                lines += ["", *raw_html(text), ""]
        return lines


@dataclass
class Notebook:
    name: str
    front: dict
    cells: list[NotebookCell]

    @property
    def labelled(self) -> dict[str, NotebookCell]:
        found: dict[str, NotebookCell] = {}
        for cell in self.cells:
            label = cell.options.get("label")
            if label in found:
                raise RenderError(problem(cell.place, f"duplicate label: {label}"))
            if label:
                found[label] = cell
        return found

    def page_lines(self, echo: bool) -> list[tuple[str, str]]:
        """The whole notebook as a page, code shown or not: lines, each with its cell."""
        lines = []
        for cell in self.cells:
            if cell.kind == "code":
                body = cell.markdown(echo=cell.options.get("echo", echo) is not False)
            else:
                body = cell.source.splitlines()
            lines += [(text, cell.place[1]) for text in [*body, ""]]
        return lines


def read_notebook(project: Project, name: str) -> Notebook:
    text = read_text(project.root, name)
    return parse(text, name)


@lru_cache(maxsize=32)
def parse(text: str, name: str) -> Notebook:
    raw = part(load(text, name), "cells", list, (name, 1))
    cells = [read_cell(c, (name, f"cell {i}")) for i, c in enumerate(raw, 1)]
    cells = [c for c in cells if c.source.strip() or c.outputs]
    front: dict = {}
    first = next((c for c in cells if c.kind == "markdown"), None)
    if first and first.source.startswith("---\n"):
        front, first.source = split_front(first)
    elif first and (match := re.match(r"# +(.*?)\s*(?:\{.*\})?\s*(?:\n|$)", first.source)):
        front = {"title": match[1]}
        first.source = first.source[match.end() :]
    return Notebook(name, front, cells)


def load(text: str, name: str) -> dict:
    try:
        raw = json.loads(text)
    except json.JSONDecodeError as error:
        raise RenderError(problem((name, error.lineno), f"not a notebook: {error.msg}")) from None
    except (RecursionError, ValueError) as error:  # too deep; a number of too many digits
        raise RenderError(problem((name, 1), f"not a notebook: {error}")) from None
    if part(raw, "nbformat", int, (name, 1)) != 4:
        message = f"notebook format {raw['nbformat']} (want nbformat 4)"
        raise RenderError(problem((name, 1), message))
    part(raw, "nbformat_minor", int, (name, 1))
    return raw


def part(tree, key: str, kind: type, place: tuple[str, int | str]):
    """A part of a notebook's tree, of the type that its format gives it."""
    value = tree.get(key) if isinstance(tree, dict) else None
    if not isinstance(value, kind):
        want = {list: "a list", dict: "a mapping", str: "text", int: "a number"}[kind]
        raise RenderError(problem(place, f"broken notebook: {key}: {said_of(value)} (want {want})"))
    return value


def text_part(tree, key: str, place: tuple[str, int | str]) -> str:
    """A text, which a notebook may store as a list of lines."""
    lines = tree.get(key) if isinstance(tree, dict) else None
    if isinstance(lines, list) and all(isinstance(line, str) for line in lines):
        return "".join(lines)
    return part(tree, key, str, place)


def split_front(first: NotebookCell) -> tuple[dict, str]:
    """A first cell's front matter and what stands after it."""
    head, end, rest = first.source[4:].partition("\n---")
    if not end:
        raise RenderError(problem(first.place, "front matter never closed (want a line ---)"))
    return parse_yaml(head, *first.place), rest.lstrip("-").lstrip("\n")


def read_cell(raw, place: tuple[str, str]) -> NotebookCell:
    source, kind = text_part(raw, "source", place), part(raw, "cell_type", str, place)
    if "id" in raw and not CELL_ID.fullmatch(part(raw, "id", str, place)):
        want = "letters, digits, - and _"
        raise RenderError(problem(place, f"broken notebook: id: {raw['id']!r} (want {want})"))
    check_characters(source, *place)
    if kind == "markdown":
        return NotebookCell(place, kind, source, {})
    if kind != "code":
        raise RenderError(problem(place, f"unknown cell: {kind} (want code or markdown)"))
    lines = source.split("\n")
    count = next((i for i, t in enumerate(lines) if not t.startswith("#|")), len(lines))
    head = "\n".join(t[2:].removeprefix(" ") for t in lines[:count])
    options = without_comments(parse_yaml(head, *place))
    for key, value in options.items():
        if key not in CELL_KEYS["python"]:
            message = f"unknown cell option: {key} {wanted(CELL_KEYS['python'])}"
            raise RenderError(problem(place, message))
        if fault := flaw(CELL_KEYS["python"], key, value):
            raise RenderError(problem(place, fault))
    body = "\n".join(lines[count:]).strip("\n")
    return NotebookCell(place, kind, body, options, part(raw, "outputs", list, place))


def read_output(output, alt: str | None, place: tuple[str, str]) -> tuple[str, str]:
    """An output as HTML or Markdown, and the form in which it was stored."""
    kind = part(output, "output_type", str, place)
    if kind == "stream":
        text = clean(text_part(output, "text", place), place)
        name = html.escape(part(output, "name", str, place))
        return f'<pre class="cell-output-{name}"><code>{text}</code></pre>', "text/plain"
    if kind == "error":
        said = f"{output.get('ename')}: {output.get('evalue')}"
        raise RenderError(problem(place, f"cell ended in an error: {said}"))
    forms = part(output, "data", dict, place)
    if "text/html" in forms:
        why = "for it Quarto loads scripts from another host"
        raise RenderError(problem(place, f"output as text/html: {why} (want text/markdown)"))
    form = next((k for k in FORMS if k in forms), None)
    if form is None or (form == "text/plain" and loses_a_picture(forms, place)):
        message = f"unknown output: {', '.join(forms) or 'nothing'} {wanted(FORMS)}"
        raise RenderError(problem(place, message))
    data = text_part(forms, form, place)
    if form == "text/plain":
        return plain_output(data, place), form
    check_characters(data, *place)
    if form == "text/markdown":
        return data, form
    if not alt:
        raise RenderError(problem(place, "figure without fig-alt (want #| fig-alt: what it shows)"))
    return picture_html(form, data, str(alt), place), form


def picture_html(form: str, data: str, alt: str, place: tuple[str, str]) -> str:
    """A picture to stand in a page: SVG as it is, PNG in a data link."""
    if form == "image/svg+xml":
        check_svg(data, place)
        return inline_svg(data, alt)
    data = re.sub(r"\s", "", data)
    try:
        png = base64.b64decode(data, validate=True).startswith(b"\x89PNG")
    except binascii.Error:
        png = False
    if not png:
        raise RenderError(problem(place, "broken picture (want a PNG in base64)"))
    return f'<img src="data:image/png;base64,{data}" alt="{html.escape(alt)}">'


def check_svg(text: str, place: tuple[str, int | str]) -> None:
    """A drawing stands in its page's HTML, so it must be well-formed."""
    try:
        root = ElementTree.fromstring(text).tag
    except ElementTree.ParseError as error:
        line = error.position[0] if isinstance(place[1], int) else place[1]
        raise RenderError(problem((place[0], line), f"broken SVG: {error}")) from None
    if not root.endswith("svg"):
        raise RenderError(problem(place, f"broken SVG: <{root}> (want <svg>)"))


def loses_a_picture(forms: dict, place: tuple[str, str]) -> bool:
    """Whether an output's text only stands for what another form shows."""
    silent = not plain_output(text_part(forms, "text/plain", place), place)
    return any(k.startswith("image/") for k in forms) or (silent and len(forms) > 1)


def plain_output(text: str, place: tuple[str, str]) -> str:
    """A value's text, but not the names of the figures that a plotting call returns."""
    if re.fullmatch(r"<(Figure|module|matplotlib).*>|\[<matplotlib.*>\]", text.strip(), re.S):
        return ""
    return f"<pre><code>{clean(text, place)}</code></pre>"


def clean(text: str, place: tuple[str, str]) -> str:
    text = ANSI.sub("", text).rstrip("\n")
    check_characters(text, *place)
    return html.escape(text, quote=False)


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


def raw_html(text: str) -> list[str]:
    return fenced("{=html}", text)


def code_block(language: str, code: str, options: dict) -> list[str]:
    """A cell's code as it is shown, folded where its options say so."""
    fold = {True: ' code-fold="true"', "show": ' code-fold="show"'}.get(
        options.get("code-fold"), ""
    )
    if options.get("code-summary") is not None:
        fold += f' code-summary="{html.escape(str(options["code-summary"]))}"'
    return fenced(f" {{.{language} .cell-code{fold}}}", code)


def fenced(info: str, text: str) -> list[str]:
    """A fenced block whose fence is longer than any in the text."""
    longest = max(map(len, re.findall(r"`{3,}", text)), default=5)
    fence = "`" * (longest + 1)
    return [f"{fence}{info}", *text.split("\n"), fence]


def figure(inner: str, label, caption, classes: list[str], picture: bool) -> list[str]:
    """Markdown for a cell's output: a div, with a figure in it for a picture or a caption."""
    named = [*classes, *(["quarto-figure", "quarto-figure-center"] if picture else [])]
    attributes = " ".join(([f"#{label}"] if label else []) + [f".{c}" for c in named])
    opened, closed = ("<figure>", "</figure>") if picture or caption else ("", "")
    if caption:
        said = str(caption).split("\n")
        lines = [*raw_html(f"{opened}{inner}\n<figcaption>"), "", *said, ""]
        lines += raw_html(f"</figcaption>{closed}")
    else:
        lines = raw_html(f"{opened}{inner}" + (f"\n{closed}" if closed else ""))
    return ["", f":::::::: {{{attributes}}}", *lines, "::::::::", ""]
