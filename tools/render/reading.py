"""A project's files as text and as YAML: plain values, or an error that names file and line."""

from __future__ import annotations

import json
import os
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import ClassVar

import yaml

from .errors import RenderError

# Neither HTML nor YAML allows these characters, and editors don't show them.
INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
BLANK = re.compile(r"(?:\s|<!--.*?-->)*", re.DOTALL)  # or a comment
DEPTH = 50  # of lists and mappings in YAML


def from_root(path: str, folder: str) -> str:
    """The path from the project's root, for a path in a file of `folder`; `/` is the root.

    A path that leaves the project begins with `..`; no such file is found.
    """
    joined = path.lstrip("/") if path.startswith("/") else f"{folder}/{path}".lstrip("/")
    name = os.path.normpath(joined).replace(os.sep, "/")
    return "" if name == "." else name


def leaves_project(name: str) -> bool:
    """Whether a path from the project's root leads out of the project."""
    return name.split("/")[0] == ".."


def is_file(root: Path, name: str) -> bool:
    """Whether the project contains this file; any text may be a name."""
    return not leaves_project(name) and os.path.isfile(on_disk(root, name))


def on_disk(root: Path, name: str) -> Path:
    """A file's path, also if the disk has its accents in the other Unicode form (NFC or NFD)."""
    path = root / name
    if name.isascii() or os.path.exists(path):
        return path
    path = root
    for part in name.split("/"):
        entries = os.listdir(path) if os.path.isdir(path) else []
        path /= next((e for e in entries if composed(e) == composed(part)), part)
    return path


def composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def decode(data: bytes, name: str) -> str:
    """A file's bytes as text, without a byte order mark."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        at = error.start
        line = 1 + data.count(b"\n", 0, at)
        raise RenderError.at((name, line), f"byte 0x{data[at]:02x} (want text in UTF-8)") from None


def read_text(root: Path, name: str) -> str:
    """A file's text, with `\\n` for every line's end and without a byte order mark."""
    text = decode(on_disk(root, name).read_bytes(), name)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    check_characters(text, name)
    return text


def check_characters(text: str, name: str, place: int | str = 1) -> None:
    """Reject invisible characters; `place` is the text's first line, or its cell."""
    found = INVISIBLE.search(text)
    if found:
        line = place + text.count("\n", 0, found.start()) if isinstance(place, int) else place
        message = f"character U+{ord(found[0]):04X} (want text)"
        raise RenderError.at((name, line), message)


def read_yaml(root: Path, name: str) -> dict:
    return parse_yaml(read_text(root, name), name)


