"""Each widget shows what the engine computes, for random settings, in a real browser."""

import re
from urllib.parse import urljoin

import numpy as np
import pytest
from site_pages import DECK, LAB
from widget_page import find_widget

import gradflow

SETTINGS = 60
LAYERS = 15
WIDGETS_WITH_SLIDERS = ("forward-backward", "activations", "path-through-depth", "gradient-flow")


def forward_backward_by_engine(x1, x2, w11, w21, w_out) -> dict[str, float]:
    """The read-outs, from the engine. Arguments are whole tenths, so z is exact where it is 0.

    The network computes 100·z from whole numbers; every read-out is scaled back.
    """
    network = gradflow.Network(
        params=[
            (np.array([[w11, w21]], float), np.zeros(1)),
            (np.array([[w_out / 1000]]), np.zeros(1)),
        ],
        hidden="relu",
        output="identity",
        loss="squared_error",
    )
    passed = gradflow.forward(network, np.array([[x1, x2]], float))
    target = np.array([[1.0]])
    gradients = gradflow.backward(network, passed, target)
    y_hat = passed.a[-1][0, 0]
    return {
        "z_h": passed.z[0][0, 0] / 100,
        "a_h": passed.a[1][0, 0] / 100,
        "z_y": passed.z[1][0, 0],
        "y_hat": y_hat,
        "loss": 0.5 * (y_hat - 1) ** 2,
        "dL_dy": gradients.delta[1][0, 0],
        "dL_dwout": gradients.W[1][0, 0] / 100,
        "dL_dzh": gradients.delta[0][0, 0] * 100,
        "dL_dw11": gradients.W[0][0, 0] * 10,
        "dL_dw21": gradients.W[0][0, 1] * 10,
    }


def set_tenths(fb, tenths) -> dict[str, float]:
    """The numbers of forward-backward, with gradients, at inputs and weights in tenths."""
    fb.show_gradients.check()
    for label, value in zip(("x1", "x2", "w11", "w21", "w_out"), tenths, strict=True):
        fb.slider(label).fill(str(value / 10))
    return fb.numbers()


def test_forward_backward_agrees_with_the_engine(lab_page):
    fb = find_widget(lab_page, "forward-backward")
    rng = np.random.default_rng(5)
    dead = 0
    for tenths in rng.integers(-20, 21, size=(SETTINGS, 5)):
        shown = set_tenths(fb, tenths)
        expected = forward_backward_by_engine(*tenths.tolist())
        computed = {name: shown[name] for name in expected}
        assert computed == pytest.approx(expected, rel=1e-12, abs=1e-12), tenths
        dead += expected["z_h"] <= 0
    assert 0 < dead < SETTINGS


@pytest.mark.parametrize(
    "tenths",
    [(1, 2, 20, -10, 20), (3, 1, 1, -3, -7), (7, 7, 3, -3, 1), (-6, 3, 5, 10, 20)],
)
def test_relu_at_pre_activation_zero_has_slope_zero(lab_page, tenths):
    shown = set_tenths(find_widget(lab_page, "forward-backward"), tenths)
    assert shown["z_h"] == 0
    assert shown["dL_dzh"] == shown["dL_dw11"] == shown["dL_dw21"] == 0


def test_gradients_appear_only_when_asked_for(lab_page):
    fb = find_widget(lab_page, "forward-backward")
    fb.reset.click()
    assert not fb.shows("dL_dw11")
    fb.show_gradients.check()
    assert fb.shows("dL_dw11")


NAMES = {
    "Sigmoid": "sigmoid",
    "Tanh": "tanh",
    "ReLU": "relu",
    "Leaky ReLU (0.1)": "leaky_relu",
    "ELU": "elu",
    "GELU": "gelu",
    "SiLU": "silu",
}


def test_activations_agree_with_the_engine(lab_page):
    widget = find_widget(lab_page, "activations")
    rng = np.random.default_rng(6)
    fine = np.linspace(-5, 5, 100_001)
    for _ in range(SETTINGS):
        label = rng.choice(list(NAMES))
        widget.activation.select_option(label=label)
        widget.z.fill(str(round(rng.uniform(-5, 5), 1)))
        shown = widget.numbers()
        activation = gradflow.ACTIVATIONS[NAMES[label]]
        z = np.array([shown["z"]])
        assert shown["f"] == pytest.approx(activation.f(z)[0], rel=1e-12, abs=1e-12), label
        assert shown["df"] == pytest.approx(activation.df(z)[0], rel=1e-12, abs=1e-12), label
        assert shown["df_max"] == pytest.approx(activation.df(fine).max(), abs=1e-8), label


