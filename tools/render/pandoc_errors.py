"""What Pandoc and the filters report, as errors with the sources' files and lines."""

from __future__ import annotations

import os
import re
from collections import Counter

from .config import Project, Settings
from .errors import RenderError, one_line, problem, wanted
from .places import first_place, locate, locate_id, locate_pattern
from .reading import read_text
from .source import Source

FAILURE = re.compile(
    r"(?:^|\n)(?:.*?:\s)?(?P<message>[^\n]+)\n {2}at: (?P<at>.*?)\n(?:\n|$|stack)", re.S
)
BROKEN_BIBLIOGRAPHY = re.compile(
    r"Error reading bibliography file (?P<path>.*?):\s*\(line (?P<line>\d+), column \d+\):\s*"
    r"(?P<message>.*)",
    re.DOTALL,
)
MARK = r"(?<![\w-])content-(?:hidden|visible)(?![\w-])"
HIDDEN_TAG = re.compile(
    rf"""<(?P<name>[a-z]+)[^<>]*\s(?:class\s*=\s*(?:"[^"<>]*|'[^'<>]*)?(?P<class>{MARK})"""
    r"""|data-visibility\s*=\s*["']?hidden)""",
    re.IGNORECASE,
)
BROKEN_STYLE = re.compile(r"Citeproc(?:XML|Parse)Error: (.*)", re.DOTALL)
IDS = re.compile(r"""\sid=["']([^"']+)["']""")


def pandoc_error(project: Project, source: Source, settings: Settings, stderr: str) -> RenderError:
    """The error for what Pandoc wrote to stderr."""
    if failure := FAILURE.search(stderr):
        message = re.sub(r"^Error running filter [^:]*:\s*", "", failure["message"].strip())
        if message.startswith("duplicate label: "):
            return RenderError(duplicate_id_problem(source, project, message.split(": ")[1]))
        return RenderError.at(locate(source, project, failure["at"]), message)
    if broken := BROKEN_BIBLIOGRAPHY.search(stderr):
        name = os.path.relpath(broken["path"], project.root)
        message = f"broken bibliography: {one_line(broken['message'])}"
        return RenderError.at((name, int(broken["line"])), message)
    if broken := BROKEN_STYLE.search(stderr):
        message = f"broken csl: {one_line(broken[1])}"
        return RenderError.at((settings.list("csl")[0], 1), message)
    warnings = re.findall(r"\[WARNING\] (.*(?:\n  .*)*)", stderr)
    problems = [warning_problem(project, source, settings, one_line(text)) for text in warnings]
    return RenderError(*(problems or [problem(first_place(source), one_line(stderr))]))


def warning_problem(project: Project, source: Source, settings: Settings, warning: str) -> str:
    """One warning of Pandoc with its place in the sources."""
    if missing := re.search(r"citation (\S+) not found", warning):
        key = missing[1]
        keys = wanted(bibliography_keys(project, settings), 30)
        return problem(locate(source, project, f"@{key}"), f"missing citation: @{key} {keys}")
    if duplicate := re.match(r"Duplicate identifier '(.*)' at line", warning):
        return duplicate_id_problem(source, project, duplicate[1])
    numbers = re.findall(r"line (\d+)", warning)
    if not numbers:
        return problem(first_place(source), warning)
    text = re.sub(r" at (?:.*? )?line \d+ column \d+", "", warning)
    return problem(source.origin(int(numbers[0])).place, text)


def check_ids(source: Source, project: Project, page: str) -> None:
    """Raises RenderError if two elements of a page have the same id."""
    ids = Counter(m for tag in re.findall(r"<[a-zA-Z][^<>]*>", page) for m in IDS.findall(tag))
    duplicates = [name for name, count in ids.items() if count > 1]
    if duplicates:
        raise RenderError(*(duplicate_id_problem(source, project, name) for name in duplicates))


def check_hidden(source: Source, project: Project, page: str) -> None:
    """Raises RenderError for raw HTML that asks to be hidden: Pandoc reads such a `<div>` alone."""
    for tag in HIDDEN_TAG.finditer(page):
        if mark := tag["class"] or (tag["name"] == "section" and "data-visibility"):
            place = locate_pattern(source, project, [rf"<{tag['name']}\b[^<]*{mark}"])
            message = f"HTML that hides nothing: <{tag['name']} … {mark} (want a div ::: or a span)"
            raise RenderError.at(place, message)


def duplicate_id_problem(source: Source, project: Project, name: str) -> str:
    """The problem of an id that is given twice: both places."""
    places = locate_id(source, project, name)
    if len(places) < 2:
        place = places[0] if places else first_place(source)
        return problem(place, f"duplicate id: {name} (want another; a heading may have this one)")
    (file, line), second = places[:2]
    return problem(second, f"duplicate id: {name} (first at {file}:{line})")


def bibliography_keys(project: Project, settings: Settings) -> list[str]:
    texts = [read_text(project.root, name) for name in settings.list("bibliography")]
    return re.findall(r"^@\w+\{([^,\s]+)", "\n".join(texts), re.M)
