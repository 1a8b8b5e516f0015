"""Resolves shortcodes in options: `var` and `meta` in texts of pages, `var` in `website:`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from .config import Project, Settings, load_settings
from .errors import RenderError, wanted
from .lines import SHORTCODE
from .options import INCLUDE_KEYS, TEXT_KEYS, is_known, is_text

START = "{{<"


def load_page_settings(project: Project, page: str, front: dict) -> Settings:
    """The options of a page, without shortcodes; raises RenderError where none can stand."""
    settings = load_settings(project, page, front)
    for key, value in settings.values.items():
        if key in INCLUDE_KEYS or not is_known(key):
            continue
        resolve = partial(resolve_option, project, settings, key)
        settings.values[key] = map_texts(resolve, value, settings.places[key])
    return settings


def resolve_website(project: Project) -> None:
    """Resolve the shortcodes of `website:`, which every page shows."""

    def resolve(text: str) -> str:
        return resolve_text(project, None, text)

    def place_of(text: str) -> tuple[str, int]:
        return ("_quarto.yml", project.line_of_text(text))

    project.config["website"] = map_texts(resolve, project.website, place_of)


def map_texts(resolve: Callable[[str], str], value, place):
    """A value with its texts resolved; `place` is theirs, or gives that of a text."""
    if isinstance(value, dict):
        return {key: map_texts(resolve, v, place) for key, v in value.items()}
    if isinstance(value, list):
        return [map_texts(resolve, v, place) for v in value]
    if not isinstance(value, str) or START not in value:
        return value
    try:
        return resolve(value)
    except ValueError as error:
        raise RenderError.at(place(value) if callable(place) else place, str(error)) from None


def resolve_option(project: Project, settings: Settings, key: str, text: str) -> str:
    if key not in TEXT_KEYS:
        raise ValueError(f"shortcode in {key}: {text} (want text)")
    return resolve_text(project, settings, text)


def resolve_text(project: Project, settings: Settings | None, text: str) -> str:
    """A text with its shortcodes resolved: `var`, and with settings `meta`."""
    names = ("var", "meta") if settings else ("var",)

    def value_of(match) -> str:
        name, argument = match[1], match[2].strip("\"'")
        if name == "var":
            return project.variable_text(argument)
        if settings and name == "meta":
            return option_text(project, settings, argument)
        raise ValueError(f"shortcode in an option: {match[0]} {wanted(names)}")

    result = SHORTCODE.sub(value_of, text)
    if START in result:
        raise ValueError(f"broken shortcode: {text} (want {{{{< name … >}}}})")
    return result


def option_text(project: Project, settings: Settings, name: str) -> str:
    """An option's value for `{{< meta … >}}`, of the page or the project."""
    value: object = settings.values
    for part in name.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    if isinstance(value, list) and all(map(is_text, value)):
        value = ", ".join(map(str, value))
    if not is_text(value):
        raise ValueError(f"unknown option: {name} {wanted(sorted(settings.values), 30)}")
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return resolve_text(project, None, text)
