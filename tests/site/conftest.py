"""The built site, served under a base path, and a browser page that reports what goes wrong.

`SITE=path pytest tests/site` tests another build, one by Quarto for instance; `BASE=/` serves it at
the root instead of under a sub-path.
"""

import contextlib
import functools
import os
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Page, sync_playwright
from site_pages import DECK, LAB, wait_for_deck
from widget_page import PAGE_OBJECTS, WidgetPage, find_widget

from tools.browser import FLAGS, find_browser
from tools.server import STRICT_HEADERS, FolderHandler, run_server

ROOT = Path(__file__).resolve().parents[2]
SITE = Path(os.environ.get("SITE", ROOT / "_site")).resolve()
BASE = os.environ.get("BASE", "/course/unit/")  # begins and ends in a slash
# Quarto's own scripts stand in its pages: the policy is the embedded renderer's
EMBEDDED = (SITE / "site_libs/render").is_dir()
LOADED = "load" if EMBEDDED else "networkidle"  # Quarto's pages load modules after `load`
from_folder = pytest.mark.skipif(
    not EMBEDDED, reason="Quarto's {ojs} pages load modules, which browsers refuse from file://"
)


@pytest.fixture(scope="session")
def site() -> Path:
    if not (SITE / "index.html").exists():
        pytest.fail(f"no site at {SITE}: run `make site` first")
    return SITE


@contextlib.contextmanager
def serve_site(site: Path, base: str):
    """The address of the site, ending in a slash; other paths than `base` are not found."""
    headers = STRICT_HEADERS if EMBEDDED else {}
    options = {"directory": os.fspath(site), "base": base, "headers": headers}
    with run_server(functools.partial(FolderHandler, **options)) as url:
        yield url + base.removeprefix("/")


@pytest.fixture(scope="session")
def url(site):
    """The address of the site, ending in a slash."""
    with serve_site(site, BASE) as url:
        yield url


@pytest.fixture(scope="session")
def root_url(site):
    """The address of the site at the root of a server."""
    with serve_site(site, "/") as url:
        yield url


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_browser(playwright), args=list(FLAGS)
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def open_page(browser, url):
    """Open pages with `open_page("index.html", width=390)`; `page.problems`: see watch."""

    def open_page(path: str, *, width=1280, height=720, theme="light", **options) -> Page:
        page = browser.new_page(
            viewport={"width": width, "height": height}, color_scheme=theme, **options
        )
        address = urljoin(url, path)
        watch(page, urlsplit(address).netloc)
        page.goto(address, wait_until=LOADED)
        return page

    return open_page


def watch(page: Page, host: str) -> None:
    """Collect console errors, uncaught exceptions, foreign requests and failures in `problems`."""
    problems = page.problems = []

    def on_request(request):
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob", "about") and parts.netloc != host:
            problems.append(f"request to another host: {request.url}")

    def on_console(message):
        if message.type in ("error", "warning"):
            problems.append(f"console {message.type}: {message.text}")

    def on_response(response):
        if response.status >= 400:
            problems.append(f"{response.status}: {response.url}")

    page.on("request", on_request)
    page.on("console", on_console)
    page.on("pageerror", lambda error: problems.append(f"uncaught: {error}"))
    page.on("requestfailed", lambda request: problems.append(f"failed: {request.url}"))
    page.on("response", on_response)


@pytest.fixture(scope="session")
def deck(open_page):
    """The deck at 1280 × 720, ready; shared, so leave no state behind that others could trip on."""
    page = open_page(DECK)
    wait_for_deck(page)
    yield page
    page.close()


def open_widgets(open_page):
    """Open `open_widget("activations", "z:2", DECK, width=390)`: a widget on a page of its own.

    At the end it closes the pages, which must have had no problem.
    """
    pages = []

    def open_widget(name: str, state="", where=LAB, **options) -> WidgetPage:
        size = {"height": 720 if where == DECK else 1000}
        pages.append(open_page(PAGE_OBJECTS[name].address(state, where), **size | options))
        return find_widget(pages[-1], name).wait()

    yield open_widget
    problems = [problem for page in pages for problem in page.problems]
    for page in pages:
        page.close()
    assert problems == []


open_widget = pytest.fixture(name="open_widget")(open_widgets)
open_widget_of_module = pytest.fixture(name="open_widget_of_module", scope="module")(open_widgets)


@pytest.fixture(scope="module")
def lab_page(open_widget_of_module):
    """The lab with all widgets drawn, in one page for the tests of a module."""
    return open_widget_of_module("gradient-flow").page


@pytest.fixture(scope="module")
def widget_of_module(request, open_widget_of_module):
    """The lab's widget `WIDGET` of the tests' module, in one page for all of them."""
    return open_widget_of_module(request.module.WIDGET)


@pytest.fixture
def lab(widget_of_module):
    """The same after Reset, for a test that leaves nothing behind that Reset doesn't undo."""
    widget_of_module.restart()
    yield widget_of_module
    assert widget_of_module.page.problems == []
