"""Page objects: a widget as its user meets it, controls by their labels, numbers by their names.

A widget's selectors and labels stand here only. Each subclass adds what its widget alone has.
"""

import re

from playwright.sync_api import Locator, Page, expect
from site_pages import CURRENT_SLIDE, DECK, LAB, wait_for_deck, wait_for_slide, wait_until

PHONE = {"width": 390, "has_touch": True, "is_mobile": True}
FINGER = 44  # px: the smallest target for a finger
expect.set_options(timeout=30_000)

# Contract: every number stands in an element with data-name and data-value.
NUMBERS = """root => Object.fromEntries([...root.querySelectorAll('[data-name]')]
    .map(element => [element.dataset.name, Number(element.dataset.value)]))"""


def part(selector: str):
    return property(lambda widget: widget.root.locator(selector))


def button(name: str):
    return property(lambda widget: widget.button(name))


def slider(label: str):
    return property(lambda widget: widget.slider(label))


def field(label: str):
    return property(lambda widget: widget.field(label))


def use(control: Locator, key: str | None = None) -> None:
    """Click at a control, or press a key on it."""
    if key:
        control.press(key)
    else:
        control.click()


class WidgetPage:
    """What all widgets have, on whichever page."""

    name: str
    slide: str  # its id in the deck
    key = ""  # what it is called in addresses, if not by its name

    finding_line = part(".w-finding")
    message_line = part(".w-message")
    live_region = part("[aria-live]")
    drawing = part("svg.drawing >> nth=0")
    frame = part(".w")
    origin = part(".w-origin")
    inputs = part("select, input, .w-input [data-value]")
    digits_box = part(".w-digits")
    still = part("svg.still")  # the picture that stands for the widget without scripts
    reset = button("Reset")
    all_digits = button("All digits")

    def __init__(self, page: Page):
        self.page = page
        self.root = page.locator(f"[data-widget={self.name}]")

    @classmethod
    def address(cls, state: str, where: str) -> str:
        """Of the widget in the lab or the deck; another address is used as it is."""
        if where not in (LAB, DECK):
            return where
        key = cls.key or cls.name
        query = f"?{key}={state}" if state else ""
        return f"{where}{query}#{'/' + cls.slide if where == DECK else key}"

    def wait(self) -> "WidgetPage":
        """Wait until it is drawn, in place of its picture."""
        if DECK in self.page.url:
            wait_for_deck(self.page)
        self.frame.wait_for()
        return self

    def restart(self) -> None:
        """Back to the first setting, the focus nowhere."""
        self.reset.click()
        self.page.evaluate("document.activeElement.blur()")

    def button(self, name: str) -> Locator:
        return self.root.get_by_role("button", name=name, exact=True)

    def slider(self, label: str) -> Locator:
        return self.root.get_by_role("slider", name=label, exact=True)

    def field(self, label: str) -> Locator:
        """A control of any kind by its label."""
        return self.root.get_by_label(label, exact=True)

    def element(self, name: str) -> Locator:
        return self.root.locator(f"[data-name={name}]")

    def shows(self, name: str) -> bool:
        return self.element(name).count() > 0

    def number(self, name: str) -> float:
        return float(self.element(name).get_attribute("data-value"))

    def numbers(self) -> dict[str, float]:
        return self.root.evaluate(NUMBERS)

    @property
    def finding(self) -> str:
        return self.finding_line.inner_text()

    @property
    def message(self) -> str:
        return self.message_line.inner_text()

    @property
    def focused_text(self) -> str:
        return self.page.evaluate("document.activeElement.textContent")

    @property
    def current_slide(self) -> str:
        return self.page.evaluate(CURRENT_SLIDE)

    @property
    def document_width(self) -> int:
        """In px; more than the window's if the page scrolls sideways."""
        return self.page.evaluate("document.documentElement.scrollWidth")

    def wait_for_search(self, part: str) -> None:
        wait_until(self.page, "part => location.search.includes(part)", part)

    def wait_for_announcement(self, pattern: str) -> None:
        """A space in the pattern is any kind of space."""
        expect(self.live_region).to_have_text(re.compile(pattern.replace(" ", r"\s")))

    def wait_for_slide(self, slide: str) -> None:
        wait_for_slide(self.page, slide)

    def wait_until_slide_left(self) -> None:
        wait_until(self.page, f"id => {CURRENT_SLIDE} !== id", self.slide)


