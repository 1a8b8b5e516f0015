"""One path through depth: every control by mouse and by key, the numbers, the slide, a phone."""

import numpy as np
import pytest
from conftest import wait_until

import gradflow
from tools.overflow import FAULTS

LAB = "unit05/lab.html"
SLIDE = "unit05/slides.html#/vanishing"
NAME = "path-through-depth"


def root(page):
    return page.locator(f"[data-widget={NAME}]")


@pytest.fixture(scope="module")
def lab(open_page):
    page = open_page(LAB, height=1000)
    root(page).get_by_role("slider").first.wait_for()
    yield page
    assert page.problems == []
    page.close()


@pytest.fixture(autouse=True)
def at_the_start(request):
    if "lab" in request.fixturenames:
        page = request.getfixturevalue("lab")
        root(page).get_by_role("button", name="Reset").click()


def slider(page, label: str):
    return root(page).get_by_role("slider", name=label, exact=True)


def numbers(page, name: str) -> list[float]:
    root(page).locator(".w:not(.w-moving)").wait_for()
    cells = root(page).locator(f"td[data-name^={name}_]")
    return [float(v) for v in cells.evaluate_all("all => all.map(c => c.dataset.value)")]


def finding(page) -> str:
    return root(page).locator(".w-finding").inner_text()


def test_running_product_equals_the_product_of_shown_factors(lab):
    rng = np.random.default_rng(4)
    for _ in range(10):
        layers = int(rng.integers(1, 31))
        slider(lab, "Layers").fill(str(layers))
        slider(lab, "Weight multiplier").fill(str(rng.integers(1, 41) / 10))
        root(lab).get_by_role("button", name="Other weights").click()
        for name in ("sigmoid", "relu"):
            factors, products = numbers(lab, f"{name}_factor"), numbers(lab, f"{name}_product")
            assert len(factors) == layers
            assert products == pytest.approx(np.cumprod(factors[::-1])[::-1], rel=1e-12)


def test_factors_agree_with_the_engine(lab):
    weights = numbers(lab, "relu_factor")  # open units: the weight alone
    a = np.ones(1)
    sigmoid = gradflow.ACTIVATIONS["sigmoid"]
    for w, factor in zip(weights, numbers(lab, "sigmoid_factor"), strict=True):
        assert factor == pytest.approx(w * sigmoid.df(w * a)[0], rel=1e-12)
        a = sigmoid.f(w * a)


def test_sliders_move_by_key_and_update_the_address(lab):
    slider(lab, "Layers").press("End")
    slider(lab, "Weight multiplier").press("ArrowRight")
    slider(lab, "Look at layer").press("End")
    wait_until(lab, f"location.search === '?{NAME}=layers:30,m:1.9,layer:30'")
    assert finding(lab).startswith("Over 30 layers")
    assert root(lab).locator(".ptd-panel").inner_text().count("30") >= 2


def test_chosen_layer_stays_valid_with_fewer_layers(lab):
    slider(lab, "Look at layer").fill("9")
    slider(lab, "Layers").fill("5")
    assert slider(lab, "Look at layer").input_value() == "5"
    assert root(lab).locator("[data-name=layer]").inner_text() == "5"
    wait_until(lab, f"location.search === '?{NAME}=layers:5,layer:5'")


def test_missing_layer_in_the_address_is_reported_once_and_replaced(open_page):
    page = open_page(f"{LAB}?{NAME}=layers:5,layer:9")
    root(page).get_by_text("ignored layer: 9").wait_for()
    assert root(page).locator("[data-name=layer]").inner_text() == "5"
    slider(page, "Layers").fill("10")
    assert root(page).locator("[data-name=layer]").inner_text() == "5"
    assert page.problems == []
    page.close()


def test_click_on_a_layer_shows_its_arithmetic(lab):
    layers = root(lab).locator(".ptd-layers").first
    place = layers.bounding_box()
    layers.click(position={"x": 0.65 * place["width"], "y": 20})  # the seventh of ten columns
    assert slider(lab, "Look at layer").input_value() == "7"
    factor = numbers(lab, "sigmoid_factor")[6]
    assert f"{factor:.4g}" in root(lab).locator(".ptd-panel > div").first.inner_text()


def test_dead_relu_is_named_and_marked(lab):
    root(lab).get_by_label("Signed weights").press("Space")
    assert "ReLU path passes back nothing" in finding(lab)
    assert "dead at layer 1" in root(lab).locator("svg.ptd").text_content()
    assert set(numbers(lab, "relu_product")) == {0}


