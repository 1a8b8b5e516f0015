"""`python -m tools.pdf` prints each deck of the built site.

For the site, UNIT/slides.pdf, a page a slide, and UNIT/handout.pdf for students: each slide as it
opens, the question that goes with it, and room to write. For the lecturer alone, and outside of
what is published, lecturer/UNIT-script.pdf: each slide with its notes.

All come from the deck's print view (`?view=print`) in one Chromium. The slides' pages are 16:9; the
others are laid out anew on A4 with sheets.css, so that everything stays type and lines. A widget is
printed in the state that its slide names: `data-print="forward-backward=gradients:on"`; in the
handout it is as it opens. A slide from which something is cut is an error, with file and line.

Each PDF carries the hashes of all files that the deck loaded, and of this program. `make site`
compares them and removes PDFs of what has changed since, and files of these names that it can't
read or that are not its own (`remove_stale`), so that the site never offers an old one.
"""

from __future__ import annotations

import hashlib
import html
import io
import json
import logging
import re
import sys
from collections.abc import Iterable
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pypdf import PdfReader, PdfWriter
from pypdf.generic import BooleanObject, DictionaryObject, NameObject

from .browser import FLAGS, NoBrowserError, find_browser
from .overflow import FAULTS, with_places
from .replacing import replacing

ROOT = Path(__file__).parents[1]
STYLE = Path(__file__).with_name("sheets.css")
SHEETS = Path(__file__).with_name("sheets.js")
PROGRAM = "tools/pdf.py"
PUBLISHED = ("slides.pdf", "handout.pdf")
SCRIPTS = "lecturer"  # a folder that the site doesn't hold
HOST = "http://deck.invalid"
TIMEOUT = 180_000  # ms; a busy machine takes its time

logging.getLogger("pypdf").setLevel(logging.ERROR)  # it warns of Chromium's count of objects

READY = """() => document.documentElement.classList.contains('pages-ready')
    && [...document.querySelectorAll('[data-widget]')].every(widget => widget.querySelector('.w'))
    && !document.querySelector('[data-settled=false]')"""
LAID_OUT = """() => document.fonts.ready
    .then(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))"""
# A link to another page of the site would name the place where it was printed.
UNLINK = """() => document.querySelectorAll('a[href]').forEach(link => {
    const inside = link.getAttribute('href').startsWith('#');
    if (!inside && link.origin === location.origin) link.removeAttribute('href');
})"""
CONTENTS = "found => found.map(meta => meta.content)"


def print_deck(browser, site: Path, deck: str, root: Path) -> list[str]:
    """Writes the PDFs of a deck, `unit05/slides.html` say; returns what is cut off on its slides.

    `root` is the project's folder.
    """
    with opened(browser, site, deck, query(site / deck)) as (page, loaded):
        faults = overflows(page)
        title = page.title()
        authors = page.locator("meta[name=author]").evaluate_all(CONTENTS)
        printed = {"slides": save(page)}
        lay_out(page, "script")
        printed["script"] = save(page)
    with opened(browser, site, deck) as (page, also_loaded):
        lay_out(page, "handout")
        printed["handout"] = save(page)
    info = {"/MadeFrom": json.dumps(made_from(site, loaded | also_loaded))}
    if authors:
        info["/Author"] = ", ".join(authors)
    for kind, path in places(root, Path(deck).parent.as_posix()).items():
        full = title if kind == "slides" else f"{title} ({kind})"
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as scratch:
            scratch.write_bytes(with_info(printed[kind], {"/Title": full, **info}))
    return faults


def places(root: Path, unit: str) -> dict[str, Path]:
    """Where the PDFs of a unit's deck go."""
    published = {name.removesuffix(".pdf"): root / unit / name for name in PUBLISHED}
    return published | {"script": root / SCRIPTS / f"{unit.replace('/', '-')}-script.pdf"}


def overflows(page) -> list[str]:
    """What is cut off on the pages of a print view, as `slide id: what`."""
    pages = range(page.locator(".pdf-page").count() if page.evaluate("!!window.Reveal") else 0)
    found = [fault for i in pages for fault in page.evaluate(FAULTS, i)]
    return [fault for fault in dict.fromkeys(found) if ": overflow" in fault]


