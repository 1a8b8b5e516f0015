"""What Quarto's documentation says of a construct holds in the page; snapshots show the rest."""

import re
from html import unescape

import pytest

from tools.render.build import build


@pytest.fixture(scope="module")
def page(built):
    return lambda name: (built / f"{name}.html").read_text("utf-8")


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", html)).replace("\u00a0", " ")


def element(html: str, tag: str, mark: str) -> str:
    """The first element of a tag whose start has a mark, with no element of that tag inside."""
    return re.search(rf"<{tag}\b[^>]*{re.escape(mark)}.*?</{tag}>", html, re.S)[0]


def test_hidden_text_leaves_no_trace(built):
    files = [p for p in built.rglob("*") if p.suffix in {".html", ".js"}]
    assert len(files) > 10
    assert [p.name for p in files if "HIDDEN" in p.read_text("utf-8")] == []


def test_visible_text_is_shown(page):
    shown = text_of(page("conditions"))
    for words in ("Span for pages", "Span for no deck", "With the option."):
        assert words in shown


def test_cell_in_hidden_text_does_not_run(built):
    script = (built / "site_libs/cells/conditions.js").read_text("utf-8")
    assert "shown" in script
    assert "hidden4" not in script


def test_shortcodes_give_keys_option_video_and_page_break(page):
    html = page("conditions")
    assert "<kbd>Ctrl-C</kbd>" in html
    assert "in Learning for one, two." in html
    assert re.search(r'<video[^>]*src="code/clip.mp4#t=5" controls', html)
    assert "page-break-after: always" in html


def test_local_video_is_published(built):
    assert (built / "code/clip.mp4").read_text() == "not a video\n"


def test_callout_kind_is_named_once(page):
    html = page("callouts")
    assert 'aria-label="Tip"' in html  # its title doesn't say so
    assert html.count('aria-label="Caution"') == 0  # the number's word does


def test_theorem_title_is_no_heading(page):
    html = page("labels")
    assert "Theorem 1 (Line of two points)" in text_of(html)
    assert not re.search(r"<h\d[^>]*>[^<]*Line of", html)


def test_references_have_number_word_or_prefix(page):
    shown = text_of(page("labels"))
    assert "1, Eq. 1, Equation 1, Theorem 1, Theorem 1, Remark 1, Section 1.1, 1," in shown
    assert "Listing 1, Figure 1, Figure 1 (a), 1 (b)." in shown


def test_formula_in_title_and_contents_is_plain_text(page):
    html = page("labels")
    assert "<title>Labels in a/b and emphasis" in html
    contents = element(html, "nav", 'id="TOC"')
    assert "The flow of δ" in text_of(contents)
    assert "katex" not in contents
    assert "A deck of δ</title>" in page("slides")


def test_footnotes_and_asides_are_at_foot_of_their_slide(page):
    slide = element(page("slides"), "section", 'id="asides"')
    assert "Green<sup>1</sup> and red.<sup>2</sup>" in slide
    foot = text_of(re.search("<aside>.*?</aside>", slide, re.S)[0])
    assert re.fullmatch(r" ?beside Below\. A note with .* Another note\. ?", foot)
    assert slide.index('class="fragment"') < slide.index("</div>") < slide.index("<aside>")


def deck(project, text: str) -> str:
    """The slides of a deck with this text."""
    (project / "other.qmd").write_text(f"---\nformat: revealjs\ntoc: true\n---\n\n{text}")
    page = (build(project)[0] / "other.html").read_text("utf-8")
    return page[page.index('<div class="slides">') : page.index("<script")]


@pytest.mark.parametrize("kind", ["notes", "footer"])
@pytest.mark.parametrize("start", ["### Timing", "## Timing", "# Timing", "---", "b\n\n## Timing"])
def test_notes_and_footer_begin_with_heading_or_rule(project, kind, start):
    html = deck(project, f"## A\n\nx\n\n::: {{.{kind}}}\n{start}\n\nSay it.\n:::\n\n## B\n")
    assert re.findall(r"<section id=\"([^\"]+)", html) == ["contents", "a", "b"]
    tag = "aside" if kind == "notes" else "div"
    notes = element(html, tag, f'class="{kind}"')
    assert "Say it." in notes
    assert "Timing" in notes or start == "---"
    assert html.count("Timing") == notes.count("Timing")


def test_notes_from_an_include_that_begins_with_heading_are_no_slide(project):
    (project / "_part.qmd").write_text("## Timing\n\nSay it.\n")
    html = deck(project, "## A\n\n::: notes\n{{< include _part.qmd >}}\n:::\n")
    assert html.count("<section") == 2
    assert "Timing" in element(html, "aside", 'class="notes"')


