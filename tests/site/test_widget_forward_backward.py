"""The widget "forward-backward": every control by mouse and keyboard, the clicker in the deck."""

import pytest
from conftest import wait_until
from playwright.sync_api import expect

LAB = "unit05/lab.html"
DECK = "unit05/slides.html"
SLIDE = "forward-backward-widget"


@pytest.fixture
def opened(open_page):
    pages = []

    def opened(state="", path=LAB, **options):
        anchor = f"/{SLIDE}" if path == DECK else "forward-backward"
        query = f"?forward-backward={state}" if state else ""
        page = open_page(f"{path}{query}#{anchor}", **{"height": 720, **options})
        page.wait_for_selector("[data-widget=forward-backward] input")
        pages.append(page)
        return page, page.locator("[data-widget=forward-backward]")

    yield opened
    for page in pages:
        assert page.problems == []
        page.close()


def finding(widget) -> str:
    return widget.locator(".w-finding").inner_text()


def press(widget, name: str, key: str | None) -> None:
    """Use a button by mouse, or by a key."""
    button = widget.get_by_role("button", name=name, exact=True)
    if key:
        button.press(key)
    else:
        button.click()


@pytest.mark.parametrize("key", [None, "Enter", " "])
def test_buttons_step_forward_and_back(opened, key):
    page, widget = opened("net:2-2-1")
    press(widget, "Step", key)
    assert finding(widget).startswith("Step 1 of 23, forward")
    press(widget, "Finish phase", key)
    assert finding(widget).startswith("Step 7 of 23, forward")
    press(widget, "Step", key)
    assert "−0.4332" in widget.locator(".fb-panel").inner_text()
    press(widget, "Back", key)
    assert finding(widget).startswith("Step 7 of 23")
    wait_until(page, "location.search.includes('step:7')")
    press(widget, "Start", key)
    assert widget.locator(".fb-picture [data-name]").count() == 0
    press(widget, "Show all", key)
    assert widget.locator("[data-name=J]").get_attribute("data-value") == "0.09381682190341013"


def test_play_stops_at_the_last_step(opened):
    page, widget = opened("net:2-2-1,step:21")
    press(widget, "Play", None)
    within = "document.querySelector('[data-widget=forward-backward]')"
    wait_until(page, f"{within}.querySelector('.w-finding').textContent.startsWith('Step 23')")
    pressed = f"{within}.querySelector('[aria-label=Play]').getAttribute('aria-pressed')"
    wait_until(page, f"{pressed} === 'false'")


def test_step_slider_works_by_keyboard(opened):
    _, widget = opened()
    slider = widget.get_by_role("slider", name="Micro-step", exact=True)
    slider.press("End")
    assert finding(widget).startswith("Step 13 of 13, update")
    slider.press("ArrowLeft")
    assert finding(widget).startswith("Step 12 of 13, backward")


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_chosen_weight_shows_its_rule_and_a_slider(opened, by):
    page, widget = opened("net:2-2-1,gradients:on", width=1280)
    if by == "mouse":
        widget.locator("[data-choose=W2_12] text").first.click()
    else:
        choice = widget.get_by_label("Chosen", exact=True)
        choice.focus()
        choice.select_option("W2_12")
    assert "=−0.1064·0.7311=−0.0778" in "".join(widget.locator(".fb-panel").inner_text().split())
    slider = widget.get_by_role("slider", name="Value of W⁽²⁾₁₂", exact=True)
    slider.press("ArrowRight")
    wait_until(page, "location.search.includes('_-0.95_0')")


