"""Predict the gradient: commit, then reveal; feedback, score, every control by mouse and by key."""

import re

import pytest
from conftest import ROOT
from geometry import scrolls_sideways
from site_pages import DECK, LAB
from widget_page import PHONE

WIDGET = "predict-gradient"
SIGN_IS_NEGATIVE = "kind:paths,seed:1"
SLOPE_FORGOTTEN = "level:value,kind:hidden,seed:9"
VALUE_OF_DELTA = "What is the value of δ"
NO_SCORE = ["0 of 0"] * 3


def test_sign_can_be_answered_by_mouse_and_key(open_widget):
    widget = open_widget(WIDGET, SIGN_IS_NEGATIVE)
    assert widget.finding == "Is δ⁽¹⁾₁ negative, zero or positive?"
    widget.button("positive").click()
    assert widget.finding == "Not positive. 5 common mistakes lead to this sign."
    assert widget.mistakes.count() == 5
    overwrote = widget.mistakes.filter(has_text="the second path overwrote the first")
    link = overwrote.get_by_role("link", name="Show the slide")
    assert link.get_attribute("href") == "slides.html#/multivariate-chain-rule"
    assert not widget.shows("delta1_1")
    widget.button("negative").press("Enter")
    assert widget.finding == "Right: δ⁽¹⁾₁ is negative."
    assert widget.element("delta1_1").count() == 1
    assert widget.score == ["0 of 1", "0 of 0", "0 of 0"]


def test_wrong_number_gets_its_mistake_and_explanation(open_widget):
    widget = open_widget(WIDGET, SLOPE_FORGOTTEN)
    widget.answer("nonsense")
    assert widget.refusal.inner_text().startswith("✗ “nonsense” is not a number.")
    assert widget.answer_field.input_value() == "nonsense"
    widget.answer("-0,18")
    assert widget.refusal.inner_text() == ""
    assert widget.finding == "Not −0.18. Perhaps the slope σ′ is missing."
    assert "With this mistake the answer is −0.1777." in widget.feedback.inner_text()
    widget.answer("-0.7")
    assert widget.finding == "Not −0.7. It comes from none of the mistakes that I know."
    widget.answer_field.fill("-0.052")
    widget.check.click()
    assert widget.finding == "Right: δ⁽¹⁾₁ = −0.0524."
    assert widget.element("delta1_1").text_content() == "−0.0524"
    widget.wait_for_search("answer:-0.052")


def test_shown_answer_counts_as_not_known(open_widget):
    widget = open_widget(WIDGET, "level:factor,kind:first,seed:4")
    widget.show_answer.press("Space")
    answer = r"The answer: ∂J/∂W⁽¹⁾[₁₂]+: the missing factor is −?[0-9.]+\.$"
    assert re.match(answer, widget.finding)
    assert widget.score == ["0 of 0", "0 of 1", "0 of 0"]
    assert widget.show_answer.is_disabled()
    assert widget.focused_text == "Show the answer"
    border = "getComputedStyle(document.activeElement).borderTopStyle"
    assert widget.page.evaluate(border) == "dashed"


def test_new_task_keeps_its_kind_and_focuses_the_answer(open_widget):
    widget = open_widget(WIDGET, f"{SLOPE_FORGOTTEN},answer:-0.18")
    before = widget.drawing.text_content()
    widget.fresh_numbers.click()
    assert widget.drawing.text_content() != before
    assert widget.level.input_value() == "value"
    assert widget.kind.input_value() == "hidden"
    assert widget.page.evaluate("document.activeElement.id") == "predict-gradient-answer"
    assert widget.answer_field.input_value() == ""
    assert widget.finding.startswith(VALUE_OF_DELTA)
    widget.wait_for_search("seed:10")


