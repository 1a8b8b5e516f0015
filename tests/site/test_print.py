"""The deck on paper: slides with nothing lost, a handout without answers, a script with notes."""

import io
import json
import re
import shutil
import zipfile
from collections import Counter
from contextlib import nullcontext
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from site_pages import DECK

from tools import pack as zip_tool
from tools import pdf
from tools.overflow import FAULTS, with_places
from tools.render.build import build
from tools.render.reading import read_yaml

ROOT = Path(__file__).resolve().parents[2]
A4 = (595, 842)


@pytest.fixture(scope="module")
def printed(browser, site, tmp_path_factory):
    """The PDFs by their kind: slides, handout, script."""
    root = tmp_path_factory.mktemp("print")
    assert pdf.print_deck(browser, site, DECK, root) == []
    return pdf.places(root, "unit05")


@pytest.fixture(scope="module")
def slides(printed):
    return PdfReader(printed["slides"])


@pytest.fixture(scope="module")
def handout(printed):
    return PdfReader(printed["handout"])


@pytest.fixture(scope="module")
def script(printed):
    return PdfReader(printed["script"])


@pytest.fixture(scope="module")
def view(browser, site):
    """The print view in the browser."""
    with pdf.opened(browser, site, DECK, pdf.query(site / DECK)) as (page, _):
        yield page


@pytest.fixture(scope="module")
def titles(deck):
    return deck.evaluate("Reveal.getSlides().map(slide => slide.querySelector('h1, h2').innerText)")


def squeezed(text: str) -> str:
    """Without spaces; Chromium names the font's apostrophe by its other code."""
    return re.sub(r"\s", "", text).replace("\u02bc", "\u2019")


def words(text: str) -> list[str]:
    return re.findall(r"[A-Za-z]{3,}", text)


def texts_of(reader) -> list[str]:
    return [squeezed(page.extract_text()) for page in reader.pages]


@pytest.fixture(scope="module")
def by_slide(slides, titles):
    """The text of each slide's pages."""
    texts, pages = [], texts_of(slides)
    for title in map(squeezed, titles):
        text = pages.pop(0)
        assert title in text
        while pages and title in pages[0] and len(pages) >= len(titles) - len(texts):
            text += pages.pop(0)
        texts.append(text)
    assert pages == []
    return texts


def test_slides_have_a_page_each_and_one_more_per_replaced_layer(view, by_slide, titles):
    layers = view.locator(".pdf-page.layer").count()
    assert layers == len(view.locator(".pdf-page:not(.layer) .fade-out").all())
    assert view.locator(".pdf-page").count() == len(by_slide) + layers
    assert len(by_slide) == len(titles)


# What a slide's steps add, without what fonts and PDFs code in several ways: words and decimals.
STEPS = """Reveal.getSlides().map(slide => [...slide.querySelectorAll('.fragment')].map(step => {
    const copy = step.cloneNode(true);
    const unseen = '.katex-mathml, [data-widget], .new-tab, style, title';
    copy.querySelectorAll(unseen).forEach(node => node.remove());
    return copy.textContent.match(/[A-Za-z]{4,}|[0-9]+[.][0-9]{2,}/g) ?? [];
}).flat())"""


def test_every_step_of_a_slide_reaches_paper(deck, by_slide):
    steps = deck.evaluate(STEPS)
    assert sum(map(len, steps)) > 300
    lost = [w for words, text in zip(steps, by_slide, strict=True) for w in words if w not in text]
    assert lost == []


def test_pages_are_as_wide_as_the_screen(slides):
    assert {tuple(map(round, page.mediabox[2:])) for page in slides.pages} == {(960, 540)}


def test_nothing_is_clipped_on_paper(view):
    faults = [view.evaluate(FAULTS, index) for index in range(view.locator(".pdf-page").count())]
    assert [fault for slide in faults for fault in slide] == []


