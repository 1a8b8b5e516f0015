"""The widget "forward-backward": every control by mouse and keyboard, the clicker in the deck."""

import pytest
from geometry import overlapping_texts, scrolls_sideways
from playwright.sync_api import expect
from site_pages import DECK
from widget_page import PHONE, use

WIDGET = "forward-backward"
SLIDE = "forward-backward-widget"
NETWORKS = ("2-1-1", "2-2-1", "2-2-2", "2-2-2-mazur", "2-3-2-1")
DEEPEST = "2-3-2-1"
DEEPEST_STEPS = 46
RIBBON_TOP = 681  # px
LOWEST = 700  # px: where a network of many steps or an open section may end on the slide
RIGHTMOST = 1240  # px
SMALLEST_TEXT = 13  # px
# as the speaker's window does
SPEAKER_SENDS_RIGHT, SPEAKER_SENDS_DOWN = "Reveal.triggerKey(39)", "Reveal.triggerKey(40)"
STATES = (
    "",
    "step:10",
    "net:2-2-1,step:23",
    "net:2-2-1,gradients:on,panel:doubt,chosen:W1_12",
    "net:2-2-2,gradients:on,panel:train,samples:4,trained:101,chosen:W1_12",
    "net:2-2-2-mazur,gradients:on,panel:network,trained:100,chosen:W2_12",
    "net:2-2-2-mazur,gradients:on,panel:train,samples:3,trained:100",
    "net:2-2-2-mazur,gradients:on,panel:doubt,chosen:W1_12",
    "net:2-2-2-mazur,step:20",
    "net:2-3-2-1,gradients:on,panel:network,samples:4,chosen:W2_12",
    "net:2-3-2-1,gradients:on,panel:doubt,chosen:W2_12",
    "net:2-3-2-1,step:11",
    "net:2-3-2-1,step:46",
)
BOTTOM = """e => Math.max(...[...e.querySelectorAll('*')]
    .filter(x => x.checkVisibility() && !x.closest('.w-hidden, .fb-check, svg svg'))
    .map(x => x.getBoundingClientRect().bottom))"""
RIGHT = """e => Math.max(...[...e.querySelectorAll('svg text, .fb-panel *')]
    .map(x => x.getBoundingClientRect().right))"""
TEXT_SIZES = """e => [...e.querySelectorAll('svg text')].filter(x => x.checkVisibility())
    .map(x => parseFloat(getComputedStyle(x).fontSize) * x.getScreenCTM().a)"""
FITS = "p => p.scrollWidth <= p.clientWidth"
FORMULAS_FIT = f"p => [p, ...p.querySelectorAll('.fb-form')].every({FITS})"
FILL = "e => getComputedStyle(e).fill"
# labels of weights and biases without a plate of the background's colour behind them
LABELS_WITHOUT_PLATE = """e => {
    const boxOf = node => node.getBoundingClientRect();
    const plates = [...e.querySelectorAll('svg.fb rect.fill-paper')].map(boxOf);
    const labels = '[data-choose^="W"] text, [data-choose^="b"] text';
    return [...e.querySelectorAll(labels)].filter(text => {
        const {left, right, top, bottom} = boxOf(text);
        const middle = (top + bottom) / 2;
        return !plates.some(plate => plate.left <= left && plate.right >= right
            && plate.top < middle && plate.bottom > middle);
    }).map(text => text.textContent);
}"""


@pytest.mark.parametrize("key", [None, "Enter", " "])
def test_buttons_step_forward_and_back(lab, key):
    lab.network.select_option("2-2-1")
    use(lab.step, key)
    assert lab.finding.startswith("Step 1 of 23, forward")
    use(lab.finish_phase, key)
    assert lab.finding.startswith("Step 7 of 23, forward")
    use(lab.step, key)
    assert "−0.4332" in lab.panel.inner_text()
    use(lab.back, key)
    assert lab.finding.startswith("Step 7 of 23")
    lab.wait_for_search("step:7")
    use(lab.start, key)
    assert lab.drawn_numbers.count() == 0
    use(lab.show_all, key)
    assert lab.number("J") == 0.09381682190341013


def test_play_stops_at_the_last_step(open_widget):
    widget = open_widget(WIDGET, "net:2-2-1,step:21")
    widget.play.click()
    widget.wait_for_step(23)
    expect(widget.play).to_have_attribute("aria-pressed", "false")


def test_step_slider_works_by_keyboard(lab):
    lab.step_slider.press("End")
    assert lab.finding.startswith("Step 13 of 13, update")
    lab.step_slider.press("ArrowLeft")
    assert lab.finding.startswith("Step 12 of 13, backward")


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_chosen_weight_shows_its_rule_and_a_slider(open_widget, by):
    widget = open_widget(WIDGET, "net:2-2-1,gradients:on")
    if by == "mouse":
        widget.parameter("W2_12").locator("text").first.click()
    else:
        widget.chosen.focus()
        widget.chosen.select_option("W2_12")
    assert "=−0.1064·0.7311=−0.0778" in "".join(widget.panel.inner_text().split())
    widget.slider("Value of W⁽²⁾₁₂").press("ArrowRight")
    widget.wait_for_search("_-0.95_0")


