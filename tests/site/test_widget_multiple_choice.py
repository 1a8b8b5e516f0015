"""The checkpoint: options by click and key beside the deck's own keys, reveal and hide, print."""

import re

import pytest
from conftest import wait_until

from tools import pdf

SLIDE = "unit05/slides.html#/checkpoint-mcq"
LAB = "unit05/lab.html"
NAME = "multiple-choice"


def widget(page):
    root = page.locator(f"[data-widget={NAME}]")
    root.locator(".mc-option").first.wait_for()
    return root


def option(root, letter: str):
    return root.get_by_role("button", name=re.compile(f"^{letter} "))


def verdicts(root) -> str:
    """One letter an option: hidden, wrong, right."""
    options = root.locator(".mc-option")
    return "".join(options.evaluate_all("list => list.map(option => option.dataset.verdict[0])"))


@pytest.fixture
def slide(open_page):
    page = open_page(SLIDE)
    wait_until(page, "window.Reveal && Reveal.isReady()")
    widget(page)
    yield page
    assert page.problems == []
    page.close()


@pytest.fixture
def lab(open_page):
    page = open_page(LAB)
    yield page
    assert page.problems == []
    page.close()


def test_clicked_option_shows_its_feedback_and_c_answers(lab):
    root = widget(lab)
    assert verdicts(root) == "hhhh"
    for letter, then in zip("ABDC", ("whhh", "wwhh", "wwhw", "wwrw"), strict=True):
        assert not root.locator(".explanation").is_visible()
        option(root, letter).click()
        assert verdicts(root) == then
    assert root.locator(".explanation").is_visible()
    assert root.get_by_role("button", name="C It vanishes").get_attribute("aria-pressed") == "true"


@pytest.mark.parametrize("path", [LAB, SLIDE])
def test_tab_goes_from_the_options_to_the_buttons(open_page, path):
    page = open_page(path)
    root = widget(page)
    option(root, "A").focus()
    names, places = [], []
    for _ in range(7):
        names.append(page.evaluate("document.activeElement.textContent"))
        box = page.evaluate("document.activeElement.getBoundingClientRect().toJSON()")
        places.append((round(box["top"]), round(box["left"])))
        page.keyboard.press("Tab")
    assert names == ["", "", "", "", "Reveal the answer", "Reset", "Copy link"]
    assert places == sorted(places)
    page.close()


def test_reveal_button_shows_and_hides_the_answer(lab):
    root = widget(lab)
    option(root, "B").click()
    root.get_by_role("button", name="Reveal the answer").press("Enter")
    assert verdicts(root) == "wwrw"
    wait_until(lab, "location.search === '?checkpoint-mcq=tried:B,revealed:on'")
    root.get_by_role("button", name="Hide the answer").press("Enter")
    assert verdicts(root) == "hhhh"
    wait_until(lab, "location.search === ''")


def test_verdict_is_announced(lab):
    root = widget(lab)
    option(root, "B").press("Space")
    live = "document.querySelector('[data-widget=multiple-choice] [aria-live]').textContent"
    wait_until(lab, f"{live}.startsWith('B, It is stable, weights near 1. No: that is half')")
    lab.keyboard.press("c")
    wait_until(lab, f"{live}.startsWith('C, It vanishes, since σ′ ≤ 0.25. Right: ten')")


@pytest.mark.parametrize("keys", ["abdc", "ABDC", "1243"])
def test_keys_on_the_slide_only_choose_options(slide, keys):
    root = widget(slide)
    theme = slide.evaluate("getComputedStyle(document.body).backgroundColor")
    for key, then in zip(keys, ("whhh", "wwhh", "wwhw", "wwrw"), strict=True):
        slide.keyboard.press(key)
        assert verdicts(root) == then
    assert slide.evaluate("getComputedStyle(document.body).backgroundColor") == theme
    assert not slide.evaluate("Reveal.isPaused()")
    assert slide.evaluate("Reveal.getCurrentSlide().id") == "checkpoint-mcq"


def test_deck_keeps_other_keys_there_and_all_keys_elsewhere(slide):
    root = widget(slide)
    slide.keyboard.press(".")
    assert slide.evaluate("Reveal.isPaused()")
    slide.keyboard.press("b")
    assert not slide.evaluate("Reveal.isPaused()")
    slide.keyboard.press("ArrowLeft")
    wait_until(slide, "Reveal.getCurrentSlide().id === 'jacobian'")
    background = slide.evaluate("getComputedStyle(document.body).backgroundColor")
    slide.keyboard.press("d")
    wait_until(slide, "b => getComputedStyle(document.body).backgroundColor !== b", background)
    slide.keyboard.press("b")
    assert slide.evaluate("Reveal.isPaused()")
    slide.keyboard.press("b")
    assert verdicts(root) == "hhhh"


def test_click_leaves_the_next_key_to_the_deck(slide):
    option(widget(slide), "A").click()
    slide.keyboard.press("PageDown")
    wait_until(slide, "Reveal.getCurrentSlide().id !== 'checkpoint-mcq'")


def test_letters_outside_the_widget_choose_nothing(lab):
    root = widget(lab)
    lab.keyboard.press("c")
    lab.locator("[data-widget=activations] select").press("c")
    assert verdicts(root) == "hhhh"


@pytest.mark.parametrize("state", ["tried:Z", "tried:A.A", "revealed:maybe", "NaN", "x" * 50_000])
def test_invalid_address_of_the_question_gives_a_notice(open_page, state):
    page = open_page(f"{LAB}?checkpoint-mcq={state}")
    root = widget(page)
    assert verdicts(root) == "hhhh"
    assert root.locator(".w-message").inner_text().startswith(("invalid", "unknown"))
    assert page.problems == []
    page.close()


def test_options_without_script_show_no_verdict(browser, url):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(url + LAB)
    still = page.locator(f"[data-widget={NAME}] svg.still")
    assert "It vanishes" in still.inner_html()
    assert not page.locator(f"[data-widget={NAME}] .explanation").is_visible()
    context.close()


def test_paper_shows_all_feedback_and_the_explanation(browser, site):
    query = pdf.query(site / "unit05/slides.html")
    with pdf.opened(browser, site, "unit05/slides.html", query) as (page, _):
        root = page.locator(f"[data-widget={NAME}]")
        assert verdicts(root) == "wwrw"
        assert root.locator(".explanation").is_visible()
        assert root.locator(".mc-text").first.is_visible()


@pytest.mark.parametrize("path", [LAB, SLIDE])
def test_widget_on_a_phone_fits_and_has_targets_for_a_finger(open_page, path):
    page = open_page(path, width=390, height=844, has_touch=True, is_mobile=True)
    root = widget(page)
    heights = root.locator("button").evaluate_all(
        "list => list.filter(b => b.checkVisibility()).map(b => b.getBoundingClientRect().height)"
    )
    assert min(heights) >= 44
    option(root, "C").tap()
    assert verdicts(root) == "hhrh"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()
