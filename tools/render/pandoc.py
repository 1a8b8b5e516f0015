"""One Pandoc run a page; its complaints, and the filters', are told in the sources' lines."""

from __future__ import annotations

import html
import json
import os
import re
import signal
import subprocess
import tempfile
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pypandoc

from .config import Project, Settings, line_of_key
from .errors import RenderError, one_line, problem, wanted, writing
from .places import first_place, locate, locate_id
from .public import public_markup
from .reading import read_text
from .source import Source

HERE = Path(__file__).parent
# Without what would take text out of the page: metadata in its midst, and tables told by columns
SYNTAX = "markdown-yaml_metadata_block-pandoc_title_block-simple_tables-multiline_tables"
PATIENCE = 4  # seconds for a short page, which takes a tenth of one
FAILURE = re.compile(
    r"(?:^|\n)(?:.*?:\s)?(?P<message>[^\n]+)\n {2}at: (?P<at>.*?)\n(?:\n|$|stack)", re.S
)
BROKEN_BIBLIOGRAPHY = re.compile(
    r"Error reading bibliography file (?P<path>.*?):\s*\(line (?P<line>\d+), column \d+\):\s*"
    r"(?P<message>.*)",
    re.DOTALL,
)
IDS = re.compile(r"""\sid=["']([^"']+)["']""")
TITLE_BLOCK = ("title", "subtitle", "author", "institute", "date", "abstract")
# Keys that Pandoc should read as prose of the page
PROSE = (
    "title",
    "subtitle",
    "date",
    "institute",
    "description",
    "abstract",
    "footer",
    "nocite",
    "lang",
    "toc-title",
)

ENGLISH = (
    "{month} {day}, {year}",
    "January February March April May June July August September October November December",
)
GERMAN = (
    "{day}. {month} {year}",
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
)
# Keys that the filters read
FILTERED = (
    "auto-stretch",
    "callout-appearance",
    "callout-icon",
    "code-fold",
    "code-summary",
    "fig-align",
    "number-depth",
    "number-sections",
    "scrollable",
    "slide-level",
    "smaller",
)


@cache
def executable() -> str:
    return str(pypandoc.get_pandoc_path())


def convert(project: Project, source: Source, settings: Settings, variables: dict) -> str:
    """The page's HTML, with formulas, graphs and cells still to be filled in."""
    folder = (project.root / source.page).parent
    with tempfile.TemporaryDirectory() as scratch:
        meta, values = Path(scratch) / "meta.json", Path(scratch) / "defaults.json"
        options, hidden = Path(scratch) / "options.json", Path(scratch) / "hidden-cells"
        described = metadata(project, source, settings)
        with writing(Path(scratch)):
            meta.write_text(json.dumps(described), encoding="utf-8")
            options.write_text(json.dumps(settings.values), encoding="utf-8")
            values.write_text(json.dumps({"variables": variables}), encoding="utf-8")
        command = [
            executable(),
            *arguments(project, settings),
            f"--metadata-file={meta}",
            f"--defaults={values}",
        ]
        result = run(
            command,
            source,
            folder,
            os.environ
            | {
                "LC_ALL": "C.UTF-8",  # how Pandoc reads and writes the names of files
                "QUARTO_PROJECT_DIR": str(project.root),
                "QUARTO_DOCUMENT_FILE": str(project.root / source.page),
                "QUARTO_METADATA": str(options),
                "QUARTO_HIDDEN_CELLS": str(hidden),
            },
        )
        dropped = hidden.read_text("utf-8").split() if hidden.exists() else []
        source.cells = [cell for cell in source.cells if cell.id not in dropped]
    if result.returncode or "[WARNING]" in result.stderr:
        raise explain(project, source, settings, result.stderr)
    page = public_markup(result.stdout)
    check_ids(source, page)
    return notes_last(page) if settings.deck else page


