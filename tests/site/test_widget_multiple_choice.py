"""The checkpoint: options by click and key beside the deck's own keys, reveal and hide, print."""

import pytest
from site_pages import DECK, LAB, wait_until
from widget_page import FINGER, PHONE, find_widget

from tools import pdf

WIDGET = "multiple-choice"
SLIDE = "checkpoint-mcq"
# One letter an option: hidden, wrong, right. First none chosen, then A, B, D and C one by one.
NONE = "hhhh"
AFTER_EACH = ("whhh", "wwhh", "wwhw", "wwrw")
ALL = AFTER_EACH[-1]
BACKGROUND = "getComputedStyle(document.body).backgroundColor"


@pytest.fixture
def slide(open_widget):
    return open_widget(WIDGET, where=DECK)


def is_paused(widget) -> bool:
    return widget.page.evaluate("Reveal.isPaused()")


def test_clicked_option_shows_its_feedback_and_c_answers(lab):
    assert lab.verdicts == NONE
    for letter, verdicts in zip("ABDC", AFTER_EACH, strict=True):
        assert not lab.explanation.is_visible()
        lab.option(letter).click()
        assert lab.verdicts == verdicts
    assert lab.explanation.is_visible()
    assert lab.option("C It vanishes").get_attribute("aria-pressed") == "true"


@pytest.mark.parametrize("where", [LAB, DECK])
def test_tab_goes_from_the_options_to_the_buttons(open_widget, where):
    widget = open_widget(WIDGET, where=where)
    widget.option("A").focus()
    names, places = [], []
    for _ in range(7):
        names.append(widget.focused_text)
        box = widget.page.evaluate("document.activeElement.getBoundingClientRect().toJSON()")
        places.append((round(box["top"]), round(box["left"])))
        widget.page.keyboard.press("Tab")
    assert names == ["", "", "", "", "Reveal the answer", "Reset", "Copy link"]
    assert places == sorted(places)


def test_reveal_button_shows_and_hides_the_answer(lab):
    lab.option("B").click()
    lab.reveal.press("Enter")
    assert lab.verdicts == ALL
    wait_until(lab.page, "location.search === '?checkpoint-mcq=tried:B,revealed:on'")
    lab.hide.press("Enter")
    assert lab.verdicts == NONE
    wait_until(lab.page, "location.search === ''")


def test_verdict_is_announced(lab):
    lab.option("B").press("Space")
    lab.wait_for_announcement("^B, It is stable, weights near 1. No: that is half")
    lab.page.keyboard.press("c")
    lab.wait_for_announcement("^C, It vanishes, since σ′ ≤ 0.25. Right: ten")


@pytest.mark.parametrize("keys", ["abdc", "ABDC", "1243"])
def test_keys_on_the_slide_only_choose_options(slide, keys):
    background = slide.page.evaluate(BACKGROUND)
    for key, verdicts in zip(keys, AFTER_EACH, strict=True):
        slide.page.keyboard.press(key)
        assert slide.verdicts == verdicts
    assert slide.page.evaluate(BACKGROUND) == background
    assert not is_paused(slide)
    assert slide.current_slide == SLIDE


def test_deck_keeps_other_keys_there_and_all_keys_elsewhere(slide):
    keyboard = slide.page.keyboard
    keyboard.press(".")
    assert is_paused(slide)
    keyboard.press("b")
    assert not is_paused(slide)
    keyboard.press("ArrowLeft")
    slide.wait_for_slide("jacobian")
    background = slide.page.evaluate(BACKGROUND)
    keyboard.press("d")
    wait_until(slide.page, f"before => {BACKGROUND} !== before", background)
    keyboard.press("b")
    assert is_paused(slide)
    keyboard.press("b")
    assert slide.verdicts == NONE


def test_click_leaves_the_next_key_to_the_deck(slide):
    slide.option("A").click()
    slide.page.keyboard.press("PageDown")
    slide.wait_until_slide_left()


def test_letters_outside_the_widget_choose_nothing(lab):
    lab.page.keyboard.press("c")
    find_widget(lab.page, "activations").activation.press("c")
    assert lab.verdicts == NONE


@pytest.mark.parametrize("state", ["tried:Z", "tried:A.A", "revealed:maybe", "NaN", "x" * 50_000])
def test_invalid_address_of_the_question_gives_a_notice(open_widget, state):
    widget = open_widget(WIDGET, state)
    assert widget.verdicts == NONE
    assert widget.message.startswith(("invalid", "unknown"))


def test_options_without_script_show_no_verdict(browser, url):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(url + LAB)
    widget = find_widget(page, WIDGET)
    assert "It vanishes" in widget.still.inner_html()
    assert not widget.explanation.is_visible()
    context.close()


def test_paper_shows_all_feedback_and_the_explanation(browser, site):
    with pdf.opened(browser, site, DECK, pdf.query(site / DECK)) as (page, _):
        widget = find_widget(page, WIDGET)
        assert widget.verdicts == ALL
        assert widget.explanation.is_visible()
        assert widget.option_texts.first.is_visible()


@pytest.mark.parametrize("where", [LAB, DECK])
def test_widget_on_a_phone_fits_and_has_targets_for_a_finger(open_widget, where):
    widget = open_widget(WIDGET, where=where, height=844, **PHONE)
    heights = widget.root.locator("button").evaluate_all(
        "list => list.filter(b => b.checkVisibility()).map(b => b.getBoundingClientRect().height)"
    )
    assert min(heights) >= FINGER
    widget.option("C").tap()
    assert widget.verdicts == "hhrh"
    assert widget.document_width <= PHONE["width"]
