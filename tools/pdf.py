"""`python -m tools.pdf` prints each deck of the built site.

UNIT/slides.pdf has one page per slide. UNIT/handout.pdf is for students: each slide as it opens,
its question, and room to write. lecturer/UNIT-script.pdf is for the lecturer and not published:
each slide with its notes.

Chromium prints all of them from the deck's print view (`?view=print`). The slides' pages are 16:9;
sheets.css lays out the others on A4, as text and vector graphics. A widget is printed in the state
that its slide names, `data-print="forward-backward=gradients:on"`, and in the handout in its first
state. A slide that overflows is an error, with file and line.

Each PDF stores the hashes of all files that the deck loaded, and of this program. `make site`
compares them and removes PDFs that are outdated, unreadable or not written by this program
(`remove_stale`), so that the site never links an old one.
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
SCRIPTS = "lecturer"  # a folder outside the site
HOST = "http://deck.invalid"
TIMEOUT = 180_000  # ms; a busy machine takes its time

logging.getLogger("pypdf").setLevel(logging.ERROR)  # Chromium's files make it warn

READY = """() => document.documentElement.classList.contains('pages-ready')
    && [...document.querySelectorAll('[data-widget]')].every(widget => widget.querySelector('.w'))
    && !document.querySelector('[data-settled=false]')"""
LAID_OUT = """() => document.fonts.ready
    .then(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))"""
# A link to another page of the site would contain the address from which it was printed.
UNLINK = """() => document.querySelectorAll('a[href]').forEach(link => {
    const inside = link.getAttribute('href').startsWith('#');
    if (!inside && link.origin === location.origin) link.removeAttribute('href');
})"""
CONTENTS = "found => found.map(meta => meta.content)"


def print_deck(browser, site: Path, deck: str, root: Path) -> list[str]:
    """Write the PDFs of a deck such as `unit05/slides.html`; returns what overflows on its slides.

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
        pdf_title = title if kind == "slides" else f"{title} ({kind})"
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as scratch:
            scratch.write_bytes(with_info(printed[kind], {"/Title": pdf_title, **info}))
    return faults


def places(root: Path, unit: str) -> dict[str, Path]:
    """The paths of the PDFs of a unit's deck."""
    published = {name.removesuffix(".pdf"): root / unit / name for name in PUBLISHED}
    return published | {"script": root / SCRIPTS / f"{unit.replace('/', '-')}-script.pdf"}


def overflows(page) -> list[str]:
    """What overflows on the pages of a print view, as `slide id: what`."""
    pages = range(page.locator(".pdf-page").count() if page.evaluate("!!window.Reveal") else 0)
    found = [fault for i in pages for fault in page.evaluate(FAULTS, i)]
    return [fault for fault in dict.fromkeys(found) if ": overflow" in fault]


@contextmanager
def opened(browser, site: Path, deck: str, query: str = "view=print"):
    """The deck's print view when it is ready, and the names of the files that it has loaded."""
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
    """The query for reveal.js' print view and for the widgets' states."""
    text = deck.read_text(encoding="utf-8")
    found = dict.fromkeys(re.findall(r'\sdata-print="([^"]*)"', text))  # section and heading
    states = [html.unescape(state) for state in found]
    return "&".join(["view=print", *states])


def lay_out(page, kind: str) -> None:
    """Turns the print view into a `script` or a `handout`."""
    source = SHEETS.read_text(encoding="utf-8")
    page.evaluate(f"kind => {{{source}\nlayOutSheets(kind)}}", kind)
    page.add_style_tag(path=STYLE)
    page.evaluate(LAID_OUT)


def save(page) -> bytes:
    return page.pdf(prefer_css_page_size=True, print_background=True, tagged=True, outline=True)


def with_info(pdf: bytes, info: dict[str, str]) -> bytes:
    """The PDF with this metadata instead of Chromium's, which contains the time."""
    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    writer.metadata = info
    writer.pdf_header = "%PDF-1.7"
    writer.page_mode = "/UseOutlines"
    shown = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
    writer.root_object[NameObject("/ViewerPreferences")] = shown
    result = io.BytesIO()
    writer.write(result)
    return renumber_cells(result.getvalue())


def renumber_cells(pdf: bytes) -> bytes:
    """Number table cells from 0; Chromium's numbers depend on what the page did before."""
    cell = re.compile(rb"\(node\d{8}\)")
    names = {name: i for i, name in enumerate(sorted(set(cell.findall(pdf))))}
    return cell.sub(lambda match: b"(node%08d)" % names[match[0]], pdf)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16] if path.is_file() else ""


def made_from(site: Path, loaded: Iterable[str]) -> dict[str, str]:
    """The hashes of all inputs of a PDF: the site's files and this program's."""
    hashes = {name: digest(site / name) for name in sorted(loaded)}
    return hashes | {PROGRAM: "".join(map(digest, (Path(__file__), STYLE, SHEETS)))}


def is_current(pdf: Path, site: Path) -> bool:
    """Whether this program wrote the PDF, from the files that the site has now."""
    try:
        metadata = PdfReader(pdf).metadata
        if metadata is None:
            return False
        stored = json.loads(str(metadata["/MadeFrom"]))
        return stored == made_from(site, stored.keys() - {PROGRAM})
    except Exception:  # of many kinds, for files that are torn or not ours
        return False


def remove_stale(root: Path, site: Path) -> list[str]:
    """Remove outdated PDFs; returns their names."""
    units = [deck.parent.name for deck in sorted(root.glob("*/slides.qmd"))]
    pdfs = [places(root, unit).values() for unit in units]
    stale = [pdf for pdf in chain(*pdfs) if pdf.exists() and not is_current(pdf, site)]
    for pdf in stale:
        pdf.unlink()
    return [pdf.relative_to(root).as_posix() for pdf in stale]


def main(root: Path) -> int:
    # imported here, since `make site` only needs `remove_stale`
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
