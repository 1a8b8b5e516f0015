"""The deck: every slide of the lecture, in order, reachable, readable and with notes."""

import pytest
from conftest import ROOT
from outline import ADDED, TITLE_OF, TITLES, plain
from site_pages import DECK, wait_for_deck

from tools.overflow import FAULTS, with_places

MINUTES = [10, 15, 20, 15, 15, 10, 5]


def test_deck_has_every_slide_of_the_outline_in_order(deck):
    titles = map(plain, deck.evaluate(f"Reveal.getSlides().map({TITLE_OF})"))
    assert [title for title in titles if title not in ADDED] == TITLES


def test_right_arrow_reaches_every_slide(deck):
    deck.evaluate("Reveal.slide(0, 0)")
    seen = []
    for _ in range(1500):
        title = deck.evaluate(f"({TITLE_OF})(Reveal.getCurrentSlide())")
        if plain(title) not in seen:
            seen.append(plain(title))
        if deck.evaluate("Reveal.isLastSlide() && !Reveal.availableFragments().next"):
            break
        deck.keyboard.press("ArrowRight")
    assert [title for title in seen if title not in ADDED] == TITLES
    deck.keyboard.press("Home")
    assert deck.evaluate("Reveal.getIndices().h") == 0


def test_every_content_slide_has_speaker_notes(deck):
    short = deck.evaluate(
        f"""Reveal.getSlides().filter(slide => slide.matches('.level2')).filter(slide => {{
            const notes = [...slide.querySelectorAll('aside.notes')];
            const text = notes.map(note => note.textContent).join(' ');
            return text.trim().split(/\\s+/).length < 25;
        }}).map({TITLE_OF})"""
    )
    assert short == []


def test_planned_minutes_add_up_to_the_lecture(deck):
    parts = deck.evaluate(
        """[...document.querySelectorAll('.slides > section')].map(stack => ({
            minutes: Number(stack.querySelector('[data-minutes]').dataset.minutes),
            seconds: [...stack.querySelectorAll('section')]
                .map(slide => Number(slide.dataset.timing ?? 0)).reduce((a, b) => a + b, 0),
        }))"""
    )
    assert [part["minutes"] for part in parts] == MINUTES
    assert [part["seconds"] / 60 for part in parts] == MINUTES


def test_each_computed_figure_leads_to_its_experiment(deck):
    figures = deck.evaluate(
        """[...document.querySelectorAll('.slides :is(figure, div)[id^=fig-]')].map(figure => [
            figure.id,
            figure.closest('section').querySelector('a.experiment')?.getAttribute('href'),
        ])"""
    )
    assert len(figures) > 12
    lost = [id for id, link in figures if not link or not link.endswith(f".html#{id}")]
    assert lost == ["fig-mistakes"]  # on the notebook's own slide, with buttons


@pytest.mark.parametrize(
    ("slide", "notebook"),
    [
        ("worked-forward", "01-manual-backprop"),
        ("worked-backward", "01-manual-backprop"),
        ("checkpoint-cost", "05-cost"),
        ("reverse-mode", "01-manual-backprop"),
        ("backprop-vs-differences", "05-cost"),
        ("materials-process", "04-materials"),
        ("automatic-differentiation", "01-manual-backprop"),
        ("exercise-setup", "06-exercise"),
    ],
)
def test_each_computed_claim_leads_to_its_experiment(deck, slide, notebook):
    link = deck.locator(f"#{slide} a.experiment").get_attribute("href")
    assert link.startswith(f"../notebooks/{notebook}.html")


def test_deck_leaves_no_formula_as_source(deck):
    left = deck.evaluate(
        """Reveal.getSlides().flatMap(slide => {
            const copy = slide.cloneNode(true);
            copy.querySelectorAll('pre, code, annotation').forEach(node => node.remove());
            const source = /\\$[^$]*\\\\[a-z]+|\\\\val\\{|\\?var:|\\{\\{</g;
            return (copy.textContent.match(source) ?? []).map(text => slide.id + ': ' + text);
        })"""
    )
    assert left == []
    assert deck.evaluate("document.querySelectorAll('.katex-error').length") == 0
    assert deck.evaluate("document.querySelectorAll('.slides .katex').length") > 100


AT_ONCE = {"reduced_motion": "reduce"}  # steps are seen without a transition

# The faults of a slide at each of its steps.
AT_EACH_STEP = f"""({{h, v}}) => {{
    const check = {FAULTS};
    Reveal.slide(h, v, -1);
    const found = new Set(check());
    while (Reveal.availableFragments().next) {{
        Reveal.nextFragment();
        check().forEach(fault => found.add(fault));
    }}
    return [...found];
}}"""


