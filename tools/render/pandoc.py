"""Runs Pandoc for each page, with the renderer's filters and the project's own."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import pypandoc

from .config import Project, Settings
from .errors import RenderError, writing
from .metadata import build_metadata
from .pandoc_errors import check_hidden, check_ids, pandoc_error
from .public import public_markup
from .reading import on_disk
from .source import Source

HERE = Path(__file__).parent
REFERENCES = HERE / "filters/references.lua"
# Without what would remove text from a page: metadata inside it, and tables aligned by spaces
SYNTAX = "markdown-yaml_metadata_block-pandoc_title_block-simple_tables-multiline_tables"
MINIMUM_SECONDS = 4  # of processor time; a short page takes a tenth of one


@cache
def executable() -> str:
    return str(pypandoc.get_pandoc_path())


def convert(project: Project, source: Source, settings: Settings, variables: dict) -> str:
    """The page's HTML; formulas, graphs and cells are filled in later."""
    with tempfile.TemporaryDirectory() as folder:
        files = {
            "metadata.json": build_metadata(project, source, settings),
            "options.json": settings.values,
            "defaults.json": {"variables": variables},
        }
        with writing(Path(folder)):
            for name, values in files.items():
                (Path(folder) / name).write_text(json.dumps(values), encoding="utf-8")
        command = [
            executable(),
            *arguments(settings, project),
            f"--metadata-file={folder}/metadata.json",
            f"--defaults={folder}/defaults.json",
        ]
        result = run(command, source, project, environment(project, source, folder))
        drop_hidden_cells(source, Path(folder) / "hidden-cells")
    if result.returncode or "[WARNING]" in result.stderr:
        raise pandoc_error(project, source, settings, result.stderr)
    page = public_markup(result.stdout)
    check_hidden(source, project, page)
    check_ids(source, project, page)
    return move_foot_last(page) if settings.deck else page


def arguments(settings: Settings, project: Project) -> list[str]:
    """Pandoc's arguments for a deck or a page."""
    template = HERE / "templates" / ("deck.html" if settings.deck else "page.html")
    filters = [
        HERE / "filters/quarto.lua",
        *(on_disk(project.root, f) for f in settings.list("filters")),
    ]
    return [
        "-f",
        SYNTAX,
        *format_arguments(settings),
        "--katex",
        "--strip-comments",
        "--wrap=none",
        f"--template={template}",
        *(f"--lua-filter={path}" for path in filters),
        *(["--citeproc", f"--lua-filter={REFERENCES}"] if settings.list("bibliography") else []),
    ]


def format_arguments(settings: Settings) -> list[str]:
    if settings.deck:
        options = ["-t", "revealjs", f"--slide-level={settings['slide-level'] or 2}"]
    else:
        options = ["-t", "html5", "--section-divs"]
    if settings["incremental"]:
        options.append("--incremental")
    if settings["reference-location"] and not settings.deck:
        options.append(f"--reference-location={settings['reference-location']}")
    if settings["toc"]:
        options += ["--toc", f"--toc-depth={settings['toc-depth'] or 3}"]
    return options


def environment(project: Project, source: Source, folder: str) -> dict[str, str]:
    """What the filters read from the environment."""
    return os.environ | {
        "LC_ALL": "C.UTF-8",  # the encoding in which Pandoc reads and writes file names
        "QUARTO_PROJECT_DIR": str(project.root),
        "QUARTO_DOCUMENT_FILE": str(project.root / source.page),
        "QUARTO_METADATA": f"{folder}/options.json",
        "QUARTO_HIDDEN_CELLS": f"{folder}/hidden-cells",
    }


def run(
    command: list[str], source: Source, project: Project, env: dict[str, str]
) -> subprocess.CompletedProcess:
    """Run Pandoc with a limit: nested brackets or emphasis could keep it busy for years.

    The limit is on processor time, so that a busy machine doesn't stop a page.
    """
    seconds = MINIMUM_SECONDS + len(source.text) // 4_000
    result = subprocess.run(
        ["sh", "-c", 'ulimit -t "$0" && exec "$@"', str(seconds), *command],
        input=source.text,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=(project.root / source.page).parent,
        env=env,
    )
    if result.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        worst = max(source.lines, key=lambda line: len(re.findall(r"[][*_^~>]", line.text)))
        message = "Pandoc came to no end (want fewer brackets or marks inside each other)"
        raise RenderError.at(worst.place, message)
    return result


def drop_hidden_cells(source: Source, file: Path) -> None:
    """Remove the cells that a filter found in hidden text."""
    hidden = file.read_text("utf-8").split() if file.exists() else []
    source.cells = [cell for cell in source.cells if cell.id not in hidden]


def move_foot_last(page: str) -> str:
    """Move a slide's foot out of what a pause wraps: reveal.js would hide it with it."""
    foot = r"(<aside>(?:(?!</aside>).)*</aside>)((?:(?!</?section|<aside>).)*)"
    return re.sub(foot, r"\2\1", page, flags=re.S)
