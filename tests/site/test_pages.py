"""All pages: accessible in both themes, at home on a phone, and every link leads somewhere."""

from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from accessibility import axe
from conftest import from_folder
from geometry import cut_texts
from site_pages import DECK, LAB, PAGES


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_on_a_page(open_page, path, theme):
    page = open_page(path, theme=theme, height=900, reduced_motion="reduce")
    page.wait_for_load_state("networkidle")
    assert axe(page) == []
    assert page.problems == []
    page.close()


@pytest.mark.parametrize("width", [360, 390, 768])
@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_wider_than_the_screen(open_page, path, width):
    page = open_page(path, width=width, height=800)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.mark.parametrize("path", ["notebooks/index.html", "notebooks/02-digits.html"])
def test_figure_labels_cut_by_the_edge_of_a_phone_are_hidden(open_page, path):
    page = open_page(path, width=390, height=800)
    boxes = page.locator("[data-more-right]:has(svg text)")
    boxes.first.wait_for()
    assert boxes.count() > 2
    for box in boxes.element_handles():
        assert cut_texts(box) == []
    page.close()


class Links(HTMLParser):
    """The ids and links of one page."""

    def __init__(self, html: str):
        super().__init__()
        self.ids, self.links = set(), []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if values.get("id"):
            self.ids.add(values["id"])
        for name in ("href", "src"):
            if values.get(name):
                self.links.append(values[name])


def test_internal_links_have_a_target(site):
    pages = {
        path.relative_to(site).as_posix(): Links(path.read_text("utf8"))
        for path in site.rglob("*.html")
        if "lib" not in path.relative_to(site).parts
    }
    assert set(PAGES) | {DECK} <= set(pages)
    broken = []
    for name, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = unquote(urlsplit(urljoin(f"/{name}", parts.path or f"/{name}")).path)[1:]
            target = f"{target}index.html" if target.endswith("/") or not target else target
            if not (site / target).is_file():
                broken.append(f"{name}: {link}")
            elif parts.fragment and target in pages:
                anchor = unquote(parts.fragment).removeprefix("/")
                if anchor and anchor not in pages[target].ids:
                    broken.append(f"{name}: {link}")
    assert broken == []


@pytest.mark.parametrize("path", [p for p in PAGES if "/0" in p] + ["unit05/figures.html"])
def test_notebook_page_shows_its_code(open_page, path):
    page = open_page(path)
    assert page.locator("pre.sourceCode").count() > 3
    page.close()


@pytest.mark.parametrize("path", [*PAGES, DECK])
def test_pages_load_at_the_root_of_a_server(open_page, root_url, path):
    page = open_page(root_url + path)
    page.wait_for_load_state("networkidle")
    assert page.problems == []
    page.close()


@from_folder
@pytest.mark.parametrize("path", [*PAGES, DECK])
def test_pages_open_from_a_folder(browser, site, path):
    page = browser.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((site / path).as_uri())
    page.wait_for_load_state("load")
    if path == LAB:
        page.wait_for_selector("[data-widget=activations] [data-name=df_max]")
    assert errors == []
    page.close()


def test_theme_can_be_switched(open_page):
    page = open_page("index.html", theme="light")
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="theme").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before
    page.close()
