"""The deck's address: a reload restores the step, paging leaves no history, links do."""

import pytest
from conftest import LOADED
from outline import SLIDES
from site_pages import DECK, wait_for_deck, wait_for_slide, wait_until
from widget_page import find_widget

PLACE = "[Reveal.getCurrentSlide().id, Reveal.getIndices().f]"


def open_deck(open_page, slide: str, query: str = "", **options):
    page = open_page(f"{DECK}{query}#/{slide}", **options)
    wait_for_deck(page)
    return page


def reload(page) -> None:
    page.evaluate("document.fonts.ready.then(() => true)")  # a reload would break off a request
    page.reload(wait_until=LOADED)
    wait_for_deck(page)


@pytest.mark.parametrize("presses", [1, 2, 3, 4])
def test_reload_restores_slide_and_step(open_page, presses):
    page = open_deck(open_page, "finite-differences")
    for _ in range(presses):
        page.keyboard.press("ArrowRight")
    before = page.evaluate(PLACE)
    reload(page)
    assert page.evaluate(PLACE) == before
    page.keyboard.press("ArrowRight")
    after = page.evaluate(PLACE)
    page.keyboard.press("ArrowLeft")
    reload(page)
    assert page.evaluate(PLACE) == before != after
    assert page.problems == []
    page.close()


def test_reload_restores_step_after_fast_paging(open_page):
    page = open_deck(open_page, "title-slide")
    for _ in range(70):
        page.keyboard.press("PageDown")
    before = page.evaluate(PLACE)
    wait_until(page, "id => location.hash.startsWith('#/' + id)", before[0])
    reload(page)
    assert page.evaluate(PLACE)[0] == before[0]
    assert page.problems == []
    page.close()


def test_reload_restores_widget_and_presenting_step(open_page):
    page = open_deck(open_page, "forward-backward-widget", "?forward-backward=net:2-1-1")
    widget = find_widget(page, "forward-backward")
    widget.presenting.check()
    page.keyboard.press("PageDown")
    page.keyboard.press("PageDown")
    finding = widget.finding
    assert finding.startswith("Step 2 of")
    reload(page)
    assert widget.presenting.is_checked()
    assert widget.finding == finding
    page.keyboard.press("PageDown")
    assert widget.finding.startswith("Step 3 of")
    assert page.problems == []
    page.close()


def test_paging_leaves_the_deck_by_one_step_back(open_page, url):
    page = open_page("index.html")
    page.goto(url + DECK)
    wait_for_deck(page)
    length = page.evaluate("history.length")
    for key in ("PageDown", "ArrowRight", "Space", "End", "Home", "n", "Shift+ArrowRight"):
        page.keyboard.press(key)
    assert page.evaluate("history.length") == length
    page.go_back()
    wait_until(page, "!location.pathname.includes('slides')")
    page.go_forward()
    wait_for_deck(page)
    assert page.evaluate("Reveal.isLastSlide()")
    page.close()


@pytest.mark.parametrize("presses", [0, 1])
def test_back_after_a_link_returns_to_slide_and_step(open_page, presses):
    page = open_deck(open_page, "finite-differences")
    for _ in range(presses):
        page.keyboard.press("ArrowRight")
    before, length = page.evaluate(PLACE), page.evaluate("history.length")
    page.locator(".ribbon a").nth(3).click()
    wait_for_slide(page, "part-3")
    page.keyboard.press("PageDown")
    assert page.evaluate("history.length") == length + 1
    page.go_back()
    wait_for_slide(page, "finite-differences")
    assert page.evaluate(PLACE) == before
    page.go_forward()
    wait_for_slide(page, "gradient-flow")
    assert page.problems == []
    page.close()


def test_links_of_every_kind_add_one_entry(open_page):
    page = open_deck(open_page, "must-know")
    kinds = {
        "a slide's link": lambda: page.locator("#must-know .back").first.click(),
        "G": lambda: [page.keyboard.press(key) for key in ("g", "9", "Enter")],
        "overview": lambda: [page.keyboard.press(key) for key in ("Escape", "End", "Enter")],
    }
    for kind, follow in kinds.items():
        place, length = page.evaluate(PLACE), page.evaluate("history.length")
        follow()
        wait_until(page, f"place => ({PLACE})[0] !== place[0]", place)
        assert page.evaluate("history.length") == length + 1, kind
    for _ in kinds:
        page.go_back()
    wait_for_slide(page, "must-know")
    page.close()


def test_back_keeps_what_was_set_in_a_widget(open_page):
    page = open_deck(open_page, "activations-widget")
    slider = find_widget(page, "activations").z
    page.locator(".ribbon a").nth(4).click()
    page.go_back()
    wait_for_slide(page, "activations-widget")
    slider.fill("2")
    page.locator(".ribbon a").nth(4).click()
    page.go_back()
    wait_until(page, "location.search.includes('z:2')")
    reload(page)
    slider.wait_for()
    assert slider.input_value() == "2"
    page.close()


