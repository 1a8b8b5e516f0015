"""Resolves `{{< include … >}}`, and checks that each file closes the blocks that it opens."""

from __future__ import annotations

import re
from pathlib import Path

from .comments import EMPTY, empty_comments
from .config import Project
from .errors import RenderError
from .lines import FENCE, SHORTCODE, Line, next_fence
from .reading import from_root, is_file
from .source import Source, file_lines

DIV_OPEN = re.compile(r"^\s*:{3,}\s*(\{.*\}|[\w.-]+)\s*:*\s*$")
DIV_CLOSE = re.compile(r"^\s*:{3,}\s*$")


def expand_includes(
    project: Project, source: Source, lines: list[Line], including: tuple[str, ...]
) -> list[Line]:
    """Replaces include lines by the files; their paths start at the page's folder, as in Quarto.

    including: the files that include each other down to these lines.
    """
    result, fence = [], None
    for line in lines:
        if match := FENCE.match(line.text):
            fence = next_fence(fence, match)
        shortcode = SHORTCODE.fullmatch(line.text.strip())
        if fence is None and shortcode and shortcode[1] == "include":
            result += _included_lines(project, source, shortcode[2], line, including)
        else:
            result.append(line)
    return result


def _included_lines(
    project: Project, source: Source, argument: str, line: Line, including: tuple[str, ...]
) -> list[Line]:
    folder = Path(source.page).parent.as_posix()
    name = project.spelled(from_root(argument.strip("\"'"), folder))
    if not is_file(project.root, name):
        raise RenderError.at(line.place, f"missing include: {name}")
    if name in including:
        raise RenderError.at(line.place, f"include of itself: {name}")
    source.files.add(name)
    body = empty_comments(file_lines(project, name))
    check_closed(body)
    last = body[-1] if body else line
    expanded = expand_includes(project, source, body, (*including, name))
    return [*expanded, Line("", last.file, last.number)]


def check_closed(lines: list[Line]) -> None:
    """Raises RenderError if a fenced div or code block doesn't end in the file where it begins."""
    open_divs: list[Line] = []
    fence: str | None = None
    fence_line: Line | None = None
    for i, line in enumerate(lines):
        if match := FENCE.match(line.text):
            before, fence = fence, next_fence(fence, match)
            fence_line = line if before is None and fence else fence_line
        elif fence is None:
            if line.text.rstrip() == "---":
                _check_rule([line.text for line in lines[i:]], line)
            _track_div(line, open_divs)
    if fence and fence_line:
        message = "code block never closed (want a line of as many ` or ~)"
        raise RenderError.at(fence_line.place, message)
    if open_divs:
        line = open_divs[-1]
        message = f"fenced div never closed: {line.text.strip()} (want a line :::)"
        raise RenderError.at(line.place, message)


def _check_rule(texts: list[str], line: Line) -> None:
    """Raises RenderError if a rule, the first text, begins metadata: Quarto reads it anywhere."""
    rule, *below = [text.replace(EMPTY, "").rstrip() for text in texts]
    if below and below[0] and not {"---", "..."}.isdisjoint(below):
        message = f"metadata inside a page: {rule} {below[0]} (want a blank line below {rule})"
        raise RenderError.at(line.place, message)


def _track_div(line: Line, open_divs: list[Line]) -> None:
    if DIV_CLOSE.match(line.text):
        if not open_divs:
            raise RenderError.at(line.place, "fenced div closed that was never opened")
        open_divs.pop()
    elif DIV_OPEN.match(line.text):
        open_divs.append(line)