class Activations(WidgetPage):
    name, slide = "activations", "activations-widget"

    activation = field("Activation")
    alpha = slider("Slope parameter α")
    z = slider("z")
    upstream = slider("Upstream ∂J/∂a")
    whole_range = button("Whole range")
    chosen_option = part("option:checked")
    point = part("circle.handle")
    zones = part("g.zone")
    legend = part("svg.drawing text[class^=category]")
    curves = part("svg.drawing path[class*=category]")
    rows = part("tbody tr")

    @property
    def compare_boxes(self) -> Locator:
        return self.root.get_by_role("group", name="Compare with").get_by_role("checkbox")

    def compare_with(self, name: str) -> Locator:
        return self.root.get_by_role("checkbox", name=name)

    def choose(self, name: str) -> None:
        """An activation with everything else as at first."""
        self.restart()
        self.activation.select_option(name)


class ComputationalGraph(WidgetPage):
    name, slide = "computational-graph", "computational-graph"

    expression = field("Expression")
    derivatives = field("Derivatives")
    by_input = field("by input")
    example = field("Example")
    as_table = field("As a table")
    step_slider = slider("Step")
    next_step = button("Next step")
    back = button("Back")
    start = button("Start")
    end = button("End")
    graph = part("svg.cg-graph")
    current_edges = part(".cg-graph .thick")
    faulty_nodes = part(".cg-wrong")
    table_rows = part("table.cg-table tbody tr")
    cost_rows = part(".cg-cost tbody tr")
    scroll_box = part(".cg-scroll")
    expression_error = part(".cg-error")
    input_fields = part(".cg-inputs input")

    def input_field(self, name: str) -> Locator:
        return self.field(f"{name} =")


class ForwardBackward(WidgetPage):
    name, slide = "forward-backward", "forward-backward-widget"

    network = field("Network")
    show_gradients = field("Show gradients")
    presenting = field("Presenting")
    step_slider = slider("Micro-step")
    step = button("Step")
    back = button("Back")
    start = button("Start")
    finish_phase = button("Finish phase")
    show_all = button("Show all")
    chosen = field("Chosen")
    samples = field("Samples")
    sample_shown = field("Sample shown")
    epsilon = slider("log₁₀ ε")
    learning_rate = slider("η")
    train_once = button("One gradient step")
    train_100 = button("100 steps")
    undo = button("Undo")
    panel = part(".fb-panel")
    drawn_numbers = part(".fb-picture [data-name]")
    label_plates = part("svg.fb rect.fill-paper")
    check_chart = part(".fb-chart")
    network_section = part("summary:has-text('Activations and samples')")
    check_section = part("summary:has-text('Check gradients')")
    train_section = part("summary:has-text('Train')")

    @property
    def play(self) -> Locator:
        """Found on a slide that has been left, too."""
        return self.root.get_by_role("button", name="Play", include_hidden=True)

    def parameter(self, name: str) -> Locator:
        """A weight or bias in the drawing, with its gradient."""
        return self.root.locator(f"[data-choose={name}]")

    def wait_for_step(self, step: int) -> None:
        expect(self.finding_line).to_have_text(re.compile(f"^Step {step} of"))

    def steps_to_the_end(self):
        """Step to the last step, which is the update; yields after each."""
        while self.step.get_attribute("aria-disabled") == "false":
            self.step.click()
            yield
        assert ", update" in self.finding