def parse_yaml(text: str, name: str, first_line: int | str = 1) -> dict:
    """A mapping; a syntax error is reported with its line, or with its cell."""
    try:
        value = yaml.load(text, Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + mark.line if isinstance(first_line, int) and mark else first_line
        reason = " ".join(filter(None, [error.context, error.problem]))
        raise RenderError.at((name, line), f"invalid YAML: {reason}") from None
    if value is not None and not isinstance(value, dict):
        raise RenderError.at((name, first_line), f"{describe_value(value)} (want a mapping)")
    return value or {}


@dataclass(frozen=True)
class YamlEntry:
    """A key or an item of a list: the keys that lead to it, its line, and its text if any."""

    path: tuple[str | int, ...]
    line: int
    text: str | None
    text_line: int


@lru_cache(maxsize=64)
def yaml_entries(text: str, first_line: int = 1) -> list[YamlEntry]:
    """All entries of a YAML text that `parse_yaml` accepts, in order."""
    entries: list[YamlEntry] = []

    def add(path: tuple, start: yaml.Mark, node: yaml.Node) -> None:
        is_block = isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")
        value = node.value if isinstance(node, yaml.ScalarNode) else None
        below = first_line + node.start_mark.line + is_block
        entries.append(YamlEntry(path, first_line + start.line, value, below))
        visit(node, path)

    def visit(node: yaml.Node, path: tuple) -> None:
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                add((*path, key.value), key.start_mark, value)
        elif isinstance(node, yaml.SequenceNode):
            for number, item in enumerate(node.value):
                add((*path, number), item.start_mark, item)

    if root := yaml.compose(text, Loader):
        visit(root, ())
    return entries


def find_front_matter(lines: list[str]) -> tuple[int, int] | None:
    """The indices of the lines `---` around the front matter; the second one may be missing.

    As in Quarto, blank lines and comments may stand above it.
    """
    text = "\n".join(lines)
    above = BLANK.match(text)
    start = text.count("\n", 0, above.end() if above else 0)
    if not lines or lines[start].strip() != "---":
        return None
    ends = (i for i, line in enumerate(lines) if i > start and line.strip() in ("---", "..."))
    return start, next(ends, len(lines))


def option_entries(root: Path, name: str) -> list[YamlEntry]:
    """The entries of a YAML file or of a page's front matter."""
    if name.endswith(".ipynb"):
        return []
    text = read_text(root, name)
    if name.endswith(".yml"):
        return yaml_entries(text)
    lines = text.split("\n")
    start, end = find_front_matter(lines) or (0, 0)
    return yaml_entries("\n".join(lines[start + 1 : end]), start + 2) if end < len(lines) else []


def line_of_option(root: Path, name: str, *path: str | int) -> int | str:
    """The line of an option, given by all or the last keys of its path, else of what holds it.

    For a notebook it is the cell with the front matter.
    """
    if name.endswith(".ipynb"):
        cells = json.loads(read_text(root, name))["cells"]
        kinds = [cell["cell_type"] for cell in cells]
        return f"cell {1 + kinds.index('markdown') if 'markdown' in kinds else 1}"
    entries = option_entries(root, name)
    while path:
        same = [e.line for e in entries if e.path == path]
        same += [e.line for e in entries if e.path[-len(path) :] == path]
        if same:
            return same[0]
        path = path[:-1]
    return 1


def describe_value(value) -> str:
    """A value as an error message shows it."""
    kinds = {dict: "a mapping", list: "a list", type(None): "nothing", bool: str(value).lower()}
    text = str(value) if len(str(value)) <= 40 else str(value)[:40] + "…"
    return kinds.get(type(value), text)


class Loader(yaml.SafeLoader):
    """Reads text, numbers, true and false, null, lists and mappings as YAML 1.2 and Quarto do.

    So `no` and dates are text. Tags, aliases and duplicate keys are errors.
    """

    # PyYAML reads it from the class, although its type stubs declare it for instances.
    yaml_implicit_resolvers: ClassVar = {}  # type: ignore[misc]
    yaml_constructors: ClassVar = {
        f"tag:yaml.org,2002:{kind}": yaml.SafeLoader.yaml_constructors[f"tag:yaml.org,2002:{kind}"]
        for kind in ("null", "bool", "int", "float", "str", "seq", "map")
    } | {None: yaml.SafeLoader.yaml_constructors[None]}
    depth = 0

    def compose_node(self, parent, index):
        event = self.peek_event()
        if isinstance(event, yaml.AliasEvent):
            raise self.error(f"alias *{event.anchor} (not covered)", event)
        if self.depth > DEPTH:
            raise self.error(f"more than {DEPTH} levels", event)
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def construct_mapping(self, node, deep=False):
        keys = set()
        for key, _ in node.value:
            if key.tag != "tag:yaml.org,2002:str":
                name = key.value if isinstance(key, yaml.ScalarNode) else "of several parts"
                raise self.error(f"key {name} (want text)", key)
            if key.value in keys:
                raise self.error(f"key {key.value} stands twice", key)
            if not key.value.isprintable():
                raise self.error(f"key {key.value!a} with a character that is not seen", key)
            keys.add(key.value)
        return super().construct_mapping(node, deep)

    def construct_scalar(self, node):
        value = super().construct_scalar(node)
        if INVISIBLE.search(value):
            raise self.error("character that is no text", node)
        return value

    @staticmethod
    def error(message: str, at) -> yaml.MarkedYAMLError:
        return yaml.MarkedYAMLError(problem=message, problem_mark=at.start_mark)


# Numbers with more digits than a float has stay text.
for kind, pattern, first in [
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?(?:0|[1-9][0-9]{0,14})", list("-+0123456789")),
    ("float", r"[-+]?[0-9]{0,15}\.[0-9]{1,15}(?:[eE][-+]?[0-9]{1,2})?", list("-+.0123456789")),
]:
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{kind}", re.compile(f"^(?:{pattern})$"), first)