def run(command: list[str], source: Source, folder: Path, env) -> subprocess.CompletedProcess:
    """Pandoc, stopped where brackets or emphasis in each other would keep it at work for years.

    Its own processor time counts, so a busy machine stops nothing.
    """
    seconds = PATIENCE + len(source.text) // 4_000
    result = subprocess.run(
        ["sh", "-c", 'ulimit -t "$0" && exec "$@"', str(seconds), *command],
        input=source.text,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=folder,
        env=env,
    )
    if result.returncode == -signal.SIGXCPU or result.returncode == -signal.SIGKILL:
        worst = max(source.lines, key=lambda line: len(re.findall(r"[][*_^~>]", line.text)))
        message = "Pandoc came to no end (want fewer brackets or marks inside each other)"
        raise RenderError.at((worst.file, worst.number), message)
    return result


def notes_last(page: str) -> str:
    """Move notes and asides out of what a pause wraps, where reveal.js would hold them back."""
    for tag in ("<aside>", '<aside class="notes">'):
        rest = rf"(?:(?!</?section|{tag}).)*"
        page = re.sub(rf"({tag}(?:(?!</aside>).)*</aside>)({rest})", r"\2\1", page, flags=re.S)
    return page


def arguments(project: Project, settings: Settings) -> list[str]:
    kind = "deck" if settings.deck else "page"
    deck = ["-t", "revealjs", f"--slide-level={settings['slide-level'] or 2}"]
    page = ["-t", "html5", "--section-divs"]
    filters = [HERE / "filters/quarto.lua", *(project.root / f for f in settings.list("filters"))]
    options = deck if settings.deck else page
    if settings["incremental"]:
        options.append("--incremental")
    if settings["reference-location"] and not settings.deck:
        options.append(f"--reference-location={settings['reference-location']}")
    if settings["toc"]:
        options += ["--toc", f"--toc-depth={settings['toc-depth'] or 3}"]
    if settings.list("bibliography"):
        filters.append("citeproc")
    return [
        "-f",
        SYNTAX,
        *options,
        "--katex",
        "--strip-comments",
        "--wrap=none",
        f"--template={HERE}/templates/{kind}.html",
        *(
            f"--filter={f}" if f == "citeproc" else f"--lua-filter={f}"
            for f in filters
            if f != "citeproc"
        ),
        *(["--citeproc"] if "citeproc" in filters else []),
    ]


def metadata(project: Project, source: Source, settings: Settings) -> dict:
    meta = {key: settings[key] for key in PROSE if settings[key] is not None}
    title = (
        settings["pagetitle"] or settings["title"] or project.website.get("title") or source.page
    )
    meta |= {"pagetitle": title, "link-citations": settings["link-citations"] is not False}
    for key in ("bibliography", "csl", "filters"):
        paths = [str(project.root / p) for p in settings.list(key)]
        for path, name in zip(paths, settings.list(key), strict=True):
            if not os.path.isfile(path):
                raise RenderError.at(locate(source, project, name), f"missing {key}: {name}")
        if paths and key != "filters":
            meta[key] = paths if key == "bibliography" else paths[0]
    is_german = str(settings["lang"]).startswith("de")
    if is_german:
        meta.setdefault("toc-title", "Auf dieser Seite")
    if settings["date"] is not None:
        meta["date"] = long_date(str(settings["date"]), GERMAN if is_german else ENGLISH)
    if settings["description"]:
        meta["description-meta"] = settings["description"]
    meta |= {key: settings[key] for key in FILTERED if settings[key] is not None}
    if any(settings[key] for key in TITLE_BLOCK):
        meta["title-block"] = True
    lost = [key for key in TITLE_BLOCK if settings[key] and key != "author"]
    if settings.deck and lost and not settings["title"]:
        message = f"{lost[0]} of a deck without title (want both or neither)"
        place = (source.page, line_of_key(project, source.page, lost[0]))
        raise RenderError.at(place, message)
    authors = settings.list("author")
    if authors:
        meta["by-author"] = [author(a) for a in authors]
    if settings["suppress-bibliography"]:
        meta["suppress-bibliography"] = True
    pairs = (settings["title-slide-attributes"] or {}).items()
    if pairs:
        meta["title-slide-attributes"] = [
            {"key": k.removeprefix("data-"), "value": v} for k, v in pairs
        ]
    return meta


