"""`_quarto.yml`, `_metadata.yml` and front matter, read once into plain values."""

from __future__ import annotations

import os
import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from .errors import RenderError, wanted
from .options import (
    DECK_KEYS,
    INCLUDE_KEYS,
    NAVBAR_KEYS,
    PAGE_KEYS,
    PATH_KEYS,
    PROJECT_KEYS,
    REVEAL_DEFAULTS,
    REVEAL_KEYS,
    SITE_FIXED,
    SITE_KEYS,
    WEBSITE_KEYS,
    fixed_problem,
    is_text,
    unknown_option,
    value_problem,
)
from .reading import (
    describe_value,
    from_root,
    is_file,
    leaves_project,
    line_of_option,
    on_disk,
    option_entries,
    read_text,
    read_yaml,
)


@dataclass(frozen=True)
class Project:
    """A project folder and what its `_quarto.yml` says."""

    root: Path
    config: dict
    variables: dict

    @property
    def website(self) -> dict:
        return self.config.get("website") or {}

    @property
    def options(self) -> dict:
        return self.config.get("project") or {}

    @cached_property
    def pages(self) -> list[str]:
        """The pages to render, as paths from the root, in order."""
        patterns = self.options.get("render") or ["**/*.qmd", "**/*.ipynb"]
        found: dict[str, None] = {}
        for number, pattern in enumerate([patterns] if isinstance(patterns, str) else patterns):
            drop = pattern.startswith("!")
            names = sorted(self.find(pattern.lstrip("!")))
            if not names and self.options.get("render") and not self.is_needless(pattern):
                place = ("_quarto.yml", self.line_of("project", "render", number))
                raise RenderError.at(place, f"missing page: {pattern}")
            for name in names:
                found.pop(name, None) if drop else found.setdefault(name)
        if not found:
            place = ("_quarto.yml", self.line_of("project", "render"))
            raise RenderError.at(place, "no page to render (want a .qmd or .ipynb file)")
        return list(found)

    def is_needless(self, pattern: str) -> bool:
        """Whether a pattern leaves out what is no page anyway; a misspelt name is an error."""
        name = pattern[1:].strip("/")
        is_glob = any(c in name for c in "*?[")
        return pattern.startswith("!") and (is_glob or on_disk(self.root, name).exists())

    def find(self, pattern: str) -> list[str]:
        """The pages that a pattern or a folder names."""
        pattern = pattern.strip("/")
        is_folder = on_disk(self.root, pattern).is_dir() and not pattern.endswith(".qmd")
        paths = matches(self.root, f"{pattern}/**/*" if is_folder else pattern)
        if pattern.endswith("**"):
            paths |= matches(self.root, f"{pattern}/*")
        names = [p.relative_to(self.root) for p in paths if p.suffix in {".qmd", ".ipynb"}]
        return [
            n.as_posix()
            for n in names
            if not any(p[0] in "_." or p == "node_modules" for p in n.parts)
        ]

    def spelled(self, name: str) -> str:
        """A file's name as spelled on the disk (accents in NFC or NFD)."""
        return (
            name
            if leaves_project(name)
            else on_disk(self.root, name).relative_to(self.root).as_posix()
        )

    def line_of(self, *path: str | int) -> int | str:
        """The line of an option in `_quarto.yml`."""
        return line_of_option(self.root, "_quarto.yml", *path)

    def line_of_text(self, text: str) -> int:
        """The first line of `_quarto.yml` with a value of this text."""
        entries = option_entries(self.root, "_quarto.yml")
        return next((entry.line for entry in entries if entry.text == text), 1)

    def value(self, name: str):
        """The variable `a.b`, or None."""
        value: object = self.variables
        for part in name.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        return None if isinstance(value, dict) else value

    def variable_text(self, name: str) -> str:
        """The variable `a.b` as text; raises ValueError if there is none."""
        value = self.value(name)
        if value is None:
            names = similar_names(name, self.variable_names())
            raise ValueError(f"unknown variable: {name} {wanted(names)}")
        return str(value)

    def variable_names(self) -> list[str]:
        return sorted(flatten(self.variables))


def similar_names(name: str, names: list[str]) -> list[str]:
    """The known names that have the unknown one's first part, or all."""
    head = name.split(".")[0]
    return [n for n in names if n.split(".")[0] == head] or names


def matches(root: Path, pattern: str) -> set[Path]:
    """The files that a pattern names, in either Unicode form (NFC or NFD)."""
    spellings = {unicodedata.normalize(form, pattern) for form in ("NFC", "NFD")} | {pattern}
    found = {path for spelling in spellings if spelling for path in root.glob(spelling)}
    literal = on_disk(root, pattern)
    return found | {literal} if pattern and os.path.exists(literal) else found