def test_sections_open_by_mouse_and_key_and_their_controls_work(opened):
    _, widget = opened("net:2-2-1")
    widget.get_by_text("Activations and samples").press("Enter")
    widget.get_by_label("Layer 1", exact=True).select_option("relu")
    assert widget.locator("[data-name=a1_2]").get_attribute("data-value") == "1"
    widget.get_by_label("Samples", exact=True).select_option("3")
    widget.get_by_label("Sample shown", exact=True).select_option("2")
    assert "Over 3 samples" in finding(widget)
    widget.get_by_text("Check gradients").click()
    assert not widget.get_by_label("Samples", exact=True).is_visible()
    slider = widget.get_by_role("slider", name="log₁₀ ε", exact=True)
    slider.press("Home")
    assert widget.locator("[data-name=numeric_W1_11]").is_visible()
    widget.get_by_role("button", name="Choose b⁽¹⁾₂", exact=True).press("Enter")
    assert "b⁽¹⁾₂" in widget.locator(".fb-chart").get_attribute("aria-label")
    widget.get_by_text("Train", exact=True).press(" ")
    widget.get_by_role("slider", name="η", exact=True).press("ArrowRight")
    for key in (None, "Enter"):
        press(widget, "One gradient step", key)
        press(widget, "100 steps", key)
        assert finding(widget).startswith("After 101 steps with η = 0.55")
        press(widget, "Undo", key)
        press(widget, "Undo", key)
        assert widget.locator("[data-name=trained]").inner_text() == "0"


@pytest.mark.parametrize("name", ["Moving", "Zero loss", "Dead ReLU", "Saturated sigmoid"])
def test_presets_show_gradients_and_their_finding(opened, name):
    _, widget = opened()
    press(widget, name, None)
    assert widget.get_by_label("Show gradients").is_checked()
    words = {"Moving": "raise", "Zero loss": "nothing to correct", "Dead ReLU": "ReLU is off"}
    assert words.get(name, "slopes near 0") in finding(widget)


@pytest.mark.parametrize("net", ["2-1-1", "2-2-1", "2-2-2", "2-2-2-mazur", "2-3-2-1"])
def test_each_network_can_be_chosen_and_stepped_through(opened, net):
    _, widget = opened()
    widget.get_by_label("Network", exact=True).select_option(net)
    slider = widget.get_by_role("slider", name="Micro-step", exact=True)
    last = int(slider.get_attribute("max"))
    for _ in range(last):
        press(widget, "Step", None)
    assert finding(widget).startswith(f"Step {last} of {last}, update")


def test_remote_walks_all_steps_before_it_leaves_the_slide(opened):
    page, widget = opened("net:2-2-1,step:20", DECK)
    widget.get_by_label("Presenting").check()
    for key in ("ArrowRight", "PageDown", "n"):
        if key != "PageDown":
            page.evaluate("document.activeElement.blur()")
        page.keyboard.press(key)
    assert finding(widget).startswith("Step 23 of 23")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("PageUp")
    assert finding(widget).startswith("Step 21 of 23")
    assert page.evaluate("Reveal.getCurrentSlide().id") == SLIDE
    page.evaluate("Reveal.triggerKey(39)")  # as the speaker's window does
    page.keyboard.press(" ")
    assert finding(widget).startswith("Step 23 of 23")
    page.keyboard.press("PageDown")
    wait_until(page, "Reveal.getCurrentSlide().id === 'weight-update'")
    page.keyboard.press("ArrowLeft")
    wait_until(page, f"Reveal.getCurrentSlide().id === '{SLIDE}'")
    page.keyboard.press("ArrowLeft")
    assert finding(widget).startswith("Step 22 of 23")


def test_presenting_mode_lets_deck_keys_step_and_shift_jump(opened):
    page, widget = opened("net:2-2-1,step:10,present:on", DECK)
    for key, step in (
        ("ArrowDown", 11), ("l", 12), ("j", 13), ("L", 14), ("Space", 15),
        ("Shift+Space", 14), ("ArrowUp", 13), ("h", 12), ("k", 11), ("p", 10),
    ):  # fmt: skip
        page.keyboard.press(key)
        assert finding(widget).startswith(f"Step {step} of 23"), key
    page.evaluate("Reveal.triggerKey(40)")  # as the speaker's window does
    assert finding(widget).startswith("Step 11 of 23")
    page.keyboard.press("Shift+ArrowLeft")
    wait_until(page, "Reveal.getCurrentSlide().id === 'title-slide'")


