"""A source's lines, each with the file and line it came from, and its fenced code blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass

FENCE = re.compile(r"^(\s*)(`{3,}|~{3,})(.*)$")
SHORTCODE = re.compile(r"(?<!\{)\{\{<\s*(\S*)\s*(.*?)\s*>\}\}")
ESCAPED_SHORTCODE = re.compile(r"\{(\{\{<.*?>\}\})\}")  # to be shown
CODE_SPAN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")


@dataclass
class Line:
    text: str
    file: str
    number: int | str

    @property
    def place(self) -> tuple[str, int | str]:
        return (self.file, self.number)


def next_fence(fence: str | None, match: re.Match) -> str | None:
    """The fence that is open after a line that looks like one."""
    mark, rest = match[2], match[3].strip()
    if fence is None:
        return None if mark[0] == "`" and "`" in rest else mark
    closes = mark[0] == fence[0] and len(mark) >= len(fence) and not rest
    return None if closes else fence
