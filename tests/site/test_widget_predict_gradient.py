"""Predict the gradient: commit, then reveal; feedback, score, every control by mouse and by key."""

import re
from pathlib import Path

import pytest
from conftest import wait_until

ROOT = Path(__file__).resolve().parents[2]

LAB = "unit05/lab.html"
NAME = "predict-gradient"
SLOPE_FORGOTTEN = "level:value,kind:hidden,seed:9"


def opened(open_page, state="", **options):
    page = open_page(f"{LAB}?{NAME}={state}" if state else LAB, **{"height": 1000, **options})
    root(page).get_by_label("Level").wait_for()
    return page


def root(page):
    return page.locator(f"[data-widget={NAME}]")


def said(page) -> str:
    return root(page).locator(".w-finding").text_content()


def give(page, text: str) -> None:
    field = root(page).get_by_label("Your answer")
    field.fill(text)
    field.press("Enter")


def score(page) -> list[str]:
    return root(page).locator(".pg-scores dd").all_inner_texts()


def closed(page) -> None:
    assert page.problems == []
    page.close()


def test_sign_can_be_answered_by_mouse_and_key(open_page):
    page = opened(open_page, "kind:paths,seed:1")
    assert said(page) == "Is δ⁽¹⁾₁ negative, zero or positive?"
    root(page).get_by_role("button", name="positive").click()
    assert said(page) == "Not positive. 5 common mistakes lead to this sign."
    listed = root(page).locator(".pg-feedback li")
    assert listed.count() == 5
    overwrote = listed.filter(has_text="the second path overwrote the first")
    link = overwrote.get_by_role("link", name="Show the slide")
    assert link.get_attribute("href") == "slides.html#/multivariate-chain-rule"
    assert root(page).locator("[data-name=delta1_1]").count() == 0
    root(page).get_by_role("button", name="negative").press("Enter")
    assert said(page) == "Right: δ⁽¹⁾₁ is negative."
    assert root(page).locator("[data-name=delta1_1]").count() == 1
    assert score(page) == ["0 of 1", "0 of 0", "0 of 0"]
    closed(page)


def test_wrong_number_gets_its_mistake_and_explanation(open_page):
    page = opened(open_page, SLOPE_FORGOTTEN)
    give(page, "nonsense")
    problem = root(page).locator(".pg-field .w-refusal")
    assert problem.inner_text().startswith("✗ “nonsense” is not a number.")
    assert root(page).get_by_label("Your answer").input_value() == "nonsense"
    give(page, "-0,18")
    assert problem.inner_text() == ""
    assert said(page) == "Not −0.18. Perhaps the slope σ′ is missing."
    assert (
        "With this mistake the answer is −0.1777."
        in root(page).locator(".pg-feedback").inner_text()
    )
    give(page, "-0.7")
    assert said(page) == "Not −0.7. It comes from none of the mistakes that I know."
    root(page).get_by_label("Your answer").fill("-0.052")
    root(page).get_by_role("button", name="Check").click()
    assert said(page) == "Right: δ⁽¹⁾₁ = −0.0524."
    assert root(page).locator("[data-name=delta1_1]").text_content() == "−0.0524"
    wait_until(page, "location.search.includes('answer:-0.052')")
    closed(page)


def test_shown_answer_counts_as_not_known(open_page):
    page = opened(open_page, "level:factor,kind:first,seed:4")
    root(page).get_by_role("button", name="Show the answer").press("Space")
    assert re.match(r"The answer: ∂J/∂W⁽¹⁾[₁₂]+: the missing factor is −?[0-9.]+\.$", said(page))
    assert score(page) == ["0 of 0", "0 of 1", "0 of 0"]
    assert root(page).get_by_role("button", name="Show the answer").is_disabled()
    assert page.evaluate("document.activeElement.textContent") == "Show the answer"
    border = "getComputedStyle(document.activeElement).borderTopStyle"
    assert page.evaluate(border) == "dashed"
    closed(page)


def test_new_task_keeps_its_kind_and_focuses_the_answer(open_page):
    page = opened(open_page, f"{SLOPE_FORGOTTEN},answer:-0.18")
    before = root(page).locator("svg.fb").text_content()
    root(page).get_by_role("button", name="Fresh numbers").click()
    assert root(page).locator("svg.fb").text_content() != before
    assert root(page).get_by_label("Level").input_value() == "value"
    assert root(page).get_by_label("Kind").input_value() == "hidden"
    focused = page.evaluate("document.activeElement.id")
    assert focused == "predict-gradient-answer"
    assert root(page).get_by_label("Your answer").input_value() == ""
    assert said(page).startswith("What is the value of δ")
    wait_until(page, "location.search.includes('seed:10')")
    closed(page)


