"""The deck on paper: a page a slide, nothing lost, and a handout with all notes."""

import io
import re
import shutil
from collections import Counter
from contextlib import nullcontext
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from tools import pdf

DECK = "unit05/slides.html"
FAULTS = (Path(__file__).parent / "faults.js").read_text("utf8")
A4 = (595, 842)


@pytest.fixture(scope="module")
def printed(browser, site, tmp_path_factory):
    """The folder with slides.pdf and handout.pdf."""
    out = tmp_path_factory.mktemp("print")
    pdf.print_deck(browser, site, DECK, out)
    return out


@pytest.fixture(scope="module")
def slides(printed):
    return PdfReader(printed / "slides.pdf")


@pytest.fixture(scope="module")
def handout(printed):
    return PdfReader(printed / "handout.pdf")


@pytest.fixture(scope="module")
def view(browser, site):
    """The print view in the browser."""
    with pdf.opened(browser, site, DECK) as (page, _):
        yield page


@pytest.fixture(scope="module")
def titles(deck):
    return deck.evaluate("Reveal.getSlides().map(slide => slide.querySelector('h1, h2').innerText)")


def squeezed(text: str) -> str:
    """Without spaces; Chromium names the font's apostrophe by its other code."""
    return re.sub(r"\s", "", text).replace("\u02bc", "\u2019")


def words(text: str) -> list[str]:
    return re.findall(r"[A-Za-z]{3,}", text)


def test_a_page_a_slide_with_its_title(slides, titles):
    texts = [squeezed(page.extract_text()) for page in slides.pages]
    assert len(texts) == len(titles)
    assert [t for t, text in zip(titles, texts, strict=True) if squeezed(t) not in text] == []


def test_pages_are_as_wide_as_the_screen(slides):
    assert {tuple(map(round, page.mediabox[2:])) for page in slides.pages} == {(960, 540)}


def test_nothing_is_clipped_on_paper(view):
    faults = [view.evaluate(FAULTS, index) for index in range(view.locator(".pdf-page").count())]
    assert [fault for slide in faults for fault in slide] == []


def test_each_slide_is_printed_as_after_its_last_step(view):
    shown = view.evaluate(
        """[...document.querySelectorAll('.fragment')].map(step =>
            [step.classList.contains('fade-out'), Number(getComputedStyle(step).opacity)])"""
    )
    assert {tuple(step) for step in shown} == {(False, 1), (True, 0)}
    assert view.locator(".key-word[aria-expanded]").count() == 0


def test_widgets_are_printed_in_the_state_that_the_slide_names(view):
    assert view.locator("[data-widget=forward-backward] [data-name=dL_dw11]").count() == 1
    assert view.get_by_role("checkbox", name="Naive formula").is_checked()
    assert not view.locator(".w button:visible").count()


def fonts(reader) -> list:
    objects = (reader.get_object(number) for number in range(1, len(reader.xref[0]) + 1))
    return [o for o in objects if isinstance(o, dict) and o.get("/Type") == "/Font"]


def is_embedded(font) -> bool:
    """A Type 3 font is made of its glyphs; a Type 0 font stands on another one in the list."""
    files = [key for key in font.get("/FontDescriptor", {}) if key.startswith("/FontFile")]
    return font["/Subtype"] in ("/Type3", "/Type0") or bool(files)


def test_type_is_type_and_fonts_are_embedded(slides):
    found = fonts(slides)
    assert found
    assert [font for font in found if not is_embedded(font)] == []


@pytest.mark.parametrize("name", ["slides", "handout"])
def test_who_reads_with_their_ears_can_find_their_way(request, titles, name):
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


@pytest.mark.parametrize("name", ["slides", "handout"])
def test_links_lead_into_the_document_or_out_of_the_site(request, name):
    pages = request.getfixturevalue(name).pages
    links = [note.get_object() for page in pages for note in page.get("/Annots", [])]
    addresses = [link["/A"]["/URI"] for link in links if "/URI" in link.get("/A", {})]
    assert [a for a in addresses if not a.startswith("https://")] == []
    assert len(addresses) < len(links)


