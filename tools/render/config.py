"""`_quarto.yml`, `_metadata.yml` and front matter, read once into plain values."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import yaml

from .errors import RenderError, problem, wanted
from .options import (
    DECK_KEYS,
    INCLUDE_KEYS,
    NAVBAR_KEYS,
    PAGE_KEYS,
    PATH_KEYS,
    PROJECT_KEYS,
    QUIET_KEYS,
    REVEAL_DEFAULTS,
    REVEAL_KEYS,
    WEBSITE_KEYS,
)


def read_yaml(path: Path, name: str) -> dict:
    """Read a mapping; a mistake in its grammar is reported with its line."""
    return parse_yaml(path.read_text(encoding="utf-8"), name)


def parse_yaml(text: str, name: str, first_line: int = 1) -> dict:
    try:
        value = yaml.safe_load(text) or {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = first_line + (mark.line if mark else 0)
        raise RenderError(problem((name, line), f"invalid YAML: {error.problem}")) from None
    if not isinstance(value, dict):
        raise RenderError(problem((name, first_line), "invalid YAML: want a mapping"))
    return value


@dataclass(frozen=True)
class Project:
    """A project folder and what its `_quarto.yml` says."""

    root: Path
    config: dict
    variables: dict

    @property
    def website(self) -> dict:
        return self.config.get("website", {})

    @property
    def options(self) -> dict:
        return self.config.get("project", {})

    @cached_property
    def pages(self) -> list[str]:
        """The pages to render, as paths from the root, in order."""
        patterns = self.options.get("render") or ["**/*.qmd", "**/*.ipynb"]
        found: dict[str, None] = {}
        for pattern in patterns:
            drop = pattern.startswith("!")
            matches = sorted(self.find(pattern.lstrip("!")))
            if not matches and not drop and not any(c in pattern for c in "*?["):
                raise RenderError(
                    problem(("_quarto.yml", self.line_of(pattern)), f"missing page: {pattern}")
                )
            for match in matches:
                found.pop(match, None) if drop else found.setdefault(match)
        return list(found)

    def find(self, pattern: str) -> list[str]:
        paths = self.root.glob(pattern.strip("/"))
        names = [p.relative_to(self.root) for p in paths if p.suffix in {".qmd", ".ipynb"}]
        return [
            n.as_posix()
            for n in names
            if not any(p[0] in "_." or p == "node_modules" for p in n.parts)
        ]

    def line_of(self, text: str) -> int:
        lines = (self.root / "_quarto.yml").read_text(encoding="utf-8").splitlines()
        return next((i for i, line in enumerate(lines, 1) if text in line), 1)

    def value(self, name: str):
        """The variable `a.b`, or None."""
        value = self.variables
        for part in name.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        return None if isinstance(value, dict) else value

    def variable_names(self) -> list[str]:
        return sorted(flatten(self.variables))


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
    config = read_yaml(path, "_quarto.yml")
    variables = root / "_variables.yml"
    project = Project(
        root, config, read_yaml(variables, "_variables.yml") if variables.exists() else {}
    )
    check_keys(project, config.get("project", {}), PROJECT_KEYS, "project option")
    check_keys(project, config.get("website", {}), WEBSITE_KEYS, "website option")
    check_keys(project, project.website.get("navbar") or {}, NAVBAR_KEYS, "navbar option")
    return project


def check_keys(project: Project, mapping: dict, allowed: set[str], what: str) -> None:
    for key in mapping:
        if key not in allowed:
            place = ("_quarto.yml", project.line_of(f"{key}:"))
            raise RenderError(problem(place, f"unknown {what}: {key} {wanted(allowed, 40)}"))


@dataclass
class Settings:
    """The options of one page, every path from the project's root."""

    deck: bool
    values: dict = field(default_factory=dict)

    def __getitem__(self, key: str):
        return self.values.get(key)

    def list(self, key: str) -> list:
        value = self.values.get(key)
        return value if isinstance(value, list) else [] if value is None else [value]

    def reveal(self) -> dict:
        """reveal.js' own configuration, Quarto's defaults under it."""
        chosen = {k: v for k, v in self.values.items() if k in REVEAL_KEYS}
        view = chosen.pop("scroll-view", None)
        if isinstance(view, dict):
            chosen |= {f"scroll-{k}": v for k, v in view.items() if k != "activate"}
            view = view.get("activate")
        if view:
            chosen["view"] = "scroll"
        return {camel(k): v for k, v in (REVEAL_DEFAULTS | chosen).items()}


