"""The deck on a phone held upright: a page to read and to use."""

import pytest
from accessibility import axe
from outline import ADDED, TITLE_OF, TITLES, plain
from site_pages import DECK, wait_until
from widget_page import PHONE, find_widget

READING = "document.documentElement.classList.contains('reading')"


def open_phone(open_page):
    page = open_page(DECK, height=844, **PHONE)
    wait_until(page, READING)
    widget = find_widget(page, "gradient-flow")
    widget.root.scroll_into_view_if_needed()  # the widgets' script waits for its first reader
    widget.wait()
    return page


@pytest.fixture(scope="module")
def phone(open_page):
    """One page for the tests of this module: each leaves it in its first state."""
    page = open_phone(open_page)
    yield page
    assert page.problems == []
    page.close()


def test_phone_shows_all_slides_in_one_column(phone):
    tops, titles = [], []
    for top, title in phone.evaluate(
        f"""Reveal.getSlides().map(slide =>
            [slide.querySelector('h1, h2').getBoundingClientRect().top, ({TITLE_OF})(slide)])"""
    ):
        tops.append(top)
        titles.append(plain(title))
    assert [title for title in titles if title not in ADDED] == TITLES
    assert tops == sorted(tops)
    assert len(set(tops)) == len(tops)
    hidden = "[...document.querySelectorAll('.fragment')].filter(e => !e.closest('.code-step') &&"
    assert phone.evaluate(f"{hidden} getComputedStyle(e).visibility !== 'visible').length") == 0


def test_phone_page_is_no_wider_than_the_screen(phone):
    assert phone.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_phone_text_has_the_size_of_a_page(phone):
    small = phone.evaluate(
        """() => [...document.querySelectorAll('.slides :is(p, li, td, th, figcaption, pre)')]
            .filter(e => e.textContent.trim() && !e.closest('aside, .w, svg, .still'))
            .filter(e => e.offsetWidth > 0)
            .filter(e => parseFloat(getComputedStyle(e).fontSize)
                * e.getBoundingClientRect().width / e.offsetWidth < 14.9)
            .map(e => e.textContent.trim().slice(0, 40))"""
    )
    assert small == []


def test_phone_widget_reacts_to_touch(phone):
    widget = find_widget(phone, "forward-backward")
    widget.show_gradients.tap()
    assert widget.shows("dL_dw11")
    widget.restart()


def test_phone_page_begins_with_its_contents(phone, deck):
    contents = phone.get_by_role("navigation", name="Contents")
    assert contents.get_by_role("link", name="All of this unit").get_attribute("href")
    theme = "document.documentElement.dataset.theme"
    before = phone.evaluate(theme)
    contents.get_by_role("button").tap()
    assert phone.evaluate(theme) != before
    contents.get_by_role("button").tap()
    assert phone.evaluate(theme) == "light"
    contents.get_by_role("link", name="Part 4").tap()
    wait_until(phone, "Math.abs(window['part-4'].getBoundingClientRect().top) < 200")
    assert not deck.locator("nav.contents").is_visible()  # on a screen the parts' ribbon does it


def test_phone_link_leads_to_its_slide(open_page):
    page = open_page(DECK + "#/pseudocode", width=390, height=844)
    wait_until(page, READING)
    near = "Math.abs(document.getElementById('pseudocode').getBoundingClientRect().top) < 200"
    wait_until(page, near)
    page.close()


def test_axe_finds_nothing_on_a_phone(phone):
    assert axe(phone) == []


def test_rotated_phone_shows_the_slide_being_read(open_page):
    phone = open_phone(open_page)
    phone.evaluate("document.getElementById('bias-gradient').scrollIntoView()")
    wait_until(phone, "location.hash === '#/bias-gradient'")
    phone.set_viewport_size({"width": 844, "height": 390})
    wait_until(phone, f"!{READING} && Reveal.getCurrentSlide().id === 'bias-gradient'")
    open_slides = "[...document.querySelectorAll('.slides section')].filter(e => !e.inert).length"
    wait_until(phone, f"{open_slides} === 2")
    assert phone.problems == []
    phone.close()
