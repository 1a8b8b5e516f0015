"""The simulator: every control by mouse and keyboard, heavy settings, and what extremes show."""

import math

import pytest
from accessibility import axe
from conftest import from_folder
from geometry import cut_texts, overlapping_texts, scrolls_sideways, texts_outside
from site_pages import DECK, LAB, wait_until
from widget_page import FINGER, PHONE, find_widget

WIDGET = "gradient-flow"
ROOT = f"document.querySelector('[data-widget={WIDGET}]')"
HEAVY = "more:on,activation:tanh,depth:100,width:256"
KEPT = "kept:tanh/1.5/15/64/gaussian/0/off/off"
RIBBON_TOP = 692  # px
SLIDE_RIGHT = 1280 - 64  # px: the right edge of a slide's content
PAPER = 718  # px: the width of a printed page
CHARTS = (
    "",
    "whole:on",
    "more:on,depth:50,residual:on,kept:sigmoid/1.5/50/64/gaussian/0/off/off",
    "depth:100,m:0.5",
    "depth:100,m:0.1,width:8,naive:on,gradients:on",
    "activation:relu,m:4,depth:100,width:32,naive:on",
    "activation:relu,depth:100,width:4",
    "activation:relu,depth:30,width:4,m:1,residual:on,gradients:on,histograms:on",
    "depth:30,naive:on,kept:tanh/3/15/64/orthogonal/0/off/off",
    "activation:tanh,m:4,whole:on,naive:on,gradients:on,clip:1,histograms:on",
)
# what scrolls, is covered, ends in the ribbon, is cut or is too small on the widget's slide
SLIDE_FAULTS = """(root, ribbonTop) => {
  const box = (node) => node.getBoundingClientRect();
  const figure = root.querySelector('.w-figure');
  const faults = figure.scrollHeight > figure.clientHeight + 1 ? ['scrolls'] : [];
  const parts = [...figure.children, ...root.querySelectorAll('.w-main > p')].filter(
    (node) => box(node).height > 1);
  parts.slice(1).forEach((node, i) => {
    if (box(node).top < box(parts[i]).bottom - 1) faults.push('covered: ' + node.outerHTML);
  });
  for (const part of [root.querySelector('.w-aside'), parts.at(-1)]) {
    if (box(part).bottom > ribbonTop) faults.push('too low: ' + part.className);
  }
  for (const svg of figure.querySelectorAll(':scope > svg')) {
    for (const text of svg.querySelectorAll('text, tspan')) {
      if (!box(text).width) continue;
      const out = box(text).left < box(svg).left - 1 || box(text).right > box(svg).right + 1
        || box(text).top < box(svg).top - 3 || box(text).bottom > box(svg).bottom + 3;
      if (out) faults.push('outside: ' + text.textContent);
      const size = parseFloat(getComputedStyle(text).fontSize);
      if (size < 14) faults.push('small: ' + text.textContent);
    }
  }
  return faults;
}"""
# collects every text that the finding gets, in `findings`
COLLECT_FINDINGS = """finding => {
  window.findings = [];
  new MutationObserver(() => findings.push(finding.textContent)).observe(
    finding, {childList: true});
}"""


@pytest.fixture
def open_settled(open_widget):
    def open_settled(*args, **options):
        widget = open_widget(WIDGET, *args, **options)
        widget.wait_until_settled()
        return widget

    return open_settled


def test_every_control_of_the_simulator_works_by_keyboard(lab):
    lab.wait_until_settled()
    lab.more.press("Enter")
    lab.wait_for_search("more:on")
    for control, key, name, value in (
        (lab.multiplier, "End", "m", 4),
        (lab.multiplier, "Home", "m", 0.1),
        (lab.depth, "ArrowRight", "depth", 16),
        (lab.depth, "Home", "depth", 2),
        (lab.width, "ArrowLeft", "width", 60),
        (lab.width, "Home", "width", 4),
        (lab.biases, "ArrowRight", "bias", 0.1),
        (lab.biases, "End", "bias", 2),
    ):
        control.press(key)
        assert lab.number(name) == value
    lab.wait_until_settled()
    assert lab.shows("delta_2")
    assert not lab.shows("delta_3")
    for toggle in (lab.residual, lab.layer_norm, lab.histograms, lab.naive):
        toggle.press("Space")
        assert toggle.is_checked()
    for select, key, value in ((lab.weights, "o", "orthogonal"), (lab.clip, "End", "10")):
        select.press(key)
        assert select.input_value() == value
    assert lab.shows("clipped_1")
    assert lab.strips.locator("path").count() == 4
    lab.keep_curve.press("Enter")
    assert lab.number("kept_1") == lab.number("delta_1")
    lab.forget.press("Space")
    assert not lab.shows("kept_1")
    assert lab.focused_text == "Keep curve"
    lab.reset.press("Enter")
    wait_until(lab.page, f"!location.search.includes('{WIDGET}')")
    assert [lab.number(name) for name in ("m", "depth", "width")] == [1.5, 15, 64]
    assert not lab.depth.is_visible()


