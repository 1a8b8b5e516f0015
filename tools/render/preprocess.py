"""From a Quarto source to what Pandoc can read, every line knowing the file and line it came from.

Pandoc takes a fenced `{ojs}` for inline code and splits shortcodes, so includes, variables, embeds
and cells are worked out here first. What only the parsed document shows is left to the Lua filters.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from .comments import empty_comments, without_comments
from .config import Project, shows_code
from .errors import RenderError, problem, wanted
from .lines import CODE_SPAN, FENCE, Line, next_fence
from .notebooks import Notebook, check_svg, code_block, figure, raw_html, read_notebook
from .options import CELL_KEYS, flaw
from .reading import from_root, is_file, parse_yaml, read_text
from .shortcodes import BLOCKS, SHORTCODES, inline, meta

CELL = re.compile(r"^\{(\w[\w-]*)\s*\}\s*$")
CELL_WITH_OPTIONS = re.compile(r"^\{(\w[\w-]*)[\s,].*\}\s*$")  # as in `{r, echo=FALSE}`
DIV_OPEN = re.compile(r"^\s*:{3,}\s*(\{.*\}|[\w.-]+)\s*:*\s*$")
DIV_CLOSE = re.compile(r"^\s*:{3,}\s*$")
SHORTCODE = re.compile(r"\{\{<\s*(\S*)\s*(.*?)\s*>\}\}")
NAMES = "|".join(["embed", "include", "meta", "var", *SHORTCODES])
# One that does not end on its line, or a known name in other brackets: `{{ include _a.qmd }}`
BROKEN_SHORTCODE = re.compile(rf"\{{\{{<\s*\w.*|\{{(?:\{{[<%]?|[<%])\s*(?:{NAMES})\s.*")
DOLLARS = re.compile(r"\\.|\$\$|\$")
OPTION = "//|"
# A file with letters that are not in ASCII
FILE = re.compile(
    r"""(\]\(|\bsource=["'])([^)\s"'#]*[^\x00-\x7f)\s"'#][^)\s"'#]*)"""
)  # not in ASCII
NOTEBOOK = "a notebook, and {{< embed notebook.ipynb#label >}}"
INSTEAD = {"mermaid": "dot", "python": NOTEBOOK, "r": NOTEBOOK, "julia": NOTEBOOK}
RULE = re.compile(r"\s*\|?(\s*:?-+:?\s*\|)*\s*:?-+:?\s*\|?\s*$")  # under a table's head
NO_BAR = re.compile(r"\$[^$]*\$|\\.|<[^>]*>")  # bars in these part no cells


@dataclass
class Cell:
    """An `{ojs}` or `{dot}` cell, with the place of its first line of code."""

    kind: str
    id: str
    code: str
    options: dict
    file: str
    line: int
    display: bool = True


@dataclass
class Source:
    """A page ready for Pandoc, and where everything in it comes from."""

    page: str
    front: dict
    lines: list[Line] = field(default_factory=list)
    text: str = ""
    origins: list[Line] = field(default_factory=list)  # of each line of `text`
    cells: list[Cell] = field(default_factory=list)
    files: set[str] = field(default_factory=set)

    def origin(self, number: int) -> Line:
        """The source line that gave a line of the text for Pandoc."""
        return self.origins[min(number, len(self.origins)) - 1]


def read_source(project: Project, page: str) -> Source:
    """Read a page with all that it includes."""
    if page.endswith(".ipynb"):
        notebook = read_notebook(project, page)
        zipped = page.removesuffix(".ipynb") + ".zip"  # the page offers it where it is built
        source = Source(page, notebook.front, files={page, zipped})
        texts = notebook.page_lines(echo=shows_code(project, page, notebook.front))
        cells = groupby((Line(text, page, place) for text, place in texts), lambda x: x.number)
        for _, cell in cells:
            body = empty_comments(list(cell))
            check_closed(body)
            source.lines += body
    else:
        source = Source(page, {}, files={page})
        lines = file_lines(project, page)
        source.front, body = split_front_matter(lines, page)
        source.lines = Expansion(project, source).include(empty_comments(body), (page,))
    Preprocessor(project, source).run()
    return source


def file_lines(project: Project, name: str) -> list[Line]:
    text = read_text(project.root, name).removesuffix("\n")
    return [Line(t, name, i) for i, t in enumerate(text.split("\n"), 1)] if text else []


def split_front_matter(lines: list[Line], name: str) -> tuple[dict, list[Line]]:
    if not lines or lines[0].text.strip() != "---":
        return {}, lines
    for i, line in enumerate(lines[1:], 1):
        if line.text.strip() in {"---", "..."}:
            front = parse_yaml("\n".join(x.text for x in lines[1:i]), name, 2)
            return front, lines[i + 1 :]
    raise RenderError(problem((name, 1), "front matter never closed (want a line ---)"))


class Expansion:
    """Replaces `{{< include … >}}` lines; nested ones resolve against the page, as in Quarto."""

    def __init__(self, project: Project, source: Source) -> None:
        self.project, self.source = project, source

    def include(self, lines: list[Line], stack: tuple[str, ...]) -> list[Line]:
        result, fence = [], None
        for line in lines:
            match = FENCE.match(line.text)
            if match:
                fence = next_fence(fence, match)
            code = SHORTCODE.fullmatch(line.text.strip())
            if fence is None and code and code[1] == "include":
                result += self.read(code[2], line, stack)
            else:
                result.append(line)
        return result

    def read(self, argument: str, line: Line, stack: tuple[str, ...]) -> list[Line]:
        folder = Path(self.source.page).parent.as_posix()
        name = self.project.spelled(from_root(argument.strip("\"'"), folder))
        place = (line.file, line.number)
        if not is_file(self.project.root, name):
            raise RenderError(problem(place, f"missing include: {name}"))
        if name in stack:
            raise RenderError(problem(place, f"include of itself: {name}"))
        self.source.files.add(name)
        body = empty_comments(file_lines(self.project, name))
        check_closed(body)
        last = body[-1] if body else line
        return [*self.include(body, (*stack, name)), Line("", last.file, last.number)]


def check_closed(lines: list[Line]) -> None:
    """Every fenced div and code block ends in the file in which it begins."""
    open_divs: list[Line] = []
    fence: str | None = None
    opened: Line | None = None
    for line in lines:
        match = FENCE.match(line.text)
        if match:
            before, fence = fence, next_fence(fence, match)
            opened = line if before is None and fence else opened
        elif fence is None and DIV_CLOSE.match(line.text):
            if not open_divs:
                raise RenderError(
                    problem((line.file, line.number), "fenced div closed that was never opened")
                )
            open_divs.pop()
        elif fence is None and DIV_OPEN.match(line.text):
            open_divs.append(line)
    if fence and opened:
        raise RenderError(
            problem(
                (opened.file, opened.number),
                "code block never closed (want a line of as many ` or ~)",
            )
        )
    if open_divs:
        line = open_divs[-1]
        raise RenderError(
            problem(
                (line.file, line.number),
                f"fenced div never closed: {line.text.strip()} (want a line :::)",
            )
        )


class Preprocessor:
    """One pass over the lines: variables in text, embeds, cells."""

    def __init__(self, project: Project, source: Source) -> None:
        self.project, self.source = project, source
        self.folder = Path(source.page).parent.as_posix()
        self.display = False  # inside $$ … $$
        self.formula: Line | None = None
        self.columns = 0  # of the table that goes on
        self.head: tuple[int, Line | None] = (0, None)  # cells of the line before, and that line
        self.out: list[str] = []
        self.written = 0  # how many elements of `out` have their origins noted

    def run(self) -> None:
        notebook = self.source.page.endswith(".ipynb")
        if not notebook:
            check_closed(self.source.lines)
        lines = self.source.lines
        i = 0
        while i < len(lines):
            match = FENCE.match(lines[i].text)
            if not match or (match[2][0] == "`" and "`" in match[3]):
                self.text_line(lines[i])
                i += 1
                self.note_origin(lines[i - 1])
                continue
            end = i + 1
            fence = match[2]
            while end < len(lines):
                closing = FENCE.match(lines[end].text)
                if closing and next_fence(fence, closing) is None:
                    break
                end += 1
            self.block(match, lines[i], lines[i + 1 : end], lines[min(end, len(lines) - 1)])
            self.note_origin(*lines[i : end + 1])
            i = end + 1
        if self.display and self.formula:
            raise never_closed(self.formula, "formula", "$$")
        self.source.text = FILE.sub(self.spell, "\n".join(self.out) + "\n")
        drawings = re.findall(r"\]\(([^)\s]+\.svg)\)", self.source.text)
        for name in sorted({from_root(d, self.folder) for d in drawings}):
            check_drawing(self.project, name)
            self.source.files.add(name)
        waiting = [t for t in self.out if ".if-built}" in t]
        links = re.findall(r"\]\(([^)\s]+)\)", "\n".join(waiting))
        listed = re.findall(r'\{notebook="([^"]+)\.ipynb"\}', "\n".join(self.out))
        links += [f"{name}.{kind}" for name in listed for kind in ("ipynb", "zip")]
        self.source.files |= {from_root(link, self.folder) for link in links}

    def spell(self, match: re.Match) -> str:
        """A file that a Lua filter reads, with its accents as the disk codes them."""
        mark, path = match.groups()
        folder = self.folder if mark == "](" else "."
        name = from_root(path, folder)
        spelled = self.project.spelled(name)
        return match[0] if spelled == name else mark + posixpath.relpath(spelled, folder)

    def note_origin(self, *lines: Line) -> None:
        """Notes which source lines the newest elements of `out` come from."""
        fresh = self.out[self.written :]
        self.written = len(self.out)
        origins = lines if len(lines) == len(fresh) else [lines[0]] * len(fresh)
        for text, line in zip(fresh, origins, strict=True):
            self.source.origins += [line] * (1 + text.count("\n"))

    # text

    def text_line(self, line: Line) -> None:
        masked = CODE_SPAN.sub(lambda m: " " * len(m[0]), line.text)
        self.check_row(masked, line)
        code = SHORTCODE.fullmatch(line.text.strip())
        if code and code[1] == "embed":
            self.out += ["", *self.embed(code[2], line), ""]
            return
        if code and code[1] in BLOCKS and not self.display:
            self.out += ["", *self.block_shortcode(code, line), ""]
            return
        if self.display and not line.text.strip() and self.formula:
            raise never_closed(self.formula, "formula", "$$")
        if broken := BROKEN_SHORTCODE.search(SHORTCODE.sub("", masked)):
            message = f"broken shortcode: {broken[0].strip()} (want {{{{< name … >}}}} on one line)"
            raise RenderError(problem((line.file, line.number), message))
        result, end = [], 0
        for match in SHORTCODE.finditer(line.text):
            self.follow_maths(masked[end : match.start()])
            result += [line.text[end : match.start()], self.shortcode(match, line)]
            end = match.end()
        before = self.display
        self.follow_maths(masked[end:])
        self.formula = self.formula if before and self.display else line
        self.inline = False
        self.out.append("".join(result) + line.text[end:])

    def block_shortcode(self, code: re.Match, line: Line) -> list[str]:
        try:
            return raw_html(SHORTCODES[code[1]](code[2]))
        except ValueError as error:
            raise RenderError(problem((line.file, line.number), str(error))) from None

    inline = False

    def follow_maths(self, text: str) -> None:
        for match in DOLLARS.finditer(text):
            if match[0] == "$$":
                self.display = not self.display
            elif match[0] == "$" and not self.display:
                after = text[match.end() : match.end() + 1]
                before = text[match.start() - 1 : match.start()]
                if self.inline and not before.isspace():
                    self.inline = False
                elif not self.inline and not after.isspace():
                    self.inline = True

    def check_row(self, text: str, line: Line) -> None:
        """Pandoc leaves out what a table's row has more than the rule below its head."""
        cells = NO_BAR.sub("", text).strip().strip("|").count("|") + 1 if "|" in text else 0
        if not cells:
            self.columns = 0
        elif not self.columns and RULE.match(text):
            self.columns = cells
            cells, head = self.head
            line = head or line
        if self.columns and cells > self.columns:
            message = f"table row of {cells} cells (want {self.columns})"
            raise RenderError(problem((line.file, line.number), message))
        self.head = (cells, line)

    def shortcode(self, match: re.Match, line: Line) -> str:
        name, argument = match[1], match[2].strip("\"'")
        place = (line.file, line.number)
        if name in {"include", "embed"}:
            raise RenderError(
                problem(place, f"{name} inside a line (want it on a line of its own)")
            )
        if self.display or self.inline:
            message = f"shortcode in maths: {match[0]}"
            known = f" (want \\val{{{argument}}})" if name == "var" else ""
            raise RenderError(problem(place, message + known))
        try:
            return self.value(argument) if name == "var" else self.expand(name, match[2])
        except ValueError as error:
            raise RenderError(problem(place, str(error))) from None

    def value(self, name: str) -> str:
        value = self.project.value(name)
        if value is None:
            raise ValueError(
                f"unknown variable: {name} {near(name, self.project.variable_names())}"
            )
        return str(value)

    def expand(self, name: str, argument: str) -> str:
        if name == "meta":
            return meta(argument, self.project, self.source.page, self.source.front)
        if name not in SHORTCODES:
            known = wanted([*SHORTCODES, "embed", "include", "meta", "var"])
            raise ValueError(f"unknown shortcode: {name} {known}")
        return inline(SHORTCODES[name](argument))

    def embed(self, argument: str, line: Line) -> list[str]:
        place = (line.file, line.number)
        target, *options = argument.split() or [""]
        for option in options:
            if option not in {"echo=true", "echo=false"}:
                raise RenderError(
                    problem(place, f"unknown embed option: {option} (want echo=true)")
                )
        path, _, label = target.strip("\"'").partition("#")
        name = self.project.spelled(from_root(path, self.folder))
        if not is_file(self.project.root, name):
            raise RenderError(problem(place, f"missing embed: {name}"))
        self.source.files.add(name)
        notebook: Notebook = read_notebook(self.project, name)
        cell = notebook.labelled.get(label)
        if cell is None:
            names = wanted(notebook.labelled)
            raise RenderError(problem(place, f"unknown label: {name}#{label} {names}"))
        return cell.markdown(echo="echo=true" in options)

    # cells

    def block(self, match: re.Match, line: Line, body: list[Line], last: Line) -> None:
        indent, _, info = match.groups()
        kind = CELL.match(info.strip())
        if given := CELL_WITH_OPTIONS.match(info.strip()):
            want = INSTEAD.get(given[1], f"{{{given[1]}}}, and options in lines //| …")
            place = (line.file, line.number)
            raise RenderError(problem(place, f"unknown cell: {info.strip()} (want {want})"))
        if kind is None:
            self.plain_block(line, body, last)
            return
        if kind[1] not in CELL_KEYS or kind[1] == "python":
            place = (line.file, line.number)
            want = INSTEAD.get(kind[1], "ojs or dot")
            raise RenderError(problem(place, f"unknown cell: {{{kind[1]}}} (want {want})"))
        texts = [b.text[len(indent) :] if b.text.startswith(indent) else b.text for b in body]
        options, code = self.options(kind[1], texts, line)
        if options.get("include") is False:
            options |= {"echo": False, "output": False}
        number = 1 + sum(c.kind == kind[1] for c in self.source.cells)
        cell = Cell(
            kind[1],
            f"{kind[1]}-cell-{number}",
            "\n".join(code),
            options,
            line.file,
            int(line.number) + 1 + len(texts) - len(code),
            options.get("output") is not False,
        )
        self.source.cells.append(cell)
        self.out += [indent + text for text in ["", *self.cell_markdown(cell), ""]]

    def plain_block(self, line: Line, body: list[Line], last: Line) -> None:
        for b in body:
            if SHORTCODE.search(b.text) and "{{{<" not in b.text:
                raise RenderError(
                    problem((b.file, b.number), "shortcode in a code block (not covered)")
                )
        self.source.files |= set(re.findall(r"""\bsource=["']([^"'#]+)""", line.text))
        self.out += [line.text, *(b.text for b in body), last.text]

    def options(self, kind: str, texts: list[str], line: Line) -> tuple[dict, list[str]]:
        mark = OPTION
        count = next((i for i, t in enumerate(texts) if not t.startswith(mark)), len(texts))
        head = [t[len(mark) :].removeprefix(" ") for t in texts[:count]]
        for at, text in enumerate(texts[count:], int(line.number) + 1 + count):
            if text.lstrip().startswith(mark):
                message = f"cell option in the code: {text.strip()} (want it above, not indented)"
                raise RenderError(problem((line.file, at), message))
        options = without_comments(parse_yaml("\n".join(head), line.file, int(line.number) + 1))
        for key, value in options.items():
            at = next((i for i, t in enumerate(head) if t.strip(" {\"'").startswith(key)), 0)
            place = (line.file, int(line.number) + 1 + at)
            if key not in CELL_KEYS[kind]:
                message = f"unknown cell option: {key} {wanted(CELL_KEYS[kind])}"
                raise RenderError(problem(place, message))
            if fault := flaw(CELL_KEYS[kind], key, value):
                raise RenderError(problem(place, fault))
        return options, texts[count:]

    def cell_markdown(self, cell: Cell) -> list[str]:
        lines = []
        if cell.options.get("echo", False):
            language = "js" if cell.kind == "ojs" else "dot"
            lines += [*code_block(language, cell.code, cell.options), ""]
        if cell.options.get("eval") is False:
            self.source.cells.remove(cell)
            return lines
        if not cell.display:
            return [*lines, *raw_html(f"<!--cell:{cell.id}-->")]
        classes = ["cell"] + ([f"panel-{cell.options['panel']}"] if "panel" in cell.options else [])
        if cell.kind == "dot" and not cell.options.get("fig-alt"):
            raise RenderError(
                problem(
                    (cell.file, cell.line),
                    "graph without fig-alt (want //| fig-alt: what it shows)",
                )
            )
        slot = f'<div class="cell-output cell-output-display"><div id="{cell.id}"></div></div>'
        slot = f"<!--graph:{cell.id}-->" if cell.kind == "dot" else slot
        return lines + figure(
            slot,
            cell.options.get("label"),
            cell.options.get("fig-cap"),
            classes,
            cell.kind == "dot",
        )


def check_drawing(project: Project, name: str) -> None:
    if is_file(project.root, name):
        check_svg(read_text(project.root, name), (name, 1))


def never_closed(line: Line, what: str, mark: str) -> RenderError:
    return RenderError(problem((line.file, line.number), f"{what} never closed (want {mark})"))


def near(name: str, names: list[str]) -> str:
    """The known names that share the unknown one's first part, or all."""
    head = name.split(".")[0]
    return wanted([n for n in names if n.split(".")[0] == head] or names)
