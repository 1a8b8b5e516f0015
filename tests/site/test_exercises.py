"""The exercises page: every question has a folded answer, and print leaves answers out or last."""

import io

import pytest
from pypdf import PdfReader

PAGE = "unit05/exercises.html"
WITHOUT, WITH = "Print without answers", "Print with answers at the end"
ANSWER = "It is the sum over the samples"  # of one of the questions
PAPER_ANSWER = "the hidden deltas do, too"


@pytest.fixture
def page(open_page):
    page = open_page(PAGE, height=900)
    page.evaluate("() => { window.printed = 0; window.print = () => { printed += 1; }; }")
    page.get_by_role("button", name=WITHOUT).wait_for()
    yield page
    assert page.problems == []
    page.close()


def pages_of(page) -> list[str]:
    reader = PdfReader(io.BytesIO(page.pdf(format="A4", print_background=True)))
    return [" ".join(sheet.extract_text().split()) for sheet in reader.pages]


def test_exercises_have_a_folded_answer_for_every_question(page):
    unanswered = page.evaluate(
        """() => [...document.querySelectorAll('main h3')].map((heading) => {
            const parts = [];
            for (let node = heading.nextElementSibling; node && !node.matches('h2, h3');
                node = node.nextElementSibling) parts.push(node);
            const asks = parts.some((node) => /[?]|Show that/.test(node.textContent));
            const isAnswer = (node) => node.matches('.callout.answer')
                || node.querySelector('.callout.answer');
            return asks && !parts.some(isAnswer) ? heading.textContent : null;
        }).filter(Boolean)"""
    )
    assert unanswered == []
    questions = page.locator("main .callout.question")
    assert questions.count() >= 9
    for title in questions.locator(".callout-title-container").all_inner_texts():
        assert title.strip().endswith("?")
    bodies = page.locator("main .callout .callout-body-container").all_text_contents()
    assert min(len(body.strip()) for body in bodies) > 20


def test_printing_leaves_all_answers_out_even_open_ones(page):
    page.locator("main .callout.question").nth(3).click()
    page.locator("main .callout.answer").first.click()
    text = " ".join(pages_of(page))
    assert "exactly N times too large" in text
    assert ANSWER not in text
    assert "hidden 1" not in text
    assert "Answer" not in text.replace("answers", "")


def test_printing_with_answers_puts_them_on_pages_of_their_own(page):
    page.get_by_role("button", name=WITH).click()
    assert page.evaluate("printed") == 1
    sheets = pages_of(page)
    first = next(i for i, text in enumerate(sheets) if text.startswith("Answers"))
    before, after = " ".join(sheets[:first]), " ".join(sheets[first:])
    for answer in (ANSWER, PAPER_ANSWER):
        assert answer in after
        assert answer not in before
    assert "Both passes through a 2-2-1 network" in after
    assert before.count("exactly N times too large") == 1
    assert after.count("exactly N times too large") == 1


def test_after_printing_the_page_is_as_before(page):
    page.get_by_role("button", name=WITH).press("Enter")
    assert not page.locator(".printed-answers").is_visible()
    ids = "[...document.querySelectorAll('[id]')].map((e) => e.id)"
    assert page.evaluate(f"new Set({ids}).size === {ids}.length")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".printed-answers").count() == 0
    page.get_by_role("button", name=WITHOUT).click()
    assert page.evaluate("printed") == 2
