"""One path through depth: every control by mouse and by key, the numbers, the slide, a phone."""

import numpy as np
import pytest
from geometry import scrolls_sideways
from site_pages import DECK, wait_until
from widget_page import PHONE

import gradflow
from tools.overflow import FAULTS

WIDGET = "path-through-depth"
RIBBON_TOP = 700  # px
STATES = (
    "",
    "layers:1",
    "layers:2,m:4,layer:2",
    "layers:30,m:4,layer:29",
    "layers:30,m:0.1,layer:15",
    "signed:on",
    "signed:on,seed:20,layer:4",
    "layers:30,m:4,signed:on,layer:28,seed:3",
    "layers:30,m:4,seed:77,layer:30",
    "layers:30,m:0.1,layer:26,seed:18,signed:on",
)
# outcomes that touch their panel's title
COLLISIONS = """all => all.flatMap(outcome => {
    const title = outcome.previousElementSibling.getBoundingClientRect();
    return outcome.getBoundingClientRect().left < title.right + 4 ? [outcome.textContent] : [];
})"""
DRAWN_TO_FIT = (
    "document.querySelector('svg.ptd').viewBox.baseVal.width"
    " === Math.round(document.querySelector('.ptd-picture').clientWidth)"
)


def test_running_product_equals_the_product_of_shown_factors(lab):
    rng = np.random.default_rng(4)
    for _ in range(10):
        layers = int(rng.integers(1, 31))
        lab.layers.fill(str(layers))
        lab.multiplier.fill(str(rng.integers(1, 41) / 10))
        lab.other_weights.click()
        for name in ("sigmoid", "relu"):
            factors, products = lab.by_layer(f"{name}_factor"), lab.by_layer(f"{name}_product")
            assert len(factors) == layers
            assert products == pytest.approx(np.cumprod(factors[::-1])[::-1], rel=1e-12)


def test_factors_agree_with_the_engine(lab):
    weights = lab.by_layer("relu_factor")  # open units: the weight alone
    a = np.ones(1)
    sigmoid = gradflow.ACTIVATIONS["sigmoid"]
    for w, factor in zip(weights, lab.by_layer("sigmoid_factor"), strict=True):
        assert factor == pytest.approx(w * sigmoid.df(w * a)[0], rel=1e-12)
        a = sigmoid.f(w * a)


def test_sliders_move_by_key_and_update_the_address(lab):
    lab.layers.press("End")
    lab.multiplier.press("ArrowRight")
    lab.layer.press("End")
    wait_until(lab.page, f"location.search === '?{WIDGET}=layers:30,m:1.9,layer:30'")
    assert lab.finding.startswith("Over 30 layers")
    assert lab.panel.inner_text().count("30") >= 2


def test_chosen_layer_stays_valid_with_fewer_layers(lab):
    lab.layer.fill("9")
    lab.layers.fill("5")
    assert lab.layer.input_value() == "5"
    assert lab.element("layer").inner_text() == "5"
    wait_until(lab.page, f"location.search === '?{WIDGET}=layers:5,layer:5'")


def test_missing_layer_in_the_address_is_reported_once_and_replaced(open_widget):
    widget = open_widget(WIDGET, "layers:5,layer:9")
    widget.root.get_by_text("ignored layer: 9").wait_for()
    assert widget.element("layer").inner_text() == "5"
    widget.layers.fill("10")
    assert widget.element("layer").inner_text() == "5"


def test_click_on_a_layer_shows_its_arithmetic(lab):
    width = lab.columns.bounding_box()["width"]
    lab.columns.click(position={"x": 0.65 * width, "y": 20})  # the seventh of ten columns
    assert lab.layer.input_value() == "7"
    factor = lab.by_layer("sigmoid_factor")[6]
    assert f"{factor:.4g}" in lab.arithmetic.inner_text()


def test_dead_relu_is_named_and_marked(lab):
    lab.signed.press("Space")
    assert "ReLU path passes back nothing" in lab.finding
    assert "dead at layer 1" in lab.drawing.text_content()
    assert set(lab.by_layer("relu_product")) == {0}


def test_new_weights_and_all_digits_change_the_numbers(lab):
    before = lab.by_layer("sigmoid_factor")
    lab.other_weights.press("Enter")
    assert lab.by_layer("sigmoid_factor") != before
    lab.all_digits.click()
    kept = lab.element("sigmoid_kept").text_content()
    assert float(kept.split("×")[0]) != round(lab.by_layer("sigmoid_product")[0], 2)
    assert len(kept) > 12
    lab.all_digits.click()


def test_sliders_and_checkbox_work_by_mouse(lab):
    for control, value in ((lab.layers, 30), (lab.multiplier, 4), (lab.layer, 30)):
        box = control.bounding_box()
        lab.page.mouse.click(box["x"] + box["width"] - 3, box["y"] + box["height"] / 2)
        assert float(control.input_value()) == value
    lab.signed.click()
    assert len(lab.by_layer("relu_factor")) == 30
    assert min(lab.by_layer("relu_factor")) == 0
    assert min(lab.by_layer("sigmoid_factor")) < 0


def test_changed_finding_is_announced(lab):
    lab.layers.press("Home")
    lab.wait_for_announcement(r"^Over one layer the sigmoid path passes back 0\.2")


def test_chosen_layer_is_announced_alone(lab):
    lab.layer.press("ArrowRight")
    lab.wait_for_announcement("Layer 2: sigmoid, factor ")
    lab.layer.press("End")
    lab.wait_for_announcement("^Layer 10: sigmoid, factor ")
    factor, product = (lab.by_layer(f"relu_{key}")[9] for key in ("factor", "product"))
    announced = lab.live_region.text_content()
    assert announced.endswith(f"ReLU, factor {factor:.4g}, product {product:.4g}.")


def test_paper_shows_the_seed_without_its_button(open_widget):
    widget = open_widget(WIDGET, "seed:77")
    widget.page.emulate_media(media="print")
    widget.root.get_by_text("seed 77").wait_for()
    assert not widget.other_weights.is_visible()


@pytest.mark.parametrize("digits", [False, True])
@pytest.mark.parametrize("state", STATES)
def test_widget_on_its_slide_ends_above_the_ribbon(open_widget, state, digits):
    widget = open_widget(WIDGET, state, DECK)
    if digits:
        widget.all_digits.click()
    lowest = widget.origin.bounding_box()
    assert lowest["y"] + lowest["height"] < RIBBON_TOP
    assert widget.page.evaluate(FAULTS) == []
    assert widget.outcomes.evaluate_all(COLLISIONS) == []


def test_panels_on_a_phone_are_stacked(open_widget):
    widget = open_widget(WIDGET, height=720, **PHONE)
    sigmoid, relu = (widget.panel_titles.nth(i).bounding_box() for i in (0, 1))
    assert relu["y"] > sigmoid["y"] + 150
    assert widget.document_width <= PHONE["width"]


@pytest.mark.parametrize("digits", [False, True])
@pytest.mark.parametrize("state", STATES)
def test_widget_in_the_lab_is_neither_cut_nor_covered(open_widget, state, digits):
    widget = open_widget(WIDGET, state)
    if digits:
        widget.all_digits.click()
    for width in (1440, 820, 390):
        widget.page.set_viewport_size({"width": width, "height": 900})
        wait_until(widget.page, DRAWN_TO_FIT)
        assert widget.document_width <= width
        assert widget.outcomes.evaluate_all(COLLISIONS) == []
        assert not scrolls_sideways(widget.panel)