def flatten(tree: dict, prefix: str = "") -> list[str]:
    names = []
    for key, value in tree.items():
        names += (
            flatten(value, f"{prefix}{key}.") if isinstance(value, dict) else [f"{prefix}{key}"]
        )
    return names


def load_project(root: Path) -> Project:
    path = root / "_quarto.yml"
    if not path.exists():
        raise RenderError(f"{path}: missing (want the root folder of a Quarto project)")
    variables = read_yaml(root, "_variables.yml") if is_file(root, "_variables.yml") else {}
    project = Project(root, read_yaml(root, "_quarto.yml"), variables)
    check_variables(project)
    check_mapping(project, project.config, "project", PROJECT_KEYS)
    check_mapping(project, project.config, "website", WEBSITE_KEYS)
    if project.website.get("navbar"):
        check_mapping(project, project.website, "navbar", NAVBAR_KEYS)
    return project


def check_variables(project: Project) -> None:
    for name in project.variable_names():
        value, problem = project.value(name), None
        if not is_text(value):
            problem = f"{name}: {describe_value(value)} (want text or a number)"
        elif "{{<" in str(value):
            problem = f"shortcode in a variable: {value} (want text)"
        if problem:
            line = line_of_option(project.root, "_variables.yml", *name.split("."))
            raise RenderError.at(("_variables.yml", line), problem)


def check_mapping(project: Project, parent: dict, name: str, allowed: frozenset[str]) -> None:
    """Check that a part of `_quarto.yml` maps known keys to usable values."""
    options = parent.get(name) or {}
    if not isinstance(options, dict):
        message = f"{name}: {describe_value(options)} (want a mapping)"
        raise RenderError.at(("_quarto.yml", project.line_of(name)), message)
    for key, value in options.items():
        place = ("_quarto.yml", project.line_of(name, key))
        if key not in allowed:
            message = f"unknown {name} option: {key} {wanted(allowed, 40)}"
            raise RenderError.at(place, message)
        wrong_value = value_problem(SITE_KEYS, key, value)
        if wrong_value := wrong_value or fixed_problem(SITE_FIXED, key, value):
            raise RenderError.at(place, wrong_value)


@dataclass
class Settings:
    """The options of one page, with paths from the project's root, and the files they include."""

    deck: bool
    values: dict = field(default_factory=dict)
    included: set[str] = field(default_factory=set)
    places: dict[str, tuple[str, int | str]] = field(default_factory=dict)

    def __getitem__(self, key: str):
        return self.values.get(key)

    def list(self, key: str) -> list:
        value = self.values.get(key)
        return value if isinstance(value, list) else [] if value is None else [value]

    def reveal(self) -> dict:
        """The configuration of reveal.js: the chosen options over Quarto's defaults."""
        chosen = {k: v for k, v in self.values.items() if k in REVEAL_KEYS}
        view = chosen.pop("scroll-view", None)
        if isinstance(view, dict):
            chosen |= {f"scroll-{k}": v for k, v in view.items() if k != "activate"}
            view = view.get("activate")
        if view:
            chosen["view"] = "scroll"
        return {camel_case(k): v for k, v in convert_as_quarto(REVEAL_DEFAULTS | chosen).items()}


def convert_as_quarto(options: dict) -> dict:
    """Convert some options as Quarto does before it passes them to reveal.js."""
    mode = {"vertical": "default"}.get(options["navigation-mode"], options["navigation-mode"])
    is_linear = mode == "linear"
    options |= {"navigation-mode": mode}
    if options["slide-number"] is True:
        options["slide-number"] = "c/t" if is_linear else "h.v"
    if not isinstance(options["controls"], bool):
        options["controls"] = not is_linear
    return options


def camel_case(name: str) -> str:
    special = {"fragment-in-url": "fragmentInURL"}
    return special.get(name) or re.sub(r"-(\w)", lambda m: m[1].upper(), name)


Layer = tuple[str, dict, dict]  # a file, its options, and those of the page's format


def shared_layers(project: Project, page: str) -> list[tuple[str, dict]]:
    """Options for several pages, each with its file: the project's, then those of the folders."""
    options = {k: v for k, v in project.config.items() if k not in {"project", "website"}}
    layers = [("_quarto.yml", options)]
    for folder in [*Path(page).parent.parents, Path(page).parent][-8:]:
        name = (folder / "_metadata.yml").as_posix()
        if folder != Path(".") and is_file(project.root, name):
            layers.append((name, read_yaml(project.root, name)))
    return layers


