"""Checks pipe tables: Pandoc drops the cells by which a row is longer than the table's head."""

from __future__ import annotations

import re

from .errors import RenderError
from .lines import Line

RULE = re.compile(r"\s*\|?(\s*:?-+:?\s*\|)*\s*:?-+:?\s*\|?\s*$")  # below a table's head
PARTS_WITHOUT_BAR = re.compile(r"\$[^$]*\$|\\.|<[^>]*>")  # bars in these don't separate cells
COLUMN_RULES = re.compile(r"[\s>]*(?=.*--)-+(?:\s+-+)+\s*")  # as in `--- ---`


def check_rules(text: str, line: Line) -> None:
    """Raises RenderError for a table whose columns are aligned by spaces."""
    if COLUMN_RULES.fullmatch(text):
        raise RenderError.at(line.place, "table aligned by spaces (want a pipe or grid table)")


class TableChecker:
    """Compares each row of a table with the rule below the table's head."""

    def __init__(self) -> None:
        self.columns = 0  # of the current table
        self.head: tuple[int, Line | None] = (0, None)  # cells of the previous line, and that line

    def check_row(self, text: str, line: Line) -> None:
        cells = count_cells(text)
        if not cells:
            self.columns = 0
        elif not self.columns and RULE.match(text):
            self.columns = cells
            cells, head = self.head
            line = head or line
        if self.columns and cells > self.columns:
            raise RenderError.at(line.place, f"table row of {cells} cells (want {self.columns})")
        self.head = (cells, line)


def count_cells(text: str) -> int:
    """The cells of a row; 0 for a line without a bar."""
    if "|" not in text:
        return 0
    return PARTS_WITHOUT_BAR.sub("", text).strip().strip("|").count("|") + 1
