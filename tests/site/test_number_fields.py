"""Fields to type in: each takes the numbers of one table, or refuses them beside the field."""

import json
import re
from contextlib import contextmanager

import pytest
from accessibility import axe
from conftest import ROOT
from test_pages import DECK, PAGES

LAB = "unit05/lab.html"
CASES = json.loads((ROOT / "tests/widgets/numbers.json").read_text("utf8"))
TEXT_FIELDS = (
    ":is(input:not([type=range], [type=checkbox], [type=radio], [readonly]), textarea,"
    " [contenteditable]:not([contenteditable=false]))"
)
ACCEPTED = "0.5 or 0,5, −2, 1/3, 1.5e\u20113"
# every state of a page in which a widget shows a field to type in
STATES = [
    f"{LAB}?predict-gradient=level:value,kind:hidden,seed:7",
    f"{LAB}?predict-gradient=level:factor,kind:first,seed:4",
    f"{LAB}?computational-graph=program:y=w1*x%2Bb_out",
    f"{DECK}#/computational-graph",
    "unit05/exercises.html",
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


@contextmanager
def opened(open_page, path, **options):
    page = open_page(path, **{"height": 1000, **options})
    if path in STATES[:4]:
        page.locator(f"[data-widget] {TEXT_FIELDS}:visible").first.wait_for()
    yield page
    assert page.problems == []
    page.close()


def fields(page):
    """Every field to type in that a widget shows."""
    return page.locator(f"[data-widget] {TEXT_FIELDS}:visible").all()


def number_fields(page):
    expression = page.get_by_label("Expression")
    is_same = "(field, other) => field === other"
    others = [one.element_handle() for one in expression.all()]
    return [f for f in fields(page) if not any(f.evaluate(is_same, o) for o in others)]


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
    with opened(open_page, path) as page:
        kinds = page.locator("input").evaluate_all("all => all.map(input => input.type)")
        assert "number" not in kinds


@pytest.mark.parametrize("path", STATES)
def test_number_field_takes_or_refuses_what_people_type(open_page, path):
    with opened(open_page, path) as page:
        found = number_fields(page)
        assert bool(found) == (path in STATES[:4])
        for field in found:
            for case in type_all(field):
                refused = case["want"] is None
                assert (case["invalid"], bool(case["refusal"])) == (refused, refused), case
                assert refused == (ACCEPTED in case["refusal"]), case


def test_graph_takes_typed_number_and_keeps_it_after_a_bad_one(open_page):
    with opened(open_page, LAB) as page:
        field = page.get_by_label("x =", exact=True)
        last = 1
        for case in type_all(field, "x"):
            last = last if case["want"] is None else case["want"]
            assert case["value"] == last, case
            if case["want"] is None:
                assert re.search(r"x is still \S+\.$", case["refusal"]), case


@pytest.mark.parametrize(
    ("typed", "value"), [("0,5", 0.5), ("−2", -2), ("1/3", 1 / 3), ("-9.19e-2", -0.0919)]
)
def test_graph_number_typed_by_keyboard_takes_effect(open_page, typed, value):
    with opened(open_page, LAB) as page:
        field = page.get_by_label("x =", exact=True)
        field.fill("")
        field.press_sequentially(typed)
        field.press("Tab")
        shown = page.locator("[data-widget=computational-graph] svg [data-name=x]")
        assert float(shown.get_attribute("data-value")) == value


def test_prediction_takes_typed_number_and_keeps_it_after_a_bad_one(open_page):
    with opened(open_page, STATES[0]) as page:
        root = page.locator("[data-widget=predict-gradient]")
        field = root.get_by_label("Your answer")
        for text, said in (("−0,22", "Not −0.22"), ("1/4", "Not 0.25"), ("4.31e-2", "Right")):
            enter(field, text)
            assert root.locator(".w-finding").inner_text().startswith(said)
        enter(field, "0.1.2")
        assert root.locator(".w-finding").inner_text().startswith("Right")
        assert root.locator(".w-refusal").inner_text().endswith("Your answer is still 0.0431.")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", [STATES[0], STATES[3]])
def test_error_of_a_field_is_next_to_it_and_passes_axe(open_page, path, theme):
    with opened(open_page, path, theme=theme) as page:
        for field in fields(page)[::-1]:
            enter(field, "1,2,3")
        refusals = page.locator(".w-refusal:visible, .cg-error p:visible")
        assert refusals.count() >= 4
        for text in refusals.all_inner_texts():
            assert "1,2,3" in text or "want 1.2" in text
        assert axe(page, "[data-widget]:has(.w-refusal:not(:empty))") == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("path", [LAB, STATES[3]])
def test_graph_number_is_visible_whole_with_its_sign(open_page, path, width):
    with opened(open_page, path, width=width) as page:
        for field in number_fields(page):
            for text in ("-12.345", "-1234567", "0.3333333333333333", "-1.2345678901e-12"):
                field.fill(text)
                assert field.evaluate("e => e.scrollWidth <= e.clientWidth"), text


@pytest.mark.parametrize("path", [LAB, STATES[3]])
def test_focus_ring_of_a_graph_number_is_not_clipped(open_page, path):
    with opened(open_page, path) as page:
        for field in number_fields(page):
            field.focus()
            assert field.evaluate(ROOM_AROUND) >= 5
