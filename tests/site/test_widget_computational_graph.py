"""The explorer of computational graphs in a browser: every control by mouse and by keyboard."""

import numpy as np
import pytest
from geometry import cut_texts, scrolls_sideways
from site_pages import DECK, LAB, wait_until
from widget_page import PHONE

WIDGET = "computational-graph"
TWO_PATHS = "program:b=a%2Ba;c=b^2%2Bb,at:a=2"
LONG_NUMBERS = "program:y=log(1%2Bexp(x))*tanh(x)*w%2Bx*1000,at:x=-1000.w=-123.456"
IN_DECK = f"location.hash === '#/{WIDGET}'"
# texts that are not wholly inside their drawing, in its own coordinates
CUT_IN_DRAWING = """svg => [...svg.querySelectorAll('text')].filter(text => {
    const {x, y, width, height} = text.getBBox();
    const frame = svg.viewBox.baseVal;
    return x < 0 || x + width > frame.width || y < 0 || y + height > frame.height;
}).map(text => text.textContent)"""
RIGHT_EDGES_OF_TEXTS = """rows => rows.map(row => [...row.cells].map(cell => {
    const range = document.createRange();
    range.selectNodeContents(cell);
    return range.getBoundingClientRect().right;
}))"""


def test_widget_starts_at_the_outlines_example_and_steps_by_mouse(open_widget):
    widget = open_widget(WIDGET)
    assert widget.expression.input_value() == "J = (x + y) * z"
    assert not widget.shows("J")
    for _ in range(2):
        widget.next_step.click()
    assert (widget.number("v1"), widget.number("J")) == (4, -8)
    assert not widget.shows("dJ_dJ")
    widget.end.click()
    assert [widget.number(f"dJ_d{name}") for name in "xyz"] == [-2, -2, 4]
    widget.back.click()
    widget.start.click()
    assert not widget.shows("v1")


def test_widget_steps_by_keyboard(open_widget):
    widget = open_widget(WIDGET, TWO_PATHS)
    widget.step_slider.press("End")
    assert widget.number("dc_da") == 18
    widget.page.keyboard.press("ArrowLeft")
    assert widget.finding == "a is used twice, and what arrives adds up: ∂c/∂a = 9 + 9 = 18."
    widget.next_step.press("Enter")
    widget.page.keyboard.press("Space")  # at the end already: the focus stays
    assert widget.focused_text == "Next step"
    assert widget.finding.startswith("Done")


def test_typed_expression_is_drawn_and_its_error_marked(lab):
    lab.expression.fill("")
    lab.expression.press_sequentially("s = sigmoid(w*x)\nJ = (s - 1")
    assert lab.finding.startswith("Line 2, character 11: the end can’t stand here")
    assert lab.expression.get_attribute("aria-invalid") == "true"
    assert lab.expression_error.inner_text()
    lab.expression.press_sequentially(")^2")
    assert lab.expression.get_attribute("aria-invalid") == "false"
    assert not lab.expression_error.inner_text()
    lab.input_field("w").fill("0.3")
    lab.input_field("x").fill("-2")
    lab.end.click()
    s = 1 / (1 + np.exp(0.6))
    assert lab.number("J") == pytest.approx((s - 1) ** 2, rel=1e-12)
    assert lab.number("dJ_dw") == pytest.approx(2 * (s - 1) * s * (1 - s) * -2, rel=1e-12)
    lab.wait_for_search("sigmoid(w*x)")


def test_domain_problem_is_explained_at_its_node(lab):
    lab.expression.fill("J = log(x - 3)")
    lab.end.click()
    assert lab.finding == (
        "Stopped at J = log(v1) = log(−2): a negative number has no logarithm. Choose other inputs."
    )
    assert lab.faulty_nodes.count() > 0
    assert "NaN" not in lab.root.inner_text()


def test_naive_and_forward_mode_work_by_keyboard_and_mouse(open_widget):
    widget = open_widget(WIDGET, TWO_PATHS)
    widget.derivatives.press("n")
    assert widget.derivatives.input_value() == "naive"
    widget.end.click()
    assert widget.number("dc_da") == 34
    assert widget.finding.startswith("Wrong: ∂c/∂a = 34 instead of 18.")
    widget.example.select_option("product")
    widget.derivatives.select_option("forward")
    widget.by_input.select_option("z")
    widget.end.click()
    assert widget.number("dJ_dz") == 4
    assert widget.finding.endswith("The other 2 inputs need a pass each.")
    widget.as_table.check()
    assert widget.table_rows.count() == 5
    widget.reset.click()
    assert widget.graph.count() == 1
    assert widget.derivatives.input_value() == "reverse"


