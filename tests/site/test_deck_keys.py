"""The deck's own keys: G, Home, End, ?, S without its window; and what a remote sends."""

import re

import pytest
from conftest import ROOT
from outline import SLIDES
from site_pages import CURRENT_SLIDE, DECK, wait_for_deck, wait_for_slide, wait_until

STEP = "Reveal.getIndices().f"
OPEN_DIALOGS = "document.querySelectorAll('dialog[open]').length"


def open_deck(open_page, slide: str = "title-slide", **options):
    page = open_page(f"{DECK}#/{slide}", **options)
    wait_for_deck(page)
    return page


@pytest.fixture
def slides(open_page):
    page = open_deck(open_page)
    yield page
    assert page.problems == []
    page.close()


def go_to(page, query: str) -> str:
    """The slide that G and these words lead to."""
    page.keyboard.press("g")
    page.keyboard.type(query)
    page.keyboard.press("Enter")
    return page.evaluate(CURRENT_SLIDE)


def test_g_with_number_goes_to_the_number_in_the_footer(slides):
    for number in (2, 30, SLIDES, 1, 57):
        go_to(slides, str(number))
        footer = slides.locator(".ribbon .number").text_content()
        assert footer == f"{number} / {SLIDES}"


@pytest.mark.parametrize(
    ("query", "slide"),
    [
        (f"30/{SLIDES}", "forward-backward-widget"),
        ("slide 30", "forward-backward-widget"),
        ("#30", "forward-backward-widget"),
        ("1986", "history"),  # no slide has this number
        ("bias gradient", "bias-gradient"),  # the whole title
        ("BIAS  grad", "bias-gradient"),  # its beginning
        ("pseudocode", "pseudocode"),  # words in a title before text on earlier slides
        ("control theory", "history"),  # text alone
        ("part-4", "part-4"),
    ],
)
def test_g_with_words_goes_to_title_first_then_text(slides, query, slide):
    assert go_to(slides, query) == slide


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("9999", f"There are {SLIDES} slides."),
        ("slide 9999", f"There are {SLIDES} slides."),
        ("opens in a new tab", "No slide contains “opens in a new tab”."),  # hidden from sight
        ("no such words", "No slide contains “no such words”."),
        ("students usually answer", "No slide contains “students usually answer”."),  # in notes
        (r"\frac", "No slide contains “\\frac”."),
        ("[a-", "No slide contains “[a-”."),
    ],
)
def test_g_without_match_says_so_and_stays(slides, query, said):
    slides.keyboard.press("g")
    slides.keyboard.type(query)
    dialog = slides.get_by_role("dialog", name="Go to a slide")
    assert dialog.get_by_role("status").inner_text() == said
    slides.keyboard.press("Enter")
    assert dialog.is_visible()
    assert slides.evaluate(CURRENT_SLIDE) == "title-slide"


@pytest.mark.parametrize("queries", [("w+1", "w + 1", "W+ 1"), ("∂J/∂w", "∂J / ∂w")])
def test_g_ignores_spaces_at_operators(slides, queries):
    assert len({go_to(slides, query) for query in queries}) == 1


def test_g_prefers_whole_words(slides):
    found = go_to(slides, "He")
    text = slides.evaluate("deckTools.lineOf(Reveal.getCurrentSlide())")
    assert re.search(r"\bhe\b", text, re.I), found


def test_g_names_the_slide_before_enter(slides):
    slides.keyboard.press("g")
    slides.keyboard.type("28")
    assert slides.get_by_role("status").inner_text().startswith("28: Backpropagation algorithm")


@pytest.mark.parametrize("slide", ["title-slide", "checkpoint-mcq", "forward-backward-widget"])
def test_keys_typed_into_the_prompt_do_not_reach_the_deck(open_page, slide):
    page = open_deck(open_page, slide)
    page.locator(".present .w").first.wait_for() if slide != "title-slide" else None
    if slide == "forward-backward-widget":
        page.get_by_label("Presenting").check()
    theme = page.evaluate("getComputedStyle(document.body).backgroundColor")
    before = page.evaluate("document.querySelector('.present').textContent")
    page.keyboard.press("g")
    for key in [*"abcdnpbsfo. ?", "PageDown", "ArrowRight", "End", "Home", "ArrowDown"]:
        page.keyboard.press(key)
    assert page.get_by_role("textbox").input_value() == "abcdnpbsfo. ?"
    page.keyboard.press("Escape")
    assert page.evaluate(OPEN_DIALOGS) == 0
    assert page.evaluate(CURRENT_SLIDE) == slide
    assert page.evaluate("document.querySelector('.present').textContent") == before
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == theme
    assert not page.evaluate("Reveal.isOverview() || Reveal.isPaused()")
    assert page.problems == []
    page.close()