def test_previous_at_the_first_step_leaves_the_slide(opened):
    page, widget = opened("step:1,present:on", DECK)
    press(widget, "Step", None)
    page.keyboard.press("PageUp")
    page.keyboard.press("PageUp")
    assert widget.locator("[data-name=step]").get_attribute("data-value") == "0"
    assert page.evaluate("Reveal.getCurrentSlide().id") == SLIDE
    page.keyboard.press("PageUp")
    wait_until(page, f"Reveal.getCurrentSlide().id !== '{SLIDE}'")


def test_keys_turn_the_slide_if_presenting_is_off(opened):
    page, widget = opened("step:3", DECK)
    page.keyboard.press("ArrowRight")
    wait_until(page, f"Reveal.getCurrentSlide().id !== '{SLIDE}'")
    assert widget.locator("[data-name=step]").get_attribute("data-value") == "3"


def test_play_stops_when_the_slide_is_left(opened):
    page, widget = opened("step:1", DECK)
    press(widget, "Play", None)
    page.keyboard.press("PageDown")
    wait_until(page, f"Reveal.getCurrentSlide().id !== '{SLIDE}'")
    play = widget.get_by_role("button", name="Play", include_hidden=True)
    expect(play).to_have_attribute("aria-pressed", "false")
    assert widget.locator("[data-name=step]").get_attribute("data-value") == "2"


def test_step_buttons_on_a_phone_are_large_and_stay_in_place(opened):
    """The buttons stay where they are, in sight, however long the drawing and the formulas."""
    page, widget = opened("net:2-3-2-1,step:0", width=390, has_touch=True, is_mobile=True)
    widget.evaluate("e => e.scrollIntoView()")
    step = widget.get_by_role("button", name="Step", exact=True)
    box = step.bounding_box()
    assert box["y"] + box["height"] <= 720
    for _ in range(46):
        page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert finding(widget).startswith("Step 46 of 46")


@pytest.mark.parametrize("name", ["Step", "Finish phase"])
def test_disabled_step_button_keeps_the_focus(opened, name):
    page, widget = opened(path=DECK)
    widget.get_by_role("button", name=name, exact=True).focus()
    for _ in range(15):
        page.keyboard.press("Space")
    assert finding(widget).startswith("Step 13 of 13")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == name
    assert page.evaluate("Reveal.getCurrentSlide().id") == SLIDE


def test_gradient_check_keeps_the_focus_on_the_chosen_parameter(opened):
    page, widget = opened("net:2-2-1,gradients:on,panel:doubt")
    widget.get_by_role("button", name="Choose W⁽¹⁾₂₁").press("Enter")
    chosen = "document.activeElement.getAttribute('aria-pressed')"
    assert page.evaluate(chosen) == "true"
    assert widget.locator(".fb-panel math").count() >= 2


def test_presenting_switch_is_only_in_the_deck(opened):
    _, widget = opened()
    assert widget.get_by_label("Presenting").count() == 0


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


LOWEST = """e => Math.max(...[...e.querySelectorAll('*')]
    .filter(x => x.checkVisibility() && !x.closest('.w-hidden, .fb-check, svg svg'))
    .map(x => x.getBoundingClientRect().bottom))"""


COLLISIONS = """e => {
    const boxOf = node => [node.textContent, node.getBoundingClientRect()];
    const texts = [...e.querySelectorAll('svg.fb text')].map(boxOf);
    const shared = (a, b) => Math.min(
        Math.min(a.right, b.right) - Math.max(a.left, b.left),
        Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));
    return texts.flatMap(([one, a], i) => texts.slice(i + 1)
        .filter(([, b]) => shared(a, b) > 10).map(([other]) => `${one} on ${other}`));
}"""


def walk(widget):
    """Step to the last step, which is the update; yields after each."""
    step = widget.get_by_role("button", name="Step", exact=True)
    while step.get_attribute("aria-disabled") == "false":
        step.click()
        yield
    assert finding(widget).count(", update")


FITS = "p => [p, ...p.querySelectorAll('.fb-form')].every(x => x.scrollWidth <= x.clientWidth)"


