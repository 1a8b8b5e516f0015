"""Navbar and page footer as HTML, from `website:` in `_quarto.yml`."""

from __future__ import annotations

import re
from html import escape

from .config import Project
from .errors import RenderError
from .links import quote_path
from .options import is_text
from .reading import describe_value

MARKUP = re.compile(r"<[!/a-zA-Z]|\][({]|([*`$]).*\1")


def plain_text(project: Project, text) -> str:
    """A text of the navbar or the footer as HTML; Markdown in it is an error."""
    if MARKUP.search(str(text)):
        place = ("_quarto.yml", project.line_of_text(str(text)))
        raise RenderError.at(place, f"markup in the navbar or footer: {text} (want plain text)")
    return escape(str(text))


def navbar(project: Project, page: str) -> str:
    """The navbar; empty if the site has none."""
    bar = project.website.get("navbar")
    if not bar:
        return ""
    title = bar.get("title") or project.website.get("title") or ""
    home = "index.qmd" if "index.qmd" in project.pages else project.pages[0]
    groups = "".join(
        link_group(project, page, bar.get(side) or [], side) for side in ("left", "right")
    )
    name = f'<span class="navbar-title">{plain_text(project, title)}</span>'
    return (
        '<nav class="navbar" aria-label="Site">\n'
        f'<a class="navbar-brand" href="/{escape(quote_path(home))}">{name}</a>\n'
        f'{groups}<div class="quarto-navbar-tools"></div>\n</nav>'
    )


def link_group(project: Project, page: str, items: list, side: str) -> str:
    if not isinstance(items, list):
        place = ("_quarto.yml", project.line_of("website", "navbar", side))
        raise RenderError.at(place, f"{side}: {describe_value(items)} (want a list of items)")
    if not items:
        return ""
    links = "\n".join(link_item(project, page, i) for i in items)
    return f'<ul class="navbar-nav navbar-{side}">\n{links}\n</ul>\n'


def link_item(project: Project, page: str, entry) -> str:
    entry = {"href": entry} if isinstance(entry, str) else entry
    if not isinstance(entry, dict) or not all(map(is_text, entry.values())):
        place = ("_quarto.yml", project.line_of("website", "navbar"))
        message = f"navbar item: {describe_value(entry)} (want text and href)"
        raise RenderError.at(place, message)
    entry = {key: str(value) for key, value in entry.items()}
    unknown = set(entry) - {"text", "href", "aria-label", "rel", "target"}
    href = entry.get("href", "")
    if unknown or not href:
        name = ", ".join(sorted(unknown)) or "item without href"
        raise RenderError.at(
            ("_quarto.yml", project.line_of(name)), f"unknown navbar feature: {name}"
        )
    current = ' active" aria-current="page' if href.lstrip("/") == page else ""
    target = href if "://" in href or href.startswith("/") else f"/{href}"
    text = plain_text(project, entry.get("text") or href)
    label = f'<span class="menu-text">{text}</span>'
    link = f'<a class="nav-link{current}" href="{escape(target)}">{label}</a>'
    return f'<li class="nav-item">{link}</li>'


def page_footer(project: Project) -> str:
    """The footer of every page."""
    footer = project.website.get("page-footer") or {}
    parts = footer if isinstance(footer, dict) else {"center": footer}
    place = ("_quarto.yml", project.line_of("website", "page-footer"))
    for side, text in parts.items():
        if side not in {"left", "center", "right"} or not is_text(text):
            message = (
                f"page-footer: {side}: {describe_value(text)} (want text at left, center or right)"
            )
            raise RenderError.at(place, message)
    return "\n".join(
        f'<div class="nav-footer-{side}"><p>{plain_text(project, text)}</p></div>'
        for side, text in parts.items()
    )