def test_sections_open_by_mouse_and_key_and_their_controls_work(lab):
    lab.network.select_option("2-2-1")
    lab.network_section.press("Enter")
    lab.field("Layer 1").select_option("relu")
    assert lab.number("a1_2") == 1
    lab.samples.select_option("3")
    lab.sample_shown.select_option("2")
    assert "Over 3 samples" in lab.finding
    lab.check_section.click()
    assert not lab.samples.is_visible()
    lab.epsilon.press("Home")
    assert lab.element("numeric_W1_11").is_visible()
    lab.button("Choose b⁽¹⁾₂").press("Enter")
    assert "b⁽¹⁾₂" in lab.check_chart.get_attribute("aria-label")
    lab.train_section.press(" ")
    lab.learning_rate.press("ArrowRight")
    for key in (None, "Enter"):
        use(lab.train_once, key)
        use(lab.train_100, key)
        assert lab.finding.startswith("After 101 steps with η = 0.55")
        use(lab.undo, key)
        use(lab.undo, key)
        assert lab.element("trained").inner_text() == "0"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Moving", "raise"),
        ("Zero loss", "nothing to correct"),
        ("Dead ReLU", "ReLU is off"),
        ("Saturated sigmoid", "slopes near 0"),
    ],
)
def test_presets_show_gradients_and_their_finding(lab, name, words):
    lab.button(name).click()
    assert lab.show_gradients.is_checked()
    assert words in lab.finding


@pytest.mark.parametrize("net", NETWORKS)
def test_each_network_can_be_chosen_and_stepped_through(lab, net):
    lab.network.select_option(net)
    last = int(lab.step_slider.get_attribute("max"))
    for _ in range(last):
        lab.step.click()
    assert lab.finding.startswith(f"Step {last} of {last}, update")


def test_remote_walks_all_steps_before_it_leaves_the_slide(open_widget):
    widget = open_widget(WIDGET, "net:2-2-1,step:20", DECK)
    page, keyboard = widget.page, widget.page.keyboard
    widget.presenting.check()
    for key in ("ArrowRight", "PageDown", "n"):
        if key != "PageDown":
            page.evaluate("document.activeElement.blur()")
        keyboard.press(key)
    assert widget.finding.startswith("Step 23 of 23")
    keyboard.press("ArrowLeft")
    keyboard.press("PageUp")
    assert widget.finding.startswith("Step 21 of 23")
    assert widget.current_slide == SLIDE
    page.evaluate(SPEAKER_SENDS_RIGHT)
    keyboard.press(" ")
    assert widget.finding.startswith("Step 23 of 23")
    keyboard.press("PageDown")
    widget.wait_for_slide("weight-update")
    keyboard.press("ArrowLeft")
    widget.wait_for_slide(SLIDE)
    keyboard.press("ArrowLeft")
    assert widget.finding.startswith("Step 22 of 23")


def test_presenting_mode_lets_deck_keys_step_and_shift_jump(open_widget):
    widget = open_widget(WIDGET, "net:2-2-1,step:10,present:on", DECK)
    for key, step in (
        ("ArrowDown", 11), ("l", 12), ("j", 13), ("L", 14), ("Space", 15),
        ("Shift+Space", 14), ("ArrowUp", 13), ("h", 12), ("k", 11), ("p", 10),
    ):  # fmt: skip
        widget.page.keyboard.press(key)
        assert widget.finding.startswith(f"Step {step} of 23"), key
    widget.page.evaluate(SPEAKER_SENDS_DOWN)
    assert widget.finding.startswith("Step 11 of 23")
    widget.page.keyboard.press("Shift+ArrowLeft")
    widget.wait_for_slide("title-slide")


def test_previous_at_the_first_step_leaves_the_slide(open_widget):
    widget = open_widget(WIDGET, "step:1,present:on", DECK)
    widget.step.click()
    widget.page.keyboard.press("PageUp")
    widget.page.keyboard.press("PageUp")
    assert widget.number("step") == 0
    assert widget.current_slide == SLIDE
    widget.page.keyboard.press("PageUp")
    widget.wait_until_slide_left()


def test_keys_turn_the_slide_if_presenting_is_off(open_widget):
    widget = open_widget(WIDGET, "step:3", DECK)
    widget.page.keyboard.press("ArrowRight")
    widget.wait_until_slide_left()
    assert widget.number("step") == 3


def test_play_stops_when_the_slide_is_left(open_widget):
    widget = open_widget(WIDGET, "step:1", DECK)
    widget.play.click()
    widget.page.keyboard.press("PageDown")
    widget.wait_until_slide_left()
    expect(widget.play).to_have_attribute("aria-pressed", "false")
    assert widget.number("step") == 2


