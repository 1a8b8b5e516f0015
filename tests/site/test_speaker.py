"""The speaker view: notes, clock, pacing and the slides, from a server and from a folder."""

import pytest
from conftest import from_folder, watch
from site_pages import DECK, wait_for_deck, wait_for_slide, wait_until
from widget_page import find_widget

CURRENT, UPCOMING = "#current-slide iframe", "#upcoming-slide iframe"
TITLE = "Reveal.getCurrentSlide().querySelector('h1, h2').textContent"


@pytest.fixture(params=["server", pytest.param("folder", marks=from_folder)])
def deck_and_speaker(request, browser, url, site):
    """The deck on a slide with notes, and the speaker view that S has opened."""
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    deck = context.new_page()
    watch(deck, url.split("/")[2] if request.param == "server" else "")
    deck.goto((url + DECK if request.param == "server" else (site / DECK).as_uri()) + "#/1/1")
    wait_for_deck(deck)
    with deck.expect_popup() as popup:
        deck.keyboard.press("s")
    speaker = popup.value
    watch(speaker, url.split("/")[2] if request.param == "server" else "")
    speaker.wait_for_selector(".speaker-controls-notes:not(.hidden)")
    yield deck, speaker
    assert deck.problems == []
    assert speaker.problems == []
    context.close()


def frame(speaker, selector):
    found = speaker.wait_for_selector(selector).content_frame()
    wait_for_deck(found)
    return found


def test_speaker_view_has_notes_clock_and_pacing(deck_and_speaker):
    deck, speaker = deck_and_speaker
    notes = speaker.locator(".speaker-controls-notes .value")
    assert notes.inner_text().strip()
    assert speaker.locator(".speaker-controls-time .clock-value").inner_text().strip()
    seconds = speaker.locator(".speaker-controls-time .pacing .seconds-value")
    seconds.wait_for(state="visible")
    before = notes.inner_text()
    deck.keyboard.press("End")
    wait_until(
        speaker,
        "before => document.querySelector('.speaker-controls-notes .value').innerText !== before",
        arg=before,
    )


def test_speaker_view_shows_formulas_of_notes_once(deck_and_speaker):
    deck, speaker = deck_and_speaker
    deck.evaluate("Reveal.slide(...Object.values(Reveal.getIndices(window['reverse-mode'])))")
    formula = speaker.locator(".speaker-controls-notes .value math")
    formula.first.wait_for()
    assert speaker.locator(".speaker-controls-notes .katex-html").count() == 0


def test_speaker_view_shows_current_slide_and_next_step(deck_and_speaker):
    deck, speaker = deck_and_speaker
    current, upcoming = frame(speaker, CURRENT), frame(speaker, UPCOMING)
    deck.evaluate("Reveal.slide(1, 2)")  # a turn with both previews ready: each must follow it
    title = deck.evaluate(TITLE)
    wait_until(current, f"title => {TITLE} === title", arg=title)
    wait_until(
        upcoming,
        f"title => {TITLE} !== title || Reveal.getIndices().f >= 0",
        arg=title,
    )


def test_speaker_view_keys_turn_the_slides(deck_and_speaker):
    deck, speaker = deck_and_speaker
    frame(speaker, CURRENT)
    title = deck.evaluate(TITLE)
    speaker.keyboard.press("ArrowLeft")
    wait_until(deck, f"title => {TITLE} !== title", arg=title)


def test_speaker_view_question_mark_does_not_black_out_the_deck(deck_and_speaker):
    deck, speaker = deck_and_speaker
    preview = frame(speaker, CURRENT)
    title = deck.evaluate(TITLE)
    for key in ("Shift+Slash", "Slash", "ArrowRight"):  # the last one shows that keys arrive
        speaker.keyboard.press(key)
    wait_until(deck, f"title => {TITLE} !== title || Reveal.getIndices().f >= 0", arg=title)
    assert not deck.evaluate("Reveal.isPaused()")
    assert not preview.evaluate("Reveal.isPaused()")


def test_speaker_view_forwards_answer_keys_to_the_quiz(
    deck_and_speaker,
):
    deck, speaker = deck_and_speaker
    frame(speaker, CURRENT)
    deck.evaluate("location.hash = '#/checkpoint-mcq'")
    deck.locator(".slides .mc-option").first.wait_for()
    for key, letter in (("b", "B"), ("3", "C")):
        speaker.keyboard.press(key)
        wait_until(
            deck,
            f"document.querySelector('.slides .mc-chosen')?.textContent.startsWith('{letter}')",
        )
        assert not deck.evaluate("Reveal.isPaused()")
    deck.evaluate("Reveal.prev()")
    speaker.keyboard.press("b")
    wait_until(deck, "Reveal.isPaused()")
    assert deck.locator(".slides .mc-chosen .mc-letter").text_content() == "C"


def test_speaker_view_forwards_next_to_the_micro_steps(deck_and_speaker):
    deck, speaker = deck_and_speaker
    frame(speaker, CURRENT)
    deck.evaluate("location.hash = '#/forward-backward-widget'")
    widget = find_widget(deck, "forward-backward")
    widget.presenting.check()
    for step in (1, 2):
        speaker.keyboard.press("PageDown")
        widget.wait_for_step(step)
    assert deck.evaluate("Reveal.getCurrentSlide().id") == "forward-backward-widget"


def test_speaker_view_g_asks_there_and_turns_the_deck(deck_and_speaker):
    deck, speaker = deck_and_speaker
    current = frame(speaker, CURRENT)
    speaker.keyboard.press("g")
    wait_until(current, "document.activeElement.id === 'go-to'")
    assert deck.locator("dialog[open]").count() == 0
    speaker.keyboard.type("30")
    speaker.keyboard.press("Enter")
    wait_for_slide(deck, "forward-backward-widget")
    speaker.keyboard.press("ArrowLeft")
    wait_for_slide(deck, "worked-backward")


def test_speaker_view_opens_and_uses_the_overview(deck_and_speaker):
    deck, speaker = deck_and_speaker
    frame(speaker, CURRENT)
    focused = "document.activeElement.textContent"
    speaker.keyboard.press("Escape")
    wait_until(deck, f"Reveal.isOverview() && {focused}.startsWith('12 ')")
    speaker.keyboard.press("ArrowRight")
    wait_until(deck, f"{focused}.startsWith('13 ')")
    assert deck.evaluate("Reveal.isOverview()")
    speaker.keyboard.press("Enter")
    wait_until(
        deck, "!Reveal.isOverview() && Reveal.getCurrentSlide().id === 'multivariate-chain-rule'"
    )
