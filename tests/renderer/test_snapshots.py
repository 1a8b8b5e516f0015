"""Each input's page, normalised, is the stored one; `UPDATE=1 pytest tests/renderer` stores it."""

import os
import re
from pathlib import Path

import pytest
from projects import INPUT

SNAPSHOTS = Path(__file__).parent / "snapshots"
PAGES = sorted(
    p.stem for p in INPUT.iterdir() if p.suffix in {".qmd", ".ipynb"} and p.stem[0] != "_"
)


def normalise(html: str) -> str:
    """The page's own part, a formula as its TeX, an element a line."""
    body = html[html.index("<body") : html.index("</body>")]
    body = "".join(shorten_formulas(body))
    body = re.sub(r"(<svg class=\"graph\"[^>]*>).*?(</svg>)", r"\1…\2", body, flags=re.S)
    body = re.sub(
        r"(?<!\n)(<(?:section|div|p|h\d|ul|li|figure|main|table|tr|pre|svg|path|text)\b)",
        r"\n\1",
        body,
    )
    return "\n".join(line.rstrip() for line in body.splitlines() if line.strip()) + "\n"


def shorten_formulas(html: str):
    """The text with each KaTeX element as the text of its MathML: ⟦…⟧."""
    end = 0
    for match in re.finditer(r'<span class="katex(?:-display)?">', html):
        if match.start() < end:
            continue
        yield html[end : match.start()]
        depth, end = 1, match.end()
        while depth:
            tag = re.compile(r"<(/?)span\b").search(html, end)
            depth, end = depth + (-1 if tag[1] else 1), html.index(">", tag.end()) + 1
        mathml = re.search(r"<math\b.*?</math>", html[match.start() : end], re.S)[0]
        yield f"⟦{re.sub('<[^>]*>', '', mathml)}⟧"
    yield html[end:]


@pytest.mark.parametrize("name", PAGES)
def test_page_equals_snapshot(built, name):
    page = normalise((built / f"{name}.html").read_text(encoding="utf-8"))
    stored = SNAPSHOTS / f"{name}.html"
    if os.environ.get("UPDATE"):
        stored.write_text(page, encoding="utf-8")
    assert stored.exists(), f"no snapshot {stored.name}: look at the page, then UPDATE=1"
    assert page == stored.read_text(encoding="utf-8")


def test_every_snapshot_has_an_input():
    assert sorted(p.stem for p in SNAPSHOTS.glob("*.html")) == PAGES