def test_the_handout_has_all_notes(handout, deck):
    notes = deck.evaluate(
        """Reveal.getSlides().flatMap(slide => [...slide.querySelectorAll('aside.notes')])
            .map(notes => {
                const copy = notes.cloneNode(true);
                copy.querySelectorAll('.katex').forEach(formula => formula.remove());
                return copy.textContent;
            }).join(' ')"""
    )
    text = "\n".join(page.extract_text() for page in handout.pages)
    assert len(words(notes)) > 3000
    assert Counter(words(notes)) - Counter(words(text)) == Counter()
    assert {tuple(map(round, page.mediabox[2:])) for page in handout.pages} == {A4}


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
        pdf.lay_out_handout(page)
        clipped = page.evaluate(CLIPPED)
        page.evaluate(
            "[...document.querySelectorAll('.pdf-page')].slice(2).forEach(page => page.remove())"
        )
        pages = [p.extract_text() for p in PdfReader(io.BytesIO(pdf.save(page))).pages]
    assert clipped == []
    assert len(pages) > 2
    assert all(f"paragraph-{i}." in "".join(pages[:-1]) for i in range(60))


def test_the_same_deck_gives_the_same_bytes(view, slides, printed):
    again = pdf.with_info(pdf.save(view), dict(slides.metadata))
    assert again == (printed / "slides.pdf").read_bytes()


@pytest.fixture
def unit(printed, tmp_path):
    """A unit's folder in `tmp_path`, with its deck and its PDFs."""
    unit = tmp_path / "unit05"
    shutil.copytree(printed, unit)
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
    assert len(pdf.remove_stale(tmp_path, site)) == 2


def test_pdfs_that_are_torn_or_not_ours_are_removed(unit, site, tmp_path):
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
def test_a_deck_of_any_number_of_authors_is_printed(
    browser, tmp_path, monkeypatch, authors, expected
):
    monkeypatch.setattr(pdf, "TIMEOUT", 10_000)
    metas = "".join(f'<meta name="author" content="{author}">' for author in authors)
    head = f'<meta charset="utf-8"><title>Deck</title>{metas}'
    (tmp_path / "deck.html").write_text(
        f'<html class="pages-ready">{head}<div class="pdf-page">A</div></html>', "utf-8"
    )
    pdf.print_deck(browser, tmp_path, "deck.html", tmp_path)
    for name in pdf.NAMES:
        assert PdfReader(tmp_path / name).metadata.author == expected


def test_a_pdf_that_cannot_be_written_stays_as_it_was(browser, tmp_path, monkeypatch):
    head = '<title>Deck</title><meta name="author" content="A. Lovelace">'
    page = f'<html class="pages-ready">{head}<div class="pdf-page">A</div></html>'
    (tmp_path / "deck.html").write_text(page, "utf-8")
    for name in pdf.NAMES:
        (tmp_path / name).write_text("before")
    write = Path.write_bytes

    def torn(path, data):
        write(path, data[:99])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", torn)
    with pytest.raises(OSError, match="No space left"):
        pdf.print_deck(browser, tmp_path, "deck.html", tmp_path)
    assert [(tmp_path / name).read_text() for name in pdf.NAMES] == ["before", "before"]
    assert len(list(tmp_path.iterdir())) == 3


def test_a_missing_browser_is_told(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr("playwright.sync_api.sync_playwright", nullcontext)
    monkeypatch.setattr("tools.browser._installed", lambda: None)
    monkeypatch.setattr("tools.browser._downloaded", lambda playwright: None)
    monkeypatch.setattr("tools.browser._from_distribution", lambda: None)
    assert pdf.main(tmp_path) == 1
    said = "no Chromium found (want Google Chrome or Chromium installed)\n"
    assert capsys.readouterr().err == said
