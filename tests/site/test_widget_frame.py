"""What all widgets have in common: their state in the address, all digits, targets to touch."""

import pytest
from site_pages import DECK, LAB, wait_until
from widget_page import FINGER, PHONE, find_widget

WIDGETS = (
    "computational-graph",
    "forward-backward",
    "predict-gradient",
    "activations",
    "path-through-depth",
    "gradient-flow",
)
HASH = "location.hash"
SETTINGS = "all => all.map(e => e.value ?? e.textContent)"
SMALL_TARGETS = """(widget, least) =>
    [...widget.querySelectorAll('button, select, summary, input, label')]
        .filter(control => control.checkVisibility())
        .map(control => control.closest('.w-toggle') ?? control)
        .filter(control => !control.matches('.w-input label'))
        .filter(control => control.getBoundingClientRect().height < least)
        .map(control => control.outerHTML.slice(0, 90))"""
# toggles with a place in their row that isn't of their label
TOGGLES_WITH_GAPS = """widget => [...widget.querySelectorAll('.w-toggle')]
    .filter(toggle => toggle.checkVisibility())
    .filter(toggle => {
        toggle.scrollIntoView({block: 'center'});
        const {left, right, top, bottom} = toggle.getBoundingClientRect();
        const labels = [...toggle.querySelector('input').labels];
        const hit = (x, y) => labels.includes(document.elementFromPoint(x, y));
        return ![left + 1, left + 12, left + 28, right - 1]
            .every(x => hit(x, top + 1) && hit(x, bottom - 1));
    })
    .map(toggle => toggle.textContent)"""


@pytest.fixture(scope="module")
def phone_page(open_widget_of_module):
    return open_widget_of_module("gradient-flow", **PHONE).page


def test_address_follows_each_widget_and_restores_it(open_widget):
    page = open_widget("gradient-flow").page
    find_widget(page, "activations").activation.select_option("tanh")
    fb = find_widget(page, "forward-backward")
    fb.show_gradients.check()
    fb.wait_for_search("activation:tanh")
    fb.wait_for_search("gradients:on")
    again = open_widget("activations", where=page.url)
    assert again.activation.input_value() == "tanh"
    assert find_widget(again.page, "forward-backward").shows("dL_dw11")
    again.reset.click()
    wait_until(again.page, "!location.search.includes('activations')")


def test_ignored_values_are_reported_until_the_next_change(open_widget):
    query = "?forward-backward=step:20&activations=z:99&path-through-depth=x"
    page = open_widget("gradient-flow", where=LAB + query).page
    for name, control in (
        ("forward-backward", "Show gradients"),
        ("activations", "ReLU"),
        ("path-through-depth", "Signed weights"),
    ):
        widget = find_widget(page, name)
        assert widget.message.startswith(("ignored", "invalid", "unkn"))
        widget.field(control).check()
        assert widget.message == ""


def test_widget_state_in_the_address_keeps_the_slide(open_widget):
    widget = open_widget("activations", where=DECK)
    widget.activation.select_option("relu")
    widget.wait_for_search("activation:relu")
    assert widget.page.evaluate(HASH) == "#/activations-widget"
    widget.page.evaluate("document.activeElement.blur()")
    widget.page.keyboard.press("ArrowRight")
    wait_until(widget.page, f"{HASH} !== '#/activations-widget'")
    assert "activation:relu" in widget.page.evaluate("location.search")


@pytest.mark.parametrize("where", [LAB, DECK])
def test_all_digits_show_on_hover_and_focus(open_widget, where):
    widget = open_widget("activations", where=where, height=1000)
    widget.z.press("ArrowRight")
    assert not widget.digits_box.is_visible()
    number = widget.element("f")
    number.hover()
    assert widget.digits_box.inner_text() == "0.5024999791668749"
    assert number.get_attribute("data-value") == "0.5024999791668749"
    above, below = widget.digits_box.bounding_box(), number.bounding_box()
    assert above["y"] + above["height"] <= below["y"] + 1
    assert abs(above["x"] - below["x"]) < 100
    widget.z.press("Escape")
    assert not widget.digits_box.is_visible()


def test_remote_turns_the_slide_after_a_click_on_a_button(open_widget):
    widget = open_widget("forward-backward", where=DECK)
    moving = widget.button("Moving")
    moving.press("Enter")
    widget.page.keyboard.press("ArrowRight")
    assert widget.page.evaluate(HASH) == "#/forward-backward-widget"
    moving.click()
    widget.page.keyboard.press("PageDown")
    wait_until(widget.page, f"{HASH} !== '#/forward-backward-widget'")


def use_with_the_mouse(control):
    """Click it, drag it, or choose from it; a field gets the focus only."""
    box = control.bounding_box()
    tag, kind = control.evaluate("e => [e.tagName, e.type]")
    if tag == "SELECT":
        control.focus()
        control.dispatch_event("pointerdown")
        last = control.evaluate("e => [...e.options].at(-1).value")
        control.select_option(last)
    elif kind == "range":
        mouse = control.page.mouse
        mouse.move(box["x"] + 0.3 * box["width"], box["y"] + box["height"] / 2)
        mouse.down()
        mouse.move(box["x"] + 0.7 * box["width"], box["y"] + box["height"] / 2)
        mouse.up()
    else:
        control.click()


@pytest.mark.parametrize(
    ("name", "control"),
    [
        ("forward-backward", "input[type=range]"),
        ("forward-backward", "input[type=checkbox]"),
        ("forward-backward", "select"),
        ("forward-backward", "summary:has-text('Check gradients')"),
        ("computational-graph", "input[type=text]"),
        ("computational-graph", ".cg-inputs input"),
        ("activations", "input[type=range]"),
        ("activations", "select"),
        ("gradient-flow", "input[type=range]"),
    ],
)
def test_remote_turns_the_slide_after_use_of_any_control_by_mouse(open_widget, name, control):
    widget = open_widget(name, where=DECK)
    use_with_the_mouse(widget.root.locator(control).first)
    before = widget.inputs.evaluate_all(SETTINGS)
    widget.page.keyboard.press("PageDown")
    wait_until(widget.page, f"{HASH} !== '#/{widget.slide}'")
    assert widget.inputs.evaluate_all(SETTINGS) == before


def test_page_keys_move_a_slider_focused_by_keyboard(open_widget):
    widget = open_widget("activations", where=DECK)
    widget.z.focus()
    widget.page.keyboard.press("PageDown")
    assert widget.page.evaluate(HASH) == "#/activations-widget"
    assert widget.z.input_value() != "0"


@pytest.mark.parametrize("name", WIDGETS)
def test_controls_are_large_enough_for_a_finger(phone_page, name):
    assert find_widget(phone_page, name).root.evaluate(SMALL_TARGETS, FINGER) == []


@pytest.mark.parametrize("name", WIDGETS)
def test_whole_row_of_a_toggle_can_be_touched(phone_page, name):
    assert find_widget(phone_page, name).root.evaluate(TOGGLES_WITH_GAPS) == []


@pytest.mark.parametrize("name", WIDGETS)
def test_each_widget_states_the_source_of_its_numbers(lab_page, name):
    origin = find_widget(lab_page, name).origin.inner_text()
    assert origin.startswith(("computed", "seeded", "measured"))
