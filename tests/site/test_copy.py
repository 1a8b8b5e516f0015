"""A copied formula is its TeX, once, on every kind of page."""

import pytest
from site_pages import DECK, LAB, wait_for_deck, wait_until

# The text and the HTML that a copy of the node gives; none where the browser's own copy does.
COPY = """([selector, first, last]) => {
    const node = document.querySelector(selector);
    const range = document.createRange();
    range.selectNodeContents(node);
    if (first) range.setStart(node.querySelector(first).firstChild, 0);
    if (last) range.setEnd(node.querySelector(last).firstChild, 0);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    const clipboardData = new DataTransfer();
    const event = new ClipboardEvent('copy', {clipboardData, bubbles: true, cancelable: true});
    node.dispatchEvent(event);
    return ['text/plain', 'text/html'].map(type => clipboardData.getData(type));
}"""
SENTENCE = "p:has(.katex)"


def copy(page, selector: str, first: str = "", last: str = "") -> tuple[str, str]:
    return tuple(page.evaluate(COPY, [selector, first, last]))


def test_copied_sentence_of_the_exercises_has_its_formula_once(open_page):
    page = open_page("unit05/exercises.html")
    wait_until(page, "document.querySelector('main .katex annotation')")
    text, html = copy(page, f"main {SENTENCE}")
    assert r"$J = \tfrac12(\hat y - y)^2$" in text
    assert text.count("hat y") == 1
    assert "\n" not in text
    assert "katex" not in html
    assert r"\tfrac12" in html
    page.close()


@pytest.mark.parametrize(
    ("path", "where"),
    [
        (f"{DECK}#/output-gradient", "#output-gradient"),
        (LAB, "main"),
        ("notebooks/01-manual-backprop.html", "main"),
        ("unit05/exercises.html", "main"),
    ],
)
def test_copied_formulas_of_a_page_come_once_each(open_page, path, where):
    page = open_page(path)
    wait_until(page, "document.querySelector('.katex annotation')")
    sources = page.evaluate(
        f"""[...document.querySelectorAll('{where} .katex')]
            .filter(formula => formula.checkVisibility() && !formula.closest('aside'))
            .map(formula => formula.querySelector('annotation').textContent)"""
    )
    text, _ = copy(page, where)
    assert sources
    assert text.count("$$") % 2 == 0
    dollars = text.replace("$$", "$").count("$")
    assert dollars >= 2 * len(sources)
    assert "textcolor" not in text
    assert page.problems == []
    page.close()


def test_copy_keeps_paragraphs_apart_and_leaves_notes_out(open_page):
    page = open_page(f"{DECK}#/output-gradient")
    wait_for_deck(page)
    text, _ = copy(page, "#output-gradient")
    assert text.startswith("Output layer gradient\n")
    assert "Students usually" not in text
    assert page.locator("[id='output-gradient']").count() == 1
    page.close()


def test_copied_formulas_that_touch_stay_apart(open_page):
    page = open_page("unit05/exercises.html")
    wait_until(page, "document.querySelector('main .katex annotation')")
    page.evaluate(
        """selector => {
        const formula = document.querySelector(`main ${selector} .katex`);
        formula.after(formula.cloneNode(true));
    }""",
        SENTENCE,
    )
    text, _ = copy(page, f"main {SENTENCE}")
    assert text.count(r"$J = \tfrac12(\hat y - y)^2$") == 2
    assert "$$" not in text
    page.close()


def test_half_selected_formula_is_copied_whole(open_page):
    page = open_page("unit05/exercises.html")
    wait_until(page, "document.querySelector('main .katex annotation')")
    text, _ = copy(page, f"main {SENTENCE}", first=".katex .mord")
    assert text.startswith(r"$J = \tfrac12(\hat y - y)^2$")
    page.close()


def test_text_without_formula_is_left_to_the_browser(open_page):
    page = open_page("unit05/exercises.html")
    assert copy(page, "main h1") == ("", "")
    page.close()


def test_copied_formula_of_a_widget_can_be_read(open_widget):
    widget = open_widget("forward-backward", "gradients:on,step:3")
    root = f"[data-widget={widget.name}]"
    widget.root.locator("math").first.wait_for()
    text, _ = copy(widget.page, f"{root} .fb-panel, {root} p:has(math)")
    assert "$z_h = " in text or "_" in text
    assert text.count("$") % 2 == 0
