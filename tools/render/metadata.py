"""The metadata of a page as Pandoc, the filters and the templates read it."""

from __future__ import annotations

from datetime import date

from .config import Project, Settings
from .errors import RenderError
from .places import locate
from .reading import is_file, line_of_option, on_disk, read_text
from .source import Source

TITLE_BLOCK_KEYS = ("title", "subtitle", "author", "institute", "date", "abstract")
# Keys whose values Pandoc reads as Markdown
MARKDOWN_KEYS = (
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
# Keys that the filters read
FILTER_KEYS = (
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
ENGLISH_DATE = (
    "{month} {day}, {year}",
    "January February March April May June July August September October November December",
)
GERMAN_DATE = (
    "{day}. {month} {year}",
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
)


def build_metadata(project: Project, source: Source, settings: Settings) -> dict:
    """All metadata of a page; raises RenderError for missing files and a deck without title."""
    chosen = {key: settings[key] for key in MARKDOWN_KEYS if settings[key] is not None}
    filtered = {key: settings[key] for key in FILTER_KEYS if settings[key] is not None}
    files = file_metadata(project, source, settings)
    check_deck_title(project, source, settings)
    titles = title_metadata(project, source, settings)
    return chosen | titles | files | language_metadata(settings) | filtered | flags(settings)


def check_deck_title(project: Project, source: Source, settings: Settings) -> None:
    """Without a title, reveal.js would not show the deck's other title lines."""
    lines = [key for key in TITLE_BLOCK_KEYS if settings[key] and key != "author"]
    if settings.deck and lines and not settings["title"]:
        place = (source.page, line_of_option(project.root, source.page, lines[0]))
        message = f"{lines[0]} of a deck without title (want both or neither)"
        raise RenderError.at(place, message)


def title_metadata(project: Project, source: Source, settings: Settings) -> dict:
    title = settings["pagetitle"] or settings["title"]
    meta: dict = {"pagetitle": title or project.website.get("title") or source.page}
    if settings["description"]:
        meta["description-meta"] = settings["description"]
    if any(settings[key] for key in TITLE_BLOCK_KEYS):
        meta["title-block"] = True
    if authors := settings.list("author"):
        meta["by-author"] = [author_metadata(author) for author in authors]
    if attributes := settings["title-slide-attributes"]:
        meta["title-slide-attributes"] = [
            {"key": key.removeprefix("data-"), "value": value} for key, value in attributes.items()
        ]
    return meta


def file_metadata(project: Project, source: Source, settings: Settings) -> dict:
    """Bibliography and citation style; raises RenderError if one, or a filter, is missing or no
    text."""
    paths: dict[str, list[str]] = {}
    for key in ("bibliography", "csl", "filters"):
        paths[key] = [str(on_disk(project.root, name)) for name in settings.list(key)]
        for name in settings.list(key):
            if not is_file(project.root, name):
                raise RenderError.at(locate(source, project, name), f"missing {key}: {name}")
            read_text(project.root, name)
    meta: dict = {}
    if paths["bibliography"]:
        meta["bibliography"] = paths["bibliography"]
    if paths["csl"]:
        meta["csl"] = paths["csl"][0]
    return meta


def language_metadata(settings: Settings) -> dict:
    """Texts that depend on the page's language."""
    is_german = str(settings["lang"]).startswith("de")
    meta = {}
    if is_german and settings["toc-title"] is None:
        meta["toc-title"] = "Auf dieser Seite"
    if settings["date"] is not None:
        form = GERMAN_DATE if is_german else ENGLISH_DATE
        meta["date"] = long_date(str(settings["date"]), form)
    return meta


def flags(settings: Settings) -> dict[str, bool]:
    meta = {"link-citations": settings["link-citations"] is not False}
    if settings["suppress-bibliography"]:
        meta["suppress-bibliography"] = True
    return meta


def long_date(text: str, form: tuple[str, str]) -> str:
    """A date as Quarto writes it; any other text unchanged."""
    pattern, months = form
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return pattern.format(day=day.day, month=months.split()[day.month - 1], year=day.year)


def author_metadata(author) -> dict:
    """Name, and affiliation if there is one, of an author given as text or as a mapping."""
    if not isinstance(author, dict):
        return {"name": str(author)}
    affiliation = author.get("affiliation", author.get("affiliations"))
    affiliation = affiliation[0] if isinstance(affiliation, list) else affiliation
    affiliation = affiliation.get("name") if isinstance(affiliation, dict) else affiliation
    return {"name": author.get("name"), **({"affiliation": affiliation} if affiliation else {})}
