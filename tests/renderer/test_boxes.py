"""Callouts, tabs, asides, footnotes and notes hold what stands in them, on slides and pages."""

import shutil
from xml.etree import ElementTree

import pytest
from projects import INPUT

from tools.render.build import build


@pytest.fixture
def render(project):
    """The main part of a page or deck with this text, as an element tree."""
    shutil.copy(INPUT / "dot.svg", project)

    def render(text: str, form: str = "revealjs", front: str = "") -> ElementTree.Element:
        (project / "other.qmd").write_text(f"---\ntitle: T\nformat: {form}\n{front}---\n\n{text}\n")
        page = (build(project)[0] / "other.html").read_text("utf-8")
        starts, end = {"revealjs": '<div class="slides">', "html": "<main"}, "<script"
        main = page[page.index(starts[form]) : page.index(end, page.index(starts[form]))]
        return ElementTree.fromstring(main.strip().removesuffix("</div>"))

    return render


def text_of(element) -> str:
    return " ".join("".join(element.itertext()).split())


def slides_of(deck) -> list:
    return deck.findall("./section")[1:]  # after the title


def find_all(element, name: str, value: str) -> list:
    """The elements one of whose attribute's words is this value."""
    return [e for e in element.iter() if value in e.get(name, "").split()]


def find(element, name: str, value: str):
    [found] = find_all(element, name, value)
    return found


BOXES = {
    "callout": "::: {.box .callout-note}\n%s\n:::",
    "folded callout": "::: {.box .callout-note collapse=true}\n%s\n:::",
    "callout without title": "::: {.box .callout-note appearance=simple}\n%s\n:::",
    "tab": "::: {.panel-tabset}\n### One {.box}\n\n%s\n\n### Other\n\nother\n:::",
    "aside": "::: {.aside .box}\n%s\n:::",
}


@pytest.mark.parametrize("box", BOXES.values(), ids=BOXES)
@pytest.mark.parametrize("inside", [". . .", "---", "#### Low", "## High"])
def test_box_on_slide_holds_pause_rule_and_heading(render, box, inside):
    text = f"first\n\n{inside}\n\nlast"
    deck = render(f"## A\n\nbefore\n\n{box % text}\n\nafter")
    [slide] = slides_of(deck)
    held = text_of(find(slide, "class", "box"))
    assert held.index("first") < held.index("last")
    assert not any(word in held for word in ("after", "other"))
    assert list(slide.iter("section")) == [slide]


def test_pause_in_a_tab_leaves_the_next_panel_outside_of_its_step(render):
    [slide] = slides_of(render("## A\n\n" + BOXES["tab"] % "x\n\n. . .\n\ny" + "\n\nafter"))
    first, second = find_all(slide, "role", "tabpanel")
    assert [text_of(first), text_of(second)] == ["x y", "other"]
    assert text_of(find(slide, "class", "fragment")) == "y"
    assert second.get("hidden") is not None


@pytest.mark.parametrize("box", list(BOXES)[:4])
def test_box_that_begins_with_a_heading_keeps_its_element(render, box):
    deck = render("## A\n\n" + BOXES[box].replace("{.box", '{title="T" .box') % "#### B\n\nx")
    held = find(deck, "class", "box")
    assert held.tag == "div"
    assert text_of(held).endswith("B x")
    assert find(deck, "id", "b").tag == "h4"


def test_folded_callout_on_a_page_holds_its_headings(render):
    page = render(
        "## A\n\n::: {.callout-note collapse=true title=T}\nx\n\n### B\n\ny\n:::\n\nafter", "html"
    )
    assert text_of(find(page, "class", "callout")) == "T x B y"
    assert text_of(find(page, "id", "a")).endswith("after")


def test_footnote_on_slide_holds_pause_rule_and_heading(render):
    note = "[^1]: first\n\n    . . .\n\n    ---\n\n    ## Head\n\n    last"
    slide, other = slides_of(render(f"## A\n\nx[^1]\n\n{note}\n\n## B\n\ny^[z]"))
    assert text_of(slide.find("./aside")) == "first Head last"
    assert text_of(other.find("./aside")) == "z"
    assert list(slide.iter("section")) == [slide]


