"""Builds the new site in a temporary folder, then swaps it in."""

from __future__ import annotations

import shutil
from pathlib import Path

from .cache import Page
from .config import Project, matches, project_path
from .errors import RenderError, writing
from .folders import is_empty, read_folder, replace_folder, write_folder
from .links import output_name, stylesheet_files
from .public import public_bytes
from .reading import leaves_project, on_disk, read_text

LIBS = "site_libs/render"
STYLES = Path(__file__).parent / "client/render.css"


def cell_script(page: str) -> str:
    """The name of the script with a page's cells."""
    return f"site_libs/cells/{output_name(page)[:-5].replace('/', '-')}.js"


def check_output_folder(out: Path, root: Path) -> None:
    """Raises RenderError for a folder that a site must not replace."""
    if root.is_relative_to(out):
        raise RenderError(f"invalid output folder: {out} (want one that the project isn't in)")
    if out.exists() and not (out.is_dir() and ((out / "site_libs").exists() or is_empty(out))):
        raise RenderError(f"invalid output folder: {out} holds no site (want an empty one)")


def publish(project: Project, records: list[Page], clients: dict[str, str], out: Path) -> None:
    """Make `out` hold the site and nothing else; leave it untouched if it does already."""
    texts = page_texts(records)
    texts |= {f"{LIBS}/{name}": text for name, text in clients.items()}
    texts[f"{LIBS}/render.css"] = STYLES.read_text(encoding="utf-8")
    files = {
        name: public_bytes(name, on_disk(project.root, name).read_bytes())
        for name in sorted(find_resources(project, records))
    }
    if clash := sorted(files.keys() & texts.keys()):
        raise RenderError(f"{clash[0]}: a page has the name of this file (want another)")
    files |= {name: text.encode() for name, text in texts.items()}
    fresh = out.with_name(f"{out.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)  # of a build that was killed
    if read_folder(out) == files:
        return
    try:
        with writing(out):
            write_folder(files, fresh)
            replace_folder(out, fresh)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def page_texts(records: list[Page]) -> dict[str, str]:
    """The files that the pages become."""
    texts: dict[str, str] = {}
    pages: dict[str, str] = {}
    for record in records:
        own = {output_name(record.page): record.html}
        own |= {cell_script(record.page): record.script} if record.script else {}
        for name in own.keys() & texts.keys():
            message = f"two pages give {name} (the other is {pages[name]})"
            raise RenderError.at(record.page, message)
        texts |= own
        pages |= dict.fromkeys(own, record.page)
    return texts


def find_resources(project: Project, records: list[Page]) -> set[str]:
    """All files to copy: those that pages and style sheets name, and the project's `resources`."""
    queue = [(name, record.page) for record in records for name in record.resources]
    queue += [(name, "_quarto.yml") for name in listed_resources(project)]
    if favicon := project.website.get("favicon"):
        queue.append((favicon.lstrip("/"), "_quarto.yml"))
    found: set[str] = set()
    while queue:
        name, named_in = queue.pop()
        if not leaves_project(name) and (name in found or on_disk(project.root, name).is_dir()):
            continue
        check_resource(project, name, named_in)
        found.add(name)
        if name.lower().endswith(".css"):
            queue += [(n, name) for n in stylesheet_files(name, read_text(project.root, name))]
    return found


def listed_resources(project: Project) -> list[str]:
    """The files that `resources` in `_quarto.yml` names, also by pattern or folder."""
    names = []
    patterns = project.options.get("resources") or []
    for number, pattern in enumerate([patterns] if isinstance(patterns, str) else patterns):
        place = ("_quarto.yml", project.line_of("project", "resources", number))
        found = sorted(matches(project.root, project_path(pattern, "", place)))
        if not found and not any(c in pattern for c in "*?["):
            raise RenderError.at(place, f"missing resource: {pattern}")
        for path in found:
            files = sorted(path.rglob("*")) if path.is_dir() else [path]
            found_names = [f.relative_to(project.root).as_posix() for f in files if f.is_file()]
            names += [name for name in found_names if is_public(name, pattern)]
    return names


def is_public(name: str, pattern: str) -> bool:
    """Whether a pattern means a file; sources and hidden files must be named."""
    parts = [part for part in name.split("/") if part not in pattern.split("/")]
    return not any(part.startswith(".") or part.endswith(".qmd") for part in parts)


def check_resource(project: Project, name: str, named_in: str) -> None:
    """Raises RenderError, at the line that names the file, if it can't be copied."""
    if leaves_project(name):
        message = f"path leaves the project: {name}"
    elif not on_disk(project.root, name).is_file():
        message = f"missing file: {name}"
    elif name.endswith(".qmd"):
        message = f"source to download: {name} (want its page, or a copy with another ending)"
    else:
        return
    lines = read_text(project.root, named_in).split("\n")
    last = name.rsplit("/", 1)[-1]
    number = next((i for i, line in enumerate(lines, 1) if last in line), 1)
    raise RenderError.at((named_in, number), message)
