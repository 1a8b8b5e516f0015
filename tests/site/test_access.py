"""The deck by keyboard and screen reader: each slide in its place, and nothing but that slide."""

import re

import pytest
from accessibility import axe
from site_pages import DECK, wait_for_deck, wait_until
from widget_page import find_widget

CURRENT = ".slides section.present:not(.stack)"
WIDGETS = (
    "computational-graph",
    "forward-backward",
    "activations",
    "path-through-depth",
    "gradient-flow",
    "multiple-choice",
)


def open_deck(open_page, **options):
    """The deck with its widgets, whose script waits until a slide with one is near."""
    page = open_page(DECK, **options)
    wait_for_deck(page)
    widget = find_widget(page, "gradient-flow")
    page.evaluate("slide => { location.hash = `#/${slide}`; }", widget.slide)
    widget.wait()
    return page


@pytest.fixture(scope="module")
def slides(open_page):
    """A deck of this module's own: its tests move the focus about."""
    page = open_deck(open_page, reduced_motion="reduce")  # fragments are there at once
    yield page
    assert page.problems == []
    page.close()


def go(page, index: int, *, shown: bool = True) -> str:
    """Turn to a slide, with all its fragments or none; returns its title."""
    return page.evaluate(
        """([index, shown]) => {
            const {h, v} = Reveal.getIndices(Reveal.getSlides()[index]);
            Reveal.slide(h, v, -1);
            while (shown && Reveal.availableFragments().next) Reveal.nextFragment();
            document.activeElement.blur();
            return Reveal.getCurrentSlide().querySelector('h1, h2').textContent.trim();
        }""",
        [index, shown],
    )


def indices(page) -> range:
    return range(page.evaluate("Reveal.getTotalSlides()"))


def widget_slides(page) -> list[int]:
    """The slides with widgets and their neighbours."""
    at = page.evaluate(
        """Reveal.getSlides().flatMap((slide, i) =>
            slide.querySelector('[data-widget]') ? [i - 1, i, i + 1] : [])"""
    )
    assert len(at) == 3 * len(WIDGETS)
    return at


# axe walks through the whole document: while it runs, the off-screen slides are out of it.
ASIDE = """() => {
    const current = Reveal.getCurrentSlide();
    window.places = Reveal.getSlides().filter(slide => slide !== current).map(slide => {
        const place = document.createComment('');
        slide.replaceWith(place);
        return [place, slide];
    });
}"""
BACK = "() => window.places.forEach(([place, slide]) => place.replaceWith(slide))"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_any_slide(open_page, theme):
    page = open_deck(open_page, theme=theme, reduced_motion="reduce")
    found = []
    for index in indices(page):
        title = go(page, index)
        page.evaluate(ASIDE)
        # a slide's title is an h2: its part's h1 stands on another slide
        lines = axe(page, [[CURRENT], [".ribbon"]], without=["page-has-heading-one"])
        page.evaluate(BACK)
        found += [f"{title}: {line}" for line in lines]
    assert found == []
    assert page.problems == []
    page.close()


FOCUSED = """() => {
    const element = document.activeElement;
    if (element === document.body) return null;
    const here = Reveal.getCurrentSlide().contains(element) || element.closest('.ribbon');
    return [Boolean(here), element.outerHTML.slice(0, 80)];
}"""


def test_tab_reaches_only_the_current_slide_and_the_ribbon(slides):
    for index in widget_slides(slides):
        title = go(slides, index)
        slides.keyboard.press("Tab")
        reached = 0
        while (focused := slides.evaluate(FOCUSED)) and reached < 100:
            here, element = focused
            assert here, f"{title}: {element}"
            reached += 1
            slides.keyboard.press("Tab")
        assert 7 <= reached < 100, title


def test_focus_is_visible_on_every_control(open_page):
    """An outline of 2 px or more, 3 : 1 against the paper (WCAG 2.2, 1.4.11 and 2.4.13)."""
    for theme in ("light", "dark"):
        page = open_deck(open_page, theme=theme)
        for index in widget_slides(page):
            go(page, index)
            page.keyboard.press("Tab")
            for _ in range(100):
                if page.evaluate("document.activeElement === document.body"):
                    break
                assert page.evaluate(OUTLINE) == [], theme
                page.keyboard.press("Tab")
        page.close()


OUTLINE = """() => {
    const light = color => {
        const [r, g, b] = color.match(/[\\d.]+/g).map(Number).map(value => value / 255)
            .map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const element = document.activeElement, style = getComputedStyle(element);
    const paper = light(getComputedStyle(document.querySelector('.reveal')).backgroundColor);
    const [low, high] = [paper, light(style.outlineColor)].sort((a, b) => a - b);
    const contrast = (high + 0.05) / (low + 0.05);
    const seen = style.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= 2;
    return seen && contrast >= 3 ? [] : [element.outerHTML.slice(0, 80), style.outline];
}"""


