"""A slide that overflows is marked in the browser while `serve` runs, and never in a built file."""

import re

import pytest
from playwright.sync_api import expect, sync_playwright
from projects import contents, served

from tools.browser import FLAGS, find_browser
from tools.overflow import with_places

DECK = """---
format: revealjs
---

{{< include _part.qmd >}}

## Fits

a

## Full
"""
PART = """<!--
a
-->

```
## Code
```

## Included {#part}

b
"""


@pytest.fixture
def deck(project):
    (project / "other.qmd").write_text(DECK + "\nline\n" * 40)
    (project / "_part.qmd").write_text(PART)
    (project / "index.qmd").write_text("# Start\n")
    return project


def test_serve_marks_overflowing_slide(deck):
    with served(deck) as lines, sync_playwright() as playwright:
        url = next(m[0] for line in lines if (m := re.search(r"http://\S+/", line)))
        path = find_browser(playwright)
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        page = browser.new_page()
        problems = []
        page.on("console", lambda message: problems.append(message.text))
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(f"{url}other.html#/full")
        mark = page.locator("#overflow-mark")
        expect(mark).to_be_visible(timeout=60_000)
        assert mark.inner_text().startswith('other.qmd:11: overflow: "line"')
        page.evaluate("Reveal.slide(1)")
        expect(mark).to_be_hidden(timeout=60_000)
        assert problems == []
        browser.close()
    assert [n for n, data in contents(deck / "_site").items() if b"marks" in data] == []


def test_place_of_slide_is_in_its_own_file(deck):
    faults = ["part: overflow: x", "fits: overflow: y", "gone: overflow: z"]
    assert with_places(deck, "other.qmd", faults) == [
        "_part.qmd:9: slide part: overflow: x",
        "other.qmd:7: slide fits: overflow: y",
        "other.qmd: slide gone: overflow: z",
    ]