def test_link_restores_the_state(lab, open_widget):
    lab.expression.fill("b = a + a\nc = b*b + b")
    lab.input_field("a").fill("-1.5")
    lab.end.click()
    lab.wait_for_search("step:13")
    again = open_widget(WIDGET, where=lab.page.url)
    assert again.numbers() == lab.numbers()
    assert again.expression.input_value() == "b=a+a\nc=b*b+b"


@pytest.mark.parametrize(
    "state", ["program:((((", "at:x=NaN", "step:-4", "x" * 6000, "%F0%28%8C%BC", "program:%00;💥"]
)
def test_invalid_address_still_shows_a_graph_and_finding(open_widget, state):
    widget = open_widget(WIDGET, state)
    assert len(widget.finding) > 10
    assert widget.graph.count() == 1


@pytest.mark.parametrize("mode", ["reverse", "naive"])
@pytest.mark.parametrize(
    ("where", "width"),
    [(LAB, 1440), (LAB, 390), (DECK, 1440)],
    ids=["lab", "phone", "slide"],
)
def test_drawing_cuts_no_number_at_its_edge(open_widget, where, width, mode):
    """A number without its first digits reads as another."""
    widget = open_widget(WIDGET, where=where, width=width, height=1000)
    widget.derivatives.select_option(mode)
    for program, number in (
        ("x + y*z", "-1234567"),
        ("b = a + a\nc = b*b + b", "-2.37"),
        ("b = a*a\nc = b*b + b", "123.456"),
    ):
        widget.expression.fill(program)
        for field in widget.input_fields.all():
            field.fill(number)
        widget.step_slider.press("End")
        assert widget.graph.evaluate(CUT_IN_DRAWING) == []


def test_address_drops_what_the_program_no_longer_has(lab, open_widget):
    lab.derivatives.select_option("forward")
    lab.by_input.select_option("z")
    lab.end.click()
    lab.wait_for_search("input:z")
    lab.expression.fill("x*y")
    lab.wait_for_search("x*y")
    again = open_widget(WIDGET, where=lab.page.url)
    assert again.message == ""
    assert again.element("step").inner_text() == "2"
    assert lab.element("step").inner_text() == "2"
    lab.expression.fill("x*z")  # the chosen input is kept while the program is typed
    assert lab.by_input.input_value() == "z"


def test_graph_on_a_phone_scrolls_in_its_own_box(open_widget):
    widget = open_widget(WIDGET, **PHONE)
    widget.example.select_option("network")
    assert scrolls_sideways(widget.scroll_box)
    assert widget.document_width == PHONE["width"]
    widget.scroll_box.press("ArrowRight")
    wait_until(widget.page, "document.querySelector('.cg-scroll').scrollLeft > 0")
    widget.end.click()
    widget.back.click()
    current, box = widget.current_edges.first.bounding_box(), widget.scroll_box.bounding_box()
    assert box["x"] <= current["x"] <= box["x"] + box["width"]


@pytest.mark.parametrize("state", ["step:9", "step:99", "mode:forward,step:5", "table:on,step:9"])
def test_graph_on_a_phone_hides_numbers_that_its_edges_cut(open_widget, state):
    box = open_widget(WIDGET, f"{LONG_NUMBERS},{state}", **PHONE).scroll_box
    assert scrolls_sideways(box, by=100)
    assert cut_texts(box) == []
    assert box.locator("svg text, td").count() > 6


def test_expression_field_on_the_slide_keeps_its_keys(open_widget):
    widget = open_widget(WIDGET, where=DECK)
    widget.expression.fill("")
    widget.expression.press_sequentially("x*n + pow")
    for key in ("ArrowRight", "PageDown", "End"):
        widget.page.keyboard.press(key)
    assert widget.page.evaluate(IN_DECK)
    assert widget.expression.input_value() == "x*n + pow"
    widget.expression.press("Escape")
    widget.page.keyboard.press("ArrowRight")
    wait_until(widget.page, f"!({IN_DECK})")


@pytest.mark.parametrize("where", [LAB, DECK])
def test_cost_table_aligns_the_numbers_of_both_rows(open_widget, where):
    rows = open_widget(WIDGET, where=where, height=1000).cost_rows
    reverse, forward = rows.evaluate_all(RIGHT_EDGES_OF_TEXTS)
    assert reverse[1:] == pytest.approx(forward[1:], abs=1)
