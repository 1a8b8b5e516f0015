"""Follows `$` and `$$` through a page: no shortcode is resolved in a formula."""

from __future__ import annotations

import re

from .errors import RenderError
from .lines import Line

DOLLARS = re.compile(r"\\.|\$\$|\$")


class MathsTracker:
    """Knows after each piece of text whether it ends in a formula."""

    def __init__(self) -> None:
        self.in_display = False  # between $$ and $$
        self.in_inline = False  # between $ and $
        self.opened: Line | None = None  # the line that opened the display formula

    def follow(self, text: str) -> None:
        for match in DOLLARS.finditer(text):
            if match[0] == "$$":
                self.in_display = not self.in_display
            elif match[0] == "$" and not self.in_display:
                after = text[match.end() : match.end() + 1]
                before = text[match.start() - 1 : match.start()]
                if self.in_inline and not before.isspace():
                    self.in_inline = False
                elif not self.in_inline and not after.isspace():
                    self.in_inline = True

    def end_line(self, text: str, line: Line) -> None:
        """Follow the last piece of a line."""
        was_open = self.in_display
        self.follow(text)
        if not (was_open and self.in_display):
            self.opened = line
        self.in_inline = False

    def check_closed(self) -> None:
        if self.in_display and self.opened:
            raise RenderError.at(self.opened.place, "formula never closed (want $$)")