def test_long_line_of_code_is_wrapped_on_paper(browser, site):
    words = [f"word_{i}" for i in range(40)]
    with pdf.opened(browser, site, DECK) as (page, _):
        page.evaluate(
            """line => document.querySelector('#recap .takeaway').innerHTML =
                `<pre class="sourceCode"><code class="sourceCode">${line}</code></pre>`""",
            " ".join(words),
        )
        text = PdfReader(io.BytesIO(pdf.save(page))).pages[2].extract_text()
    assert [word for word in words if word not in text] == []


def test_slide_that_overflows_on_paper_is_named_with_its_line(browser, site):
    with pdf.opened(browser, site, DECK) as (page, _):
        page.evaluate(
            """document.querySelector('#recap .takeaway').innerHTML =
                '<p style="white-space: nowrap">' + 'wide '.repeat(60) + '</p>'"""
        )
        faults = with_places(ROOT, "unit05/slides.qmd", pdf.overflows(page))
    assert len(faults) == 1
    assert re.match(r"unit05/_0-opening\.qmd:\d+: slide recap: overflow: \"wide", faults[0])
    line = int(faults[0].split(":")[1])
    text = (ROOT / "unit05/_0-opening.qmd").read_text("utf-8").split("\n")[line - 1]
    assert "{#recap " in text


def test_last_page_of_a_slide_shows_its_last_step(view):
    shown = view.evaluate(
        """[...document.querySelectorAll('.pdf-page:not(:has(+ .layer)) .fragment')].map(step =>
            [step.classList.contains('fade-out'), Number(getComputedStyle(step).opacity)])"""
    )
    assert {tuple(step) for step in shown} == {(False, 1), (True, 0)}
    assert view.locator(".key-word[aria-expanded]").count() == 0


def test_controls_and_hints_are_not_printed(view):
    assert view.locator("[data-widget]").count() > 4
    assert view.locator(".w :is(button, input[type=range]):visible").count() == 0
    assert view.locator(":is(.w-hint, .mc-hint):visible").count() == 0


def test_widgets_are_printed_in_the_state_that_the_slide_names(view):
    assert view.locator("[data-widget=forward-backward] [data-name=dL_dw11]").count() == 1
    assert view.get_by_role("checkbox", name="Naive formula").is_checked()


def fonts(reader) -> list:
    objects = (reader.get_object(number) for number in range(1, len(reader.xref[0]) + 1))
    return [o for o in objects if isinstance(o, dict) and o.get("/Type") == "/Font"]


def is_embedded(font) -> bool:
    """A Type 3 font is made of its glyphs; a Type 0 font stands on another one in the list."""
    files = [key for key in font.get("/FontDescriptor", {}) if key.startswith("/FontFile")]
    return font["/Subtype"] in ("/Type3", "/Type0") or bool(files)


def test_pdf_text_is_text_with_embedded_fonts(slides):
    found = fonts(slides)
    assert found
    assert [font for font in found if not is_embedded(font)] == []


@pytest.mark.parametrize("name", ["slides", "handout", "script"])
def test_pdf_has_tags_language_title_and_outline(request, titles, name):
    reader = request.getfixturevalue(name)
    catalogue = reader.root_object
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "en"
    assert reader.metadata.title.startswith("Unit 5")
    assert squeezed(reader.metadata.author) == "Prof.Dr.PhilippPelz"
    entries = [squeezed(entry.title) for entry in flat(reader.outline)]
    assert [title for title in titles if squeezed(title) not in entries] == []


def flat(outline) -> list:
    return [e for entry in outline for e in (flat(entry) if isinstance(entry, list) else [entry])]


@pytest.mark.parametrize("name", ["slides", "handout", "script"])
def test_pdf_links_lead_into_the_document_or_out_of_the_site(request, name):
    pages = request.getfixturevalue(name).pages
    links = [note.get_object() for page in pages for note in page.get("/Annots", [])]
    addresses = [link["/A"]["/URI"] for link in links if "/URI" in link.get("/A", {})]
    assert [a for a in addresses if not a.startswith("https://")] == []
    assert len(addresses) < len(links)


