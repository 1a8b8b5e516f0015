"""Each label that a reference names by its number shows this number, once, in the page's order."""

import re
import shutil

import pytest
from projects import INPUT

from tools.render.build import build


@pytest.fixture
def render(project):
    shutil.copy(INPUT / "dot.svg", project)

    def render(text: str) -> str:
        (project / "other.qmd").write_text(f"---\ntitle: T\n---\n\n{text}\n")
        html = (build(project)[0] / "other.html").read_text("utf-8")
        return html[html.index("<main") : html.index("</main>")]

    return render


def captions_of(html: str) -> list[str]:
    found = re.findall(r"<(?:fig)?caption\b[^>]*>(.*?)</(?:fig)?caption>", html, re.S)
    return [re.sub(r"<[^>]*>", "", caption).strip().replace("\u00a0", " ") for caption in found]


def references_of(html: str) -> list[str]:
    return [name.replace("\u00a0", " ") for name in re.findall(r'quarto-xref">([^<]*)<', html)]


TABLE = "| a |\n|---|\n| b |\n"
CODE = "```{.python lst-cap='Words'}\nx\n```\n"


@pytest.mark.parametrize(
    ("text", "label", "caption"),
    [
        (f"::: {{#tbl-x}}\n{TABLE}\n: Words\n:::", "tbl-x", "Table 1: Words"),
        (f"::: {{#tbl-x}}\nText\n\n{TABLE}\n: Words\n:::", "tbl-x", "Table 1: Words"),
        (f"::: {{#tbl-x}}\n{TABLE}\n:::", "tbl-x", "Table 1"),
        (f"{TABLE}\n: {{#tbl-x}}", "tbl-x", "Table 1"),
        (f"{TABLE}\n: {{#tbl-x .striped}}", "tbl-x", "Table 1"),
        (f"::: {{#lst-x}}\n{CODE}:::", "lst-x", "Listing 1: Words"),
        ("```{#lst-x .python lst-cap=''}\nx\n```", "lst-x", "Listing 1"),
        ("::: {#fig-x}\n![Words](dot.svg)\n:::", "fig-x", "Figure 1: Words"),
        ("::: {#fig-x}\n![](dot.svg){fig-alt=x}\n:::", "fig-x", "Figure 1"),
        ("::: {#fig-x fig-cap=''}\n![](dot.svg){fig-alt=x}\n:::", "fig-x", "Figure 1"),
        ("```{dot}\n//| label: fig-x\n//| fig-alt: x\ndigraph {a}\n```", "fig-x", "Figure 1"),
        ("```{ojs}\n//| label: fig-x\n1\n```", "fig-x", "Figure 1"),
    ],
)
def test_label_is_numbered_in_its_only_caption(render, text, label, caption):
    html = render(f"{text}\n\n@{label}")
    assert captions_of(html) == [caption]
    assert references_of(html) == [caption.split(":")[0]]


def test_captions_of_parts_stay_with_them(render):
    parts = f"{TABLE}\n: One {{#tbl-a}}\n\n{TABLE}\n: Two {{#tbl-b}}\n"
    html = render(f"::: {{#tbl-x layout-ncol=2}}\n{parts}:::\n\n@tbl-x, @tbl-b")
    assert captions_of(html) == ["(a) One", "(b) Two", "Table 1"]
    html = render(f"::: {{#tbl-x}}\n{TABLE}\n: One\n\n{TABLE}\n: Two\n:::\n\n@tbl-x")
    assert captions_of(html) == ["One", "Two", "Table 1"]


LISTINGS = {
    "attributes": "```{#lst-%s .python lst-cap='Words'}\nx\n```\n",
    "div": "::: {#lst-%s}\n```python\nx\n```\n\nWords\n:::\n",
    "div around caption": f"::: {{#lst-%s}}\n{CODE}:::\n",
    "callout": "::: {.callout-note}\n```{#lst-%s .python lst-cap='Words'}\nx\n```\n:::\n",
}


def test_listings_of_all_forms_are_numbered_in_order(render):
    forms = [*LISTINGS.values(), *reversed(LISTINGS.values())]
    html = render("\n".join(form % i for i, form in enumerate(forms)) + "\n@lst-0, @lst-7")
    assert captions_of(html) == [f"Listing {i}: Words" for i in range(1, 9)]
    assert references_of(html) == ["Listing 1", "Listing 8"]


def test_listings_in_a_listing_are_its_parts(render):
    parts = "".join(LISTINGS["attributes"] % i + "\n" for i in (1, 2))
    html = render(f"::: {{#lst-both layout-ncol=2}}\n{parts}Both\n:::\n\n@lst-both, @lst-2")
    assert captions_of(html) == ["(a) Words", "(b) Words", "Listing 1: Both"]
    assert references_of(html) == ["Listing 1", "Listing 1 (b)"]