def test_new_numbers_keep_a_mixed_kind_and_a_button_changes_it(open_widget):
    widget = open_widget(WIDGET, "level:value,seed:1")
    before = widget.drawing.text_content()
    assert widget.finding.startswith(VALUE_OF_DELTA)
    widget.fresh_numbers.press("Enter")
    assert widget.finding.startswith(VALUE_OF_DELTA)
    assert widget.drawing.text_content() != before
    widget.wait_for_search("seed:6")
    for _ in range(2):
        widget.another_kind.click()
    assert widget.finding.startswith("What is the value of ∂J/∂W")
    widget.kind.select_option("last")
    assert not widget.another_kind.is_visible()


def test_level_and_kind_can_be_chosen_by_key(lab):
    lab.level.press("v")
    assert lab.answer_field.is_visible()
    lab.kind.select_option("last")
    assert re.match(r"What is the value of ∂J/∂W⁽²⁾₁[₁₂]\?", lab.finding)
    lab.reset.press("Enter")
    assert lab.level.input_value() == "sign"
    assert lab.button("zero").is_visible()


def test_score_survives_a_reload_and_can_be_cleared(open_widget):
    widget = open_widget(WIDGET, SIGN_IS_NEGATIVE)
    widget.button("negative").click()
    widget.page.reload()
    widget.wait()
    assert widget.score == ["1 of 1", "0 of 0", "0 of 0"]
    widget.clear_score.press("Enter")
    assert widget.score == NO_SCORE


def test_verdict_on_a_prediction_is_announced(open_widget):
    widget = open_widget(WIDGET, SIGN_IS_NEGATIVE)
    widget.button("positive").press("Space")
    widget.wait_for_announcement(r"^Not positive\. 5 common mistakes lead to this sign\.$")


def test_feedback_links_only_to_existing_slides(open_widget, site):
    widget = open_widget(WIDGET)
    slides = set(re.findall(r'<section id="([^"]+)"', (site / DECK).read_text("utf-8")))
    site_url = widget.page.url.partition(LAB)[0]
    hrefs = set()
    for kind in ("output", "hidden", "paths", "last", "first"):
        for seed, answer in ((1, "negative"), (1, "positive"), (2, "negative"), (2, "positive")):
            state = f"kind:{kind},seed:{seed},answer:{answer}"
            widget.page.goto(site_url + widget.address(state, LAB))
            widget.wait()
            links = widget.slide_links
            hrefs |= set(links.evaluate_all("all => all.map(a => a.getAttribute('href'))"))
    assert len(hrefs) >= 4
    assert {href.split("#/")[1] for href in hrefs} <= slides
    source = (ROOT / "unit05/mistake-slides.js").read_text("utf-8")
    named = re.findall(r'^  "?([\w-]+)"?: \[', source, re.M)
    assert len(named) > 5
    assert set(named) <= slides


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_prediction_on_a_phone_fits_and_works_by_touch(open_widget, theme):
    widget = open_widget(WIDGET, SIGN_IS_NEGATIVE, theme=theme, **PHONE)
    widget.button("negative").tap()
    assert widget.finding.startswith("Right")
    assert widget.document_width <= PHONE["width"]


@pytest.mark.parametrize("width", [390, 1440])
def test_all_digits_change_only_the_table(open_widget, width):
    widget = open_widget(WIDGET, "level:factor,kind:paths,seed:1,revealed:on", width=width)
    short = widget.drawing.text_content()
    widget.all_digits.click()
    assert widget.drawing.text_content() == short
    assert max(map(len, widget.root.locator("td").all_inner_texts())) > 15
    assert not scrolls_sideways(widget.feedback)


def test_errors_of_two_outputs_on_a_phone_do_not_touch(open_widget):
    widget = open_widget(WIDGET, SIGN_IS_NEGATIVE, width=390)
    names = widget.drawing.locator("text", has_text="∂J/∂ŷ")
    assert names.count() == 2
    left, right = (names.nth(i).bounding_box() for i in (0, 1))
    number = widget.drawing.locator("[data-name='upstream2_1']").bounding_box()
    assert left["x"] + left["width"] <= number["x"]
    assert number["x"] + number["width"] < right["x"]