NOTES = """Reveal.getSlides().map(slide => {
    const copies = [...slide.querySelectorAll('aside.notes')].map(notes => notes.cloneNode(true));
    copies.forEach(c => c.querySelectorAll('.katex, style').forEach(node => node.remove()));
    return copies.map(copy => copy.textContent).join(' ');
})"""


def test_script_has_all_notes_once(script, deck):
    notes = " ".join(deck.evaluate(NOTES))
    text = "\n".join(page.extract_text() for page in script.pages)
    assert len(words(notes)) > 3000
    assert Counter(words(notes)) - Counter(words(text)) == Counter()
    assert notes.count("Say:") == squeezed(text).count("Say:") > 40
    assert {tuple(map(round, page.mediabox[2:])) for page in script.pages} == {A4}


def test_handout_has_each_slide_and_its_question(handout, deck, titles):
    texts = texts_of(handout)
    assert [squeezed(t) in text for t, text in zip(titles, texts, strict=True)] == [True] * len(
        texts
    )
    assert {tuple(map(round, page.mediabox[2:])) for page in handout.pages} == {A4}
    asked = [re.search(r"\bAsk\b[^:?.]*:\s*([^?]*\?)", notes) for notes in deck.evaluate(NOTES)]
    has_own = deck.evaluate("Reveal.getSlides().map(slide => !!slide.querySelector('.question'))")
    questions = [
        (re.findall(r"[A-Za-z]{3,}", found[1]), text)
        for found, own, text in zip(asked, has_own, texts, strict=True)
        if found and not own
    ]
    assert len(questions) > 20
    assert [q for q, text in questions if not all(w.lower() in text.lower() for w in q)] == []


def test_handout_has_no_notes(handout, deck):
    text = "".join(texts_of(handout))
    sentences = [s for notes in deck.evaluate(NOTES) for s in re.findall(r"[^.?!:]{30,}[.]", notes)]
    assert len(sentences) > 300
    assert [s for s in sentences if squeezed(s) in text] == []
    assert "Studentsusually" not in text


# What only a click shows: the steps that a slide hides when it opens, key words, explanations.
ANSWERS = """Reveal.getSlides().map(slide => {
    const hidden = '.fragment:not(.fade-out), .key-word, .explanation';
    return [...slide.querySelectorAll(hidden)].map(step => {
        const copy = step.cloneNode(true);
        copy.querySelectorAll('.katex-mathml, .fade-out').forEach(node => node.remove());
        return copy.textContent;
    });
})"""


def test_handout_has_no_answers(handout, deck):
    answers = deck.evaluate(ANSWERS)
    assert sum(map(len, answers)) > 60
    found = [
        answer
        for slide, text in zip(answers, texts_of(handout), strict=True)
        for answer in map(squeezed, slide)
        if len(answer) > 6 and answer in text
    ]
    assert found == []


def test_handout_has_room_to_write(browser, site):
    with pdf.opened(browser, site, DECK) as (page, _):
        pdf.lay_out(page, "handout")
        rooms = page.locator(".pdf-page:not(:has(.level1)) .room").evaluate_all(
            "rooms => rooms.map(room => room.getBoundingClientRect().height)"
        )
        answered = page.locator("[data-answered=true]").count()
    assert len(rooms) > 50
    assert min(rooms) > 400
    assert answered == 0


