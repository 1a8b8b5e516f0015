"""Activation functions: α, the upstream gradient and δ, zones, the point by mouse and by key."""

import numpy as np
import pytest
from conftest import wait_until

LAB = "unit05/lab.html"
SLIDE = "unit05/slides.html"
EVERY = "sigmoid.tanh.relu.leaky_relu.elu.gelu.silu"


@pytest.fixture(scope="module")
def lab(open_page):
    page = open_page(LAB, height=1000)
    root(page).get_by_label("Activation", exact=True).wait_for()
    yield page
    assert page.problems == []
    page.close()


def root(page):
    return page.locator("[data-widget=activations]")


def read(page, name: str) -> float:
    return float(root(page).locator(f"[data-name={name}]").get_attribute("data-value"))


def choose(page, name: str) -> None:
    root(page).get_by_role("button", name="Reset").click()
    root(page).get_by_label("Activation", exact=True).select_option(value=name)


def slider(page, label: str):
    return root(page).get_by_role("slider", name=label, exact=True)


def move(page, label: str, value: float) -> None:
    slider(page, label).fill(str(value))


def test_alpha_is_shown_only_for_functions_that_have_it(lab):
    defaults = {"leaky_relu": 0.1, "elu": 1}
    for name in ("sigmoid", "tanh", "relu", "leaky_relu", "elu", "gelu", "silu"):
        choose(lab, name)
        assert slider(lab, "Slope parameter α").count() == (name in defaults)
        if name in defaults:
            assert read(lab, "alpha") == defaults[name]


def test_numbers_at_random_settings_agree_with_the_formulas(lab):
    rng = np.random.default_rng(8)
    for _ in range(30):
        name = rng.choice(["leaky_relu", "elu"])
        choose(lab, name)
        alpha = (
            round(rng.uniform(0.01, 0.99), 2) if name == "leaky_relu" else rng.integers(1, 31) / 10
        )
        z, upstream = round(rng.uniform(-5, 5), 2), round(rng.uniform(-2, 2), 1)
        move(lab, "Slope parameter α", alpha)
        move(lab, "z", z)
        move(lab, "Upstream ∂J/∂a", upstream)
        negative = alpha * (z if name == "leaky_relu" else np.expm1(z))
        slope = 1 if z > 0 else alpha if name == "leaky_relu" else alpha * np.exp(z)
        assert read(lab, "f") == pytest.approx(z if z > 0 else negative, rel=1e-12)
        assert read(lab, "df") == pytest.approx(slope, rel=1e-12)
        assert read(lab, "delta") == pytest.approx(slope * upstream, rel=1e-12)
        assert read(lab, "df_max") == pytest.approx(max(1, alpha), rel=1e-12)


def test_alpha_and_upstream_move_by_key_and_update_the_address(lab):
    choose(lab, "elu")
    slider(lab, "Slope parameter α").press("ArrowRight")
    assert read(lab, "alpha") == pytest.approx(1.1)
    slider(lab, "Upstream ∂J/∂a").press("Home")
    assert read(lab, "delta") == pytest.approx(-2 * read(lab, "df"))
    wait_until(lab, "location.search.includes('upstream:-2,elu:1.1')")
    choose(lab, "sigmoid")
    assert "α" not in root(lab).locator("option:checked").inner_text()


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("relu", ["dead"]),
        ("sigmoid", ["saturated"] * 2),
        ("leaky_relu", []),
        ("gelu", ["saturated", "flat"]),
    ],
)
def test_saturated_and_dead_zones_are_hatched_and_named(lab, name, labels):
    choose(lab, name)
    zones = root(lab).locator("g.zone")
    assert [z.get_attribute("class").split()[1] for z in zones.all()] == labels
    assert all(zone.locator("text").text_content() for zone in zones.all())


def test_point_follows_the_mouse(lab):
    choose(lab, "tanh")
    box = root(lab).locator("svg.drawing").bounding_box()
    point = root(lab).locator("circle.handle").bounding_box()
    lab.mouse.move(point["x"] + 10, point["y"] + 10)
    lab.mouse.down()
    lab.mouse.move(box["x"] + box["width"] - 2, point["y"], steps=4)
    lab.mouse.up()
    assert read(lab, "z") == 5
    assert "saturated here" in root(lab).locator(".w-finding").inner_text()


def test_upstream_and_compared_functions_are_announced(lab):
    choose(lab, "sigmoid")
    live = "document.querySelector('[data-widget=activations] [aria-live]').textContent"
    slider(lab, "Upstream ∂J/∂a").press("ArrowRight")
    wait_until(lab, f"{live}.endsWith('δ\\u00a0=\\u00a00.275.')")
    root(lab).get_by_role("checkbox", name="GELU").press("Space")
    wait_until(lab, f"{live} === 'GELU: f = 0, f′ = 0.5.'")
    rows = root(lab).locator("tbody tr").all_inner_texts()
    assert [row.split("\t") for row in rows] == [
        ["Sigmoid", "0.5", "0.25", "0.275", "–"],
        ["GELU", "0", "0.5", "0.55", "–"],
    ]


