"""Each widget shows what the engine computes, for random settings, in a real browser."""

import re
from urllib.parse import urljoin

import numpy as np
import pytest

import gradflow

SETTINGS = 60
LAYERS = 15

# Contract: every number stands in an element with data-name and data-value.
READ = """root => Object.fromEntries([...root.querySelectorAll('[data-name]')]
    .map(element => [element.dataset.name, Number(element.dataset.value)]))"""


@pytest.fixture(scope="module")
def lab(open_page):
    page = open_page("unit05/lab.html", height=1000)
    page.wait_for_selector("[data-widget=gradient-flow] input")
    yield page
    assert page.problems == []
    page.close()


def widget(page, name):
    return page.locator(f"[data-widget={name}]")


def read(root) -> dict[str, float]:
    return root.evaluate(READ)


def move(root, label: str, value: float) -> None:
    """Move the slider to the value, as a hand would: set it, then tell the page."""
    root.get_by_role("slider", name=label, exact=True).evaluate(
        "(slider, value) => { slider.value = value;"
        " slider.dispatchEvent(new Event('input', {bubbles: true})); }",
        value,
    )


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


def test_forward_backward_agrees_with_the_engine(lab):
    root = widget(lab, "forward-backward")
    root.get_by_label("Show gradients").check()
    rng = np.random.default_rng(5)
    dead = 0
    for tenths in rng.integers(-20, 21, size=(SETTINGS, 5)):
        for label, value in zip(("x1", "x2", "w11", "w21", "w_out"), tenths, strict=True):
            move(root, label, value / 10)
        expected = forward_backward_by_engine(*tenths.tolist())
        shown = read(root)
        computed = {name: shown[name] for name in expected}
        assert computed == pytest.approx(expected, rel=1e-12, abs=1e-12), tenths
        dead += expected["z_h"] <= 0
    assert 0 < dead < SETTINGS


@pytest.mark.parametrize(
    "tenths",
    [(1, 2, 20, -10, 20), (3, 1, 1, -3, -7), (7, 7, 3, -3, 1), (-6, 3, 5, 10, 20)],
)
def test_relu_at_pre_activation_zero_has_slope_zero(lab, tenths):
    root = widget(lab, "forward-backward")
    root.get_by_label("Show gradients").check()
    for label, value in zip(("x1", "x2", "w11", "w21", "w_out"), tenths, strict=True):
        move(root, label, value / 10)
    shown = read(root)
    assert shown["z_h"] == 0
    assert shown["dL_dzh"] == shown["dL_dw11"] == shown["dL_dw21"] == 0


def test_gradients_appear_only_when_asked_for(lab):
    root = widget(lab, "forward-backward")
    root.get_by_role("button", name="Reset").click()
    assert "dL_dw11" not in read(root)
    root.get_by_label("Show gradients").check()
    assert "dL_dw11" in read(root)


NAMES = {
    "Sigmoid": "sigmoid",
    "Tanh": "tanh",
    "ReLU": "relu",
    "Leaky ReLU (0.1)": "leaky_relu",
    "ELU": "elu",
    "GELU": "gelu",
    "SiLU": "silu",
}


def test_activations_agree_with_the_engine(lab):
    root = widget(lab, "activations")
    rng = np.random.default_rng(6)
    fine = np.linspace(-5, 5, 100_001)
    for _ in range(SETTINGS):
        label = rng.choice(list(NAMES))
        root.get_by_label("Activation", exact=True).select_option(label=label)
        move(root, "z", round(rng.uniform(-5, 5), 1))
        shown = read(root)
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


def test_simulator_agrees_with_the_engine(lab):
    root = widget(lab, "gradient-flow")
    rng = np.random.default_rng(7)
    slopes = {"sigmoid": 0.15, "tanh": 0.5, "relu": 0.6}
    for i in range(SETTINGS):
        label = rng.choice(["Sigmoid", "Tanh", "ReLU"])
        multiplier = round(rng.uniform(0.3, 4), 1)
        root.get_by_label("Activation", exact=True).select_option(label=label)
        move(root, "Weight multiplier", multiplier)
        shown = read(root)
        field = gradflow.mean_field(NAMES[label], multiplier, LAYERS)
        layers = range(1, LAYERS + 1)
        line = [shown[f"meanfield_{layer}"] for layer in layers]
        assert line == pytest.approx(list(field.line), rel=1e-10, abs=1e-10), (label, multiplier)
        gain = multiplier * slopes[NAMES[label]]
        naive = [(LAYERS - layer) * np.log10(gain) for layer in layers]
        assert [shown[f"naive_{layer}"] for layer in layers] == pytest.approx(naive, abs=1e-10)
        assert shown["delta_15"] == 0
        if i % 5 == 0:
            root.locator("[data-settled=true]").wait_for(state="attached")
            shown = read(root)
            simulated = simulated_by_engine(NAMES[label], multiplier, rng)
            assert shown["delta_1"] == pytest.approx(simulated, abs=0.2), (label, multiplier)


def test_typing_in_a_widget_never_turns_the_slide(deck):
    for name in ("forward-backward", "activations", "path-through-depth", "gradient-flow"):
        deck.evaluate(
            """name => {
                const slide = document.querySelector(`[data-widget=${name}]`).closest('section');
                const {h, v} = Reveal.getIndices(slide);
                Reveal.slide(h, v);
            }""",
            name,
        )
        before = deck.evaluate("Reveal.getIndices()")
        root = widget(deck, name)
        slider = root.get_by_role("slider").first
        slider.focus()
        value = slider.input_value()
        for key in ("ArrowRight", "ArrowLeft", "ArrowRight", "PageDown", "n", "p", "End"):
            deck.keyboard.press(key)
        assert deck.evaluate("Reveal.getIndices()") == before, name
        assert slider.input_value() != value, name
        deck.evaluate("document.activeElement.blur()")
    assert deck.problems == []


def test_widget_state_can_be_linked_and_reset(open_page):
    page = open_page("unit05/lab.html?forward-backward=x1:2,w_out:-1.5")
    root = widget(page, "forward-backward")
    slider = root.get_by_role("slider", name="x1", exact=True)
    assert slider.input_value() == "2"
    root.get_by_role("button", name="Reset").click()
    assert slider.input_value() == "1"
    assert page.problems == []
    page.close()


@pytest.mark.parametrize("path", ["unit05/lab.html", "unit05/slides.html"])
def test_widget_without_script_is_a_picture(browser, url, path):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(url + path)
    for name in ("forward-backward", "activations", "path-through-depth", "gradient-flow"):
        still = page.locator(f"[data-widget={name}] svg.still")
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
