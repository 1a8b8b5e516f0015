"""The pages of the site, and waits for what happens in them."""

import time

LAB = "unit05/lab.html"
DECK = "unit05/slides.html"
PAGES = [
    "index.html",
    LAB,
    "unit05/exercises.html",
    "unit05/figures.html",
    "notebooks/index.html",
    "notebooks/01-manual-backprop.html",
    "notebooks/02-digits.html",
    "notebooks/03-sigmoid-relu.html",
    "notebooks/04-materials.html",
    "notebooks/05-cost.html",
    "notebooks/06-exercise.html",
    "benchmarks/index.html",
]
CURRENT_SLIDE = "Reveal.getCurrentSlide().id"


def wait_until(page, expression: str, arg=None) -> None:
    """Wait for a page or frame. Playwright's own wait_for_function needs eval: no policy for it."""
    end = time.monotonic() + 30
    while not page.evaluate(expression, arg):
        assert time.monotonic() < end, f"still not so after 30 s: {expression} ({arg})"
        page.wait_for_timeout(50)


def wait_for_deck(page) -> None:
    wait_until(page, "window.Reveal && Reveal.isReady()")


def wait_for_slide(page, slide: str) -> None:
    wait_until(page, f"id => {CURRENT_SLIDE} === id", slide)