def test_script_is_in_neither_site_nor_zip(tmp_path, printed):
    shutil.copytree(ROOT / "unit05", tmp_path / "unit05", ignore=shutil.ignore_patterns("*"))
    for path in pdf.places(tmp_path, "unit05").values():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"%PDF")
    for name in ("gradflow", "assets"):
        (tmp_path / name).mkdir()
    config = read_yaml(ROOT, "_quarto.yml")
    resources = [name for name in config["project"]["resources"] if "*" in name]
    website = {"description": "A site", "navbar": {"left": [{"text": "A", "href": "index.qmd"}]}}
    small = {"project": {"type": "website", "resources": resources}, "website": website}
    (tmp_path / "_quarto.yml").write_text(json.dumps(small))
    (tmp_path / "index.qmd").write_text("# Start\n")
    (tmp_path / "LICENSE").touch()
    (tmp_path / "requirements.txt").write_text("# engine and notebooks\nnumpy\n")
    built = build(tmp_path)[0]
    zip_tool.pack(tmp_path, tmp_path / "lecture.zip")
    packed = zipfile.ZipFile(tmp_path / "lecture.zip").namelist()
    for names in ([path.name for path in built.rglob("*.pdf")], packed):
        names = sorted(Path(name).name for name in names if name.endswith(".pdf"))
        assert names == ["handout.pdf", "slides.pdf"]
    ignored = (ROOT / ".gitignore").read_text("utf-8").split()
    assert "/lecturer/" in ignored


# What clips a slide's notes: anything around them that cuts off what stands out.
CLIPPED = """() => [...document.querySelectorAll('aside.notes')].flatMap(notes => {
    const faults = notes.checkVisibility() ? [] : ['hidden'];
    for (let node = notes; !node.matches('.slides'); node = node.parentElement)
        if (getComputedStyle(node).overflow !== 'visible') faults.push(node.className);
    return faults;
})"""


def test_long_notes_flow_onto_the_next_page(browser, site):
    with pdf.opened(browser, site, DECK) as (page, _):
        page.evaluate(
            """document.querySelector('aside.notes').innerHTML +=
                Array.from({length: 60}, (_, i) => `<p>paragraph-${i}.</p>`).join('')"""
        )
        pdf.lay_out(page, "script")
        clipped = page.evaluate(CLIPPED)
        page.evaluate(
            "[...document.querySelectorAll('.pdf-page')].slice(2).forEach(page => page.remove())"
        )
        pages = [p.extract_text() for p in PdfReader(io.BytesIO(pdf.save(page))).pages]
    assert clipped == []
    assert len(pages) > 2
    assert all(f"paragraph-{i}." in "".join(pages[:-1]) for i in range(60))


SMALL_DECK = """---
title: Small
format:
  revealjs:
    css: [lib/tokens.css, lib/base.css, lib/deck.css]
    width: 1280
    height: 720
    margin: 0
    include-in-header: {text: '<script src="lib/theme.js"></script>'}
    include-after-body: {text: '<script src="lib/deck.js" defer></script>'}
---

# Part 1 · Small {data-minutes="1"}

## Notes

On the slide.

::: {.notes}
First note^[Footnote of a note.] and [aside of a note]{.aside}.

::: footer
Footer of a note
:::
:::

::: {.notes}
Second note. Ask: is it asked?
:::

:::: {.columns}
::: {.column}
Left.

::: {.notes}
Third note.
:::
:::
::::

## Tabs

::: {.panel-tabset}
### Python
In Python.

::: {.panel-tabset}
### Inner one
Inside one.

### Inner two
Inside two.
:::

### R
In R. [Replaced step.]{.fragment .fade-out}

. . .

Last step.
:::

::: {.notes}
Note of the tabs.
:::

## Folds

::: {.callout-note collapse="true"}
## Callout
Folded callout.
:::

```{.python code-fold="true"}
folded_code = 1
```
"""


@pytest.fixture(scope="module")
def small_site(tmp_path_factory):
    """A site whose deck uses what the lecture's doesn't."""
    root = tmp_path_factory.mktemp("small")
    (root / "unit").mkdir()
    shutil.copytree(ROOT / "assets/lib", root / "unit/lib")
    for name in ("tokens.css", "base.css", "theme.js"):
        shutil.copy(ROOT / "assets/theme" / name, root / "unit/lib")
    (root / "unit/slides.qmd").write_text(SMALL_DECK, "utf-8")
    project = {"type": "website", "resources": ["unit/lib/**"]}
    (root / "_quarto.yml").write_text(json.dumps({"project": project}), "utf-8")
    return build(root)[0]


