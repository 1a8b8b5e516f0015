"""The deck on a phone held upright: a page to read and to use."""

import pytest
from accessibility import axe
from conftest import wait_until
from outline import ADDED, TITLE_OF, TITLES, plain

DECK = "unit05/slides.html"
READING = "document.documentElement.classList.contains('reading')"


@pytest.fixture
def phone(open_page):
    page = open_page(DECK, width=390, height=844, has_touch=True, is_mobile=True)
    wait_until(page, READING)
    # the widgets' script waits for its first reader
    page.locator("[data-widget=gradient-flow]").scroll_into_view_if_needed()
    page.wait_for_selector("[data-widget=gradient-flow] input")
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
    assert phone.evaluate("document.documentElement.scrollWidth") == 390


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
    widget = phone.locator("[data-widget=forward-backward]")
    widget.get_by_label("Show gradients").tap()
    assert widget.locator("[data-name=dL_dw11]").count() > 0


def test_phone_page_begins_with_its_contents(phone, deck):
    contents = phone.get_by_role("navigation", name="Contents")
    assert contents.get_by_role("link", name="All of this unit").get_attribute("href")
    dark = "document.documentElement.dataset.theme"
    before = phone.evaluate(dark)
    contents.get_by_role("button").tap()
    assert phone.evaluate(dark) != before
    contents.get_by_role("link", name="Part 4").tap()
    wait_until(phone, "Math.abs(window['part-4'].getBoundingClientRect().top) < 200")
    assert not deck.locator("nav.contents").is_visible()  # on a screen the parts' ribbon does it


def test_phone_link_leads_to_its_slide(open_page):
    page = open_page(DECK + "#/pseudocode", width=390, height=844)
    wait_until(page, READING)
    near = "Math.abs(document.getElementById('pseudocode').getBoundingClientRect().top) < 200"
    wait_until(page, near)
    page.close()


def test_rotated_phone_shows_the_slide_being_read(phone):
    phone.evaluate("document.getElementById('bias-gradient').scrollIntoView()")
    wait_until(phone, "location.hash === '#/bias-gradient'")
    phone.set_viewport_size({"width": 844, "height": 390})
    wait_until(phone, f"!{READING} && Reveal.getCurrentSlide().id === 'bias-gradient'")
    open_slides = "[...document.querySelectorAll('.slides section')].filter(e => !e.inert).length"
    wait_until(phone, f"{open_slides} === 2")


def test_axe_finds_nothing_on_a_phone(phone):
    assert axe(phone) == []
