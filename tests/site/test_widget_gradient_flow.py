"""The simulator: every control by mouse and keyboard, heavy settings, and what extremes show."""

import math

import pytest
from accessibility import axe
from conftest import CUT, from_folder, wait_until

NAME = "gradient-flow"
LAB = f"unit05/lab.html?{NAME}="
SLIDE = f"#/{NAME}-widget"
HEAVY = "more:on,activation:tanh,depth:100,width:256"
SETTLED = f"document.querySelector('[data-widget={NAME}] [data-settled=true]')"


@pytest.fixture
def lab(open_page):
    pages = []

    def opened(state="", **options):
        pages.append(page := open_page(f"{LAB}{state}#{NAME}", height=1000, **options))
        page.wait_for_selector(f"[data-widget={NAME}] input")
        return page, page.locator(f"[data-widget={NAME}]")

    yield opened
    for page in pages:
        assert page.problems == []
        page.close()


def settled(page) -> None:
    wait_until(page, SETTLED)


def read(root, name: str) -> float:
    return float(root.locator(f"[data-name={name}]").get_attribute("data-value"))


def done(root) -> int:
    return int(read(root, "seeds"))


def step(page, root, label: str, key: str) -> None:
    root.get_by_label(label, exact=True).focus()
    page.keyboard.press(key)


def test_every_control_of_the_simulator_works_by_keyboard(lab):
    page, root = lab()
    settled(page)
    summary = root.locator("summary")
    summary.focus()
    page.keyboard.press("Enter")
    wait_until(page, "location.search.includes('more:on')")
    step(page, root, "Weight multiplier", "End")
    assert read(root, "m") == 4
    step(page, root, "Weight multiplier", "Home")
    assert read(root, "m") == 0.1
    for label, key, name, value in (
        ("Depth", "ArrowRight", "depth", 16),
        ("Depth", "Home", "depth", 2),
        ("Width", "ArrowLeft", "width", 60),
        ("Width", "Home", "width", 4),
        ("Biases", "ArrowRight", "bias", 0.1),
        ("Biases", "End", "bias", 2),
    ):
        step(page, root, label, key)
        assert read(root, name) == value
    settled(page)
    assert root.locator("[data-name=delta_2]").count() == 1
    assert root.locator("[data-name=delta_3]").count() == 0
    for label in ("Residual connections", "Layer normalisation", "Histograms", "Naive formula"):
        step(page, root, label, "Space")
        assert root.get_by_label(label, exact=True).is_checked()
    for label, key, value in (("Weights", "o", "orthogonal"), ("Clip gradients", "End", "10")):
        step(page, root, label, key)
        assert root.get_by_label(label, exact=True).input_value() == value
    assert root.locator("[data-name=clipped_1]").count() == 1
    assert root.locator(".gf-strips path").count() == 4
    root.get_by_role("button", name="Keep curve").focus()
    page.keyboard.press("Enter")
    assert read(root, "kept_1") == read(root, "delta_1")
    root.get_by_role("button", name="Forget").focus()
    page.keyboard.press("Space")
    assert root.locator("[data-name=kept_1]").count() == 0
    assert page.evaluate("document.activeElement.textContent") == "Keep curve"
    root.get_by_role("button", name="Reset").focus()
    page.keyboard.press("Enter")
    wait_until(page, f"!location.search.includes('{NAME}')")
    assert (read(root, "m"), read(root, "depth"), read(root, "width")) == (1.5, 15, 64)
    assert not root.get_by_label("Depth", exact=True).is_visible()