@contextmanager
def opened(browser, site: Path, deck: str, query: str = "view=print"):
    """The deck's print view, ready, and the names of the site's files that it has loaded."""
    loaded = set()

    def serve(route) -> None:
        name = unquote(urlsplit(route.request.url).path).lstrip("/")
        if not (site / name).is_file():
            return route.fulfill(status=404)
        loaded.add(name)
        return route.fulfill(path=site / name)

    page = browser.new_page(viewport={"width": 1280, "height": 720})
    page.set_default_timeout(TIMEOUT)
    page.emulate_media(media="print", color_scheme="light", reduced_motion="reduce")
    page.route(f"{HOST}/**", serve)
    page.goto(f"{HOST}/{deck}?{query}")
    page.wait_for_function("document.documentElement.classList.contains('pages-ready')")
    page.evaluate(LAID_OUT)
    page.wait_for_function(READY)
    page.evaluate(UNLINK)
    yield page, loaded
    page.close()


def query(deck: Path) -> str:
    """reveal.js' print view, and the states that the slides want."""
    text = deck.read_text(encoding="utf-8")
    found = dict.fromkeys(re.findall(r'\sdata-print="([^"]*)"', text))  # section and heading
    states = [html.unescape(state) for state in found]
    return "&".join(["view=print", *states])


def lay_out(page, kind: str) -> None:
    """Turns the print view into a `script` or a `handout`."""
    page.evaluate(f"({SHEETS.read_text(encoding='utf-8')})", kind)
    page.add_style_tag(path=STYLE)
    page.evaluate(LAID_OUT)


def save(page) -> bytes:
    return page.pdf(prefer_css_page_size=True, print_background=True, tagged=True, outline=True)


def with_info(pdf: bytes, info: dict[str, str]) -> bytes:
    """The PDF with this information in place of Chromium's, which has the time of day in it."""
    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    writer.metadata = info
    writer.pdf_header = "%PDF-1.7"
    writer.page_mode = "/UseOutlines"
    shown = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
    writer.root_object[NameObject("/ViewerPreferences")] = shown
    result = io.BytesIO()
    writer.write(result)
    return numbered_anew(result.getvalue())


def numbered_anew(pdf: bytes) -> bytes:
    """Chromium's numbers of table cells count what the page did before; here they count from 0."""
    cell = re.compile(rb"\(node\d{8}\)")
    names = {name: i for i, name in enumerate(sorted(set(cell.findall(pdf))))}
    return cell.sub(lambda match: b"(node%08d)" % names[match[0]], pdf)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16] if path.is_file() else ""


def made_from(site: Path, loaded: Iterable[str]) -> dict[str, str]:
    """The hashes of all that makes a PDF: the site's files and this program's."""
    hashes = {name: digest(site / name) for name in sorted(loaded)}
    return hashes | {PROGRAM: "".join(map(digest, (Path(__file__), STYLE, SHEETS)))}


def is_current(pdf: Path, site: Path) -> bool:
    """Whether a PDF is one of ours, and the site's deck still the one that it shows."""
    try:
        metadata = PdfReader(pdf).metadata
        if metadata is None:
            return False
        kept = json.loads(str(metadata["/MadeFrom"]))
        return kept == made_from(site, kept.keys() - {PROGRAM})
    except Exception:  # of many kinds, for files that are torn or not ours
        return False


def remove_stale(root: Path, site: Path) -> list[str]:
    """Remove PDFs of decks that have changed since; returns their names."""
    units = [deck.parent.name for deck in sorted(root.glob("*/slides.qmd"))]
    pdfs = [places(root, unit).values() for unit in units]
    stale = [pdf for pdf in chain(*pdfs) if pdf.exists() and not is_current(pdf, site)]
    for pdf in stale:
        pdf.unlink()
    return [pdf.relative_to(root).as_posix() for pdf in stale]


def main(root: Path) -> int:
    # here, since `make site` wants no more of this module than `remove_stale`
    from playwright.sync_api import sync_playwright

    site = root / "_site"
    with sync_playwright() as playwright:
        try:
            path = find_browser(playwright)
        except NoBrowserError as error:
            print(error, file=sys.stderr)
            return 1
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        problems = []
        for deck in sorted(site.glob("*/slides.html")):
            name = deck.relative_to(site).as_posix()
            faults = print_deck(browser, site, name, root)
            problems += with_places(root, name.replace(".html", ".qmd"), faults)
            for pdf in places(root, deck.parent.name).values():
                print(f"{pdf.relative_to(root)}: {len(PdfReader(pdf).pages)} pages")
        browser.close()
    print(*problems, sep="\n", end="\n" if problems else "", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(ROOT))