def long_date(text: str, form: tuple[str, str]) -> str:
    """A date as Quarto writes it; any other text as it is."""
    pattern, months = form
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return pattern.format(day=day.day, month=months.split()[day.month - 1], year=day.year)


def author(value) -> dict:
    if not isinstance(value, dict):
        return {"name": str(value)}
    affiliation = value.get("affiliation", value.get("affiliations"))
    affiliation = affiliation[0] if isinstance(affiliation, list) else affiliation
    affiliation = affiliation.get("name") if isinstance(affiliation, dict) else affiliation
    return {"name": value.get("name"), **({"affiliation": affiliation} if affiliation else {})}


def explain(project: Project, source: Source, settings: Settings, stderr: str) -> RenderError:
    """Say in the sources' lines what Pandoc or a filter complains about."""
    if failure := FAILURE.search(stderr):
        message = re.sub(r"^Error running filter [^:]*:\s*", "", failure["message"].strip())
        if message.startswith("duplicate label: "):
            return RenderError(duplicate_id(source, message.split(": ")[1]))
        return RenderError.at(locate(source, project, failure["at"]), message)
    if broken := BROKEN_BIBLIOGRAPHY.search(stderr):
        name = os.path.relpath(broken["path"], project.root)
        message = f"broken bibliography: {one_line(broken['message'])}"
        return RenderError.at((name, int(broken["line"])), message)
    warnings = re.findall(r"\[WARNING\] (.*(?:\n  .*)*)", stderr)
    problems = [explain_warning(project, source, settings, one_line(text)) for text in warnings]
    return RenderError(*(problems or [problem(first_place(source), one_line(stderr))]))


def explain_warning(project: Project, source: Source, settings: Settings, warning: str) -> str:
    if missing := re.search(r"citation (\S+) not found", warning):
        key = missing[1]
        place = locate(source, project, f"@{key}")
        keys = wanted(known_keys(project, settings), 30)
        return problem(place, f"missing citation: @{key} {keys}")
    if duplicate := re.match(r"Duplicate identifier '(.*)' at line", warning):
        return duplicate_id(source, duplicate[1])
    numbers = re.findall(r"line (\d+)", warning)
    if not numbers:
        return problem(first_place(source), warning)
    line = source.origin(int(numbers[0]))
    text = re.sub(r" at (?:.*? )?line \d+ column \d+", "", warning)
    return problem(line.place, text)


def check_ids(source: Source, page: str) -> None:
    """No two elements of a page have the same id."""
    ids = Counter(m for tag in re.findall(r"<[a-zA-Z][^<>]*>", page) for m in IDS.findall(tag))
    twice = [name for name, count in ids.items() if count > 1]
    if twice:
        raise RenderError(*(duplicate_id(source, name) for name in twice))


def duplicate_id(source: Source, name: str) -> str:
    """Says where an id stands for the second time, and where for the first."""
    places = locate_id(source, name)
    if len(places) < 2:
        place = places[0] if places else first_place(source)
        return problem(place, f"duplicate id: {name} (want another; a heading may have this one)")
    (file, line), second = places[:2]
    return problem(second, f"duplicate id: {name} (first at {file}:{line})")


def known_keys(project: Project, settings: Settings) -> list[str]:
    texts = [read_text(project.root, name) for name in settings.list("bibliography")]
    return re.findall(r"^@\w+\{([^,\s]+)", "\n".join(texts), re.M)


def escape(text: str) -> str:
    return html.escape(text, quote=True)