def test_every_control_of_the_simulator_works_by_mouse(lab):
    page, root = lab()
    settled(page)
    plain = read(root, "delta_1")
    root.locator("summary").click()
    root.get_by_role("button", name="Keep curve").click()
    assert read(root, "kept_1") == plain
    root.get_by_label("Residual connections").check()
    settled(page)
    assert read(root, "delta_1") > plain + 5
    assert read(root, "kept_1") == plain
    assert root.locator("[data-name=meanfield_1]").count() == 0
    assert "No mean-field line" in root.locator(".gf-notes").inner_text()
    root.get_by_label("Residual connections").uncheck()
    assert read(root, "delta_1") == plain
    assert root.locator(".gf-notes li").count() == 0
    root.get_by_label("Layer normalisation").check()
    settled(page)
    assert read(root, "delta_1") != plain
    root.get_by_role("button", name="Forget").click()
    root.get_by_label("Layer normalisation").uncheck()
    root.get_by_label("Weights", exact=True).select_option("orthogonal")
    settled(page)
    assert abs(read(root, "delta_1") - plain) < 0.3
    root.get_by_label("Clip gradients").select_option("0.1")
    assert "Clipping at norm 0.1" in root.locator(".gf-notes").inner_text()
    root.get_by_label("Histograms").click()
    assert root.locator(".gf-strips").is_visible()
    for share in ("saturated_1", "dead_15"):
        assert 0 <= read(root, share) <= 1
    width = root.get_by_label("Width", exact=True)
    box = width.bounding_box()
    page.mouse.click(box["x"] + 2, box["y"] + box["height"] / 2)
    assert read(root, "width") == 4


@pytest.mark.parametrize("worker", [True, False])
def test_heavy_setting_runs_in_a_worker_and_stops_on_change(browser, url, worker):
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    errors = []
    page.on("pageerror", lambda error: errors.append(error))
    if not worker:
        page.add_init_script("delete window.Worker")
    page.goto(f"{url}{LAB}{HEAVY}#{NAME}")
    root = page.locator(f"[data-widget={NAME}]")
    root.locator("progress").wait_for()
    assert "Computing" in root.locator(".w-finding").inner_text()
    wait_until(page, f"document.querySelector('[data-widget={NAME}] progress').value >= 2")
    assert bool(page.workers) is worker
    assert root.locator("[data-settled=false]").count() == 1
    assert f"of {int(root.locator('progress').get_attribute('max'))} networks" in (
        root.locator(".gf-plot").text_content()
    )
    assert math.isfinite(read(root, "delta_1"))
    step(page, root, "Depth", "Home")
    settled(page)
    assert root.locator("[data-name=delta_3]").count() == 0
    before = done(root)
    page.wait_for_timeout(500)  # in which an abandoned setting would have shown
    assert done(root) == before
    assert root.locator("[data-name=delta_3]").count() == 0
    assert errors == []
    page.close()


@from_folder
def test_heavy_setting_runs_in_a_page_opened_from_a_file(browser, site):
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    page.goto((site / "unit05/lab.html").as_uri() + f"?{NAME}=more:on,depth:40#{NAME}")
    settled(page)
    assert read(page.locator(f"[data-widget={NAME}]"), "delta_40") == 0
    page.close()


def test_networks_without_any_gradient_are_explained(lab):
    page, root = lab("more:on,activation:relu,depth:100,width:4")
    settled(page)
    assert "In all 40 networks every ReLU" in root.locator(".gf-plot").text_content()
    assert root.locator(".w-finding").inner_text() == "No gradient arrives anywhere."
    step(page, root, "Biases", "End")
    settled(page)
    assert root.locator("[data-name=delta_1]").count() == 1


def test_limit_of_single_precision_is_marked(lab):
    page, root = lab("depth:100,width:8,m:0.1")
    settled(page)
    assert "float32 fades out" in root.locator(".gf-plot").text_content()
    assert "it is below 10⁻³⁸" in root.locator(".gf-notes").inner_text()


def test_invalid_address_of_the_simulator_is_explained(lab):
    for state in ("depth:1e9,width:NaN,kept:relu", "kept:" + "/" * 4000):
        page, root = lab(state)
        settled(page)
        assert "invalid" in root.locator(".w-message").inner_text()
        assert read(root, "depth") == 15


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_with_all_panels_open(lab, theme):
    state = "more:on,numbers:on,naive:on,gradients:on,histograms:on,residual:on,clip:1"
    page, _ = lab(f"{state},kept:relu/1.5/15/64/gaussian/0/off/off", theme=theme)
    settled(page)
    assert axe(page, f"[data-widget={NAME}]") == []


