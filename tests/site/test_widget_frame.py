"""What all widgets have in common: their state in the address, all digits, targets to touch."""

import pytest
from conftest import wait_until

WIDGETS = (
    "computational-graph",
    "forward-backward",
    "predict-gradient",
    "activations",
    "path-through-depth",
    "gradient-flow",
)
LAB = "unit05/lab.html"
DECK = "unit05/slides.html"


def opened(open_page, path=LAB, **options):
    page = open_page(path, height=1000, **options)
    page.wait_for_selector("[data-widget=gradient-flow] input", state="attached")
    return page


def test_address_follows_each_widget_and_restores_it(open_page):
    page = opened(open_page)
    page.locator("[data-widget=activations]").get_by_label("Activation", exact=True).select_option(
        "tanh"
    )
    page.locator("[data-widget=forward-backward]").get_by_label("Show gradients").check()
    wait_until(page, "location.search.includes('activation:tanh')")
    wait_until(page, "location.search.includes('gradients:on')")
    address = page.url
    page.close()
    page = opened(open_page, address)
    assert page.get_by_label("Activation", exact=True).first.input_value() == "tanh"
    assert page.locator("[data-widget=forward-backward] [data-name=dL_dw11]").count() == 1
    page.locator("[data-widget=activations]").get_by_role("button", name="Reset").click()
    wait_until(page, "!location.search.includes('activations')")
    assert page.problems == []
    page.close()


def test_ignored_values_are_reported_until_the_next_change(open_page):
    page = opened(
        open_page, f"{LAB}?forward-backward=step:20&activations=z:99&path-through-depth=x"
    )
    for name, control in (
        ("forward-backward", "Show gradients"),
        ("activations", "ReLU"),
        ("path-through-depth", "Signed weights"),
    ):
        widget = page.locator(f"[data-widget={name}]")
        assert widget.locator(".w-message").inner_text().startswith(("ignored", "invalid", "unkn"))
        widget.get_by_label(control, exact=True).check()
        assert widget.locator(".w-message").inner_text() == ""
    page.close()


def test_widget_state_in_the_address_keeps_the_slide(open_page):
    page = open_page(f"{DECK}#/activations-widget")
    select = page.locator("[data-widget=activations]").get_by_label("Activation", exact=True)
    select.select_option("relu")
    wait_until(page, "location.search.includes('activation:relu')")
    assert page.evaluate("location.hash") == "#/activations-widget"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("ArrowRight")
    wait_until(page, "location.hash !== '#/activations-widget'")
    assert "activation:relu" in page.evaluate("location.search")
    page.close()


@pytest.mark.parametrize("path", [LAB, f"{DECK}#/activations-widget"])
def test_all_digits_show_on_hover_and_focus(open_page, path):
    page = open_page(path, height=1000)
    widget = page.locator("[data-widget=activations]")
    slider = widget.get_by_role("slider", name="z", exact=True)
    slider.focus()
    slider.press("ArrowRight")
    box = widget.locator(".w-digits")
    assert not box.is_visible()
    number = widget.locator("[data-name=f]")
    number.hover()
    assert box.inner_text() == number.get_attribute("data-value") == "0.5024999791668749"
    above, below = box.bounding_box(), number.bounding_box()
    assert above["y"] + above["height"] <= below["y"] + 1
    assert abs(above["x"] - below["x"]) < 100
    slider.press("Escape")
    assert not box.is_visible()
    page.close()


def test_remote_turns_the_slide_after_a_click_on_a_button(open_page):
    page = open_page(f"{DECK}#/forward-backward-widget")
    moving = page.locator("[data-widget=forward-backward]").get_by_role("button", name="Moving")
    moving.focus()
    moving.press("Enter")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("location.hash") == "#/forward-backward-widget"
    moving.click()
    page.keyboard.press("PageDown")
    wait_until(page, "location.hash !== '#/forward-backward-widget'")
    page.close()


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
    ("slide", "control"),
    [
        ("forward-backward-widget", "input[type=range]"),
        ("forward-backward-widget", "input[type=checkbox]"),
        ("forward-backward-widget", "select"),
        ("forward-backward-widget", "summary:has-text('Check gradients')"),
        ("computational-graph", "input[type=text]"),
        ("computational-graph", ".cg-inputs input"),
        ("activations-widget", "input[type=range]"),
        ("activations-widget", "select"),
        ("gradient-flow-widget", "input[type=range]"),
    ],
)
def test_remote_turns_the_slide_after_use_of_any_control_by_mouse(open_page, slide, control):
    page = open_page(f"{DECK}#/{slide}")
    widget = page.locator(f"#{slide} [data-widget]")
    widget.locator(".w").wait_for()
    use_with_the_mouse(widget.locator(control).first)
    inputs = widget.locator("select, input, .w-input [data-value]")
    before = inputs.evaluate_all("all => all.map(e => e.value ?? e.textContent)")
    page.keyboard.press("PageDown")
    wait_until(page, f"location.hash !== '#/{slide}'")
    assert inputs.evaluate_all("all => all.map(e => e.value ?? e.textContent)") == before
    page.close()


def test_page_keys_move_a_slider_focused_by_keyboard(open_page):
    page = open_page(f"{DECK}#/activations-widget")
    slider = page.locator("[data-widget=activations]").get_by_role("slider", name="z", exact=True)
    slider.focus()
    page.keyboard.press("PageDown")
    assert page.evaluate("location.hash") == "#/activations-widget"
    assert slider.input_value() != "0"
    page.close()


@pytest.mark.parametrize("name", WIDGETS)
def test_controls_are_large_enough_for_a_finger(open_page, name):
    page = opened(open_page, width=390, has_touch=True, is_mobile=True)
    small = page.locator(f"[data-widget={name}]").evaluate(
        """widget => [...widget.querySelectorAll('button, select, summary, input, label')]
            .filter(control => control.checkVisibility())
            .map(control => control.closest('.w-toggle') ?? control)
            .filter(control => !control.matches('.w-input label'))
            .filter(control => control.getBoundingClientRect().height < 44)
            .map(control => control.outerHTML.slice(0, 90))"""
    )
    assert small == []
    page.close()


@pytest.mark.parametrize("name", WIDGETS)
def test_whole_row_of_a_toggle_can_be_touched(open_page, name):
    page = opened(open_page, width=390, has_touch=True, is_mobile=True)
    missed = page.locator(f"[data-widget={name}]").evaluate(
        """widget => [...widget.querySelectorAll('.w-toggle')]
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
    )
    assert missed == []
    page.close()


@pytest.mark.parametrize("name", WIDGETS)
def test_each_widget_states_the_source_of_its_numbers(open_page, name):
    page = opened(open_page)
    origin = page.locator(f"[data-widget={name}] .w-origin").inner_text()
    assert origin.startswith(("computed", "seeded", "measured"))
    page.close()
