"""What surrounds the text of a page or deck, and what a renderer's own style sheet could change."""

import re

import pytest
from site_pages import DECK, LAB, wait_for_deck

PAGES = ["index.html", "unit05/exercises.html", "notebooks/02-digits.html"]  # one of each kind


@pytest.mark.parametrize("path", [*PAGES, DECK])
def test_viewport_of_every_page_allows_zoom(open_page, path):
    page = open_page(path)
    content = page.locator("meta[name=viewport]").first.get_attribute("content")
    assert "width=device-width" in content
    assert not re.search(r"user-scalable=(no|0)|maximum-scale", content)
    page.close()


@pytest.mark.parametrize("path", PAGES)
def test_first_tab_on_a_page_reaches_link_to_its_content(open_page, path):
    page = open_page(path)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    target = page.evaluate("document.querySelector(location.hash || 'body').tagName")
    assert target == "MAIN"
    page.close()


def test_published_files_name_no_folder_of_this_machine(site):
    folder = re.compile(rb"[\"'=(](?:file://)?/(?:home|Users|root|tmp|var|work)/[^\"'<>]*")
    texts = [p for p in site.rglob("*") if p.suffix in {".html", ".json", ".ipynb"}]
    assert len(texts) > 12
    found = {p.name: folder.findall(p.read_bytes())[:2] for p in texts}
    assert {name: paths for name, paths in found.items() if paths} == {}


def test_site_without_search_has_no_search_index(site):
    assert not (site / "search.json").exists()


@pytest.mark.parametrize("path", PAGES)
def test_first_heading_below_the_title_stands_apart(open_page, path):
    page = open_page(path)
    gaps = page.evaluate(
        """[...document.querySelectorAll('main > section > h2')].map(heading => {
            const style = getComputedStyle(heading);
            return parseFloat(style.marginTop) / parseFloat(style.fontSize);
        })"""
    )
    assert [gap for gap in gaps if gap < 1.5] == []
    page.close()


def test_footer_is_one_centred_line_on_a_wide_screen(open_page):
    page = open_page("index.html", width=1440)
    box = page.evaluate(
        """(() => {
            const range = document.createRange();
            range.selectNodeContents(document.querySelector('.nav-footer p'));
            const {left, right, height} = range.getBoundingClientRect();
            return {left, right: innerWidth - right, height};
        })()"""
    )
    assert abs(box["left"] - box["right"]) < 30
    assert box["height"] < 30
    page.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_folded_answers_open_by_key_and_are_not_painted_forward(open_page, theme):
    page = open_page("unit05/exercises.html", theme=theme)
    summary = page.locator("main summary.callout-header").first
    assert not page.locator("main .callout-body").first.is_visible()
    summary.press("Enter")
    assert page.locator("main .callout-body").first.is_visible()
    colours = page.evaluate(
        """[...document.querySelectorAll('main .callout')].flatMap(callout => [
            getComputedStyle(callout).borderLeftColor,
            getComputedStyle(callout.querySelector('.callout-header')).color,
            getComputedStyle(callout.querySelector('.callout-header')).backgroundColor])"""
    )
    forward = page.evaluate("""getComputedStyle(document.querySelector('main .fwd')).color""")
    quartos = {"rgb(13, 110, 253)", "rgb(231, 242, 255)", forward}
    assert quartos & set(colours) == set()
    page.close()


def test_deck_text_has_the_theme_s_line_height(open_page):
    page = open_page(DECK)
    wait_for_deck(page)
    heights = page.evaluate(
        """[...new Set([...document.querySelectorAll(
            '.slides section.level2 > p, .slides section.level2 > ul > li')].map(node => {
            const {lineHeight, fontSize} = getComputedStyle(node);
            return Math.round(100 * parseFloat(lineHeight) / parseFloat(fontSize)) / 100;
        }))]"""
    )
    assert set(heights) <= {1.4}
    page.close()


def test_deck_tables_end_in_a_rule_and_code_keeps_its_height(deck):
    rules = deck.evaluate(
        """[...document.querySelectorAll('.slides section table:not(.w *)')].map(table =>
            getComputedStyle(table.querySelector('tr:last-child td')).borderBottomWidth)"""
    )
    assert rules
    assert all(float(rule.removesuffix("px")) >= 1 for rule in rules)
    lines = deck.evaluate(
        """[...document.querySelectorAll('.slides pre > code.sourceCode > span')].map(line =>
            getComputedStyle(line).lineHeight
                === getComputedStyle(line.parentElement).lineHeight)"""
    )
    assert all(lines)
    assert lines


def test_titles_of_the_landing_page_s_cards_are_bold(open_page):
    page = open_page("index.html")
    weights = page.locator(".door h2, .door h2 a:not(.anchorjs-link)").evaluate_all(
        "titles => titles.map(title => +getComputedStyle(title).fontWeight)"
    )
    assert len(weights) >= 4
    assert min(weights) >= 600
    page.close()


def test_measurements_tables_break_no_name_or_range(open_page):
    page = open_page("benchmarks/index.html", width=1440)
    cells = page.locator(".cell-output table :is(th, td):not(:last-child)")
    broken = cells.evaluate_all(
        """cells => cells.filter(cell => {
            const range = document.createRange();
            range.selectNodeContents(cell);
            return new Set([...range.getClientRects()].map(line => line.top)).size > 1;
        }).map(cell => cell.textContent)"""
    )
    assert cells.count() > 20
    assert broken == []
    page.close()


def test_legends_of_the_lab_s_choices_have_the_size_of_their_labels(open_page):
    page = open_page(LAB)
    legends = page.locator(".w-choices legend")
    legends.first.wait_for()
    sizes = legends.evaluate_all(
        """legends => legends.map(legend => [legend, legend.parentElement.querySelector('label')]
            .map(node => getComputedStyle(node).fontSize))"""
    )
    assert [pair for pair in sizes if pair[0] != pair[1]] == []
    page.close()
