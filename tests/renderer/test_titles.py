"""What a page's front matter puts into its head, its title block and reveal.js' options."""

import html
import json
import re

import pytest

from tools.render.build import build


def render(project, front: str, *, site_title: str = "") -> str:
    """A page with that front matter, in a site with that title."""
    if site_title:
        with (project / "_quarto.yml").open("a") as settings:
            settings.write(f'website:\n  title: "{site_title}"\n')
    (project / "try.qmd").write_text(f"---\n{front}\n---\n\n## A slide\n\nText.\n")
    site, _, _ = build(project)
    return (site / "try.html").read_text("utf8")


def reveal_options(page: str) -> dict:
    return json.loads(re.search(r'id="reveal-options"[^>]*>(.*?)</script>', page)[1])


@pytest.mark.parametrize(
    ("front", "title"),
    [
        ("title: Deck", "Course & Co – Deck"),
        ("pagetitle: Deck", "Course & Co – Deck"),
        ('title: Deck\ntitle-prefix: ""', "Deck"),
        ("title: Deck\ntitle-prefix: Unit", "Unit – Deck"),
        ("title: Course & Co", "Course & Co"),
    ],
)
def test_deck_title_begins_with_prefix_or_else_site_title(project, front, title):
    page = render(project, f"{front}\nformat: revealjs", site_title="Course & Co")
    assert html.unescape(re.search("<title>(.*?)</title>", page)[1]) == title


def test_deck_of_untitled_site_has_title_without_prefix(project):
    assert "<title>Deck</title>" in render(project, "title: Deck\nformat: revealjs")


def test_page_title_ends_in_site_title_or_else_prefix(project):
    assert "<title>Page – Unit</title>" in render(project, "title: Page\ntitle-prefix: Unit")
    page = render(project, "title: Page\ntitle-prefix: Unit", site_title="Course")
    assert "<title>Page – Course</title>" in page


SHORTCODES = """---
title: "T {{< var top >}}"
subtitle: "S {{< meta kept.a >}}"
description: "D {{< meta title >}}"
author: {name: "A {{< var top >}}", affiliation: "B {{< var top >}}"}
institute: "I {{< var top >}}"
abstract: "Abs {{< var top >}}"
date: "{{< var day >}}"
kept: {a: "k {{< var top >}}"}
format: %s
---

## H

{{< meta subtitle >}}

```{.python lst-cap="L {{< var top >}}" filename="F {{< var top >}}"}
x
```

```{dot}
//| fig-cap: "C {{< var top >}}"
//| fig-alt: "Alt {{< var top >}}"
digraph {a}
```
"""


@pytest.mark.parametrize("form", ["html", '{revealjs: {footer: "Foot {{< var top >}}"}}'])
def test_shortcodes_in_options_are_resolved(project, form):
    (project / "_variables.yml").write_text("top: 7\nday: 2026-05-01\n")
    bar = "title: 'Bar {{< var top >}}', left: [{text: 'N {{< var top >}}', href: index.qmd}]"
    with (project / "_quarto.yml").open("a") as settings:
        settings.write(f"website: {{title: 'W {{{{< var top >}}}}', navbar: {{{bar}}}, ")
        settings.write("page-footer: 'Below {{< var top >}}'}\n")
    (project / "try.qmd").write_text(SHORTCODES % form)
    page = (build(project)[0] / "try.html").read_text("utf8")
    assert "{{" not in page
    assert re.search("<title>(W 7 – T 7|T 7 – W 7)</title>", page)
    texts = ["S k 7", "A 7", "B 7", "I 7", "Abs 7", "May 1, 2026", "L 7", "F 7", "C 7", "Alt 7"]
    texts += ["Bar 7", "N 7", "Below 7", ">D T 7<"] if form == "html" else ["Foot 7"]
    assert [text for text in texts if text not in page] == []
    assert page.count("S k 7") == 2


def test_page_description_stands_between_title_and_text(project):
    page = render(project, 'title: "Page"\ndescription: "What *it* is"')
    block = page[page.index("<h1") : page.index("Text.")]
    assert '<div class="description">What <em>it</em> is</div>' in block


@pytest.mark.parametrize(
    ("options", "view"),
    [
        ("view: slide", "slide"),
        ("view: slide, scroll-view: {activation-width: 0}", "slide"),
        ("view: slide, scroll-view: true", "scroll"),
        ("scroll-view: {activation-width: 0}", None),
    ],
)
def test_deck_view_is_scroll_only_where_scroll_view_is_active(project, options, view):
    page = render(project, f"title: Deck\nformat: {{revealjs: {{{options}}}}}")
    assert reveal_options(page).get("view") == view
    assert ("activation-width: 0" in options) == (
        reveal_options(page).get("scrollActivationWidth") == 0
    )