def tree(page) -> str:
    return page.locator("body").aria_snapshot()


def test_screen_reader_finds_only_the_current_slide(slides):
    for index in widget_slides(slides):
        title = " ".join(go(slides, index).split())
        headings = slides.evaluate(
            f"[...document.querySelectorAll('{CURRENT} :is(h1, h2, h3)')].length"
        )
        lines = [line for line in tree(slides).splitlines() if re.match(r" *- '?heading", line)]
        assert len(lines) == headings, title
        assert title in lines[0]


def test_deck_is_a_document_with_landmarks(slides):
    assert slides.evaluate("document.documentElement.lang") == "en"
    assert slides.get_by_role("main").count() == 1
    assert slides.get_by_role("navigation", name="Parts of the lecture").count() == 1
    assert slides.locator("[role=application]").count() == 0


def test_fragment_is_announced_once_it_is_shown(slides):
    index = slides.evaluate(
        "Reveal.getSlides().findIndex(slide => slide.querySelector('.fragment.answer'))"
    )
    go(slides, index, shown=False)
    slide = slides.locator(CURRENT)
    answer = slide.locator(".fragment.answer p").first.text_content()
    opening = " ".join(answer.split()[:3])
    assert opening not in slide.aria_snapshot()
    go(slides, index)
    assert opening in slide.aria_snapshot()


def test_screen_reader_finds_each_formula_once_as_mathml(slides):
    session = slides.context.new_cdp_session(slides)
    for index in indices(slides)[::8]:
        title = go(slides, index)
        shown = slides.evaluate(
            f"""[...document.querySelectorAll('{CURRENT} .katex')].filter(formula =>
                !formula.closest('aside, [role=img]')
                && formula.checkVisibility({{visibilityProperty: true}})).length"""
        )
        for _ in range(100):  # the tree follows the page a moment later
            heard = [
                node
                for node in session.send("Accessibility.getFullAXTree")["nodes"]
                if not node["ignored"]
            ]
            formulas = sum(node["role"]["value"] == "MathMLMath" for node in heard)
            if formulas == shown:
                break
            slides.wait_for_timeout(100)
        assert formulas == shown, title
        names = [node["name"]["value"] for node in heard if "name" in node]
        assert not [name for name in names if "\\frac" in name or "\\mathbf" in name], title
    assert slides.evaluate("document.querySelector('.katex-html:not([aria-hidden=true])')") is None


def test_new_slide_is_announced(slides):
    title = go(slides, 9)
    wait_until(
        slides,
        "title => document.querySelector('[aria-live].aria-status').textContent.includes(title)",
        arg=title,
    )
    said = slides.evaluate("document.querySelector('.aria-status').textContent")
    assert "\\" not in said


def test_announced_slide_leaves_out_the_controls_of_its_widget(slides):
    go(
        slides,
        slides.evaluate("Reveal.getSlides().findIndex(({id}) => id === 'gradient-flow-widget')"),
    )
    status = "document.querySelector('.aria-status').textContent"
    wait_until(slides, f"{status}.includes('layer 15’s gradient')")
    said = slides.evaluate(status)
    assert said.startswith("Interactive")
    assert len(said) < 400


def test_arrow_keys_scroll_focused_code_and_not_the_deck(slides):
    go(slides, slides.evaluate("Reveal.getSlides().findIndex(slide => slide.id === 'pseudocode')"))
    code = slides.locator(f"{CURRENT} pre").first
    assert code.get_attribute("tabindex") is None
    code.evaluate("pre => { pre.style.width = '160px'; }")
    wait_until(slides, f"document.querySelector('{CURRENT} pre').tabIndex === 0")
    assert code.get_attribute("aria-label").startswith("Code")
    before = slides.evaluate("Reveal.getIndices()")
    code.focus()
    slides.keyboard.press("ArrowRight")
    wait_until(slides, f"document.querySelector('{CURRENT} pre').scrollLeft > 0")
    assert slides.evaluate("Reveal.getIndices()") == before
    code.evaluate("pre => { pre.style.width = ''; }")
    wait_until(slides, f"!document.querySelector('{CURRENT} pre').hasAttribute('tabindex')")


def test_reduced_motion_stops_all_transitions(open_page):
    page = open_deck(open_page, reduced_motion="reduce")
    for index in indices(page)[::6]:
        go(page, index, shown=False)
        for _ in range(3):
            page.keyboard.press("ArrowRight")
            assert page.evaluate("document.getAnimations().map(a => a.transitionProperty)") == []
    page.close()
