"""The whole build: renders changed pages, checks all links, publishes the site."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from . import navigation, node, pandoc
from .backgrounds import add_mean_colours
from .cache import Cache, Page, digest, lock
from .config import Project, Settings, load_project
from .errors import RenderError, one_line, problem, report_error
from .links import Links, ids_of, is_missing, output_name, quote_path, rewrite_links, root_path
from .option_texts import load_page_settings, resolve_website
from .places import locate
from .preprocess import read_source
from .publish import LIBS, cell_script, check_output_folder, publish
from .reading import is_file, leaves_project, on_disk
from .source import Source


@dataclass
class Draft:
    """A page after Pandoc and before Node."""

    source: Source
    html: str
    links: Links
    inputs: set[str]


def build(root: Path, out: Path | None = None) -> tuple[Path, int, int]:
    """Build the site; returns its folder, the number of rendered pages and that of all pages."""
    with lock(root / ".render-cache"):
        return build_locked(root, out)


def build_and_report(root: Path, out: Path | None) -> int:
    """Build and print the result; exit code 1 if a source is wrong or the disk fails."""
    start = time.perf_counter()
    try:
        folder, rendered, total = build(root, out)
    except (RenderError, OSError) as error:
        return report_error(error)
    seconds = time.perf_counter() - start
    print(f"{folder.name}: {rendered} of {total} pages rendered in {seconds:.1f} s")
    return 0


def build_locked(root: Path, out: Path | None) -> tuple[Path, int, int]:
    project = load_project(root)
    out = (out or root / project.options.get("output-dir", "_site")).resolve()
    check_output_folder(out, root)
    run_pre_render(project, out)
    cache = Cache(root, root / ".render-cache")
    project = load_project(root)  # the steps may have changed it
    resolve_website(project)
    key = digest(cache.engine, json.dumps(project.pages), cache.hash_of("_quarto.yml"))
    cached = {page: record for page in project.pages if (record := cache.load(page, key))}
    stale = [page for page in project.pages if page not in cached]
    rendered, clients = render(project, cache, stale, key)
    by_page = cached | rendered
    records = [by_page[page] for page in project.pages]
    check_links(project, records)
    publish(project, records, clients, out)
    return out, len(stale), len(records)


def run_pre_render(project: Project, out: Path) -> None:
    """Run the project's `pre-render` steps."""
    steps = project.options.get("pre-render") or []
    for step in [steps] if isinstance(steps, str) else steps:
        command = shlex.split(step)
        command[0] = node.executable() if command[0] == "node" else command[0]
        result = subprocess.run(
            command,
            cwd=project.root,
            env=node.environment(project.root, out),
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        if result.returncode:
            output = (result.stderr or result.stdout).strip()
            raise RenderError.at(
                ("_quarto.yml", project.line_of("project", "pre-render")),
                f"pre-render failed: {step}: {output}",
            )


# Pages


def render(
    project: Project, cache: Cache, pages: list[str], key: str
) -> tuple[dict[str, Page], dict[str, str]]:
    """The rendered pages, and the scripts and styles that all pages share."""
    cached = cache.read("clients") or {}
    clients = cached["files"] if cached.get("engine") == cache.engine else None
    if not pages and clients:
        return {}, clients
    with ThreadPoolExecutor(max_workers=min(4, 1 + (os.cpu_count() or 1))) as pool:
        drafts = collect_results(pool.map(lambda page: attempt(create_draft, project, page), pages))
    job = {
        "root": str(project.root),
        "clients": clients is None,
        "pages": [node_page(d) for d in drafts],
    }
    result = node.run(job)
    raise_problems(project, drafts, result["problems"])
    rendered = {}
    for draft, output in zip(drafts, result["pages"], strict=True):
        record = create_record(project, cache, draft, output)
        cache.store(record, key)
        rendered[record.page] = record
    if clients is None:
        clients = result["clients"]
        cache.write("clients", {"engine": cache.engine, "files": clients})
    return rendered, clients


def attempt(function, *arguments):
    try:
        return function(*arguments)
    except RenderError as error:
        return error


def collect_results(results) -> list:
    """All results; raises one RenderError with every problem."""
    results = list(results)
    problems = [p for r in results if isinstance(r, RenderError) for p in r.problems]
    if problems:
        raise RenderError(*dict.fromkeys(problems))
    return results


def create_draft(project: Project, page: str) -> Draft:
    if not is_file(project.root, page):
        raise RenderError(f"{page}: no file (want one, or another name)")
    source = read_source(project, page)
    settings = load_page_settings(project, page, source.front)
    source.files |= set(settings.list("bibliography")) | settings.included
    html = pandoc.convert(project, source, settings, variables(project, source, settings))
    html = add_mean_colours(project.root, page, html) if settings.deck else html
    html, links = rewrite_links(project, page, html)
    check_no_remote_files(project, source, links)
    inputs = (
        source.files
        | {"_quarto.yml", "_variables.yml"}
        | set(settings.list("filters"))
        | set(settings.list("csl"))
    )
    return Draft(source, html, links, inputs | folder_options(page))


def check_no_remote_files(project: Project, source: Source, links: Links) -> None:
    problems = [
        problem(locate(source, project, url), f"remote file: {url} (want a file of the project)")
        for url in links.remote
    ]
    if problems:
        raise RenderError(*problems)


def folder_options(page: str) -> set[str]:
    return {(p / "_metadata.yml").as_posix() for p in Path(page).parents if p != Path(".")}


def variables(project: Project, source: Source, settings: Settings) -> dict:
    """The variables of the templates, which the page's metadata doesn't give."""
    method = settings["html-math-method"]
    katex = (
        [f"{method['url']}katex.min.css"] if isinstance(method, dict) and method.get("url") else []
    )
    values = {
        "site-libs": root_path(source.page) + LIBS,
        "styles": [*katex, *(f"/{quote_path(name)}" for name in settings.list("css"))],
        "header-includes": settings.list("include-in-header"),
        "include-before": settings.list("include-before-body"),
        "include-after": settings.list("include-after-body"),
        "site-title": project.website.get("title") or settings["title-prefix"],
        "favicon": project.website.get("favicon") and f"/{project.website['favicon'].lstrip('/')}",
    }
    if any(c.kind == "ojs" for c in source.cells):
        values["page-script"] = root_path(source.page) + quote_path(cell_script(source.page))
    if settings.deck:
        values["logo"] = settings["logo"]
        values["center-title-slide"] = settings["center-title-slide"] is not False
        values["title-prefix"] = title_prefix(project, settings)
        values["reveal-options"] = json.dumps(settings.reveal()).replace("<", "\\u003c")
    else:
        values |= {
            "navbar": navigation.navbar(project, source.page),
            "page-footer": navigation.page_footer(project),
            "body-classes": str(settings["body-classes"] or "").split(),
        }
    return {k: v for k, v in values.items() if v}


def title_prefix(project: Project, settings: Settings) -> str | None:
    """The prefix of a deck's title in the browser's tab, as in Quarto."""
    given = settings["title-prefix"]
    prefix = project.website.get("title") if given is None else given
    return None if prefix == (settings["pagetitle"] or settings["title"]) else prefix


def node_page(draft: Draft) -> dict:
    """What Node gets of a page."""
    cells = [vars(cell) for cell in draft.source.cells]
    return {"page": draft.source.page, "html": draft.html, "cells": cells}


def raise_problems(project: Project, drafts: list[Draft], problems: list[dict]) -> None:
    """Raise what Node reports, with files and lines of the sources."""
    by_page = {d.source.page: d.source for d in drafts}
    messages = []
    for p in problems:
        if "cell" in p:
            place = (p["cell"]["file"], p["cell"]["line"] + p["line"] - 1)
        elif "at" in p:
            source = by_page[p["page"]]
            place = locate(source, project, p["at"], p.get("formula", False))
        else:
            place = (p.get("file") or "_quarto.yml", p.get("line", 1))
        messages.append(problem(place, one_line(p["message"])))
    if messages:
        raise RenderError(*dict.fromkeys(messages))


def create_record(project: Project, cache: Cache, draft: Draft, output: dict) -> Page:
    page = draft.source.page
    inputs = draft.inputs | {n for n in output.get("inputs", []) if is_file(project.root, n)}
    return Page(
        page,
        output["html"],
        output.get("script", ""),
        {n: cache.hash_of(n) for n in sorted(inputs)},
        sorted(draft.links.resources),
        sorted(draft.links.targets),
        sorted(ids_of(output["html"])),
    )


# The site


def check_links(project: Project, records: list[Page]) -> None:
    """Raises RenderError for internal links whose page, file or anchor is missing."""
    ids = {record.page: set(record.ids) for record in records}
    problems = []
    for record in records:
        broken = [
            message for link in record.targets if (message := broken_link(project, ids, *link))
        ]
        if broken:
            source = read_source(project, record.page)
            source.files |= record.inputs.keys()
            places = [locate(source, project, written) for written, _ in broken]
            problems += [problem(at, text) for at, (_, text) in zip(places, broken, strict=True)]
    if problems:
        raise RenderError(*dict.fromkeys(problems))


def broken_link(
    project: Project, ids: dict, target: str, fragment: str, written: str
) -> tuple[str, str] | None:
    """A link as written and what is wrong with it; None if it is right."""
    if target in ids:
        name = fragment.lstrip("/")
        if not is_missing(fragment, ids[target]):
            return None
        return written, f"missing anchor: {written} (no id {name} in {target})"
    if leaves_project(target):
        return written, f"path leaves the project: {written}"
    if target.endswith(".qmd") and is_file(project.root, target):
        return written, f"link to a source that is no page to render: {written}"
    if on_disk(project.root, target).exists():
        return None
    return written, f"missing link target: {written}{source_hint(project, target, written)}"


def source_hint(project: Project, target: str, written: str) -> str:
    """A hint to link to the source, if a link names its page."""
    pages = [page for page in project.pages if output_name(page) == target]
    return f" (want {written.replace('.html', Path(pages[0]).suffix, 1)})" if pages else ""
