"""The explorer of computational graphs in a browser: every control by mouse and by keyboard."""

import numpy as np
import pytest
from conftest import CUT, wait_until

LAB = "unit05/lab.html"
DECK = "unit05/slides.html"
NAME = "computational-graph"
READ = """root => Object.fromEntries([...root.querySelectorAll('[data-name]')]
    .map(element => [element.dataset.name, Number(element.dataset.value)]))"""
PATHS = "?computational-graph=program:b=a%2Ba;c=b^2%2Bb,at:a=2"


@pytest.fixture
def opened(open_page):
    pages = []

    def opened(path=LAB, **options):
        page = open_page(path, **{"height": 1000, **options})
        root = page.locator(f"[data-widget={NAME}]")
        root.locator(".w").wait_for(state="attached")
        pages.append(page)
        return page, root

    yield opened
    for page in pages:
        assert page.problems == []
        page.close()


def read(root) -> dict[str, float]:
    return root.evaluate(READ)


def press(root, name: str) -> None:
    root.get_by_role("button", name=name, exact=True).click()


def finding(root) -> str:
    return root.locator(".w-finding").inner_text()


def test_widget_starts_at_the_outlines_example_and_steps_by_mouse(opened):
    _, root = opened()
    assert root.get_by_label("Expression").input_value() == "J = (x + y) * z"
    assert "J" not in read(root)
    for _ in range(2):
        press(root, "Next step")
    assert (read(root)["v1"], read(root)["J"]) == (4, -8)
    assert "dJ_dJ" not in read(root)
    press(root, "End")
    shown = read(root)
    assert [shown[f"dJ_d{name}"] for name in "xyz"] == [-2, -2, 4]
    press(root, "Back")
    press(root, "Start")
    assert "v1" not in read(root)


def test_widget_steps_by_keyboard(opened):
    page, root = opened(LAB + PATHS)
    root.get_by_role("slider", name="Step").focus()
    page.keyboard.press("End")
    assert read(root)["dc_da"] == 18
    page.keyboard.press("ArrowLeft")
    assert finding(root) == "a is used twice, and what arrives adds up: ∂c/∂a = 9 + 9 = 18."
    root.get_by_role("button", name="Next step").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Space")  # at the end already: the focus stays
    assert page.evaluate("document.activeElement.textContent") == "Next step"
    assert finding(root).startswith("Done")


def test_typed_expression_is_drawn_and_its_error_marked(opened):
    page, root = opened()
    field = root.get_by_label("Expression")
    field.fill("")
    field.press_sequentially("s = sigmoid(w*x)\nJ = (s - 1")
    assert finding(root).startswith("Line 2, character 11: the end can’t stand here")
    assert field.get_attribute("aria-invalid") == "true"
    assert root.locator(".cg-error").inner_text()
    field.press_sequentially(")^2")
    assert field.get_attribute("aria-invalid") == "false"
    assert not root.locator(".cg-error").inner_text()
    root.get_by_label("w =", exact=True).fill("0.3")
    root.get_by_label("x =", exact=True).fill("-2")
    press(root, "End")
    s = 1 / (1 + np.exp(0.6))
    shown = read(root)
    assert shown["J"] == pytest.approx((s - 1) ** 2, rel=1e-12)
    assert shown["dJ_dw"] == pytest.approx(2 * (s - 1) * s * (1 - s) * -2, rel=1e-12)
    wait_until(page, "location.search.includes('sigmoid(w*x)')")


def test_domain_problem_is_explained_at_its_node(opened):
    _, root = opened()
    root.get_by_label("Expression").fill("J = log(x - 3)")
    press(root, "End")
    assert finding(root) == (
        "Stopped at J = log(v1) = log(−2): a negative number has no logarithm. Choose other inputs."
    )
    assert root.locator(".cg-wrong").count() > 0
    assert "NaN" not in root.inner_text()


def test_naive_and_forward_mode_work_by_keyboard_and_mouse(opened):
    page, root = opened(LAB + PATHS)
    derivatives = root.get_by_label("Derivatives")
    derivatives.focus()
    page.keyboard.press("n")
    assert derivatives.input_value() == "naive"
    press(root, "End")
    assert read(root)["dc_da"] == 34
    assert finding(root).startswith("Wrong: ∂c/∂a = 34 instead of 18.")
    root.get_by_label("Example").select_option("product")
    derivatives.select_option("forward")
    root.get_by_label("by input").select_option("z")
    press(root, "End")
    assert read(root)["dJ_dz"] == 4
    assert finding(root).endswith("The other 2 inputs need a pass each.")
    root.get_by_label("As a table").check()
    assert root.locator("table.cg-table tbody tr").count() == 5
    press(root, "Reset")
    assert root.locator("svg.cg-graph").count() == 1
    assert derivatives.input_value() == "reverse"


def test_link_restores_the_state(opened):
    page, root = opened()
    root.get_by_label("Expression").fill("b = a + a\nc = b*b + b")
    root.get_by_label("a =", exact=True).fill("-1.5")
    press(root, "End")
    wait_until(page, "location.search.includes('step:13')")
    _, again = opened(page.url)
    assert read(again) == read(root)
    assert again.get_by_label("Expression").input_value() == "b=a+a\nc=b*b+b"