def test_collapse_is_for_pages_alone(render):
    text = "## A\n\n::: {.callout-note collapse=true}\nx\n:::"
    assert not list(render(text).iter("details"))
    assert [d.get("open") for d in render(text, "html").iter("details")] == [None]


STEPS = {
    "callout": "::: {.callout-note .fragment fragment-index=2}\nx\n:::",
    "folded callout": "::: {.callout-note .fragment fragment-index=2 collapse=true}\nx\n:::",
    "aside": "::: {.aside .fragment fragment-index=2}\nx\n:::",
    "aside in text": "[x]{.aside .fragment fragment-index=2}",
    "figure": "::: {#fig-x .fragment fragment-index=2}\n![](dot.svg){fig-alt=x}\n\nx\n:::",
    "tab": "::: {.panel-tabset}\n### One {.fragment fragment-index=2}\nx\n:::",
    "layout": "::: {.fragment fragment-index=2 layout-ncol=2}\na\n\nx\n:::",
    "theorem": "::: {#thm-a .fragment fragment-index=2}\nx\n:::",
}


@pytest.mark.parametrize("text", STEPS.values(), ids=STEPS)
def test_step_of_a_box_keeps_its_index(render, text):
    step = find(render(f"## A\n\n{text}"), "class", "fragment")
    assert step.get("data-fragment-index") == "2"
    assert text_of(step).endswith("x")


@pytest.mark.parametrize(
    "text",
    [
        "::: {.callout-tip %s}\nx\n:::",
        "::: {#fig-x %s}\n![](dot.svg){fig-alt=x}\n\nx\n:::",
        "::: {.panel-tabset %s}\n### One\nx\n:::",
    ],
    ids=["callout", "figure", "tabs"],
)
def test_absolute_box_keeps_its_position(render, text):
    given = ".absolute top=40 left=50 style='color: red'"
    style = find(render(f"## A\n\n{text % given}"), "class", "absolute").get("style").split("; ")
    assert {"color: red", "top: 40px", "left: 50px"} <= set(style)


def test_callout_keeps_id_and_other_attributes(render):
    given = "#me .callout-tip .own lang=de note='a < b' data-x=1"
    for form, fold in (("revealjs", ""), ("html", ""), ("html", "collapse=true")):
        text = f"## A\n\n::: {{{given} {fold}}}\nx\n:::"
        callout = find(render(text, form), "id", "me")
        assert "own" in callout.get("class").split()
        kept = [callout.get(name) for name in ("lang", "data-note", "data-x")]
        assert kept == ["de", "a < b", "1"]


@pytest.mark.parametrize("front", ["", "auto-stretch: false\n"])
def test_footnote_in_a_caption_is_listed_once(render, front):
    text = "## A\n\na^[one]\n\n![Cap^[two] [beside]{.aside}](dot.svg)\n\nb^[three]"
    [slide] = slides_of(render(text, front=front))
    assert [text_of(note) for note in slide.iter("li")] == ["one", "two", "three"]
    assert [text_of(mark) for mark in slide.iter("sup")] == ["1", "2", "3"]
    assert text_of(slide).count("beside") == 1


def test_asides_and_footnotes_of_notes_stay_in_the_notes(render):
    aside = "::: aside\nSECRET three\n:::"
    notes = f"::: {{.notes}}\nsay^[SECRET one] [SECRET two]{{.aside}}\n\n{aside}\n:::"
    [slide] = slides_of(render(f"## A\n\nx^[shown]\n\n{notes}\n\n[beside]{{.aside}}"))
    held = text_of(find(slide, "class", "notes"))
    assert held == "say1 SECRET two SECRET three SECRET one"
    assert text_of(slide).count("SECRET") == 3
    foot = [aside for aside in slide.findall("./aside") if aside.get("class") is None]
    assert [text_of(aside) for aside in foot] == ["beside shown"]
