"""Ctrl+P on the deck: the browser's own print gives all slides, a page each."""

import io
import re

import pytest
from conftest import wait_until
from pypdf import PdfReader
from test_deck import TITLE_OF


@pytest.fixture(scope="module", params=["light", "dark"])
def page(open_page, request):
    page = open_page("unit05/slides.html#/part-2", theme=request.param)
    wait_until(page, "window.Reveal && Reveal.isReady()")
    yield page
    assert page.problems == []
    page.close()


def squeezed(text: str) -> str:
    return "".join(text.split()).replace("ʼ", "’")


def print_pages(page, **options) -> list[str]:
    pdf = page.pdf(prefer_css_page_size=True, print_background=True, **options)
    return [squeezed(page.extract_text()) for page in PdfReader(io.BytesIO(pdf)).pages]


def titles_of(page) -> list[str]:
    return [squeezed(title) for title in page.evaluate(f"Reveal.getSlides().map({TITLE_OF})")]


@pytest.mark.parametrize("overview", [False, True])
def test_ctrl_p_prints_each_slide_on_its_page(page, overview):
    page.evaluate(f"Reveal.isOverview() === {str(overview).lower()} || Reveal.toggleOverview()")
    printed, titles = print_pages(page), titles_of(page)
    assert len(printed) == len(titles) == 64
    missing = [t for t, text in zip(titles, printed, strict=True) if t not in text]
    assert missing == []


def test_ctrl_p_prints_last_steps_and_no_notes(page):
    page.evaluate("Reveal.isOverview() && Reveal.toggleOverview()")
    printed = print_pages(page)
    answers = page.evaluate(
        """Reveal.getSlides().flatMap((slide, i) => [...slide.querySelectorAll('.fragment.answer')]
            .map(answer => {
                const copy = answer.cloneNode(true);
                copy.querySelectorAll('.new-tab, .katex').forEach(part => part.remove());
                return [i, copy.textContent];
            }))"""
    )
    assert len(answers) > 5
    lost = [(i, w) for i, text in answers for w in re.findall(r"\w+", text) if w not in printed[i]]
    assert lost == []
    assert "Studentsusuallyanswer" not in "".join(printed)


def test_ctrl_p_leaves_the_screen_as_it_was(page):
    before = page.evaluate("[location.href, Reveal.getCurrentSlide().id]")
    print_pages(page)
    assert page.evaluate("[location.href, Reveal.getCurrentSlide().id]") == before
    assert page.locator("#part-2 h1").is_visible()
    assert not page.locator("#pseudocode h2").is_visible()