def test_every_control_of_the_simulator_works_by_mouse(lab):
    lab.wait_until_settled()
    plain = lab.number("delta_1")
    lab.more.click()
    lab.keep_curve.click()
    assert lab.number("kept_1") == plain
    lab.residual.check()
    lab.wait_until_settled()
    assert lab.number("delta_1") > plain + 5
    assert lab.number("kept_1") == plain
    assert not lab.shows("meanfield_1")
    assert "No mean-field line" in lab.notes.inner_text()
    lab.residual.uncheck()
    assert lab.number("delta_1") == plain
    assert lab.notes.locator("li").count() == 0
    lab.layer_norm.check()
    lab.wait_until_settled()
    assert lab.number("delta_1") != plain
    lab.forget.click()
    lab.layer_norm.uncheck()
    lab.weights.select_option("orthogonal")
    lab.wait_until_settled()
    assert abs(lab.number("delta_1") - plain) < 0.3
    lab.clip.select_option("0.1")
    assert "Clipping at norm 0.1" in lab.notes.inner_text()
    lab.histograms.click()
    assert lab.strips.is_visible()
    for share in ("saturated_1", "dead_15"):
        assert 0 <= lab.number(share) <= 1
    box = lab.width.bounding_box()
    lab.page.mouse.click(box["x"] + 2, box["y"] + box["height"] / 2)
    assert lab.number("width") == 4


@pytest.mark.parametrize("worker", [True, False])
def test_heavy_setting_runs_in_a_worker_and_stops_on_change(browser, url, worker):
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    errors = []
    page.on("pageerror", lambda error: errors.append(error))
    if not worker:
        page.add_init_script("delete window.Worker")
    widget = find_widget(page, WIDGET)
    page.goto(url + widget.address(HEAVY, LAB))
    widget.progress.wait_for()
    assert "Computing" in widget.finding
    wait_until(page, f"{ROOT}.querySelector('progress').value >= 2")
    assert bool(page.workers) is worker
    assert widget.is_computing()
    networks = int(widget.progress.get_attribute("max"))
    assert f"of {networks} networks" in widget.plot.text_content()
    assert math.isfinite(widget.number("delta_1"))
    widget.depth.press("Home")
    widget.wait_until_settled()
    assert not widget.shows("delta_3")
    before = widget.number("seeds")
    page.wait_for_timeout(500)  # in which an abandoned setting would have shown
    assert widget.number("seeds") == before
    assert not widget.shows("delta_3")
    assert errors == []
    page.close()


@from_folder
def test_heavy_setting_runs_in_a_page_opened_from_a_file(browser, site):
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    widget = find_widget(page, WIDGET)
    page.goto(f"{site.as_uri()}/{widget.address('more:on,depth:40', LAB)}")
    widget.wait_until_settled()
    assert widget.number("delta_40") == 0
    page.close()


def test_networks_without_any_gradient_are_explained(open_settled):
    widget = open_settled("more:on,activation:relu,depth:100,width:4")
    assert "In all 40 networks every ReLU" in widget.plot.text_content()
    assert widget.finding == "No gradient arrives anywhere."
    widget.biases.press("End")
    widget.wait_until_settled()
    assert widget.shows("delta_1")


def test_limit_of_single_precision_is_marked(open_settled):
    widget = open_settled("depth:100,width:8,m:0.1")
    assert "float32 fades out" in widget.plot.text_content()
    assert "it is below 10⁻³⁸" in widget.notes.inner_text()


def test_invalid_address_of_the_simulator_is_explained(open_settled):
    for state in ("depth:1e9,width:NaN,kept:relu", "kept:" + "/" * 4000):
        widget = open_settled(state)
        assert "invalid" in widget.message
        assert widget.number("depth") == 15


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_with_all_panels_open(open_settled, theme):
    state = "more:on,numbers:on,naive:on,gradients:on,histograms:on,residual:on,clip:1"
    widget = open_settled(f"{state},kept:relu/1.5/15/64/gaussian/0/off/off", theme=theme)
    assert axe(widget.page, f"[data-widget={WIDGET}]") == []


@pytest.mark.parametrize("width", [360, 390, 720, 1440])
def test_texts_of_the_charts_are_neither_cut_nor_overlapping(open_settled, width):
    for state in CHARTS:
        for chart in open_settled(state, width=width).charts.all():
            assert (state, texts_outside(chart, tolerance=0.5)) == (state, [])
            assert (state, overlapping_texts(chart, wide=1, high=5)) == (state, [])


def test_limit_mark_is_above_the_plot_on_its_side(open_settled):
    for width in (390, 1440):
        widget = open_settled("activation:relu,m:4,depth:100,width:32", width=width)
        text = widget.plot.locator("text", has_text="float32 overflows").bounding_box()
        line = widget.plot.locator("line.dashed").bounding_box()
        assert text["x"] + text["width"] / 2 < line["x"]
        tops = [line.bounding_box()["y"] for line in widget.grid_lines.all()]
        assert text["y"] + text["height"] <= min(tops)