JUMPS = {
    "G": lambda page: [page.keyboard.press("g"), page.keyboard.type("finite-differences")],
    "overview": lambda page: [
        page.keyboard.press("Escape"),
        page.locator(".overview-list a[href='#/finite-differences']").focus(),
    ],
    "link": lambda page: page.evaluate(
        """Reveal.getCurrentSlide().querySelector('h2').insertAdjacentHTML('beforeend',
            '<a href="#/finite-differences">back</a>')
        Reveal.getCurrentSlide().querySelector('h2 a').focus()"""
    ),
}
SHOWN = "document.querySelectorAll('#finite-differences .fragment.visible').length"


@pytest.mark.parametrize("kind", JUMPS)
def test_jump_back_shows_the_start_of_a_slide(open_page, kind):
    page = open_deck(open_page, "must-know")
    JUMPS[kind](page)
    page.keyboard.press("Enter")
    wait_for_slide(page, "finite-differences")
    assert page.evaluate(SHOWN) == 0
    assert page.evaluate("location.hash") == "#/finite-differences"
    page.go_back()
    wait_for_slide(page, "must-know")
    page.evaluate("location.hash = '#/finite-differences'")
    wait_for_slide(page, "finite-differences")
    assert page.evaluate(SHOWN) == 0
    assert page.problems == []
    page.close()


def test_ribbon_back_shows_the_start_of_a_part_with_steps(open_page):
    page = open_deck(open_page, "must-know")
    page.evaluate("document.querySelector('#part-2 h1').classList.add('fragment')")
    page.locator(".ribbon a").nth(2).click()
    wait_for_slide(page, "part-2")
    assert page.locator("#part-2 .fragment.visible").count() == 0
    page.close()


def test_previous_shows_the_end_of_a_slide(open_page):
    page = open_deck(open_page, "finite-differences-error")
    page.keyboard.press("ArrowLeft")
    wait_for_slide(page, "finite-differences")
    fragments = page.locator("#finite-differences .fragment")
    assert page.evaluate(SHOWN) == fragments.count() > 0
    page.close()


@pytest.mark.parametrize("hash", ["finite-differences/99", "roadmap/7"])
def test_address_past_the_last_step_becomes_the_last_step(open_page, hash):
    slide = hash.split("/")[0]
    page = open_deck(open_page, hash)
    last = page.locator(f"#{slide} .fragment").evaluate_all(
        "steps => Math.max(-1, ...steps.map(step => +step.dataset.fragmentIndex))"
    )
    for _ in range(2):  # opened anew, then typed into the open deck
        assert page.evaluate("location.hash") == f"#/{slide}" + (f"/{last}" if last >= 0 else "")
        assert page.locator(f"#{slide} .fragment:not(.visible)").count() == 0
        page.evaluate(f"location.hash = '#/{hash}'")
        wait_until(page, f"!location.hash.endsWith('{hash}')")
    assert page.problems == []
    page.close()


@pytest.mark.parametrize(("hash", "number"), [("12", 12), ("1", 1), ("99", SLIDES)])
def test_number_in_the_address_is_that_of_the_footer(open_page, hash, number):
    page = open_deck(open_page, hash)
    wait_until(page, f"Reveal.getSlides().indexOf(Reveal.getCurrentSlide()) + 1 === {number}")
    page.evaluate("location.hash = '#/7'")
    wait_until(page, "Reveal.getSlides().indexOf(Reveal.getCurrentSlide()) + 1 === 7")
    assert page.problems == []
    page.close()


@pytest.mark.parametrize("hash", ["nothing", "99/99", "-1", "relu/99", "%", "relu/-1"])
def test_unknown_address_opens_a_slide_and_is_named(open_page, hash):
    page = open_deck(open_page, hash)
    assert page.evaluate("Boolean(Reveal.getCurrentSlide())")
    if hash in ("nothing", "-1", "%"):
        assert f"“{hash}”" in page.locator(".deck-dialog.unknown[open]").inner_text()
        page.keyboard.press("Escape")
    assert page.locator(".deck-dialog[open]").count() == 0
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Home")
    assert page.evaluate(PLACE)[0] == "title-slide"
    assert page.problems == []
    page.close()


def test_links_out_of_the_deck_open_a_new_tab_and_say_so(open_page):
    page = open_deck(open_page, "title-slide")
    faults = page.evaluate(
        """[...document.querySelectorAll('.slides a[href]:not(svg *)')].filter(link => {
            const href = link.getAttribute('href');
            const out = !href.startsWith('#') && !link.hasAttribute('download');
            const says = /opens in a new tab/.test(link.textContent) || link.closest('aside');
            return out ? link.target !== '_blank' || link.rel !== 'noopener' || !says : link.target;
        }).map(link => link.outerHTML)"""
    )
    assert faults == []
    page.evaluate("location.hash = '#/finite-differences'")
    link = page.locator("#finite-differences a.experiment")
    with page.expect_popup() as popup:
        link.click()
    assert "notebooks/05-cost.html" in popup.value.url
    assert page.evaluate(PLACE)[0] == "finite-differences"
    popup.value.close()
    page.close()