def faults_of(page, slides) -> list[str]:
    """The faults of slides, each with the file and line at which its slide begins."""
    faults = [fault for index in slides for fault in page.evaluate(AT_EACH_STEP, index)]
    return with_places(ROOT, "unit05/slides.qmd", faults)


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1920, 1080)])
def test_slides_overflow_at_no_step_and_can_be_read(open_page, width, height):
    page = open_page(DECK, width=width, height=height, **AT_ONCE)
    wait_for_deck(page)
    page.evaluate("document.fonts.ready")
    slides = page.evaluate("Reveal.getSlides().map(slide => Reveal.getIndices(slide))")
    faults = faults_of(page, slides)
    page.close()
    assert not faults, "\n".join(faults)


LINES = "<p>One of forty lines.</p>" * 40
CODE = f"<pre style='overflow: auto'><code style='white-space: pre'>{'long ' * 60}</code></pre>"


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (LINES, 'overflow: "One of forty'),
        (f"<div class='fragment'>{LINES}</div>", 'overflow: "One of forty'),
        (f"<div class='fragment fade-out'>{LINES}</div>", 'overflow: "One of forty'),
        (f"<div style='width: 300px'>{CODE}</div>", 'overflow: "long long'),
        ("<table><tr><td style='white-space: nowrap'>" + "wide " * 99, 'overflow: "wide wide'),
    ],
)
def test_overflow_is_reported_with_file_and_line(open_page, content, fault):
    page = open_page(f"{DECK}#/recap", **AT_ONCE)
    wait_for_deck(page)
    page.evaluate(
        """content => {
            document.querySelector('#recap .takeaway').innerHTML = content;
            Reveal.sync();
        }""",
        content,
    )
    found = faults_of(page, [page.evaluate("Reveal.getIndices()")])
    page.close()
    source = (ROOT / "unit05/_0-opening.qmd").read_text("utf-8").split("\n")
    line = next(i for i, text in enumerate(source, 1) if "{#recap " in text)
    place = f"unit05/_0-opening.qmd:{line}: slide recap: "
    assert [text for text in found if text.startswith(place + fault)], found


# The ribbon's bars begin 16 px above the foot of the slide.
PLACED = "position: absolute; left: 64px; margin: 0; line-height: 20px; font-size: 20px;"
FEW = "<p>One of four lines.</p>" * 4
HIDES = f"<div style='height: 30px; overflow: hidden'>{FEW}</div>"
SCROLLS = "<div style='height: 60px; overflow: auto'>{}</div>"
WIDGET = "<div data-widget='none'>{}</div>"


@pytest.mark.parametrize(
    ("content", "has_fault"),
    [
        (f"<p style='{PLACED} bottom: 24px'>Above the bars", False),
        (f"<p style='{PLACED} bottom: 12px'>On the bars", True),
        (WIDGET.format(HIDES), True),
        (WIDGET.format(SCROLLS.format(LINES)), False),
        (WIDGET.format(SCROLLS.format(HIDES)), True),
        (WIDGET.format(SCROLLS.format(f"<p style='{PLACED} top: 400px'>Elsewhere")), False),
        (WIDGET.format(f"<div style='{PLACED} top: 690px'>{SCROLLS.format(LINES)}</div>"), True),
        (SCROLLS.format(FEW), True),
    ],
)
def test_faults_name_only_what_cannot_be_seen(open_page, content, has_fault):
    page = open_page(f"{DECK}#/recap", **AT_ONCE)
    wait_for_deck(page)
    page.evaluate("content => {document.querySelector('#recap').innerHTML = content}", content)
    found = page.evaluate(FAULTS)
    page.close()
    assert bool(found) is has_fault, found


def test_listings_side_by_side_begin_at_one_height_and_share_lines(deck):
    deck.evaluate(
        "Reveal.slide(...Object.values(Reveal.getIndices("
        "document.getElementById('automatic-differentiation'))))"
    )
    boxes = deck.locator("#automatic-differentiation pre").evaluate_all(
        """boxes => boxes.map(box => {
            const lines = [...box.querySelectorAll('code > span')];
            const shared = lines.find(line => line.textContent.startsWith('a = '));
            return [box, shared].map(node => node.getBoundingClientRect().top);
        })"""
    )
    assert len(boxes) == 2
    assert boxes[0] == pytest.approx(boxes[1], abs=2)


def test_walk_through_the_deck_causes_no_error(deck):
    deck.evaluate(
        """Reveal.getSlides().map(slide => Reveal.getIndices(slide))
            .forEach(({h, v}) => Reveal.slide(h, v))"""
    )
    assert deck.problems == []