@pytest.mark.parametrize("net", ["2-1-1", "2-2-1", "2-2-2", "2-2-2-mazur"])
@pytest.mark.parametrize(
    "state",
    ["trained:0", "trained:1", "trained:100", "trained:20,samples:3", "trained:100,samples:3"],
)
def test_every_step_fits_the_slide(opened, net, state):
    _, widget = opened(f"net:{net},{state},step:0", DECK)
    panel = widget.locator(".fb-panel")
    for _ in walk(widget):
        assert widget.evaluate(LOWEST) <= 681, finding(widget)
        assert panel.evaluate(FITS), finding(widget)
        assert widget.evaluate(COLLISIONS) == [], finding(widget)


@pytest.mark.parametrize("state", ["trained:0", "trained:100"])
def test_every_step_of_the_deepest_network_fits_the_slide(opened, state):
    _, widget = opened(f"net:2-3-2-1,{state},step:0", DECK)
    panel = widget.locator(".fb-panel")
    for _ in walk(widget):
        assert widget.evaluate(LOWEST) <= 700, finding(widget)
        assert panel.evaluate("p => p.scrollWidth <= p.clientWidth"), finding(widget)


@pytest.mark.parametrize("state", STATES)
def test_open_sections_do_not_overflow_the_slide(opened, state):
    _, widget = opened(state, DECK)
    assert widget.evaluate(LOWEST) <= 700
    right = widget.evaluate(
        """e => Math.max(...[...e.querySelectorAll('svg text, .fb-panel *')]
            .map(x => x.getBoundingClientRect().right))"""
    )
    assert right <= 1240
    small = widget.evaluate(
        """e => [...e.querySelectorAll('svg text')].filter(x => x.checkVisibility())
            .map(x => parseFloat(getComputedStyle(x).fontSize) * x.getScreenCTM().a)
            .filter(size => size < 13)"""
    )
    assert small == []


@pytest.mark.parametrize("state", STATES)
def test_forward_backward_on_a_phone_does_not_scroll_sideways(opened, state):
    page, widget = opened(state, width=390, height=844, has_touch=True, is_mobile=True)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for name in ("Start", "Step"):
        widget.get_by_role("button", name=name, exact=True).tap()
    assert widget.locator("svg.fb").bounding_box()["width"] <= 390


@pytest.mark.parametrize(
    ("net", "width"),
    [("2-2-2", 390), ("2-2-2-mazur", 390), ("2-3-2-1", 390), ("2-3-2-1", 1440)],
)
def test_bias_is_blue_and_its_gradient_orange_in_a_short_line(opened, net, width):
    _, widget = opened(f"net:{net},gradients:on", width=width)
    colour = "e => getComputedStyle(e).fill"
    bias = widget.locator("svg.fb [data-choose=b1_1] text")
    assert bias.evaluate(colour) == widget.locator("svg.fb text.fwd").first.evaluate(colour)
    gradient = widget.locator("svg.fb [data-choose=b1_1] [data-name=db1_1]")
    backward = widget.locator("svg.fb text.bwd").first.evaluate(colour)
    assert gradient.evaluate(colour) == backward != bias.evaluate(colour)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("width", [390, 1440])
def test_labels_hide_the_arrows_behind_them(opened, state, width):
    _, widget = opened(state, width=width)
    uncovered = widget.evaluate(
        """e => {
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
    )
    assert widget.locator("svg.fb rect.fill-paper").count() >= 3
    assert uncovered == []


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("net", ["2-1-1", "2-2-1", "2-2-2", "2-2-2-mazur", "2-3-2-1"])
@pytest.mark.parametrize(
    "state", ["gradients:on", "gradients:on,samples:4,trained:101", "samples:4,step:30"]
)
def test_numbers_of_the_drawing_do_not_overlap(opened, net, state, width):
    _, widget = opened(f"net:{net},{state}", width=width)
    assert widget.locator("svg.fb text").count() >= 10
    assert widget.evaluate(COLLISIONS) == []