def all_layers(project: Project, page: str, front: dict) -> tuple[str, list[Layer]]:
    """The page's format, and the options of the project, the folders and the page."""
    layers = [*shared_layers(project, page), (page, front)]
    formats = [formats_of(project, *layer) for layer in layers]
    kind = "revealjs" if "revealjs" in (formats[-1] or formats[0]) else "html"
    return kind, [
        (name, {k: v for k, v in layer.items() if k != "format"}, of_format.get(kind, {}))
        for (name, layer), of_format in zip(layers, formats, strict=True)
    ]


def is_shown(part: str, project: Project, page: str, front: dict) -> bool:
    """Whether a notebook's page shows its code (`echo`) or warnings: the nearest `execute:`."""
    _, layers = all_layers(project, page, front)
    executes = [options.get("execute") for _, *both in layers for options in both]
    values = [e[part] for e in executes if isinstance(e, dict) and part in e]
    return values[-1] is not False if values else True


def load_settings(project: Project, page: str, front: dict) -> Settings:
    """Merge the options of the project, the folders and the page; the nearest wins."""
    kind, layers = all_layers(project, page, front)
    settings = Settings(kind == "revealjs")
    for name, general, of_format in layers:
        merge(project, settings, name, general, PAGE_KEYS | DECK_KEYS | REVEAL_KEYS)
        allowed = PAGE_KEYS | DECK_KEYS | REVEAL_KEYS if settings.deck else PAGE_KEYS
        merge(project, settings, name, of_format, allowed, ("format", kind))
    if settings.deck and settings["reference-location"] == "document":
        place = (page, line_of_option(project.root, page, "reference-location"))
        message = "reference-location: document (want none: notes stand at the slide's foot)"
        raise RenderError.at(place, message)
    return settings


def merge(
    project: Project,
    settings: Settings,
    name: str,
    layer: dict,
    kinds: dict,
    path: tuple[str, ...] = (),
) -> None:
    """Add a file's options: a value replaces the previous one, a list is appended to it."""
    values = settings.values
    for key, value in layer.items():
        place = (name, line_of_option(project.root, name, *path, key))
        if message := unknown_option(kinds, key, value) or value_problem(kinds, key, value):
            raise RenderError.at(place, message)
        value = resolve_paths(project, settings, key, value, place)
        settings.places[key] = place
        if isinstance(value, list) and isinstance(values.get(key), list):
            values[key] = values[key] + [v for v in value if v not in values[key]]
        else:
            values[key] = value


def formats_of(project: Project, name: str, layer: dict) -> dict[str, dict]:
    """The formats that a layer names, each with its options."""
    given = layer.get("format")
    formats = {given: {}} if isinstance(given, str) else given or {}
    place = (name, line_of_option(project.root, name, "format"))
    if not isinstance(formats, dict):
        raise RenderError.at(place, f"format: {describe_value(given)} (want html or revealjs)")
    for kind, options in formats.items():
        place = (name, line_of_option(project.root, name, "format", kind))
        if kind not in {"html", "revealjs"}:
            message = f"unknown format: {kind} (want html or revealjs)"
            raise RenderError.at(place, message)
        if not isinstance(options, dict) and options not in (None, "default"):
            raise RenderError.at(place, f"{kind}: {describe_value(options)} (want a mapping)")
    return {k: v if isinstance(v, dict) else {} for k, v in formats.items()}


def resolve_paths(
    project: Project, settings: Settings, key: str, value, place: tuple[str, int | str]
):
    """An option with its paths from the project's root, and files to include as text."""
    if value is None or key not in PATH_KEYS | INCLUDE_KEYS | {"logo"}:
        return value
    folder = Path(place[0]).parent.as_posix()
    if key == "logo":
        return f"/{project_path(value, folder, place)}"
    values = value if isinstance(value, list) else [value]
    if key in PATH_KEYS:
        return [project_path(str(v), folder, place) for v in values if v != "quarto"]
    return [include_text(project, settings, v, folder, place) for v in values]


def project_path(path: str, folder: str, place: tuple[str, int | str]) -> str:
    name = from_root(path, folder)
    if leaves_project(name):
        raise RenderError.at(place, f"path leaves the project: {path}")
    return name


def include_text(
    project: Project, settings: Settings, value, folder: str, place: tuple[str, int | str]
) -> str:
    """The text of an `include-…` entry: its `text:`, or that of its file."""
    if isinstance(value, dict) and "text" in value:
        return value["text"].strip()
    name = from_root(value["file"] if isinstance(value, dict) else value, folder)
    if not is_file(project.root, name):
        raise RenderError.at(place, f"missing include: {name}")
    settings.included.add(name)
    return read_text(project.root, name).strip()
