"""One term for one thing on every page: upstream gradient, unit on or off, loss."""

import re

import pytest

PAGES = "**/*.html"
OTHER_WORDS = {
    "upstream": r"downstream",
    "a unit is on or off": r"\b(open|shut|closed|conducting) (unit|ReLU|switch|path)s?\b"
    r"|\b(unit|ReLU|switch)(es|s)? (is|are|stays?) (open|shut|closed|conducting)\b",
    "the loss is \\mathcal L": r"\\partial ?L\b",
}


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", html, flags=re.S))


@pytest.mark.parametrize("term", OTHER_WORDS)
def test_pages_use_no_other_word_for_term(site, term):
    pages = sorted(site.glob(PAGES))
    assert len(pages) > 10
    found = {
        str(page.relative_to(site)): match[0]
        for page in pages
        if (match := re.search(OTHER_WORDS[term], text_of(page.read_text("utf-8"))))
    }
    assert found == {}


def test_words_of_widgets_use_no_other_word_for_term(site):
    words = "".join(
        path.read_text("utf-8") for path in site.rglob("*.js") if "widgets" in str(path)
    )
    assert "upstream" in words
    for pattern in OTHER_WORDS.values():
        assert re.search(pattern, words) is None


def test_pages_group_digits_by_spaces_not_commas(site):
    # a single comma that is pasted into a number field is a decimal comma
    found = {
        str(page.relative_to(site)): match[0]
        for page in sorted(site.glob(PAGES))
        if (match := re.search(r"\b\d{1,3}(,\d{3})+\b", text_of(page.read_text("utf-8"))))
    }
    assert found == {}