def test_step_buttons_on_a_phone_are_large_and_stay_in_place(open_widget):
    """The buttons stay where they are, in sight, however long the drawing and the formulas."""
    widget = open_widget(WIDGET, f"net:{DEEPEST},step:0", height=720, **PHONE)
    widget.root.evaluate("e => e.scrollIntoView()")
    box = widget.step.bounding_box()
    assert box["y"] + box["height"] <= 720
    for _ in range(DEEPEST_STEPS):
        widget.page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert widget.finding.startswith(f"Step {DEEPEST_STEPS} of {DEEPEST_STEPS}")


@pytest.mark.parametrize("name", ["Step", "Finish phase"])
def test_disabled_step_button_keeps_the_focus(open_widget, name):
    widget = open_widget(WIDGET, where=DECK)
    widget.button(name).focus()
    for _ in range(15):
        widget.page.keyboard.press("Space")
    assert widget.finding.startswith("Step 13 of 13")
    assert widget.page.evaluate("document.activeElement.getAttribute('aria-label')") == name
    assert widget.current_slide == SLIDE


def test_gradient_check_keeps_the_focus_on_the_chosen_parameter(open_widget):
    widget = open_widget(WIDGET, "net:2-2-1,gradients:on,panel:doubt")
    widget.button("Choose W⁽¹⁾₂₁").press("Enter")
    assert widget.page.evaluate("document.activeElement.getAttribute('aria-pressed')") == "true"
    assert widget.panel.locator("math").count() >= 2


def test_presenting_switch_is_only_in_the_deck(lab):
    assert lab.presenting.count() == 0


@pytest.mark.parametrize("net", ["2-1-1", "2-2-1", "2-2-2", "2-2-2-mazur"])
@pytest.mark.parametrize(
    "state",
    ["trained:0", "trained:1", "trained:100", "trained:20,samples:3", "trained:100,samples:3"],
)
def test_every_step_fits_the_slide(open_widget, net, state):
    widget = open_widget(WIDGET, f"net:{net},{state},step:0", DECK)
    for _ in widget.steps_to_the_end():
        assert widget.root.evaluate(BOTTOM) <= RIBBON_TOP, widget.finding
        assert widget.panel.evaluate(FORMULAS_FIT), widget.finding
        assert overlapping_texts(widget.drawing, wide=10, high=10) == [], widget.finding


@pytest.mark.parametrize("state", ["trained:0", "trained:100"])
def test_every_step_of_the_deepest_network_fits_the_slide(open_widget, state):
    widget = open_widget(WIDGET, f"net:{DEEPEST},{state},step:0", DECK)
    for _ in widget.steps_to_the_end():
        assert widget.root.evaluate(BOTTOM) <= LOWEST, widget.finding
        assert not scrolls_sideways(widget.panel), widget.finding


@pytest.mark.parametrize("state", STATES)
def test_open_sections_do_not_overflow_the_slide(open_widget, state):
    root = open_widget(WIDGET, state, DECK).root
    assert root.evaluate(BOTTOM) <= LOWEST
    assert root.evaluate(RIGHT) <= RIGHTMOST
    assert min(root.evaluate(TEXT_SIZES)) >= SMALLEST_TEXT


@pytest.mark.parametrize("state", STATES)
def test_forward_backward_on_a_phone_does_not_scroll_sideways(open_widget, state):
    widget = open_widget(WIDGET, state, height=844, **PHONE)
    assert widget.document_width <= PHONE["width"]
    widget.start.tap()
    widget.step.tap()
    assert widget.drawing.bounding_box()["width"] <= PHONE["width"]


@pytest.mark.parametrize(
    ("net", "width"), [("2-2-2", 390), ("2-2-2-mazur", 390), (DEEPEST, 390), (DEEPEST, 1440)]
)
def test_bias_is_blue_and_its_gradient_orange_in_a_short_line(open_widget, net, width):
    widget = open_widget(WIDGET, f"net:{net},gradients:on", width=width)
    bias = widget.parameter("b1_1").locator("text")
    gradient = widget.parameter("b1_1").locator("[data-name=db1_1]")
    forward, backward = (
        widget.drawing.locator(f"text.{way}").first.evaluate(FILL) for way in ("fwd", "bwd")
    )
    assert bias.evaluate(FILL) == forward
    assert gradient.evaluate(FILL) == backward != forward


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("width", [390, 1440])
def test_labels_hide_the_arrows_behind_them(open_widget, state, width):
    widget = open_widget(WIDGET, state, width=width)
    assert widget.label_plates.count() >= 3
    assert widget.root.evaluate(LABELS_WITHOUT_PLATE) == []


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("net", NETWORKS)
@pytest.mark.parametrize(
    "state", ["gradients:on", "gradients:on,samples:4,trained:101", "samples:4,step:30"]
)
def test_numbers_of_the_drawing_do_not_overlap(open_widget, net, state, width):
    widget = open_widget(WIDGET, f"net:{net},{state}", width=width)
    assert widget.drawing.locator("text").count() >= 10
    assert overlapping_texts(widget.drawing, wide=10, high=10) == []