def camel(name: str) -> str:
    special = {"fragment-in-url": "fragmentInURL"}
    return special.get(name) or re.sub(r"-(\w)", lambda m: m[1].upper(), name)


def load_settings(project: Project, page: str, front: dict) -> Settings:
    """Merge the project's, the folders' and the page's own options, the nearest last."""
    layers = [
        (
            "",
            "_quarto.yml",
            {k: v for k, v in project.config.items() if k not in {"project", "website"}},
        )
    ]
    for folder in [*Path(page).parent.parents, Path(page).parent][-8:]:
        path = project.root / folder / "_metadata.yml"
        if folder != Path(".") and path.exists():
            name = path.relative_to(project.root).as_posix()
            layers.append((folder.as_posix(), name, read_yaml(path, name)))
    layers.append((Path(page).parent.as_posix(), page, front))
    formats = front.get("format", project.config.get("format", "html"))
    deck = "revealjs" in formats if isinstance(formats, dict | list) else formats == "revealjs"
    values: dict = {}
    for folder, name, layer in layers:
        own = {k: v for k, v in layer.items() if k != "format"}
        merge(values, rebase(own, folder, project), deck, name, project, None)
        of_format = layer.get("format")
        for kind, options in (of_format if isinstance(of_format, dict) else {}).items():
            if kind not in {"html", "revealjs"}:
                line = line_of_key(project, name, kind)
                raise RenderError(
                    problem((name, line), f"unknown format: {kind} (want html or revealjs)")
                )
            if (kind == "revealjs") == deck and isinstance(options, dict):
                merge(values, rebase(options, folder, project), deck, name, project, kind)
    return Settings(deck, values)


def merge(values: dict, layer: dict, deck: bool, name: str, project: Project, kind) -> None:
    allowed = (
        PAGE_KEYS | QUIET_KEYS | DECK_KEYS | REVEAL_KEYS
        if deck or not kind
        else PAGE_KEYS | QUIET_KEYS
    )
    for key, value in layer.items():
        if key not in allowed:
            place = (name, line_of_key(project, name, key))
            raise RenderError(
                problem(place, f"unknown option: {key} (not covered by tools/render)")
            )
        if isinstance(value, list) and isinstance(values.get(key), list):
            values[key] = values[key] + [v for v in value if v not in values[key]]
        else:
            values[key] = value


def line_of_key(project: Project, name: str, key: str) -> int:
    if name.endswith(".ipynb"):
        return 1
    lines = (project.root / name).read_text(encoding="utf-8").splitlines()
    return next(
        (i for i, line in enumerate(lines, 1) if re.match(rf"\s*{re.escape(key)}\s*:", line)), 1
    )


def rebase(options: dict, folder: str, project: Project) -> dict:
    """Make the paths in options start at the project's root."""
    result = dict(options)
    for key in PATH_KEYS & options.keys():
        values = options[key] if isinstance(options[key], list) else [options[key]]
        result[key] = [from_root(v, folder) for v in values if v != "quarto"]
    for key in INCLUDE_KEYS & options.keys():
        values = options[key] if isinstance(options[key], list) else [options[key]]
        result[key] = [include_text(project, v, folder) for v in values]
    return result


def from_root(path: str, folder: str) -> str:
    parts: list[str] = []
    for part in (path.lstrip("/") if path.startswith("/") else f"{folder}/{path}").split("/"):
        if part == ".." and parts:
            parts.pop()
        elif part not in {"", "."}:
            parts.append(part)
    return "/".join(parts)


def include_text(project: Project, value, folder: str) -> str:
    """The text of an `include-…` entry: given as `text:`, or in a file."""
    if isinstance(value, dict) and "text" in value:
        return value["text"].strip()
    path = from_root(value["file"] if isinstance(value, dict) else value, folder)
    if not (project.root / path).exists():
        raise RenderError(problem((folder or "_quarto.yml"), f"missing include: {path}"))
    return (project.root / path).read_text(encoding="utf-8").strip()