def test_new_weights_and_all_digits_change_the_numbers(lab):
    before = numbers(lab, "sigmoid_factor")
    root(lab).get_by_role("button", name="Other weights").press("Enter")
    assert numbers(lab, "sigmoid_factor") != before
    root(lab).get_by_role("button", name="All digits").click()
    kept = root(lab).locator("[data-name=sigmoid_kept]")
    assert float(kept.text_content().split("×")[0]) != round(numbers(lab, "sigmoid_product")[0], 2)
    assert len(kept.text_content()) > 12
    root(lab).get_by_role("button", name="All digits").click()


def test_sliders_and_checkbox_work_by_mouse(lab):
    for label, value in (("Layers", 30), ("Weight multiplier", 4), ("Look at layer", 30)):
        box = slider(lab, label).bounding_box()
        lab.mouse.click(box["x"] + box["width"] - 3, box["y"] + box["height"] / 2)
        assert float(slider(lab, label).input_value()) == value
    root(lab).get_by_label("Signed weights").click()
    assert len(numbers(lab, "relu_factor")) == 30
    assert min(numbers(lab, "relu_factor")) == 0
    assert min(numbers(lab, "sigmoid_factor")) < 0


def test_changed_finding_is_announced(lab):
    slider(lab, "Layers").press("Home")
    live = f"document.querySelector('[data-widget={NAME}] [aria-live]').textContent"
    wait_until(lab, f"{live}.startsWith('Over one layer the sigmoid path passes back 0.2')")


def test_chosen_layer_is_announced_alone(lab):
    live = f"document.querySelector('[data-widget={NAME}] [aria-live]').textContent"
    slider(lab, "Look at layer").press("ArrowRight")
    wait_until(lab, f"{live}.includes('Layer 2: sigmoid, factor ')")
    slider(lab, "Look at layer").press("End")
    wait_until(lab, f"{live}.startsWith('Layer 10: sigmoid, factor ')")
    factor, product = (numbers(lab, f"relu_{key}")[9] for key in ("factor", "product"))
    assert lab.evaluate(live).endswith(f"ReLU, factor {factor:.4g}, product {product:.4g}.")


def test_paper_shows_the_seed_without_its_button(open_page):
    page = open_page(f"{LAB}?{NAME}=seed:77")
    page.emulate_media(media="print")
    root(page).get_by_text("seed 77").wait_for()
    assert not root(page).get_by_role("button", name="Other weights").is_visible()
    page.close()


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
# a panel's title, and what stands beside it
COLLISIONS = """all => all.flatMap(outcome => {
    const title = outcome.previousElementSibling.getBoundingClientRect();
    return outcome.getBoundingClientRect().left < title.right + 4 ? [outcome.textContent] : [];
})"""


@pytest.mark.parametrize("digits", [False, True])
@pytest.mark.parametrize("state", STATES)
def test_widget_on_its_slide_ends_above_the_ribbon(open_page, state, digits):
    page = open_page(SLIDE.replace("#", f"?{NAME}={state}#"))
    root(page).get_by_role("slider").first.wait_for()
    if digits:
        root(page).get_by_role("button", name="All digits").click()
    foot = root(page).locator(".w-origin").bounding_box()
    assert foot["y"] + foot["height"] < 700
    assert page.evaluate(FAULTS) == []
    assert root(page).locator("svg.ptd text.bwd.end").evaluate_all(COLLISIONS) == []
    assert page.problems == []
    page.close()


def test_panels_on_a_phone_are_stacked(open_page):
    page = open_page(LAB, width=390, has_touch=True, is_mobile=True)
    root(page).get_by_role("slider").first.wait_for()
    titles = root(page).locator("svg.ptd text.strong:not(.end)")
    sigmoid, relu = (titles.nth(i).bounding_box() for i in (0, 1))
    assert relu["y"] > sigmoid["y"] + 150
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()


@pytest.mark.parametrize("digits", [False, True])
@pytest.mark.parametrize("state", STATES)
def test_widget_in_the_lab_is_neither_cut_nor_covered(open_page, state, digits):
    page = open_page(f"{LAB}?{NAME}={state}")
    root(page).get_by_role("slider").first.wait_for()
    if digits:
        root(page).get_by_role("button", name="All digits").click()
    for width in (1440, 820, 390):
        page.set_viewport_size({"width": width, "height": 900})
        panel_width = "Math.round(document.querySelector('.ptd-picture').clientWidth)"
        wait_until(
            page, f"document.querySelector('svg.ptd').viewBox.baseVal.width === {panel_width}"
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert root(page).locator("svg.ptd text.bwd.end").evaluate_all(COLLISIONS) == []
        assert root(page).locator(".ptd-panel").evaluate("p => p.scrollWidth <= p.clientWidth")
    page.close()
