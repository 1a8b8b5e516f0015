"""The overview (Esc): every slide as a tile, by key and by click, and back with nothing changed."""

import pytest
from accessibility import axe
from outline import SLIDES
from site_pages import CURRENT_SLIDE, DECK, wait_for_deck, wait_until
from widget_page import find_widget

STEP = "Reveal.getIndices().f"
FOCUSED = "document.activeElement.textContent"


def open_deck(open_page, slide: str, query: str = "", **options):
    page = open_page(f"{DECK}{query}#/{slide}", **options)
    wait_for_deck(page)
    return page


@pytest.fixture
def slides(open_page):
    page = open_deck(open_page, "finite-differences")
    yield page
    assert page.problems == []
    page.close()


def tile(page, number: int):
    return page.locator(".overview-list a").nth(number - 1)


# Slide i if its title is not drawn within its tile, some frames after it has come into view.
TILE_FAULTS = """async i => {
    const slide = Reveal.getSlides()[i];
    const tile = document.querySelectorAll('.overview-list a')[i];
    const isDrawn = () => {
        const title = slide.querySelector('h1, h2');
        const [inner, outer] = [title, tile].map(node => node.getBoundingClientRect());
        return title.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true})
            && inner.left >= outer.left && inner.right <= outer.right && inner.width > 20
            && inner.top >= outer.top && inner.bottom <= outer.bottom;
    };
    tile.scrollIntoView({block: 'center'});
    for (let frame = 0; frame < 60; frame++) {
        if (isDrawn()) return [];
        await new Promise(done => requestAnimationFrame(done));
    }
    return [slide.id];
}"""
CUT_TITLES = """links => links.filter(link => link.scrollHeight > link.clientHeight)
    .map(link => link.textContent)"""


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1024, 1280, 1920])
def test_overview_draws_every_slide(open_page, width, theme):
    page = open_deck(open_page, "relu", width=width, theme=theme)
    page.keyboard.press("Escape")
    count = page.evaluate("Reveal.getTotalSlides()")
    assert page.locator(".overview-list a").count() == count == SLIDES
    faults = [fault for i in range(count) for fault in page.evaluate(TILE_FAULTS, i)]
    assert faults == []
    assert page.locator(".overview-list a").evaluate_all(CUT_TITLES) == []
    assert page.problems == []
    page.close()


def test_overview_shows_slides_after_their_last_step(slides):
    slides.keyboard.press("Escape")
    hidden = slides.evaluate(
        """[...document.querySelectorAll('.slides .fragment:not(.code-step)')].filter(step =>
            (getComputedStyle(step).visibility === 'visible')
                === Boolean(step.closest('.fade-out'))).length"""
    )
    assert hidden == 0


def test_overview_marks_current_slide_and_focuses_it(slides):
    slides.keyboard.press("Escape")
    current = slides.locator(".overview-list [aria-current]")
    assert current.count() == 1
    assert slides.evaluate(FOCUSED) == current.text_content()
    assert current.text_content() == "6 Why not just finite differences?"
    assert current.bounding_box()["y"] > 0


def test_overview_arrow_keys_follow_the_grid(slides):
    slides.keyboard.press("Escape")
    expected = {
        "ArrowRight": 7,
        "ArrowLeft": 6,
        "ArrowUp": 1,
        "ArrowDown": 6,
        "End": SLIDES,
        "Home": 1,
    }
    for key, number in expected.items():
        slides.keyboard.press(key)
        assert slides.evaluate(FOCUSED).startswith(f"{number} "), key
    slides.keyboard.press("ArrowLeft")  # there is none before the first
    assert slides.evaluate(FOCUSED).startswith("1 ")


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_overview_key_opens_the_chosen_slide(slides, key):
    for press in ("Escape", "End", "ArrowLeft", key):
        slides.keyboard.press(press)
    assert not slides.evaluate("Reveal.isOverview()")
    assert slides.evaluate(CURRENT_SLIDE) == slides.evaluate("Reveal.getSlides().at(-2).id")
    slides.keyboard.press("ArrowRight")
    assert slides.evaluate("Reveal.isLastSlide()")


def test_overview_click_opens_the_chosen_slide(slides):
    slides.keyboard.press("Escape")
    tile(slides, 30).click()
    assert slides.evaluate(CURRENT_SLIDE) == "forward-backward-widget"
    assert slides.locator(".ribbon .number").inner_text() == f"30 / {SLIDES}"


def test_overview_escape_leaves_step_and_address_as_they_were(slides):
    slides.keyboard.press("ArrowRight")
    before = slides.evaluate(f"[{CURRENT_SLIDE}, {STEP}, location.hash, history.length]")
    for key in ("Escape", "End", "ArrowUp", "Escape"):
        slides.keyboard.press(key)
    assert not slides.evaluate("Reveal.isOverview()")
    assert slides.evaluate(f"[{CURRENT_SLIDE}, {STEP}, location.hash, history.length]") == before
    assert slides.locator(".overview-list").count() == 0


def test_overview_leaves_widget_state_and_focus(open_page):
    page = open_deck(open_page, "activations-widget")
    slider = find_widget(page, "activations").z
    slider.focus()
    slider.fill("2")
    page.evaluate("Reveal.toggleOverview()")
    page.keyboard.press("Escape")
    assert slider.input_value() == "2"
    assert page.evaluate("document.activeElement.type") == "range"
    assert page.problems == []
    page.close()


def test_overview_remote_key_returns_to_the_slides(slides):
    slides.keyboard.press("Escape")
    slides.keyboard.press("PageDown")
    assert not slides.evaluate("Reveal.isOverview()")
    assert slides.evaluate(f"[{CURRENT_SLIDE}, {STEP}]") == ["finite-differences", 0]


def test_overview_tiles_follow_the_window(slides):
    slides.keyboard.press("Escape")
    slides.set_viewport_size({"width": 900, "height": 600})
    wait_until(slides, f"({TILE_FAULTS})(8).then(faults => !faults.length)")
    wait_until(slides, "document.querySelector('.slides').scrollWidth <= 900")


def test_overview_in_a_window_that_becomes_narrow_closes(slides):
    slides.keyboard.press("Escape")
    slides.set_viewport_size({"width": 390, "height": 844})
    wait_until(slides, "document.documentElement.classList.contains('reading')")
    assert not slides.evaluate("Reveal.isOverview()")
    slides.evaluate("Reveal.toggleOverview()")  # the page's contents are its overview
    assert not slides.evaluate("Reveal.isOverview()")


def test_overview_is_one_list_of_links_to_a_screen_reader(slides):
    slides.keyboard.press("Escape")
    assert slides.get_by_role("navigation", name="All slides").get_by_role("link").count() == SLIDES
    assert slides.locator(".slides > section:not([inert])").count() == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_the_overview(open_page, theme):
    page = open_deck(open_page, "relu", theme=theme)
    page.keyboard.press("Escape")
    assert axe(page, [[".overview-list"]], without=["page-has-heading-one"]) == []
    page.close()


def test_overview_loads_no_widgets(slides):
    asked = []
    slides.on("request", lambda request: asked.append(request.url))
    slides.evaluate("Reveal.slide(0, 0)")
    slides.keyboard.press("Escape")
    slides.evaluate(TILE_FAULTS, SLIDES - 1)
    assert [url for url in asked if "cells" in url] == []
