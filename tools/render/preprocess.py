"""From a Quarto source to what Pandoc can read, line by line.

Pandoc takes a fenced `{ojs}` for inline code and splits shortcodes, so includes, shortcodes and
cells are resolved here first. The Lua filters resolve what only the parsed document shows.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from .cells import OPTION, cell_kind, cell_markdown, read_cell
from .comments import empty_comments
from .config import Project, is_shown
from .errors import RenderError
from .includes import check_closed, expand_includes
from .lines import CODE_SPAN, ESCAPED_SHORTCODE, FENCE, SHORTCODE, Line, next_fence
from .maths import MathsTracker
from .notebooks import read_notebook
from .reading import from_root, is_file, read_text
from .shortcodes import ShortcodeResolver, check_unbroken
from .source import Source, file_lines, split_front_matter
from .svg import check_svg
from .tables import TableChecker, check_rules

# A file whose name has letters that are not in ASCII
UNICODE_FILE = re.compile(r"""(\]\(|\bsource=["'])([^)\s"'#]*[^\x00-\x7f)\s"'#][^)\s"'#]*)""")


def read_source(project: Project, page: str) -> Source:
    """Read a page with all that it includes."""
    source = read_notebook_page(project, page) if page.endswith(".ipynb") else None
    source = source or read_quarto_page(project, page)
    Preprocessor(project, source).run()
    return source


def read_notebook_page(project: Project, page: str) -> Source:
    notebook = read_notebook(project, page)
    zipped = page.removesuffix(".ipynb") + ".zip"  # the page links it if it is built
    source = Source(page, notebook.front, files={page, zipped})
    echo, warning = (is_shown(part, project, page, notebook.front) for part in ("echo", "warning"))
    texts = notebook.page_lines(echo, warning)
    lines = (Line(text, page, place) for text, place in texts)
    for _, cell in groupby(lines, lambda line: line.number):
        body = empty_comments(list(cell))
        check_closed(body)
        source.lines += body
    return source


def read_quarto_page(project: Project, page: str) -> Source:
    front, body = split_front_matter(file_lines(project, page))
    source = Source(page, front, files={page})
    source.lines = expand_includes(project, source, empty_comments(body), (page,))
    check_closed(source.lines)
    return source


class Preprocessor:
    """One pass over a page's lines: resolves shortcodes in text, and cells."""

    def __init__(self, project: Project, source: Source) -> None:
        self.project, self.source = project, source
        self.folder = Path(source.page).parent.as_posix()
        self.shortcodes = ShortcodeResolver(project, source)
        self.maths, self.tables = MathsTracker(), TableChecker()
        self.out: list[str] = []

    def run(self) -> None:
        for fence, lines in split_blocks(self.source.lines):
            start = len(self.out)
            if fence:
                self.read_block(fence, lines)
            else:
                self.read_text_line(lines[0])
            self.record_origins(self.out[start:], lines)
        self.maths.check_closed()
        self.source.text = UNICODE_FILE.sub(self.spell_file, "\n".join(self.out) + "\n")
        self.add_drawings()
        self.add_optional_links()

    def spell_file(self, match: re.Match) -> str:
        """A file that a Lua filter reads, spelled as on the disk (accents in NFC or NFD)."""
        before, path = match.groups()
        folder = self.folder if before == "](" else "."
        name = from_root(path, folder)
        spelled = self.project.spelled(name)
        return match[0] if spelled == name else before + posixpath.relpath(spelled, folder)

    def record_origins(self, texts: list[str], lines: list[Line]) -> None:
        """Record the source lines of new elements of `out`."""
        origins = lines if len(lines) == len(texts) else [lines[0]] * len(texts)
        for text, line in zip(texts, origins, strict=True):
            self.source.origins += [line] * (1 + text.count("\n"))

    def add_drawings(self) -> None:
        """Check the page's drawings and add them to its files."""
        drawings = re.findall(r"\]\(([^)\s]+\.svg)\)", self.source.text)
        for name in sorted({from_root(d, self.folder) for d in drawings}):
            if is_file(self.project.root, name):
                check_svg(read_text(self.project.root, name), (name, 1))
            self.source.files.add(name)

    def add_optional_links(self) -> None:
        """Add the files on which it depends whether the page shows a link."""
        optional = [t for t in self.out if ".if-built}" in t]
        links = re.findall(r"\]\(([^)\s]+)\)", "\n".join(optional))
        notebooks = re.findall(r'\{notebook="([^"]+)\.ipynb"\}', "\n".join(self.out))
        links += [f"{name}.{kind}" for name in notebooks for kind in ("ipynb", "zip")]
        self.source.files |= {from_root(link, self.folder) for link in links}

    def read_text_line(self, line: Line) -> None:
        masked = CODE_SPAN.sub(lambda m: " " * len(m[0]), line.text)
        self.tables.check_row(masked, line)
        if not self.maths.in_display:
            check_rules(masked, line)
        block = self.shortcodes.resolve_block(line, self.maths.in_display)
        if block is not None:
            self.out += ["", *block, ""]
            return
        if not line.text.strip():
            self.maths.check_closed()  # no formula goes on after an empty line
        check_unbroken(masked, line)
        result, end = [], 0
        for match in SHORTCODE.finditer(line.text):
            self.maths.follow(masked[end : match.start()])
            in_maths = self.maths.in_display or self.maths.in_inline
            text = self.shortcodes.resolve_inline(match, line, in_maths)
            result += [line.text[end : match.start()], text]
            end = match.end()
        self.maths.end_line(masked[end:], line)
        self.out.append(show_shortcodes("".join(result) + line.text[end:]))

    def read_block(self, fence: re.Match, lines: list[Line]) -> None:
        indent, _, info = fence.groups()
        kind = cell_kind(info.strip(), lines[0])
        if kind is None:
            self.read_code_block(lines)
            return
        texts = [line.text.removeprefix(indent) for line in lines[1:-1]]
        number = 1 + sum(cell.kind == kind for cell in self.source.cells)
        for line in lines[1:-1]:
            if (shortcode := SHORTCODE.search(line.text)) and not line.text.startswith(OPTION):
                message = f"shortcode in a cell: {shortcode[0]} (want it in the text)"
                raise RenderError.at(line.place, message)
        cell = read_cell(kind, number, texts, lines[0])
        for key, value in cell.options.items():
            if isinstance(value, str):
                written = next((line for line in lines if SHORTCODE.search(line.text)), lines[0])
                cell.options[key] = self.resolve_text(value, written)
        if cell.options.get("eval") is not False:
            self.source.cells.append(cell)
        self.out += [indent + text for text in ["", *cell_markdown(cell), ""]]

    def read_code_block(self, lines: list[Line]) -> None:
        rest = [line.text for line in lines[1:]]
        for line in lines[1:-1]:
            if SHORTCODE.search(line.text):
                raise RenderError.at(line.place, "shortcode in a code block (not covered)")
        self.source.files |= set(re.findall(r"""\bsource=["']([^"'#]+)""", lines[0].text))
        first = self.resolve_text(lines[0].text, lines[0])
        self.out += [ESCAPED_SHORTCODE.sub(r"\1", text) for text in [first, *rest]]

    def resolve_text(self, text: str, line: Line) -> str:
        """The text of an attribute or a cell's option with its shortcodes resolved."""

        def resolve(match: re.Match) -> str:
            return self.shortcodes.resolve_inline(match, line, in_maths=False)

        return SHORTCODE.sub(resolve, text)


def show_shortcodes(text: str) -> str:
    """`{{{< x >}}}` as text that Pandoc shows as `{{< x >}}`, in code too."""
    code = [m.span() for m in CODE_SPAN.finditer(text)]

    def shown(match: re.Match) -> str:
        if any(start < match.start() < end for start, end in code):
            return match[1]
        return re.sub(r"([^\w\s])", r"\\\1", match[1])

    return ESCAPED_SHORTCODE.sub(shown, text)


def split_blocks(lines: list[Line]) -> Iterator[tuple[re.Match | None, list[Line]]]:
    """Fenced blocks with the match of their opening line, and all other lines one by one."""
    start = 0
    while start < len(lines):
        end = start + 1
        match = FENCE.match(lines[start].text)
        fence = next_fence(None, match) if match else None
        while fence and end < len(lines):
            closing = FENCE.match(lines[end].text)
            fence = next_fence(fence, closing) if closing else fence
            end += 1
        yield (match if end > start + 1 else None), lines[start:end]
        start = end
