"""Fields to type in: each takes the numbers of one table, or refuses them beside the field."""

import json
import re

import pytest
from accessibility import axe
from conftest import ROOT
from geometry import scrolls_sideways
from site_pages import DECK, PAGES

CASES = json.loads((ROOT / "tests/widgets/numbers.json").read_text("utf8"))
TEXT_FIELDS = (
    ":is(input:not([type=range], [type=checkbox], [type=radio], [readonly]), textarea,"
    " [contenteditable]:not([contenteditable=false]))"
)
ACCEPTED = "0.5 or 0,5, −2, 1/3, 1.5e\u20113"
# every state in which a widget shows a field to type in
VALUE = ("predict-gradient", "level:value,kind:hidden,seed:7")
GRAPH = ("computational-graph",)
GRAPH_SLIDE = ("computational-graph", "", DECK)
STATES = [
    VALUE,
    ("predict-gradient", "level:factor,kind:first,seed:4"),
    ("computational-graph", "program:y=w1*x%2Bb_out"),
    GRAPH_SLIDE,
]

# types each text as a browser would, leaves the field, and reports what the page then says
TYPE_ALL = """(field, texts) => texts.map(text => {
    field.value = text;
    for (const type of ['input', 'change'])
        field.dispatchEvent(new Event(type, {bubbles: true}));
    field.form?.requestSubmit();
    const shown = field.closest('[data-widget]').querySelector(`svg [data-name="${NAME}"]`);
    const refusal = field.getAttribute('aria-describedby').split(' ')
        .map(id => document.getElementById(id)).find(node => node.matches('.w-refusal'));
    return {
        text,
        value: shown && Number(shown.dataset.value),
        invalid: field.getAttribute('aria-invalid') === 'true',
        refusal: refusal.textContent,
    };
})"""

# from the field's edge to the nearest edge that cuts
ROOM_AROUND = """field => {
    const box = field.getBoundingClientRect();
    const cuts = [];
    for (let outer = field.parentElement; outer; outer = outer.parentElement) {
        if (getComputedStyle(outer).overflowX === 'visible') continue;
        const frame = outer.getBoundingClientRect();
        cuts.push(box.left - frame.left, frame.right - box.right,
            box.top - frame.top, frame.bottom - box.bottom);
    }
    return Math.min(...cuts, 99);
}"""


def fields(page):
    """Every field to type in that a widget shows."""
    return page.locator(f"[data-widget] {TEXT_FIELDS}:visible").all()


def number_fields(page):
    is_expression = "field => field.labels[0]?.textContent === 'Expression'"
    return [field for field in fields(page) if not field.evaluate(is_expression)]


def enter(field, text: str) -> None:
    field.fill(text)
    field.press("Enter")
    field.press("Tab")


def type_all(field, name="") -> list[dict]:
    """The table's cases, each with what became of it in the field."""
    texts = [case["text"] for case in CASES]
    results = field.evaluate(TYPE_ALL.replace("${NAME}", name), texts)
    return [{"want": case["value"], **got} for case, got in zip(CASES, results, strict=True)]


@pytest.mark.parametrize("path", [*PAGES, DECK])
def test_pages_have_no_field_of_type_number(open_page, path):
    page = open_page(path)
    kinds = page.locator("input").evaluate_all("all => all.map(input => input.type)")
    assert "number" not in kinds
    assert page.problems == []
    page.close()


@pytest.mark.parametrize("state", STATES)
def test_number_field_takes_or_refuses_what_people_type(open_widget, state):
    found = number_fields(open_widget(*state).page)
    assert found
    for field in found:
        for case in type_all(field):
            refused = case["want"] is None
            assert (case["invalid"], bool(case["refusal"])) == (refused, refused), case
            assert refused == (ACCEPTED in case["refusal"]), case


def test_exercises_have_no_number_field(open_page):
    page = open_page("unit05/exercises.html")
    assert number_fields(page) == []
    page.close()


def test_graph_takes_typed_number_and_keeps_it_after_a_bad_one(open_widget):
    field = open_widget(*GRAPH).input_field("x")
    last = 1
    for case in type_all(field, "x"):
        last = last if case["want"] is None else case["want"]
        assert case["value"] == last, case
        if case["want"] is None:
            assert re.search(r"x is still \S+\.$", case["refusal"]), case


@pytest.mark.parametrize(
    ("typed", "value"), [("0,5", 0.5), ("−2", -2), ("1/3", 1 / 3), ("-9.19e-2", -0.0919)]
)
def test_graph_number_typed_by_keyboard_takes_effect(open_widget, typed, value):
    widget = open_widget(*GRAPH)
    field = widget.input_field("x")
    field.fill("")
    field.press_sequentially(typed)
    field.press("Tab")
    assert widget.number("x") == value


def test_prediction_takes_typed_number_and_keeps_it_after_a_bad_one(open_widget):
    widget = open_widget(*VALUE)
    for text, finding in (("−0,22", "Not −0.22"), ("1/4", "Not 0.25"), ("4.31e-2", "Right")):
        enter(widget.answer_field, text)
        assert widget.finding.startswith(finding)
    enter(widget.answer_field, "0.1.2")
    assert widget.finding.startswith("Right")
    assert widget.refusal.inner_text().endswith("Your answer is still 0.0431.")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("state", [VALUE, GRAPH_SLIDE])
def test_error_of_a_field_is_next_to_it_and_passes_axe(open_widget, state, theme):
    widget = open_widget(*state, theme=theme, height=1000)
    for field in fields(widget.page)[::-1]:
        enter(field, "1,2,3")
    refusals = widget.page.locator(".w-refusal:visible, .cg-error p:visible")
    assert refusals.count() >= 4
    for text in refusals.all_inner_texts():
        assert "1,2,3" in text or "want 1.2" in text
    assert axe(widget.page, "[data-widget]:has(.w-refusal:not(:empty))") == []
    assert widget.document_width <= 1280


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("state", [GRAPH, GRAPH_SLIDE])
def test_graph_number_is_visible_whole_with_its_sign(open_widget, state, width):
    for field in number_fields(open_widget(*state, width=width).page):
        for text in ("-12.345", "-1234567", "0.3333333333333333", "-1.2345678901e-12"):
            field.fill(text)
            assert not scrolls_sideways(field), text


@pytest.mark.parametrize("state", [GRAPH, GRAPH_SLIDE])
def test_focus_ring_of_a_graph_number_is_not_clipped(open_widget, state):
    for field in number_fields(open_widget(*state, height=1000).page):
        field.focus()
        assert field.evaluate(ROOM_AROUND) >= 5