@pytest.mark.parametrize("width", [390, 820, 1440])
def test_finding_fits_its_reserved_lines(open_page, width):
    page = open_page(LAB, width=width)
    finding = root(page).locator(".w-finding")
    finding.wait_for()
    kept = finding.evaluate("f => parseFloat(getComputedStyle(f).minHeight)")
    move(page, "Upstream ∂J/∂a", -1.7)
    for name, z in (("sigmoid", -4.87), ("leaky_relu", -4.87), ("gelu", -0.75), ("silu", -1.28)):
        root(page).get_by_label("Activation", exact=True).select_option(value=name)
        move(page, "z", z)
        assert finding.bounding_box()["height"] <= kept + 1
    page.close()


@pytest.mark.parametrize(
    "state", ["elu:0", "leaky_relu:1", "upstream:NaN", "alpha:2", "y" * 50_000]
)
def test_invalid_address_of_activations_gives_a_notice(open_page, state):
    page = open_page(f"{LAB}?activations={state}")
    message = root(page).locator(".w-message")
    wait_until(page, "document.querySelector('[data-widget=activations] .w-message')")
    assert message.inner_text().startswith(("invalid", "unknown"))
    assert page.problems == []
    page.close()


@pytest.mark.parametrize("overlay", ["sigmoid.tanh.relu", EVERY])
def test_activations_with_all_options_fit_the_slide(open_page, overlay):
    state = f"activation:elu,elu:2.9,leaky_relu:0.15,z:-4.37,upstream:-1.7,overlay:{overlay}"
    page = open_page(f"{SLIDE}?activations={state}#/activations-widget")
    root(page).get_by_label("Activation", exact=True).wait_for()
    bottom = "document.querySelector('[data-widget=activations] .w').getBoundingClientRect().bottom"
    assert page.evaluate(bottom) <= 690
    page.close()


# a text's box is a little higher than its letters: boxes that share less than 4 px don't touch
OVERLAPS = """svg => {
  const texts = [...svg.querySelectorAll("text")]
    .map(text => [text.textContent, text.getBoundingClientRect()]);
  const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 4
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4;
  return texts.flatMap(([text, a], i) => texts.slice(i + 1)
    .filter(([, b]) => meet(a, b)).map(([other]) => `${text} on ${other}`));
}"""
OUTSIDE = """svg => {
  const {left, right, top, bottom} = svg.getBoundingClientRect();
  return [...svg.querySelectorAll("text")].filter(text => {
    const box = text.getBoundingClientRect();
    return Math.min(box.left - left, right - box.right, box.top - top, bottom - box.bottom) < -1;
  }).map(text => text.textContent);
}"""


@pytest.mark.parametrize(("path", "width"), [(LAB, 390), (LAB, 1440), (SLIDE, 1280)])
@pytest.mark.parametrize(
    ("name", "overlay"),
    [
        ("sigmoid", "leaky_relu"),
        ("relu", "tanh.elu"),
        ("relu", "sigmoid.leaky_relu"),
        ("gelu", "sigmoid.tanh.relu"),
        ("sigmoid", EVERY),
        ("leaky_relu", EVERY),
    ],
)
def test_texts_of_the_activations_drawing_do_not_overlap(open_page, path, width, name, overlay):
    state = f"activation:{name},leaky_relu:0.15,elu:2.9,overlay:{overlay}"
    page = open_page(f"{path}?activations={state}#/activations-widget", width=width)
    drawing = root(page).locator(".w svg.drawing").first
    drawing.wait_for()
    legend = drawing.locator("text[class^=category]").all_text_contents()
    assert len(legend) == len(set(overlay.split(".")) - {name})
    for _ in range(2):
        assert drawing.evaluate(OVERLAPS) == []
        assert drawing.evaluate(OUTSIDE) == []
        root(page).get_by_role("button", name="Whole range").click()
    page.close()


def test_compared_curves_differ_and_match_their_checkboxes(open_page):
    page = open_page(f"{LAB}?activations=activation:relu,overlay:{EVERY}")
    drawing = root(page).locator(".w svg.drawing").first
    drawing.wait_for()
    look = "e => ['stroke', 'strokeDasharray'].map(key => getComputedStyle(e)[key])"
    curves = [tuple(c.evaluate(look)) for c in drawing.locator("path[class*=category]").all()]
    assert len(set(curves)) == len(curves) == 12
    hues = [hue for hue, _ in curves[::2]]  # f and f′ of each
    assert len(set(hues[:3])) == 3
    assert hues[3:] == hues[:3]
    assert [hue for hue, _ in curves[1::2]] == hues
    boxes = root(page).get_by_role("group", name="Compare with").get_by_role("checkbox").all()
    accents = [box.evaluate("box => getComputedStyle(box).accentColor") for box in boxes]
    chosen = accents.pop(2)
    assert accents == hues
    assert chosen not in hues
    assert page.problems == []
    page.close()