@pytest.fixture(scope="module")
def small_pages(browser, small_site):
    """The text of each page of the small deck's PDFs."""
    assert pdf.print_deck(browser, small_site, "unit/slides.html", small_site.parent) == []
    paths = pdf.places(small_site.parent, "unit")
    return {kind: texts_of(PdfReader(path)) for kind, path in paths.items()}


NOTES_OF_SMALL_DECK = [
    "Firstnote1andasideofanote.",
    "Footnoteofanote.",
    "Footerofanote",
    "Secondnote.Ask:isitasked?",
    "Thirdnote.",
    "Noteofthetabs.",
]


def test_slides_and_handout_have_none_of_several_notes(small_pages):
    for kind in ("slides", "handout"):
        text = "".join(small_pages[kind])
        assert "Ontheslide." in text
        assert [note for note in NOTES_OF_SMALL_DECK if note in text] == []
    assert "isitasked?".casefold() in "".join(small_pages["handout"]).casefold()


def test_script_has_each_of_several_notes_below_the_slide(browser, small_site, small_pages):
    text = "".join(small_pages["script"])
    assert [text.count(note) for note in NOTES_OF_SMALL_DECK] == [1] * len(NOTES_OF_SMALL_DECK)
    with pdf.opened(browser, small_site, "unit/slides.html") as (page, _):
        pdf.lay_out(page, "script")
        assert page.locator(".pdf-page > aside.notes").count() == 4
        assert page.locator(".picture aside.notes").count() == 0


TABS = ["Insideone.", "Insidetwo.", "InR."]


def test_slides_and_script_show_each_tab_on_a_page(small_pages):
    slides = [text for text in small_pages["slides"] if "Tabs" in text]
    assert [[tab for tab in TABS if tab in text] for text in slides] == [
        ["Insideone."],
        ["Insidetwo."],
        ["InR."],
        ["InR."],
    ]
    assert ["Replacedstep." in text for text in slides] == [False, False, True, False]
    assert ["Laststep." in text for text in slides] == [False, False, False, True]
    script = "".join(small_pages["script"])
    assert [script.count(tab) for tab in TABS] == [1, 1, 2]


def test_handout_shows_each_tab_before_its_first_step(small_pages):
    pages = [text for text in small_pages["handout"] if "Tabs" in text]
    assert [[tab for tab in TABS if tab in text] for text in pages] == [[tab] for tab in TABS]
    assert "Laststep." not in "".join(pages)


def test_folds_are_open_in_slides_and_script(small_pages):
    for kind in ("slides", "script"):
        assert "folded_code" in "".join(small_pages[kind])
    assert "folded_code" not in "".join(small_pages["handout"])
    for pages in small_pages.values():
        assert "Foldedcallout." in "".join(pages)


STATES = """[...document.querySelectorAll('.slides *')].map(node =>
    [node.localName, node.className, node.hidden, node.open].join())"""


def test_ctrl_p_prints_tabs_and_folds_and_closes_them_again(browser, small_site):
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    page.goto((small_site / "unit/slides.html").as_uri())
    page.wait_for_function("window.Reveal && Reveal.isReady()")
    before = page.evaluate(STATES)
    text = squeezed("".join(p.extract_text() for p in PdfReader(io.BytesIO(pdf.save(page))).pages))
    after = page.evaluate(STATES)
    page.close()
    shown = [*TABS, "Replacedstep", "Laststep.", "folded_code", "Foldedcallout."]
    assert [part for part in shown if part not in text] == ["Replacedstep"]
    assert text.index("Innertwo") < text.index("Insidetwo.") < text.index("InR.")
    assert after == before


def test_pdfs_of_the_same_deck_have_the_same_bytes(view, slides, printed):
    again = pdf.with_info(pdf.save(view), dict(slides.metadata))
    assert again == printed["slides"].read_bytes()


@pytest.fixture
def unit(printed, tmp_path):
    """A unit's folder in `tmp_path`, with its deck and its PDFs."""
    for kind, path in pdf.places(tmp_path, "unit05").items():
        path.parent.mkdir(exist_ok=True)
        shutil.copy(printed[kind], path)
    unit = tmp_path / "unit05"
    (unit / "slides.qmd").touch()
    return unit