@pytest.mark.parametrize(
    "query", ["program:((((", "at:x=NaN", "step:-4", "x" * 6000, "%F0%28%8C%BC", "program:%00;💥"]
)
def test_invalid_address_still_shows_a_graph_and_finding(opened, query):
    _, root = opened(f"{LAB}?{NAME}={query}")
    assert len(finding(root)) > 10
    assert root.locator("svg.cg-graph").count() == 1


@pytest.mark.parametrize("mode", ["reverse", "naive"])
@pytest.mark.parametrize("place", ["lab", "phone", "slide"])
def test_drawing_cuts_no_number_at_its_edge(opened, mode, place):
    """A number without its first digits reads as another."""
    path = f"{DECK}#/{NAME}" if place == "slide" else LAB
    _, root = opened(path, width=390 if place == "phone" else 1440)
    root.get_by_label("Derivatives").select_option(mode)
    for program, number in (
        ("x + y*z", "-1234567"),
        ("b = a + a\nc = b*b + b", "-2.37"),
        ("b = a*a\nc = b*b + b", "123.456"),
    ):
        root.get_by_label("Expression").fill(program)
        for field in root.locator(".cg-inputs input").all():
            field.fill(number)
        root.get_by_role("slider", name="Step").press("End")
        cut = root.locator(".cg-graph").evaluate(
            """svg => [...svg.querySelectorAll('text')].filter(text => {
                const {x, y, width, height} = text.getBBox();
                const frame = svg.viewBox.baseVal;
                return x < 0 || x + width > frame.width || y < 0 || y + height > frame.height;
            }).map(text => text.textContent)"""
        )
        assert cut == []


def test_address_drops_what_the_program_no_longer_has(opened):
    page, root = opened()
    root.get_by_label("Derivatives").select_option("forward")
    root.get_by_label("by input").select_option("z")
    press(root, "End")
    wait_until(page, "location.search.includes('input:z')")
    root.get_by_label("Expression").fill("x*y")
    wait_until(page, "location.search.includes('x*y')")
    _, again = opened(page.url)
    assert again.locator(".w-message").inner_text() == ""
    assert again.locator("[data-name=step]").inner_text() == "2"
    assert root.locator("[data-name=step]").inner_text() == "2"
    root.get_by_label("Expression").fill("x*z")  # while it is typed the wish is kept
    assert root.get_by_label("by input").input_value() == "z"


def test_graph_on_a_phone_scrolls_in_its_own_box(opened):
    page, root = opened(width=390, has_touch=True, is_mobile=True)
    root.get_by_label("Example").select_option("network")
    box = root.locator(".cg-scroll")
    assert box.evaluate("box => box.scrollWidth > box.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    box.focus()
    page.keyboard.press("ArrowRight")
    wait_until(page, "document.querySelector('.cg-scroll').scrollLeft > 0")
    press(root, "End")
    press(root, "Back")
    inside, frame = root.locator(".cg-graph .thick").first.bounding_box(), box.bounding_box()
    assert frame["x"] <= inside["x"] <= frame["x"] + frame["width"]


@pytest.mark.parametrize("state", ["step:9", "step:99", "mode:forward,step:5", "table:on,step:9"])
def test_graph_on_a_phone_hides_numbers_that_its_edges_cut(opened, state):
    program = "program:y=log(1%2Bexp(x))*tanh(x)*w%2Bx*1000,at:x=-1000.w=-123.456"
    address = f"{LAB}?{NAME}={program},{state}#{NAME}"
    _, root = opened(address, width=390, has_touch=True, is_mobile=True)
    box = root.locator(".cg-scroll")
    assert box.evaluate("box => box.scrollWidth > box.clientWidth + 100")
    assert box.evaluate(CUT) == []
    assert box.evaluate("box => box.querySelectorAll('svg text, td').length") > 6


def test_expression_field_on_the_slide_keeps_its_keys(opened):
    page, root = opened(f"{DECK}#/{NAME}", height=720)
    field = root.get_by_label("Expression")
    field.fill("")
    field.press_sequentially("x*n + pow")
    for key in ("ArrowRight", "PageDown", "End"):
        page.keyboard.press(key)
    assert page.evaluate("location.hash") == f"#/{NAME}"
    assert field.input_value() == "x*n + pow"
    field.press("Escape")
    page.keyboard.press("ArrowRight")
    wait_until(page, f"location.hash !== '#/{NAME}'")


@pytest.mark.parametrize("path", [LAB, f"{DECK}#/{NAME}"])
def test_cost_table_aligns_the_numbers_of_both_rows(opened, path):
    _, root = opened(path)
    rows = root.locator(".cg-cost tbody tr")
    right_edges = rows.evaluate_all("""rows => rows.map(row => [...row.cells].map(cell => {
        const range = document.createRange();
        range.selectNodeContents(cell);
        return range.getBoundingClientRect().right;
    }))""")
    reverse, forward = right_edges
    assert reverse[1:] == pytest.approx(forward[1:], abs=1)


def test_widget_without_script_is_a_picture(browser, url):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for path in (LAB, DECK):
        page.goto(url + path)
        still = page.locator(f"[data-widget={NAME}] svg.still")
        assert len(still.get_attribute("aria-label")) > 40
        assert still.locator("text").count() > 3
    context.close()
