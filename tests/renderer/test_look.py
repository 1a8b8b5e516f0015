"""How constructs look and behave on slides, in a real browser, with and without the theme."""

import re
import shutil

import pytest
from playwright.sync_api import sync_playwright
from projects import INPUT, ROOT

from tools.browser import FLAGS, find_browser
from tools.render.build import build

PAPER = {"light": (253, 252, 249), "dark": (16, 22, 31)}
GROUNDS = {
    "dark": [(16, 32, 48)],
    "mid": [(112, 128, 144)],
    "gradient": [(40, 59, 149), (23, 48, 107)],
    "picture": [(16, 24, 48)],
    "light": [(127, 255, 212)],
}
THEME = """    css: [theme/tokens.css, theme/deck.css, theme/reading.css]
    width: 1280
    height: 720
    margin: 0
    include-in-header: {text: '<script src="theme/theme.js"></script>'}
    include-after-body:
      - {text: '<script src="theme/deck-tools.js" defer></script>'}
      - {text: '<script src="theme/deck.js" defer></script>'}
      - {text: '<script src="theme/reading.js" defer></script>'}
"""


def luminance(colour) -> float:
    parts = [c / 255 for c in colour]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a, b) -> float:
    low, high = sorted([luminance(a), luminance(b)])
    return (high + 0.05) / (low + 0.05)


def mix(over, under, share: float):
    return tuple(o * share + u * (1 - share) for o, u in zip(over, under, strict=True))


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    root = tmp_path_factory.mktemp("look") / "project"
    root.mkdir()
    for name in ("dark.png", "dot.svg", "callouts.qmd"):
        shutil.copy(INPUT / name, root)
    shutil.copytree(ROOT / "assets/theme", root / "theme")
    deck = (INPUT / "slides.qmd").read_text("utf-8")
    (root / "plain.qmd").write_text(deck, "utf-8")
    with_theme = deck.replace("  revealjs:\n", f"  revealjs:\n{THEME}", 1)
    part = '# Part 1 · The $\\delta$ {#part data-minutes="5"}\n\n## Asides'
    (root / "deck.qmd").write_text(with_theme.replace("## Asides", part, 1), "utf-8")
    files = "resources: [theme/*.js]"
    (root / "_quarto.yml").write_text(f"project:\n  type: website\n  {files}\n", "utf-8")
    return build(root)[0]


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_browser(playwright), args=list(FLAGS)
        )
        yield browser
        browser.close()


@pytest.fixture
def open_page(site, browser):
    def open_page(name: str, scheme: str = "light", slide: str = "", width: int = 1280):
        page = browser.new_page(viewport={"width": width, "height": 720}, color_scheme=scheme)
        page.goto(f"{(site / name).as_uri()}{slide and f'#/{slide}'}")
        if name != "callouts.html":
            page.wait_for_function("Reveal.isReady()")
        return page

    return open_page


def text_colour(page, slide: str):
    said = page.evaluate(f"getComputedStyle(document.querySelector('#{slide} > p')).color")
    return tuple(float(n) for n in re.findall(r"[\d.]+", said)[:3])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["deck.html", "plain.html"])
def test_text_on_slide_background_is_legible(open_page, name, scheme):
    page = open_page(name, scheme)
    paper = PAPER[scheme] if name == "deck.html" else (255, 255, 255)
    grounds = GROUNDS | {"faint": [mix((16, 24, 48), paper, 0.1)]}
    for slide, colours in grounds.items():
        text = text_colour(page, slide)
        assert min(contrast(text, ground) for ground in colours) >= 4.5, slide


@pytest.mark.parametrize("name", ["deck.html", "plain.html"])
def test_slide_shows_only_its_own_background(open_page, name):
    page = open_page(name, slide="mid")
    shown = page.evaluate(
        "[...document.querySelectorAll('.slide-background:not(.stack)')]"
        ".filter((ground) => getComputedStyle(ground).visibility === 'visible')"
        ".map((ground) => getComputedStyle(ground).backgroundColor)"
    )
    assert shown == ["rgb(112, 128, 144)"]


def test_text_on_faint_picture_follows_theme(open_page):
    page = open_page("deck.html", "light", "faint")
    page.keyboard.press("d")
    page.locator("#faint.has-dark-background").wait_for()
    ground = mix((16, 24, 48), PAPER["dark"], 0.1)
    assert contrast(text_colour(page, "faint"), ground) >= 4.5


def box(page, selector: str):
    return page.locator(selector).bounding_box()


def overlap(a, b) -> bool:
    beside = a["x"] + a["width"] <= b["x"] or b["x"] + b["width"] <= a["x"]
    above = a["y"] + a["height"] <= b["y"] or b["y"] + b["height"] <= a["y"]
    return not (beside or above)


