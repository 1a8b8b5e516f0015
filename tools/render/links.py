"""Links of a page and the files it loads: collected, and made relative to the page."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from html import escape, unescape
from urllib.parse import quote, unquote

from .config import Project

TAG = re.compile(r"<[a-zA-Z][^<>]*(?:href|src|poster|image|video|iframe)=[^<>]*>")
ATTRIBUTE = re.compile(
    r"\s(href|src|poster|data-src|data-background-(?:image|video|iframe))="
    r'(?:"([^"]*)"|\'([^\']*)\')'
)
CSS_URL = re.compile(r"""(?:@import\s+(?:url\()?|url\()\s*["']?([^"')\s]+)""")
SCHEME = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//)", re.I)
IDS = re.compile(r'\s(?:id|name)="([^"]+)"')


@dataclass
class Links:
    """Targets of a page's links: files to copy, and (target page, fragment, link as written)."""

    resources: set[str] = field(default_factory=set)
    targets: list[tuple[str, str, str]] = field(default_factory=list)
    remote: list[str] = field(default_factory=list)  # files of other hosts, which are an error


def output_name(page: str) -> str:
    return page.rsplit(".", 1)[0] + ".html"


def root_path(page: str) -> str:
    """The relative path from a page to the site's root."""
    return "../" * page.count("/") or "./"


def rewrite_links(project: Project, page: str, text: str) -> tuple[str, Links]:
    """Point links to sources at their pages, root links at the root, and collect them all."""
    links = Links()
    pages = set(project.pages)

    def tag(match: re.Match) -> str:
        if match[0].lower().startswith(("<use", "<image")):
            return match[0]
        download = bool(re.search(r"\sdownload[\s=>]", match[0]))
        loads = match[0].lower().startswith("<link")
        return ATTRIBUTE.sub(lambda m: attribute(m, download, loads), match[0])

    def attribute(match: re.Match, download: bool, loads: bool) -> str:
        name, value = match[1], match[2] or match[3]
        if not value or SCHEME.match(value):
            if value and (loads or name != "href") and not value.startswith(("data:", "about:")):
                links.remote.append(unescape(value))
            return match[0]
        path, mark, fragment = unescape(value).partition("#")
        path, question, query = path.partition("?")
        if not path:
            links.targets.append((page, fragment, unescape(value)))
            return match[0]
        target = project.spelled(resolve(page, unquote(path)))
        if target in pages and not download:
            links.targets.append((target, fragment, unescape(value)))
            target = output_name(target)
        elif not target.startswith("site_libs/"):
            links.resources.add(target)
            links.targets.append((target, "", unescape(value)))
        local = quote_path(posixpath.relpath(target, posixpath.dirname(page) or "."))
        return f' {name}="{escape(local)}{question}{escape(query)}{mark}{escape(fragment)}"'

    return TAG.sub(tag, text), links


def quote_path(path: str) -> str:
    """A path as a URL has it; letters that are not in ASCII stay."""
    return re.sub(r"[%#?\s]", lambda m: quote(m[0]), path)


def resolve(page: str, path: str) -> str:
    if path.startswith("/"):
        return posixpath.normpath(path.lstrip("/"))
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), path))


def stylesheet_files(name: str, text: str) -> set[str]:
    """The files that a style sheet names."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    names = {m for m in CSS_URL.findall(text) if not SCHEME.match(m) and not m.startswith("#")}
    return {resolve(name, n.split("#")[0].split("?")[0]) for n in names}


def ids_of(text: str) -> set[str]:
    return set(IDS.findall(text))


def is_missing(fragment: str, ids: set[str]) -> bool:
    """Whether a fragment names no id of the page; `#/id` is reveal.js' way to say `#id`."""
    name = unquote(fragment).lstrip("/")
    return (
        bool(name) and name not in ids and not re.fullmatch(r"\d+(/\d+)*", name) and "=" not in name
    )