def test_more_panel_opens_and_closes_during_computation(open_widget):
    widget = open_widget(WIDGET, "activation:tanh,depth:100,width:256")
    widget.progress.wait_for()
    for is_open in (True, False):
        widget.more.press("Enter")
        in_address = f"location.search.includes('more:on') === {str(is_open).lower()}"
        wait_until(widget.page, in_address)
        widget.page.wait_for_timeout(300)
        assert widget.depth.is_visible() is is_open
    assert widget.is_computing()


@pytest.mark.parametrize("touch", [False, True])
def test_more_panel_on_a_slide_has_a_back_button(open_widget, touch):
    kept = "kept:sigmoid/1.5/50/64/orthogonal/1/on/on"
    widget = open_widget(WIDGET, kept, DECK, has_touch=touch)
    for by in ("keyboard", "mouse"):
        widget.more.press("Enter")
        widget.xavier.wait_for(state="hidden")
        more, back = widget.more.bounding_box(), widget.back_to_presets.bounding_box()
        assert more["x"] + more["width"] <= back["x"]
        assert abs(more["y"] - back["y"]) < 10
        assert back["x"] + back["width"] <= SLIDE_RIGHT
        assert widget.more_columns.evaluate("n => n.scrollHeight <= n.clientHeight")
        if by == "mouse":
            widget.back_to_presets.click()
        else:
            widget.page.keyboard.press("Tab")
            widget.page.keyboard.press("Enter")
            assert widget.page.evaluate("document.activeElement.localName") == "summary"
        widget.xavier.wait_for()
        assert not widget.back_to_presets.is_visible()
        assert widget.numbers_switch.is_visible()


@pytest.mark.parametrize(
    "state",
    [
        "activation:relu,gradients:on,more:on",
        "activation:relu,naive:on,gradients:on,more:on,histograms:on",
        f"activation:relu,naive:on,gradients:on,more:on,histograms:on,clip:1,{KEPT}",
        "naive:on,gradients:on,more:on,numbers:on",
        f"naive:on,gradients:on,more:on,numbers:on,histograms:on,clip:1,{KEPT}",
        "activation:relu,depth:30,width:4,m:1,residual:on,gradients:on,histograms:on,numbers:on",
        "more:on,histograms:on",
        HEAVY,
    ],
)
def test_simulator_fits_its_slide(open_widget, state):
    widget = open_widget(WIDGET, state, DECK)
    if state != HEAVY:
        widget.wait_until_settled()
    assert widget.frame.evaluate(SLIDE_FAULTS, RIBBON_TOP) == []
    before = widget.page.evaluate("Reveal.getIndices()")
    widget.more.press("Space")
    assert widget.page.evaluate("Reveal.getIndices()") == before


@pytest.mark.parametrize("depth", [15, 50])
def test_numbers_cut_by_the_edge_of_a_phone_are_hidden(open_settled, depth):
    box = open_settled(f"numbers:on,naive:on,depth:{depth}", width=390).table_box
    assert scrolls_sideways(box, by=100)
    assert cut_texts(box) == []


def test_simulator_on_a_phone_does_not_scroll_sideways(open_settled):
    widget = open_settled("more:on,histograms:on,gradients:on,clip:1", **PHONE)
    assert widget.document_width == PHONE["width"]
    widget.layer_norm.tap()
    assert widget.layer_norm.is_checked()
    he = widget.button("He").bounding_box()
    assert min(he["width"], he["height"]) >= FINGER


def test_table_on_paper_has_all_layers(open_settled):
    state = "more:on,depth:50,numbers:on,naive:on,gradients:on,clip:1"
    widget = open_settled(state, width=PAPER)
    widget.page.emulate_media(media="print")
    box = widget.table_box.bounding_box()
    for name in ("delta_1", "clipped_1", "delta_50", "clipped_50"):
        cell = widget.element(name).bounding_box()
        assert box["x"] <= cell["x"] <= box["x"] + box["width"] - cell["width"]
    delta, naive = (widget.element(name).bounding_box() for name in ("delta_37", "naive_37"))
    assert delta["y"] == naive["y"]


@pytest.mark.parametrize(
    ("state", "judged"),
    [("", True), ("residual:on,", False), ("norm:on,m:4,", False), ("depth:40,m:1.5,", False)],
)
def test_finding_judges_naive_formula_only_for_plain_networks(open_settled, state, judged):
    widget = open_settled(f"more:on,activation:relu,naive:on,{state}")
    assert widget.shows("meanfield_1") == judged
    assert ("wrong direction" in widget.finding) == judged


def test_histograms_do_not_change_the_finding(open_settled):
    widget = open_settled("more:on,activation:relu,width:64,depth:15,m:1.7")
    widget.finding_line.evaluate(COLLECT_FINDINGS)
    widget.histograms.click()
    widget.page.wait_for_timeout(300)
    widget.wait_until_settled()
    assert len(widget.page.evaluate("[...new Set(findings)]")) == 1