def test_pdfs_of_a_changed_deck_are_removed(unit, site, tmp_path):
    assert pdf.remove_stale(tmp_path, site) == []
    changed = PdfWriter(clone_from=unit / "slides.pdf")
    changed.add_metadata({"/MadeFrom": '{"unit05/slides.html": "another hash"}'})
    changed.write(unit / "slides.pdf")
    assert pdf.remove_stale(tmp_path, site) == ["unit05/slides.pdf"]
    assert [path.name for path in sorted(unit.iterdir())] == ["handout.pdf", "slides.qmd"]


def test_pdfs_of_another_program_are_removed(unit, site, tmp_path, monkeypatch):
    style = tmp_path / "handout.css"
    monkeypatch.setattr(pdf, "STYLE", style)
    style.write_text("p {}")
    assert len(pdf.remove_stale(tmp_path, site)) == 3


def test_damaged_and_unknown_pdfs_are_removed(unit, site, tmp_path):
    whole = (unit / "slides.pdf").read_bytes()
    foreign = PdfWriter()
    foreign.add_blank_page(9, 9)
    foreign.write(unit / "foreign.pdf")
    foreign.metadata = None
    foreign.write(unit / "unnamed.pdf")
    others = [(unit / name).read_bytes() for name in ("foreign.pdf", "unnamed.pdf")]
    for data in (b"", b"text", whole[:1000], whole[:-1000], *others):
        (unit / "slides.pdf").write_bytes(data)
        assert pdf.remove_stale(tmp_path, site) == ["unit05/slides.pdf"]


@pytest.mark.parametrize(
    ("authors", "expected"), [([], None), (["A. Lovelace", "C. Gauß"], "A. Lovelace, C. Gauß")]
)
def test_deck_of_any_number_of_authors_is_printed(
    browser, tmp_path, monkeypatch, authors, expected
):
    monkeypatch.setattr(pdf, "TIMEOUT", 10_000)
    metas = "".join(f'<meta name="author" content="{author}">' for author in authors)
    head = f'<meta charset="utf-8"><title>Deck</title>{metas}'
    (tmp_path / "unit").mkdir()
    (tmp_path / "unit/slides.html").write_text(
        f'<html class="pages-ready">{head}<div class="pdf-page">A</div></html>', "utf-8"
    )
    pdf.print_deck(browser, tmp_path, "unit/slides.html", tmp_path)
    for path in pdf.places(tmp_path, "unit").values():
        assert PdfReader(path).metadata.author == expected


def test_pdf_that_cannot_be_written_is_left_unchanged(browser, tmp_path, monkeypatch):
    head = '<title>Deck</title><meta name="author" content="A. Lovelace">'
    page = f'<html class="pages-ready">{head}<div class="pdf-page">A</div></html>'
    (tmp_path / "unit").mkdir()
    (tmp_path / "unit/slides.html").write_text(page, "utf-8")
    paths = pdf.places(tmp_path, "unit").values()
    for path in paths:
        path.parent.mkdir(exist_ok=True)
        path.write_text("before")
    write = Path.write_bytes

    def torn(path, data):
        write(path, data[:99])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", torn)
    with pytest.raises(OSError, match="No space left"):
        pdf.print_deck(browser, tmp_path, "unit/slides.html", tmp_path)
    assert [path.read_text() for path in paths] == ["before"] * 3
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 4


def test_missing_browser_is_reported(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr("playwright.sync_api.sync_playwright", nullcontext)
    monkeypatch.setattr("tools.browser._installed", lambda: None)
    monkeypatch.setattr("tools.browser._downloaded", lambda playwright: None)
    monkeypatch.setattr("tools.browser._from_distribution", lambda packages: None)
    assert pdf.main(tmp_path) == 1
    said = "no Chromium found (want Google Chrome or Chromium installed)\n"
    assert capsys.readouterr().err == said