def test_home_and_end_go_to_title_and_last_slide_whatever_was_visited(slides):
    last = slides.evaluate("Reveal.getSlides().at(-1).id")
    for visited in ("roadmap", "exercise-setup"):
        slides.evaluate(f"location.hash = '#/{visited}'")
        wait_until(slides, f"{CURRENT_SLIDE} === '{visited}'")
    for end, home in (("End", "Home"), ("Shift+ArrowRight", "Shift+ArrowLeft")):
        slides.keyboard.press(end)
        assert slides.evaluate(CURRENT_SLIDE) == last
        slides.keyboard.press(home)
        assert slides.evaluate(CURRENT_SLIDE) == "title-slide"


def keys_of_help(page) -> str:
    dialog = page.get_by_role("dialog", name="Keys of the deck")
    return " ".join(dialog.get_by_role("rowheader").all_text_contents())


def test_help_names_every_key(slides):
    slides.keyboard.press("?")
    names = keys_of_help(slides)
    for key in ("→", "←", "Space", "Page Down", "Home", "End", "Esc", "Alt", *"GSFDB.?"):
        assert key in names
    slides.keyboard.press("Escape")
    assert slides.evaluate(OPEN_DIALOGS) == 0
    assert not slides.evaluate("Reveal.isOverview()")


def test_readme_names_the_keys_of_the_help(slides):
    slides.keyboard.press("F1")
    named = set(re.findall(r"\b(?:[A-Z]|Esc|Home|End)\b", keys_of_help(slides))) - {"N", "P", "O"}
    readme = (ROOT / "README.md").read_text("utf8")
    table = readme.split("## Presenting")[1].split("## ")[0]
    assert {key for key in named if not re.search(rf"^\|.*\b{key}\b.*\|", table, re.M)} == set()
    assert len(named) >= 8


def test_question_mark_of_a_german_keyboard_opens_help_and_slash_pauses(slides):
    slides.evaluate(
        """document.body.dispatchEvent(new KeyboardEvent('keydown',
            {key: '?', keyCode: 219, shiftKey: true, bubbles: true}))"""
    )
    assert keys_of_help(slides)
    slides.keyboard.press("Escape")
    slides.keyboard.press("/")
    assert slides.evaluate("Reveal.isPaused()")
    slides.keyboard.press("/")
    assert not slides.evaluate("Reveal.isPaused()")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("key", ["g", "?", "s"])
def test_dialogs_are_legible_and_inside_the_window(open_page, key, theme):
    page = open_deck(open_page, "relu", theme=theme, height=600)
    page.evaluate("window.open = () => null; 0")
    page.keyboard.press(key)
    dialog = page.locator("dialog[open]")
    box = dialog.bounding_box()
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 600
    sizes = dialog.locator("*").evaluate_all(
        "nodes => nodes.map(node => parseFloat(getComputedStyle(node).fontSize))"
    )
    assert min(sizes) >= 18
    colours = dialog.evaluate(
        "d => [getComputedStyle(d).color, getComputedStyle(d).backgroundColor]"
    )
    assert colours[0] != colours[1]
    page.close()


@pytest.mark.parametrize("failure", ["() => null", "() => { throw new Error('blocked'); }"])
def test_blocked_speaker_window_is_explained_and_opens_later(slides, failure):
    slides.evaluate(f"window.allowed = window.open; window.open = {failure}; 0")
    slides.keyboard.press("s")
    dialog = slides.get_by_role("dialog", name="The speaker view did not open")
    assert "Allow pop-ups for this page" in dialog.inner_text()
    dialog.get_by_role("button", name="Open the speaker view").click()  # still blocked
    assert dialog.is_visible()
    slides.evaluate("window.open = window.allowed; 0")
    with slides.expect_popup() as popup:
        dialog.get_by_role("button", name="Open the speaker view").click()
    popup.value.wait_for_selector(".speaker-controls-notes:not(.hidden)")
    assert not dialog.is_visible()
    popup.value.close()


def test_alt_arrow_skips_the_steps(slides):
    slides.evaluate("location.hash = '#/finite-differences'")
    wait_for_slide(slides, "finite-differences")
    slides.keyboard.press("Alt+ArrowRight")
    assert slides.evaluate(CURRENT_SLIDE) == "finite-differences-error"


def test_fast_presses_are_all_counted(slides):
    slides.evaluate("Reveal.slide(0, 0)")
    steps = "[...document.querySelectorAll('.slides .fragment.visible')].length"
    for _ in range(40):
        slides.keyboard.press("PageDown")
    forth = slides.evaluate(f"[{CURRENT_SLIDE}, {STEP}, {steps}]")
    for _ in range(40):
        slides.keyboard.press("PageUp")
    assert slides.evaluate(CURRENT_SLIDE) == "title-slide"
    assert forth[0] != "title-slide"
