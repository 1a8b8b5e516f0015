"""The deck is light: what it transfers, and that its first slide never waits for a widget.

The limit holds for the embedded renderer; Quarto brings libraries of its own.
"""

import gzip
import re
from pathlib import Path

import pytest
from site_pages import DECK, wait_for_deck, wait_until

LIMIT = 300_000
TEXT = ("text/", "application/json", "image/svg", "javascript")
CELLS = "site_libs/cells/"
PACKAGES = Path(__file__).resolve().parents[2] / "node_modules"


@pytest.fixture(autouse=True)
def embedded(site):
    if not (site / CELLS).is_dir():
        pytest.skip("this site was not built by the embedded renderer")


@pytest.fixture
def page(browser):
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    yield page
    page.close()


def transferred(response) -> int:
    """Bytes of a body as a server sends it: text with gzip, fonts and pictures as they are."""
    body = response.body()
    text = any(kind in response.headers.get("content-type", "") for kind in TEXT)
    return len(gzip.compress(body, 6)) if text else len(body)


def wait_until_shown(page) -> None:
    wait_for_deck(page)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready.then(() => true)")


def go_to(page, index: int) -> None:
    page.evaluate(
        "i => { const {h, v} = Reveal.getIndices(Reveal.getSlides()[i]); Reveal.slide(h, v); }",
        index,
    )


def first_widget(page) -> int:
    return page.evaluate(
        "Reveal.getSlides().findIndex(slide => slide.querySelector('[data-widget]'))"
    )


def test_deck_transfers_at_most_300_kB_before_a_widget_is_needed(page, url):
    responses = []
    page.on("response", lambda response: responses.append(response))
    page.goto(url + DECK)
    wait_until_shown(page)
    sizes = {r.url.removeprefix(url): transferred(r) for r in responses if r.url.startswith(url)}
    assert DECK in sizes
    assert any(name.endswith(".woff2") for name in sizes)
    assert sum(sizes.values()) <= LIMIT, sizes


def test_widget_script_is_loaded_two_slides_ahead(page, url):
    asked = []
    page.on("request", lambda request: asked.append(request.url) if CELLS in request.url else None)
    page.goto(url + DECK)
    wait_until_shown(page)
    index = first_widget(page)
    go_to(page, index - 3)
    page.wait_for_load_state("networkidle")
    assert asked == []
    go_to(page, index - 2)
    page.locator("[data-widget] input").first.wait_for(state="attached")
    go_to(page, index)
    go_to(page, index - 2)
    assert len(asked) == 1


def test_slide_with_a_widget_is_painted_before_its_script_runs(page, url):
    page.goto(url + DECK)
    wait_until_shown(page)
    name = page.evaluate("i => Reveal.getSlides()[i].id", first_widget(page))
    held = []
    page.route(f"**/{CELLS}*", lambda route: held.append(route))
    page.goto("about:blank")
    with page.expect_request(f"**/{CELLS}*"):
        page.goto(f"{url}unit05/slides.html#/{name}", wait_until="commit")
    wait_until(page, "performance.getEntriesByName('first-contentful-paint').length")
    slide = page.locator(f"#{name}")
    slide.locator("h2").wait_for()
    slide.locator("svg.still").wait_for()
    assert slide.locator("input").count() == 0
    held[0].continue_()
    slide.locator("input").first.wait_for()
    slide.locator("svg.still").wait_for(state="detached")


def code_points(faces: list[str]) -> set[int]:
    points = set()
    for face in faces:
        for first, last in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", face):
            points |= set(range(int(first, 16), int(last or first, 16) + 1))
    return points


@pytest.mark.parametrize(
    ("style", "sheet"), [("normal", "wght.css"), ("italic", "wght-italic.css")]
)
def test_text_font_pieces_cover_the_characters_of_the_whole_font(site, style, sheet):
    face = re.compile(r"@font-face \{[^}]*\}")
    whole = face.findall((PACKAGES / "@fontsource-variable/inter" / sheet).read_text("utf8"))
    whole = [rule for rule in whole if re.search(r"inter-(latin|latin-ext|greek)-wght", rule)]
    built = face.findall((site / "assets/lib/fonts/inter.css").read_text("utf8"))
    built = [rule for rule in built if f"font-style: {style}" in rule]
    assert len(whole) == 3
    assert code_points(built) == code_points(whole)


def test_formula_font_subsets_fall_back_to_the_whole_font(site):
    face = re.compile(r"@font-face\{[^}]*\}")
    whole = face.findall((PACKAGES / "katex/dist/katex.min.css").read_text("utf8"))
    built = face.findall((site / "assets/lib/katex/katex.min.css").read_text("utf8"))
    pieces = [rule for rule in built if "unicode-range" in rule]
    fonts = [re.search(r"fonts/(\w+-\w+)\.woff2", rule)[1] for rule in whole]
    kept = [rule for rule in built if rule not in pieces]
    assert len(pieces) > 0
    assert [re.search(r"fonts/(\w+-\w+)\.woff2", rule)[1] for rule in kept] == fonts