class GradientFlow(WidgetPage):
    """The simulator: some settings take a while to compute."""

    name, slide = "gradient-flow", "gradient-flow-widget"

    activation = field("Activation")
    weights = field("Weights")
    multiplier = slider("Weight multiplier")
    depth = field("Depth")
    width = field("Width")
    biases = field("Biases")
    numbers_switch = field("Numbers")
    naive = field("Naive formula")
    residual = field("Residual connections")
    layer_norm = field("Layer normalisation")
    clip = field("Clip gradients")
    histograms = field("Histograms")
    more = part("summary")
    more_columns = part(".gf-columns")
    back_to_presets = button("Back to presets and curves")
    xavier = button("Xavier")
    keep_curve = button("Keep curve")
    forget = button("Forget")
    progress = part("progress")
    charts = part(".w-figure > svg")
    plot = part(".gf-plot")
    grid_lines = part(".gf-plot :is(line.faint, line.muted:not(.dashed))")
    strips = part(".gf-strips")  # the histograms
    notes = part(".gf-notes")
    table_box = part(".gf-numbers")

    def wait_until_settled(self) -> None:
        self.root.locator("[data-settled=true]").wait_for(state="attached")

    def is_computing(self) -> bool:
        return self.root.locator("[data-settled=false]").count() == 1


class MultipleChoice(WidgetPage):
    name, slide, key = "multiple-choice", "checkpoint-mcq", "checkpoint-mcq"

    reveal = button("Reveal the answer")
    hide = button("Hide the answer")
    options = part(".mc-option")
    option_texts = part(".mc-text")
    explanation = part(".explanation")

    def option(self, start: str) -> Locator:
        """By its letter, or by more of how it starts."""
        return self.root.get_by_role("button", name=re.compile(rf"^{start}\b"))

    @property
    def verdicts(self) -> str:
        """One letter an option: hidden, wrong, right."""
        read = "list => list.map(option => option.dataset.verdict[0])"
        return "".join(self.options.evaluate_all(read))


class PathThroughDepth(WidgetPage):
    name, slide = "path-through-depth", "vanishing"

    layers = slider("Layers")
    layer = slider("Look at layer")
    multiplier = slider("Weight multiplier")
    signed = field("Signed weights")
    other_weights = button("Other weights")
    columns = part(".ptd-layers >> nth=0")
    panel = part(".ptd-panel")
    arithmetic = part(".ptd-panel > div >> nth=0")
    panel_titles = part("svg.ptd text.strong:not(.end)")
    outcomes = part("svg.ptd text.bwd.end")  # beside a panel's title

    def by_layer(self, name: str) -> list[float]:
        """A number of each layer, once nothing moves."""
        self.root.locator(".w:not(.w-moving)").wait_for()
        cells = self.root.locator(f"td[data-name^={name}_]")
        return [float(v) for v in cells.evaluate_all("all => all.map(c => c.dataset.value)")]


class PredictGradient(WidgetPage):
    name = "predict-gradient"

    level = field("Level")
    kind = field("Kind")
    answer_field = field("Your answer")
    check = button("Check")
    show_answer = button("Show the answer")
    fresh_numbers = button("Fresh numbers")
    another_kind = button("Another kind")
    clear_score = button("Clear score")
    refusal = part(".pg-field .w-refusal")
    feedback = part(".pg-feedback")
    mistakes = part(".pg-feedback li")

    def answer(self, text: str) -> None:
        self.answer_field.fill(text)
        self.answer_field.press("Enter")

    @property
    def slide_links(self) -> Locator:
        return self.root.get_by_role("link", name="Show the slide")

    @property
    def score(self) -> list[str]:
        return self.root.locator(".pg-scores dd").all_inner_texts()


PAGE_OBJECTS = {widget.name: widget for widget in WidgetPage.__subclasses__()}


def find_widget(page: Page, name: str) -> WidgetPage:
    """The page object of a widget that is on the page, or will be."""
    return PAGE_OBJECTS[name](page)
