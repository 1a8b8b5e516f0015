"""The scripts of rendered pages, in a real browser, from the file system."""

import pytest
from playwright.sync_api import sync_playwright

from tools.browser import FLAGS, find_browser


@pytest.fixture(scope="module")
def open_file(built):
    """Open a page of the built site by its file; whatever goes wrong in it fails the test."""
    with sync_playwright() as playwright:
        path = find_browser(playwright)
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        problems: list[str] = []

        def open_file(name: str):
            page = browser.new_page()
            page.on("pageerror", lambda error: problems.append(str(error)))
            page.on("console", lambda message: problems.append(message.text))
            page.goto((built / name).as_uri())
            return page

        yield open_file
        browser.close()
        assert problems == []


def test_cells_follow_their_inputs(open_file):
    page = open_file("cells.html")
    page.locator("#sum", has_text="6 6 0").wait_for()
    slider = page.locator("#ojs-cell-2 input[type=range]")
    slider.fill("4")
    page.locator("#sum", has_text="10 8 0").wait_for()
    page.locator("#fig-shown b", has_text="4").wait_for()
    page.locator("#total", has_text="1 of 0").click()
    page.locator("#total", has_text="1 of 1").wait_for()


def test_tabs_open_by_mouse_and_keyboard(open_file):
    page = open_file("furniture.html")
    first, second = page.get_by_role("tab", name="One"), page.get_by_role("tab", name="Two")
    second.click()
    assert page.get_by_text("Second tab").is_visible()
    assert not page.get_by_text("First tab").is_visible()
    second.press("ArrowRight")
    assert first.get_attribute("aria-selected") == "true"
    assert page.get_by_text("First tab").is_visible()


def test_deck_starts_and_steps_through_code(open_file):
    page = open_file("deck.html")
    page.wait_for_function("Reveal.isReady()")
    ids = page.evaluate("Reveal.getSlides().map((slide) => slide.id)")
    assert ids == ["title-slide", "part-1", "first", "columns", "code"]
    assert page.evaluate("Reveal.getConfig().width") == 1280
    page.evaluate("location.hash = '#/code'")
    page.locator("#code.present").wait_for()
    lit = "[...document.querySelectorAll('.highlight-line')].map((line) => line.textContent)"
    assert page.evaluate(lit) == ["a = 1"]
    page.keyboard.press("ArrowRight")
    assert page.evaluate(lit) == ["b = 2", "c = 3"]
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(lit) == ["a = 1"]
