"""The figure style: the theme's colours, live text, and the same bytes each time."""

import re
from xml.etree import ElementTree

import matplotlib.pyplot as plt
import numpy as np
import pytest
from conftest import ROOT

from gradflow.notebook import plotting


def draw():
    figure, (left, right) = plt.subplots(1, 2)
    left.plot([1, 10, 100], [1e-3, 1e-5, 1e-9], "o-", color=plotting.BACKWARD)
    left.fill_between([1, 100], [1e-4, 1e-4], [1e-3, 1e-3], alpha=0.2)
    plotting.log_axis(left, "y", ticks=[1e-9, 1e-6, 1e-3])
    left.set_ylabel("‖δ⁽ˡ⁾‖")
    right.imshow(np.eye(3), cmap=plotting.SIGNED)
    return figure


@pytest.fixture
def figure():
    with plt.rc_context():
        plotting.use_style()
        yield draw()
        plt.close("all")


def theme_colours() -> dict[str, str]:
    """The light colours of the theme, by name."""
    css = (ROOT / "assets" / "theme" / "tokens.css").read_text(encoding="utf-8")
    return dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", css[: css.index("@media")]))


def test_plot_colours_equal_the_theme():
    tokens = theme_colours()
    assert {name: tokens[name] for name in plotting.TOKENS} == plotting.TOKENS


@pytest.mark.parametrize(
    "file",
    [
        "assets/lecture.lua",
        "assets/theme/base.css",
        "assets/theme/favicon.svg",
        "tools/render/client/render.css",
    ],
)
def test_copies_of_forward_and_backward_equal_the_theme(file):
    text = (ROOT / file).read_text(encoding="utf-8")
    tokens = theme_colours()
    for name in ("forward", "backward"):
        assert tokens[name] in text
        red, green, blue = bytes.fromhex(tokens[name].removeprefix("#"))
        written = f"rgb({red}, {green}, {blue})"
        assert written in text or "rgb(" not in text


def test_figure_colours_are_variables_with_fallback(figure):
    svg = plotting.to_svg(figure)
    ElementTree.fromstring(svg)
    assert "var(--backward, #b04408)" in svg
    bare = re.sub(r"var\(--[a-z0-9-]+, #[0-9a-f]{6}\)", "", re.sub(r'"data:[^"]*"', "", svg))
    assert re.findall(r"#[0-9a-f]{6}\b", re.sub(r'(id|href)="[^"]*"|url\([^)]*\)', "", bare)) == []


def test_figure_has_no_style_or_metadata(figure):
    svg = plotting.to_svg(figure)
    assert svg.startswith("<svg ")
    for foreign in ("<style", "<metadata", "<?xml", "<!DOCTYPE", "DejaVu"):
        assert foreign not in svg


def test_figure_text_is_live_and_ticks_are_powers(figure):
    texts = [t.text for t in ElementTree.fromstring(plotting.to_svg(figure)).iter() if t.text]
    assert {"10⁻⁹", "10⁻⁶", "10⁻³", "‖δ⁽ˡ⁾‖"} <= set(texts)


def test_figure_has_same_bytes_each_time(figure):
    assert plotting.to_svg(figure) == plotting.to_svg(draw())


def test_figure_has_size_of_a_slide(figure):
    assert 'width="864pt" height="360pt"' in plotting.to_svg(figure)  # 1152 × 480 CSS px


def test_power_of_ten_formats_ticks():
    texts = [plotting.power_of_ten(x) for x in (1, 10, 1e-12, 2e3, 0, -1)]
    assert texts == ["10⁰", "10¹", "10⁻¹²", "2·10³", "0", "−1"]


def test_save_svg_writes_file(figure, tmp_path):
    plotting.save_svg(figure, tmp_path / "a.svg")
    assert (tmp_path / "a.svg").read_text(encoding="utf-8").startswith("<svg ")
