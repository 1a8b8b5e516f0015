"""Ctrl+P on the deck: the browser's own print gives all slides, a page each."""

import io
import re

import numpy as np
import pytest
from outline import SLIDES, TITLE_OF
from PIL import Image
from pypdf import PdfReader
from site_pages import DECK, wait_for_deck


@pytest.fixture(scope="module", params=["light", "dark"])
def page(open_page, request):
    page = open_page(f"{DECK}#/part-2", theme=request.param)
    wait_for_deck(page)
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
    assert len(printed) == len(titles) == SLIDES
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


# Every line of text on a slide, as [text, x, y, width, height] from the slide's corner
LINES = """slide => {
    const corner = slide.getBoundingClientRect();
    const isClipped = node => node !== slide &&
        (getComputedStyle(node).clipPath === 'inset(50%)' || isClipped(node.parentElement));
    const lines = [];
    const texts = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const {parentElement: parent, data} = texts.currentNode;
        const isSpace = getComputedStyle(parent).color === 'rgba(0, 0, 0, 0)';  // TeX's phantom
        const isSeen = parent.checkVisibility({visibilityProperty: true, opacityProperty: true});
        if (!data.trim() || isSpace || !isSeen || isClipped(parent)) continue;
        const range = document.createRange();
        range.selectNodeContents(texts.currentNode);
        for (const {x, y, width, height} of range.getClientRects())
            if (width > 6 && height > 10)
                lines.push([data.trim(), x - corner.x, y - corner.y, width, height]);
    }
    return lines;
}"""
LEAST = 3  # thin strokes reach less than their colour's contrast


def contrast(picture: Image.Image, box: list[float]) -> float:
    """Contrast of the darkest and the lightest pixel in a box."""
    x, y, width, height = box
    part = picture.crop((max(x, 0), max(y, 0), x + width, y + height))
    pixels = np.asarray(part.convert("RGB"), float).reshape(-1, 3) / 255
    linear = np.where(pixels <= 0.04045, pixels / 12.92, ((pixels + 0.055) / 1.055) ** 2.4)
    light = linear @ [0.2126, 0.7152, 0.0722]
    return (light.max() + 0.05) / (light.min() + 0.05)


def measure(slide):
    """The slide's lines and its picture, once no font or widget arrives between the two."""
    lines, picture = None, None
    while lines is None or lines != slide.evaluate(LINES):
        lines = slide.evaluate(LINES)
        picture = Image.open(io.BytesIO(slide.screenshot()))
    return lines, picture


def pale_lines(page, indices) -> list[str]:
    """Text that can't be read on paper, with its slide's id."""
    found = []
    for index in indices:
        slide = page.evaluate_handle(f"Reveal.getSlides()[{index}]").as_element()
        lines, picture = measure(slide)
        name = slide.get_attribute("id")
        found += [f"{name}: {text}" for text, *box in lines if contrast(picture, box) < LEAST]
        assert lines, name
    return found


@pytest.mark.parametrize("background", ["", "has-dark-background", "has-light-background"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_ctrl_p_prints_text_that_can_be_read(open_page, theme, background):
    page = open_page(DECK, theme=theme)
    wait_for_deck(page)
    page.emulate_media(media="print", color_scheme=theme)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    count = page.evaluate(
        """name => Reveal.getSlides().map(slide => name && slide.classList.add(name)).length""",
        background,
    )
    assert pale_lines(page, range(0, count, 12 if background else 1)) == []
    page.close()