def test_new_numbers_keep_a_mixed_kind_and_a_button_changes_it(open_page):
    page = opened(open_page, "level:value,seed:1")
    asked, drawn = said(page), root(page).locator("svg.fb").text_content()
    assert asked.startswith("What is the value of δ")
    root(page).get_by_role("button", name="Fresh numbers").press("Enter")
    assert said(page).startswith("What is the value of δ")
    assert root(page).locator("svg.fb").text_content() != drawn
    wait_until(page, "location.search.includes('seed:6')")
    for _ in range(2):
        root(page).get_by_role("button", name="Another kind").click()
    assert said(page).startswith("What is the value of ∂J/∂W")
    root(page).get_by_label("Kind").select_option("last")
    assert not root(page).get_by_role("button", name="Another kind").is_visible()
    closed(page)


def test_level_and_kind_can_be_chosen_by_key(open_page):
    page = opened(open_page)
    root(page).get_by_label("Level").focus()
    page.keyboard.press("v")
    assert root(page).get_by_label("Your answer").is_visible()
    root(page).get_by_label("Kind").select_option("last")
    assert re.match(r"What is the value of ∂J/∂W⁽²⁾₁[₁₂]\?", said(page))
    root(page).get_by_role("button", name="Reset").press("Enter")
    assert root(page).get_by_label("Level").input_value() == "sign"
    assert root(page).get_by_role("button", name="zero").is_visible()
    closed(page)


def test_score_survives_a_reload_and_can_be_cleared(open_page):
    page = opened(open_page, "kind:paths,seed:1")
    root(page).get_by_role("button", name="negative").click()
    page.reload()
    root(page).get_by_label("Level").wait_for()
    assert score(page) == ["1 of 1", "0 of 0", "0 of 0"]
    root(page).get_by_role("button", name="Clear score").press("Enter")
    assert score(page) == ["0 of 0"] * 3
    closed(page)


def test_verdict_on_a_prediction_is_announced(open_page):
    page = opened(open_page, "kind:paths,seed:1")
    root(page).get_by_role("button", name="positive").press("Space")
    live = f"document.querySelector('[data-widget={NAME}] [aria-live]').textContent"
    wait_until(page, f"{live} === 'Not positive. 5 common mistakes lead to this sign.'")
    closed(page)


def test_feedback_links_only_to_existing_slides(open_page, site):
    page = opened(open_page)
    deck = (site / "unit05/slides.html").read_text(encoding="utf-8")
    slides = set(re.findall(r'<section id="([^"]+)"', deck))
    hrefs = set()
    for kind in ("output", "hidden", "paths", "last", "first"):
        for seed, answer in ((1, "negative"), (1, "positive"), (2, "negative"), (2, "positive")):
            state = f"kind:{kind},seed:{seed},answer:{answer}"
            page.goto(re.sub(r"[?#].*", "", page.url) + f"?{NAME}={state}")
            root(page).get_by_label("Level").wait_for()
            links = root(page).get_by_role("link", name="Show the slide")
            hrefs |= set(links.evaluate_all("all => all.map(a => a.getAttribute('href'))"))
    assert len(hrefs) >= 4
    assert {href.split("#/")[1] for href in hrefs} <= slides
    source = (ROOT / "unit05/mistake-slides.js").read_text(encoding="utf-8")
    named = re.findall(r'^  "?([\w-]+)"?: \[', source, re.M)
    assert len(named) > 5
    assert set(named) <= slides
    closed(page)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_prediction_on_a_phone_fits_and_works_by_touch(open_page, theme):
    page = opened(
        open_page, "kind:paths,seed:1", width=390, has_touch=True, is_mobile=True, theme=theme
    )
    root(page).get_by_role("button", name="negative").tap()
    assert said(page).startswith("Right")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    closed(page)


@pytest.mark.parametrize("width", [390, 1440])
def test_all_digits_change_only_the_table(open_page, width):
    page = opened(open_page, "level:factor,kind:paths,seed:1,revealed:on", width=width)
    short = root(page).locator("svg.fb").text_content()
    root(page).get_by_role("button", name="All digits").click()
    assert root(page).locator("svg.fb").text_content() == short
    assert max(map(len, root(page).locator("td").all_inner_texts())) > 15
    assert root(page).locator(".pg-feedback").evaluate("p => p.scrollWidth <= p.clientWidth")
    closed(page)


def test_errors_of_two_outputs_on_a_phone_do_not_touch(open_page):
    page = opened(open_page, "kind:paths,seed:1", width=390)
    names = root(page).locator("svg.fb text", has_text="∂J/∂ŷ")
    assert names.count() == 2
    left, right = (names.nth(i).bounding_box() for i in (0, 1))
    number = root(page).locator("svg.fb [data-name='upstream2_1']").bounding_box()
    assert left["x"] + left["width"] <= number["x"]
    assert number["x"] + number["width"] < right["x"]
    closed(page)
