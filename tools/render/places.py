"""Finds the file and line in the sources for what a later step reports."""

from __future__ import annotations

import bisect
import html
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from .comments import CommentReader
from .lines import CODE_SPAN, FENCE, Line, next_fence
from .notebooks import read_notebook
from .reading import YamlEntry, find_front_matter, is_file, option_entries, read_text

CELL = re.compile(r"^\{\w[\w-]*\s*\}\s*$")
PATH = re.compile(r"[^\s@$`]*\.\w+(?:[#?]\S*)?")
LINKED = r"(?:\]\(<?|\]: <?|=[\"']?)(?:\.?\.?/)*"  # what stands before a path
ATTRIBUTE = re.compile(r"([a-z-]+)=(\w*)")
Place = tuple[str, int | str]


def locate(source, project, text: str, is_formula: bool = False) -> Place:
    """The place of a piece of a page's source, however it is broken into lines."""
    return locate_pattern(source, project, formula_patterns(text) if is_formula else patterns(text))


def locate_pattern(source, project, patterns: list[str]) -> Place:
    """The first place that one of the patterns finds; `>` is a space in the text to search."""
    for pattern in patterns:
        for lines in lines_to_search(source, project):
            if places := search(lines, pattern):
                return places[0]
    return first_place(source)


def locate_id(source, project, name: str) -> list[Place]:
    """All places that give this id, in order: in the page, then in HTML that it includes."""
    quoted = re.escape(name)
    pattern = (
        rf"\{{[^{{}}]*#{quoted}(?=[\s}}])|\sid=[\"']?{quoted}(?=[\"'\s])"
        rf"|//\| label: [\"']?{quoted}(?![\w-])"
    )
    files = [file for file in sorted(source.files) if file.endswith((".html", ".htm"))]
    texts = [without_code(source.lines), *(searchable_lines(project, file) for file in files)]
    return [place for lines in texts for place in search(lines, pattern)]


def first_place(source) -> Place:
    return (source.page, "cell 1" if source.page.endswith(".ipynb") else 1)


def formula_patterns(text: str) -> list[str]:
    text = re.escape(squeeze(text))
    if not text:
        return []
    return [rf"(?<=\$){text}(?=\$)", rf"(?<=\$\$ ){text}(?= \$\$)", text]


def patterns(text: str) -> list[str]:
    """Patterns for how a source may write a text, the likeliest first."""
    text = squeeze(text)
    if text.startswith("]("):  # of an image; the one without any text is the likeliest
        bare = whole_word(f"![{text}")
        return [rf"{bare}[^)]*\)(?!\{{[^}}]*\balt=)", bare, whole_word(text)]
    if attribute := ATTRIBUTE.fullmatch(text):
        return [rf"(?<![\w-]){attribute[1]}[=:][ \"']*{re.escape(attribute[2])}(?![\w-])"]
    plain = squeeze(html.unescape(unquote(text)))
    forms = [f for f in dict.fromkeys([text, plain, plain.lstrip("/"), Path(plain).name]) if f]
    linked = [LINKED + whole_word(form) for form in forms if PATH.fullmatch(form)]
    return linked + [whole_word(form) for form in forms]


def whole_word(text: str) -> str:
    """A pattern for a text that is not part of a longer word or path."""
    before = r"(?<![\w/-])" if text[0].isalnum() else ""
    after = r"(?![\w-])" if text[-1].isalnum() else ""
    return f"{before}{re.escape(text)}{after}"


def lines_to_search(source, project) -> Iterator[list[Line]]:
    """The lines to search: the page without and with its code, then the files that it uses."""
    yield without_code(source.lines)
    yield source.lines
    options = [(p / "_metadata.yml").as_posix() for p in Path(source.page).parents]
    for name in dict.fromkeys([source.page, *sorted(source.files), *options, "_quarto.yml"]):
        if is_file(project.root, name):
            yield searchable_lines(project, name)


def searchable_lines(project, name: str) -> list[Line]:
    if name.endswith(".ipynb"):
        cells = read_notebook(project, name).cells
        texts = [(cell, [*cell.source.split("\n"), *cell.output_lines()]) for cell in cells]
        return [Line(text, *cell.place) for cell, lines in texts for text in lines]
    if not name.endswith((".qmd", ".svg", ".yml", ".html", ".md", ".bib")):
        return []
    options = option_lines(option_entries(project.root, name), name)
    if name.endswith(".yml"):
        return options
    lines = [Line(t, name, i) for i, t in enumerate(read_text(project.root, name).split("\n"), 1)]
    return options + without_front_matter(lines) if name.endswith(".qmd") else lines


def without_front_matter(lines: list[Line]) -> list[Line]:
    _, end = find_front_matter([line.text for line in lines]) or (0, -1)
    return lines[end + 1 :]


def option_lines(entries: list[YamlEntry], name: str) -> list[Line]:
    """Options as lines `key: value`, without comments."""
    lines = []
    for entry in entries:
        key = f"{entry.path[-1]}: " if isinstance(entry.path[-1], str) else ""
        texts = (entry.text or "").split("\n")
        if entry.text_line == entry.line:
            texts[0] = key + texts[0]
        else:
            lines.append(Line(key, name, entry.line))
        lines += [Line(text, name, i) for i, text in enumerate(texts, entry.text_line)]
    return lines


def without_code(lines: list[Line]) -> list[Line]:
    """The lines with code blanked out; cells count as text."""
    result: list[Line] = []
    fence: str | None = None
    is_cell, reader = False, CommentReader()
    for line in lines:
        match, before = FENCE.match(line.text), fence
        if match:
            fence = next_fence(fence, match)
            is_cell = bool(CELL.match(match[3].strip())) if before is None else is_cell
        code = before and fence and not is_cell
        code = code or (not (before or fence) and reader.is_indented_code(line.text))
        text = "" if code else CODE_SPAN.sub(lambda m: " " * len(m[0]), line.text)
        result.append(Line(text, line.file, line.number))
    return result


def squeeze(text: str) -> str:
    return re.sub(r"[\s>]+", " ", text).strip()


def search(lines: list[Line], pattern: str) -> list[Place]:
    """The places at which a pattern matches the lines, joined with single spaces."""
    starts, parts, length = [], [], 0
    for line in lines:
        piece = f"{squeeze(line.text)} ".lstrip()
        starts.append(length)
        parts.append(piece)
        length += len(piece)
    matches = re.finditer(pattern, "".join(parts))
    found = [lines[bisect.bisect_right(starts, m.start()) - 1] for m in matches]
    return [(line.file, line.number) for line in found]