def simulated_by_engine(name, multiplier, rng, *, width=64, batch=8, seeds=60) -> float:
    """log10 of the RMS delta at layer 1 relative to layer 15, median over seeds."""
    activation = gradflow.ACTIVATIONS[name]
    values = []
    for _ in range(seeds):
        weights = rng.standard_normal((LAYERS, width, width)) * multiplier / np.sqrt(width)
        a = rng.standard_normal((batch, width))
        a *= np.sqrt(width) / np.linalg.norm(a, axis=1, keepdims=True)
        slopes = []
        for W in weights:
            z = a @ W.T
            slopes.append(activation.df(z))
            a = activation.f(z)
        delta = rng.standard_normal((batch, width)) * slopes[-1]
        last = np.sqrt(np.mean(delta**2))
        for W, slope in zip(weights[:0:-1], slopes[-2::-1], strict=True):
            delta = (delta @ W) * slope
        values.append(np.log10(np.sqrt(np.mean(delta**2)) / last))
    return float(np.median(values))


def test_simulator_agrees_with_the_engine(lab_page):
    widget = find_widget(lab_page, "gradient-flow")
    rng = np.random.default_rng(7)
    slopes = {"sigmoid": 0.15, "tanh": 0.5, "relu": 0.6}
    for i in range(SETTINGS):
        label = rng.choice(["Sigmoid", "Tanh", "ReLU"])
        multiplier = round(rng.uniform(0.3, 4), 1)
        widget.activation.select_option(label=label)
        widget.multiplier.fill(str(multiplier))
        shown = widget.numbers()
        field = gradflow.mean_field(NAMES[label], multiplier, LAYERS)
        layers = range(1, LAYERS + 1)
        line = [shown[f"meanfield_{layer}"] for layer in layers]
        assert line == pytest.approx(list(field.line), rel=1e-10, abs=1e-10), (label, multiplier)
        gain = multiplier * slopes[NAMES[label]]
        naive = [(LAYERS - layer) * np.log10(gain) for layer in layers]
        assert [shown[f"naive_{layer}"] for layer in layers] == pytest.approx(naive, abs=1e-10)
        assert shown["delta_15"] == 0
        if i % 5 == 0:
            widget.wait_until_settled()
            simulated = simulated_by_engine(NAMES[label], multiplier, rng)
            assert widget.number("delta_1") == pytest.approx(simulated, abs=0.2), (
                label,
                multiplier,
            )


def test_typing_in_a_widget_never_turns_the_slide(deck):
    for name in WIDGETS_WITH_SLIDERS:
        widget = find_widget(deck, name)
        deck.evaluate("id => { location.hash = `#/${id}`; }", widget.slide)
        widget.wait_for_slide(widget.slide)
        before = deck.evaluate("Reveal.getIndices()")
        slider = widget.root.get_by_role("slider").first
        slider.focus()
        value = slider.input_value()
        for key in ("ArrowRight", "ArrowLeft", "ArrowRight", "PageDown", "n", "p", "End"):
            deck.keyboard.press(key)
        assert deck.evaluate("Reveal.getIndices()") == before, name
        assert slider.input_value() != value, name
        deck.evaluate("document.activeElement.blur()")
    assert deck.problems == []


def test_widget_state_can_be_linked_and_reset(open_widget):
    fb = open_widget("forward-backward", "x1:2,w_out:-1.5")
    assert fb.slider("x1").input_value() == "2"
    fb.reset.click()
    assert fb.slider("x1").input_value() == "1"


@pytest.mark.parametrize("path", [LAB, DECK])
def test_widget_without_script_is_a_picture(browser, url, path):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(url + path)
    for name in (*WIDGETS_WITH_SLIDERS, "computational-graph"):
        still = find_widget(page, name).still
        assert len(still.get_attribute("aria-label")) > 40
        assert still.locator("text").count() > 3
    context.close()


def test_modules_import_only_published_modules(site):
    modules = list((site / "assets/widgets").rglob("*.js"))
    assert len(modules) > 100
    lost = [
        f"{module.relative_to(site)}: {name}"
        for module in modules
        for name in re.findall(r'(?:from|import) "(\.[^"]+)"', module.read_text("utf-8"))
        if not (module.parent / name).is_file()
    ]
    assert lost == []


TWO_INSTANCES = """async module => {
    const {activations} = await import(module);
    const nodes = ['left', 'right'].map(name => activations({name}));
    const inputs = [0, 0];
    nodes.forEach((node, i) => node.addEventListener('input', () => (inputs[i] += 1)));
    document.body.append(...nodes);
    const select = nodes[0].querySelector('select');
    select.value = 'relu';
    select.dispatchEvent(new Event('input', {bubbles: true}));
    const chosen = nodes.map(node => node.value.setting.activation);
    return {inputs, chosen, readings: nodes[0].value.results.readings.length};
}"""


def test_two_instances_on_a_page_keep_their_own_state_and_address(open_page, url):
    page = open_page("index.html")
    module = urljoin(url, "assets/widgets/activations/index.js")
    found = page.evaluate(TWO_INSTANCES, module)
    assert found == {"inputs": [1, 0], "chosen": ["relu", "sigmoid"], "readings": 1}
    assert page.evaluate("location.search") == "?left=activation:relu"
    ids = page.evaluate("[...document.querySelectorAll('.w [id]')].map(node => node.id)")
    assert ids
    assert len(ids) == len(set(ids))
    assert page.problems == []
    page.close()