def test_pause_in_notes_is_no_step(project):
    html = deck(project, "## A\n\nx\n\n::: notes\na\n\n. . .\n\nb\n:::\n")
    assert "fragment" not in html


def steps_of_notes(html: str) -> dict[str, int]:
    """The notes of a slide, each with the number of its fragment; 0 if it is in none."""
    depth, number, found = 0, 0, {}
    tags = r'(<div[^>]*>|</div>|<aside class="notes">)([^<]*(?:<p>N\d)?)'
    for tag, text in re.findall(tags, html):
        if tag == '<div class="fragment">':
            depth, number = 1, number + 1
        elif tag.startswith("<div"):
            depth += depth > 0
        elif tag == "</div>":
            depth -= depth > 0
        else:
            found[re.search(r"N\d", text)[0]] = number if depth else 0
    return found


NOTES = "\n\n::: notes\nN%d\n:::\n\n"


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        (f"x\n\n. . .\n\ny{NOTES % 1}", {"N1": 0}),
        (f"x\n\n. . .\n\ny{NOTES % 1}. . .\n\nz", {"N1": 0}),
        (f"x{NOTES % 1}. . .\n\ny{NOTES % 2}", {"N1": 0, "N2": 1}),
        (f"x\n\n. . .\n\ny{NOTES % 1}. . .\n\nz{NOTES % 2}", {"N1": 1, "N2": 2}),
        (
            f":::: fragment\nx{NOTES % 1}::::\n\n:::: fragment\ny{NOTES % 2}::::",
            {"N1": 1, "N2": 2},
        ),
        (f"x\n\n:::: fragment\ny{NOTES % 1}::::{NOTES % 2}", {"N1": 1, "N2": 0}),
        (
            f"x\n\n. . .\n\n::::: columns\n:::: column\ny{NOTES % 1}::::\n:::::",
            {"N1": 0},
        ),
    ],
)
def test_notes_are_shown_at_the_step_where_they_are_written(project, text, steps):
    assert steps_of_notes(deck(project, f"## A\n\n{text}\n")) == steps


def test_notes_of_one_step_are_one(project):
    html = deck(project, f"## A\n\nx{NOTES % 1}. . .\n\ny{NOTES % 2}{NOTES % 3}")
    assert steps_of_notes(html) == {"N1": 0, "N2": 1}
    assert re.search(r"N2</p>\s*<p>N3", html)


def test_hidden_slide_is_not_published(page):
    assert 'id="gone"' not in page("slides")


def test_only_picture_of_a_slide_is_stretched(page):
    html = page("stretch")
    assert html.count("r-stretch") == 1
    assert "r-stretch" in element(html, "section", 'id="one"')


def test_smaller_and_scrollable_apply_to_all_slides(page):
    sections = re.findall(r"<section[^>]*class=\"([^\"]*)", page("stretch"))
    slides = sections[2:]  # after title and contents
    assert len(slides) == 4
    assert all({"smaller", "scrollable"} <= set(s.split()) for s in slides)


def test_labels_and_dates_are_in_language_of_page(page):
    shown = text_of(page("stretch"))
    assert "1. Mai 2026" in shown
    assert "Abbildung 1: A dot" in shown
    assert "Auf dieser Seite" in shown


def test_deck_with_toc_has_a_slide_of_contents(page):
    contents = element(page("stretch"), "nav", 'id="TOC"')
    assert '<a href="#/one"' in contents


def test_table_has_the_widths_of_its_columns(page):
    table = element(page("labels"), "table", 'id="tbl-widths"')
    assert re.findall(r"width: (\d+)%", table) == ["70", "30"]


def test_listing_of_a_function_skips_a_method_of_that_name(page):
    shown = text_of(page("drawings"))
    assert "def backward(x, grad):" in shown
    assert "def backward(self" not in shown


def test_formula_of_a_bibliography_is_typeset(project):
    (project / "a.bib").write_text(
        r"@book{x, title={The {$\alpha$}-decay and $\beta^2$}, author={A, B}, year={2000}}"
    )
    (project / "other.qmd").write_text("---\nbibliography: a.bib\n---\n\n@x\n")
    html = (build(project)[0] / "other.html").read_text("utf-8")
    references = html[html.index('id="refs"') :]
    assert references.count('class="katex"') == 2
    assert "<mi>α</mi>" in references


def test_escaped_shortcode_is_shown(project):
    (project / "other.qmd").write_text(
        'a {{{< var *b* "c" >}}} and `{{{< d >}}}`\n\n```\n{{{< include _e.qmd >}}}\n```\n'
    )
    html = (build(project)[0] / "other.html").read_text("utf-8")
    shown = unescape(text_of(html))
    assert 'a {{< var *b* "c" >}} and {{< d >}}' in shown
    assert "{{< include _e.qmd >}}" in shown
    assert "{{{" not in shown
