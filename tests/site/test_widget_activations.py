"""Activation functions: α, the upstream gradient and δ, zones, the point by mouse and by key."""

import numpy as np
import pytest
from geometry import overlapping_texts, texts_outside
from site_pages import DECK, LAB

WIDGET = "activations"
FUNCTIONS = ("sigmoid", "tanh", "relu", "leaky_relu", "elu", "gelu", "silu")
ALL = ".".join(FUNCTIONS)
SETTINGS = 30
LOWEST = 690  # px: a slide's widget ends above the ribbon
CURVE_STYLE = "e => ['stroke', 'strokeDasharray'].map(key => getComputedStyle(e)[key])"


def test_alpha_is_shown_only_for_functions_that_have_it(lab):
    defaults = {"leaky_relu": 0.1, "elu": 1}
    for name in FUNCTIONS:
        lab.choose(name)
        assert lab.alpha.count() == (name in defaults)
        if name in defaults:
            assert lab.number("alpha") == defaults[name]


def test_numbers_at_random_settings_agree_with_the_formulas(lab):
    rng = np.random.default_rng(8)
    for _ in range(SETTINGS):
        name = rng.choice(["leaky_relu", "elu"])
        lab.choose(name)
        alpha = (
            round(rng.uniform(0.01, 0.99), 2) if name == "leaky_relu" else rng.integers(1, 31) / 10
        )
        z, upstream = round(rng.uniform(-5, 5), 2), round(rng.uniform(-2, 2), 1)
        lab.alpha.fill(str(alpha))
        lab.z.fill(str(z))
        lab.upstream.fill(str(upstream))
        negative = alpha * (z if name == "leaky_relu" else np.expm1(z))
        slope = 1 if z > 0 else alpha if name == "leaky_relu" else alpha * np.exp(z)
        shown = lab.numbers()
        assert shown["f"] == pytest.approx(z if z > 0 else negative, rel=1e-12)
        assert shown["df"] == pytest.approx(slope, rel=1e-12)
        assert shown["delta"] == pytest.approx(slope * upstream, rel=1e-12)
        assert shown["df_max"] == pytest.approx(max(1, alpha), rel=1e-12)


def test_alpha_and_upstream_move_by_key_and_update_the_address(lab):
    lab.choose("elu")
    lab.alpha.press("ArrowRight")
    assert lab.number("alpha") == pytest.approx(1.1)
    lab.upstream.press("Home")
    assert lab.number("delta") == pytest.approx(-2 * lab.number("df"))
    lab.wait_for_search("upstream:-2,elu:1.1")
    lab.choose("sigmoid")
    assert "α" not in lab.chosen_option.inner_text()


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("relu", ["dead"]),
        ("sigmoid", ["saturated"] * 2),
        ("leaky_relu", []),
        ("gelu", ["saturated", "flat"]),
    ],
)
def test_saturated_and_dead_zones_are_hatched_and_named(lab, name, kinds):
    lab.choose(name)
    zones = lab.zones.all()
    assert [zone.get_attribute("class").split()[1] for zone in zones] == kinds
    assert all(zone.locator("text").text_content() for zone in zones)


def test_point_follows_the_mouse(lab):
    lab.choose("tanh")
    drawing, point = lab.drawing.bounding_box(), lab.point.bounding_box()
    lab.page.mouse.move(point["x"] + 10, point["y"] + 10)
    lab.page.mouse.down()
    lab.page.mouse.move(drawing["x"] + drawing["width"] - 2, point["y"], steps=4)
    lab.page.mouse.up()
    assert lab.number("z") == 5
    assert "saturated here" in lab.finding


def test_upstream_and_compared_functions_are_announced(lab):
    lab.choose("sigmoid")
    lab.upstream.press("ArrowRight")
    lab.wait_for_announcement(r"δ = 0\.275\.$")
    lab.compare_with("GELU").press("Space")
    lab.wait_for_announcement(r"^GELU: f = 0, f′ = 0\.5\.$")
    assert [row.split("\t") for row in lab.rows.all_inner_texts()] == [
        ["Sigmoid", "0.5", "0.25", "0.275", "–"],
        ["GELU", "0", "0.5", "0.55", "–"],
    ]


@pytest.mark.parametrize("width", [390, 820, 1440])
def test_finding_fits_its_reserved_lines(open_widget, width):
    widget = open_widget(WIDGET, width=width)
    reserved = widget.finding_line.evaluate("f => parseFloat(getComputedStyle(f).minHeight)")
    widget.upstream.fill("-1.7")
    for name, z in (("sigmoid", -4.87), ("leaky_relu", -4.87), ("gelu", -0.75), ("silu", -1.28)):
        widget.activation.select_option(name)
        widget.z.fill(str(z))
        assert widget.finding_line.bounding_box()["height"] <= reserved + 1


@pytest.mark.parametrize(
    "state", ["elu:0", "leaky_relu:1", "upstream:NaN", "alpha:2", "y" * 50_000]
)
def test_invalid_address_of_activations_gives_a_notice(open_widget, state):
    assert open_widget(WIDGET, state).message.startswith(("invalid", "unknown"))


@pytest.mark.parametrize("overlay", ["sigmoid.tanh.relu", ALL])
def test_activations_with_all_options_fit_the_slide(open_widget, overlay):
    state = f"activation:elu,elu:2.9,leaky_relu:0.15,z:-4.37,upstream:-1.7,overlay:{overlay}"
    box = open_widget(WIDGET, state, DECK).frame.bounding_box()
    assert box["y"] + box["height"] <= LOWEST


@pytest.mark.parametrize(("where", "width"), [(LAB, 390), (LAB, 1440), (DECK, 1280)])
@pytest.mark.parametrize(
    ("name", "overlay"),
    [
        ("sigmoid", "leaky_relu"),
        ("relu", "tanh.elu"),
        ("relu", "sigmoid.leaky_relu"),
        ("gelu", "sigmoid.tanh.relu"),
        ("sigmoid", ALL),
        ("leaky_relu", ALL),
    ],
)
def test_texts_of_the_activations_drawing_do_not_overlap(open_widget, where, width, name, overlay):
    state = f"activation:{name},leaky_relu:0.15,elu:2.9,overlay:{overlay}"
    widget = open_widget(WIDGET, state, where, width=width, height=720)
    assert widget.legend.count() == len(set(overlay.split(".")) - {name})
    for _ in range(2):
        assert overlapping_texts(widget.drawing, wide=4, high=4) == []
        assert texts_outside(widget.drawing, tolerance=1) == []
        widget.whole_range.click()


def test_compared_curves_differ_and_match_their_checkboxes(open_widget):
    widget = open_widget(WIDGET, f"activation:relu,overlay:{ALL}")
    curves = [tuple(curve.evaluate(CURVE_STYLE)) for curve in widget.curves.all()]
    assert len(set(curves)) == len(curves) == 12
    hues = [hue for hue, _ in curves[::2]]  # f and f′ of each
    assert len(set(hues[:3])) == 3
    assert hues[3:] == hues[:3]
    assert [hue for hue, _ in curves[1::2]] == hues
    accent = "box => getComputedStyle(box).accentColor"
    accents = [box.evaluate(accent) for box in widget.compare_boxes.all()]
    chosen = accents.pop(2)
    assert accents == hues
    assert chosen not in hues