KEPT = "kept:tanh/1.5/15/64/gaussian/0/off/off"
FAULTS = """() => {
  const root = document.querySelector('[data-widget=gradient-flow] .w');
  const box = (node) => node.getBoundingClientRect();
  const figure = root.querySelector('.w-figure');
  const faults = figure.scrollHeight > figure.clientHeight + 1 ? ['scrolls'] : [];
  const parts = [...figure.children, ...root.querySelectorAll('.w-main > p')].filter(
    (node) => box(node).height > 1);
  parts.slice(1).forEach((node, i) => {
    if (box(node).top < box(parts[i]).bottom - 1) faults.push('covered: ' + node.outerHTML);
  });
  for (const part of [root.querySelector('.w-aside'), parts.at(-1)]) {
    if (box(part).bottom > 692) faults.push('too low: ' + part.className);
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


PLOTS = (
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
CROWDED = """() => {
  const faults = [];
  for (const svg of document.querySelectorAll('[data-widget=gradient-flow] .w-figure > svg')) {
    const frame = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll('text')].map(
      (text) => [text.textContent, text.getBoundingClientRect()]).filter(([, box]) => box.width);
    texts.forEach(([text, box], i) => {
      const out = Math.max(frame.left - box.left, box.right - frame.right,
        frame.top - box.top, box.bottom - frame.bottom);
      if (out > 0.5) faults.push(`${text} is cut by ${out} px`);
      for (const [other, next] of texts.slice(i + 1)) {
        const wide = Math.min(box.right, next.right) - Math.max(box.left, next.left);
        const high = Math.min(box.bottom, next.bottom) - Math.max(box.top, next.top);
        if (wide > 1 && high > 5) faults.push(`${text} lies on ${other}`);
      }
    });
  }
  return faults;
}"""


@pytest.mark.parametrize("width", [360, 390, 720, 1440])
def test_texts_of_the_charts_are_neither_cut_nor_overlapping(lab, width):
    for state in PLOTS:
        page, _ = lab(state, width=width)
        settled(page)
        assert (state, page.evaluate(CROWDED)) == (state, [])


def test_limit_mark_is_above_the_plot_on_its_side(lab):
    for width in (390, 1440):
        page, root = lab("activation:relu,m:4,depth:100,width:32", width=width)
        settled(page)
        text = root.locator(".gf-plot text", has_text="float32 overflows").bounding_box()
        line = root.locator(".gf-plot line.dashed").bounding_box()
        grid = root.locator(".gf-plot line.faint, .gf-plot line.muted:not(.dashed)")
        assert text["x"] + text["width"] / 2 < line["x"]
        tops = grid.evaluate_all("lines => lines.map((line) => line.getBoundingClientRect().top)")
        assert text["y"] + text["height"] <= min(tops)


def test_more_panel_opens_and_closes_during_computation(lab):
    page, root = lab("activation:tanh,depth:100,width:256")
    root.locator("progress").wait_for()
    for opened in (True, False):
        root.locator("summary").press("Enter")
        wait_until(page, f"location.search.includes('more:on') === {str(opened).lower()}")
        page.wait_for_timeout(300)
        assert root.get_by_label("Depth", exact=True).is_visible() is opened
    assert root.locator("[data-settled=false]").count() == 1


@pytest.mark.parametrize("touch", [False, True])
def test_more_panel_on_a_slide_has_a_back_button(open_page, touch):
    kept = "kept:sigmoid/1.5/50/64/orthogonal/1/on/on"
    page = open_page(f"unit05/slides.html?{NAME}={kept}{SLIDE}", has_touch=touch)
    wait_until(page, "window.Reveal && Reveal.isReady()")
    root = page.locator(f"[data-widget={NAME}]")
    presets = root.get_by_role("button", name="Xavier")
    back = root.get_by_role("button", name="Back to presets and curves")
    for press in ("keyboard", "click"):
        root.locator("summary").focus()
        page.keyboard.press("Enter")
        presets.wait_for(state="hidden")
        more, box = (node.bounding_box() for node in (root.locator("summary"), back))
        assert more["x"] + more["width"] <= box["x"]
        assert abs(more["y"] - box["y"]) < 10
        assert box["x"] + box["width"] <= 1280 - 64
        assert root.locator(".gf-columns").evaluate("n => n.scrollHeight <= n.clientHeight")
        if press == "click":
            back.click()
        else:
            page.keyboard.press("Tab")
            page.keyboard.press("Enter")
            assert page.evaluate("document.activeElement.localName") == "summary"
        presets.wait_for()
        assert not back.is_visible()
        assert root.get_by_label("Numbers", exact=True).is_visible()
    assert page.problems == []
    page.close()


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
def test_simulator_fits_its_slide(open_page, state):
    page = open_page(f"unit05/slides.html?{NAME}={state}{SLIDE}")
    wait_until(page, "window.Reveal && Reveal.isReady()")
    root = page.locator(f"[data-widget={NAME}]")
    root.locator("summary").wait_for()
    if state != HEAVY:
        settled(page)
    assert page.evaluate(FAULTS) == []
    before = page.evaluate("Reveal.getIndices()")
    root.locator("summary").focus()
    page.keyboard.press("Space")
    assert page.evaluate("Reveal.getIndices()") == before
    assert page.problems == []
    page.close()


@pytest.mark.parametrize("depth", [15, 50])
def test_numbers_cut_by_the_edge_of_a_phone_are_hidden(lab, depth):
    page, root = lab(f"numbers:on,naive:on,depth:{depth}", width=390)
    settled(page)
    box = root.locator(".gf-numbers")
    assert box.evaluate("box => box.scrollWidth > box.clientWidth + 100")
    assert box.evaluate(CUT) == []


def test_simulator_on_a_phone_does_not_scroll_sideways(lab):
    page, root = lab(
        "more:on,histograms:on,gradients:on,clip:1", width=390, has_touch=True, is_mobile=True
    )
    settled(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    root.get_by_label("Layer normalisation").tap()
    assert root.get_by_label("Layer normalisation").is_checked()
    he = root.get_by_role("button", name="He", exact=True).bounding_box()
    assert min(he["width"], he["height"]) >= 44


def test_table_on_paper_has_all_layers(lab):
    page, root = lab("more:on,depth:50,numbers:on,naive:on,gradients:on,clip:1", width=718)
    settled(page)
    page.emulate_media(media="print")
    box = root.locator(".gf-numbers").bounding_box()
    for name in ("delta_1", "clipped_1", "delta_50", "clipped_50"):
        cell = root.locator(f"[data-name={name}]").bounding_box()
        assert box["x"] <= cell["x"] <= box["x"] + box["width"] - cell["width"]
    tops = [root.locator(f"[data-name={n}_37]").bounding_box()["y"] for n in ("delta", "naive")]
    assert tops[0] == tops[1]


@pytest.mark.parametrize(
    ("state", "judged"),
    [("", True), ("residual:on,", False), ("norm:on,m:4,", False), ("depth:40,m:1.5,", False)],
)
def test_finding_judges_naive_formula_only_for_plain_networks(lab, state, judged):
    page, root = lab(f"more:on,activation:relu,naive:on,{state}")
    settled(page)
    has_line = root.locator("[data-name=meanfield_1]").count() > 0
    assert has_line == judged
    assert ("wrong direction" in root.locator(".w-finding").inner_text()) == judged


def test_histograms_do_not_change_the_finding(lab):
    page, root = lab("more:on,activation:relu,width:64,depth:15,m:1.7")
    settled(page)
    page.evaluate(
        """() => {
          window.said = [];
          const finding = document.querySelector('[data-widget=gradient-flow] .w-finding');
          new MutationObserver(() => said.push(finding.textContent)).observe(
            finding, {childList: true});
        }"""
    )
    root.get_by_label("Histograms").click()
    page.wait_for_timeout(300)
    settled(page)
    assert len(page.evaluate("[...new Set(said)]")) == 1