@pytest.mark.parametrize("name", ["deck.html", "plain.html"])
def test_footer_stands_below_the_title(open_page, name):
    page = open_page(name, slide="asides")
    footer = box(page, ".reveal > .footer:visible")
    assert footer["y"] > 640
    assert not overlap(footer, box(page, "#asides h2"))
    assert not overlap(footer, box(page, "#asides > aside:not(.notes)"))


@pytest.mark.parametrize("name", ["deck.html", "plain.html"])
def test_slide_shows_its_own_footer_or_none(open_page, name):
    page = open_page(name, slide="dark")
    assert page.locator(".reveal > .footer:visible").inner_text() == "Its own footer"
    page.evaluate("location.hash = '#/mid'")
    page.locator("#mid.present").wait_for()
    assert page.locator(".reveal > .footer:visible").count() == 0
    page.evaluate("location.hash = '#/light'")
    page.locator("#light.present").wait_for()
    assert page.locator(".reveal > .footer:visible").inner_text() == "The usual footer"


def test_printed_slide_has_its_footer(site, browser):
    page = browser.new_page()
    page.goto(f"{(site / 'deck.html').as_uri()}?view=print")
    page.locator("html.pages-ready").wait_for()
    footers = page.locator(".pdf-page > .footer").all_inner_texts()
    slides = page.locator(".pdf-page").count()
    assert len(footers) == slides - 1
    assert footers.count("Its own footer") == 1


def test_slide_number_and_logo_overlap_nothing(open_page):
    for slide in ("asides", "part"):
        page = open_page("deck.html", slide=slide)
        number, logo = box(page, ".reveal > .slide-number"), box(page, ".reveal > .slide-logo")
        for part in (number, logo, box(page, ".reveal > .footer:visible")):
            assert not overlap(part, box(page, ".ribbon a"))
        assert not overlap(number, logo)
        assert page.locator(".ribbon .number:visible").count() == 0


def test_ribbon_names_a_part_with_a_formula_in_plain_text(open_page):
    page = open_page("deck.html", slide="part")
    assert page.locator(".ribbon a").get_attribute("title") == "The δ, 5 min"


def test_reading_view_has_plain_titles_and_legible_text(open_page):
    page = open_page("deck.html", width=390)
    page.locator("html.reading").wait_for()
    assert page.get_by_role("link", name="Part 1 · The δ", exact=True).count() == 1
    for slide in ("dark", "gradient", "picture", "light"):
        assert contrast(text_colour(page, slide), PAPER["light"]) >= 4.5, slide
    assert page.locator(".reveal > .footer:visible").count() == 0


@pytest.mark.parametrize("name", ["deck.html", "plain.html"])
def test_tabs_and_folds_on_slides_react_to_keys(open_page, name):
    page = open_page(name, slide="tabs")
    page.get_by_role("tab", name="One").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    assert page.get_by_text("Second.", exact=True).is_visible()
    assert page.locator("#tabs.present").count() == 1
    page.evaluate("location.hash = '#/scrolls'")
    page.locator("#scrolls.present").wait_for()
    page.locator("#scrolls summary").focus()
    page.keyboard.press("Space")
    assert page.locator("#scrolls details[open]").count() == 1
    assert page.locator("#scrolls.present").count() == 1


def test_tabs_of_a_group_change_together(open_page):
    page = open_page("callouts.html")
    assert page.get_by_text("R, second.").is_visible()
    first = page.locator("#first")
    first.get_by_role("tab", name="R").click()
    first.get_by_role("tab", name="Python").click()
    assert page.get_by_text("Python, second.").is_visible()
    assert not page.get_by_text("R, second.").is_visible()


def test_absolute_elements_have_given_position(open_page):
    page = open_page("plain.html", slide="places")
    found = page.evaluate(
        "[...document.querySelectorAll('#places .absolute')].map((part) => {"
        "const {position, top, bottom, width} = getComputedStyle(part);"
        "return {position, top, bottom, width}})"
    )
    assert {part["position"] for part in found} == {"absolute"}
    assert (found[0]["top"], found[0]["width"]) == ("200px", "300px")
    assert found[1]["bottom"] == "50px"


def test_centred_slide_is_in_the_middle(open_page):
    page = open_page("deck.html", slide="tabs")
    title = box(page, "#tabs h2")
    assert 200 < title["y"] < 400


def test_long_slide_scrolls(open_page):
    page = open_page("deck.html", slide="scrolls")
    overflow = "getComputedStyle(document.querySelector('#scrolls')).overflowY"
    assert page.evaluate(overflow) == "auto"


def test_callout_kinds_differ_on_slides(open_page):
    page = open_page("deck.html", slide="dark")
    border = "getComputedStyle(document.querySelector('%s .callout')).borderLeftColor"
    tip, note = page.evaluate(border % "#dark"), page.evaluate(border % "#scrolls")
    assert tip != note
